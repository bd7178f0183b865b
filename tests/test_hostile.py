"""Hostile input: time grows with the text and no faster, limits hold, and nothing that an article says is run."""

from __future__ import annotations

import csv
import gzip
import io
import json
import lzma
import zipfile
from pathlib import Path

import pytest

from coopnews.batch import Job, run
from coopnews.excel import write_workbook
from coopnews.pipeline import Pipeline
from coopnews.sources import rows, streams
from coopnews.sources.documents import Document, Dump, Failure, content
from hostile import plain, seconds, texts
from program import on_terminal
from program import run as coopnews_program
from promised import hold_for_text
from test_dumps import NEWS, dumped, json_lines, tarred, zipped, zstd

SMALL, TIMES = 1_500, 4
BOUND = 2.2
"""How much more than in proportion time may grow: twice is what a busy machine does to it, four times is a square."""
ONCE_SLOW = (
    *("digits in words", "digits and letters", "commas between digits", "thousand", "thousand and", "million", "and"),
    *("half-spaces in words", "quotes", "nested quotes", "nested parentheses", "lines of digits", "honorific"),
    *("representative", "offices joined", "person and verb", "verb and colon", "body heads joined", "bank"),
    *("counted and", "digits and percent signs", "weekday", "different persons", "different bodies", "different sums"),
    *("different guests", "different holders"),
)
"""Those that took time in the square of their length, and those that come near it; ``hostile.py`` has all."""


@pytest.mark.parametrize("name", ONCE_SLOW)
def test_time_grows_with_the_text(name: str) -> None:
    small, large = dict(texts(SMALL))[name], dict(texts(SMALL * TIMES))[name]
    seconds(plain(SMALL))
    growths = []
    for _ in range(3):  # another program may have been in the way
        growths.append(seconds(large) / max(seconds(small), 0.005))
        if growths[-1] < BOUND * TIMES:
            return
    pytest.fail(f"{TIMES} times the text takes {min(growths):.1f} times as long")


@pytest.mark.parametrize(
    "raw",
    [
        "۷" * 1_000_000 + " تعاونی",
        "۷،۷۷۷" * 20_000 + " تعاونی",
        "میلیارد " * 5_000,
        "ت" * 10_000_000,
        "(" * 20_000 + "۲۵ تعاونی" + ")" * 20_000,
        "<div>" * 20_000 + "۲۵ تعاونی",
    ],
    ids=["a million digits", "groups", "a billion billions", "one token of 10 MB", "nesting", "nested tags"],
)
def test_sizes_that_nobody_writes(raw: str) -> None:
    hold_for_text(raw)


BOMB = b"\0" * 400_000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bomb.jsonl.gz", gzip.compress(BOMB)),
        ("bomb.jsonl.xz", lzma.compress(BOMB)),
        ("bomb.jsonl.zst", zstd(BOMB)),
        ("bomb.txt.gz.gz", gzip.compress(gzip.compress(BOMB))),
        ("bomb.zip", zipped({"a.jsonl": BOMB})),
        ("bomb.tar.gz", gzip.compress(tarred({"a.jsonl": BOMB}))),
        ("nested.zip", zipped({"a.zip": zipped({"b.jsonl": BOMB})})),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_archives_that_expand_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes
) -> None:
    monkeypatch.setattr(streams, "LEAST_SUSPECT", 100_000)
    monkeypatch.setattr(streams, "MOST_EXPANDED", 20)
    items = dumped(tmp_path, name, data)
    assert any(isinstance(item, Failure) and "times its size" in item.reason for item in items), items


def test_many_members_that_each_expand_a_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LEAST_SUSPECT", 100_000)
    monkeypatch.setattr(streams, "MOST_EXPANDED", 20)
    items = dumped(tmp_path, "many.zip", zipped({f"{at}.jsonl": BOMB[:60_000] for at in range(8)}))
    assert sum(isinstance(item, Failure) and "times its size" in item.reason for item in items) >= 5


def test_archives_in_archives_end(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"x"})
    for _ in range(8):
        data = zipped({"a.zip": data})
    (failure,) = dumped(tmp_path, "deep.zip", data)
    assert isinstance(failure, Failure)
    assert "archives in archives, more than 4 deep. Unpack it first" in failure.reason


def test_members_of_other_kinds_are_counted(tmp_path: Path) -> None:
    (tmp_path / "news.zip").write_bytes(zipped({"1.txt": TEXT.encode(), "photo.jpg": b"", "clip.mp4": b""}))
    dump = Dump([str(tmp_path / "news.zip")])
    for _ in range(2):
        assert len(list(dump)) == 1
        assert dump.left_out == {".jpg": 1, ".mp4": 1}


TEXT = "۲۵ تعاونی در استان گیلان فعال است."


def test_an_archive_in_a_stream_that_cannot_be_wound(tmp_path: Path) -> None:
    data = zipped({"news.jsonl": json_lines()})
    assert len(dumped(tmp_path, "news.zip.zst", zstd(data))) == len(NEWS)


def test_files_that_link_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
    items = list(Dump([str(tmp_path)]))
    assert [type(item) for item in items] == [Failure, Failure, Document]


@pytest.mark.parametrize("script", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<style>p{}</style>"])
def test_pages_with_scripts(tmp_path: Path, script: str) -> None:
    body = f"<p>{TEXT * 5}</p>{script}<p>{TEXT * 5}</p>"
    page = f"<!DOCTYPE html><html><body><article>{body}</article></body></html>"
    for name, data in (("a.html", page), ("b.jsonl", json.dumps({"text": body}))):
        (item,) = dumped(tmp_path, name, data.encode())
        assert isinstance(item, Document)
        text = content(item).text
        assert "alert" not in text
        assert "<" not in text
        assert "p{}" not in text


ESCAPES = "\x1b[2J\x1b]0;owned\x07\x9b31m"


def test_no_command_reaches_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / f"news{ESCAPES}.txt"
    said = f"علی{ESCAPES} لقمانی، مدیرکل تعاون گیلان گفت: ۲۵{ESCAPES} تعاونی{ESCAPES} فعال است."
    path.write_text(f"{said}\n\n{said}", encoding="utf-8")
    commands: list[list[str | Path]] = [["extract", path, f"{path}x"], ["explain", path, "--figure", "c1"]]
    for arguments in commands:
        shown = on_terminal(*arguments)
        assert not [command for command in ("\x1b[2J", "\x1b]", "\x07", "\x9b") if command in shown], arguments


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x";"y")']


def test_no_cell_of_csv_is_a_formula(tmp_path: Path) -> None:
    for at, formula in enumerate(FORMULAS):
        (tmp_path / f"={at}.txt").write_text(f"{formula} {TEXT}", encoding="utf-8")
    printed = coopnews_program("extract", "--format", "csv", *sorted(tmp_path.glob("*.txt"))).stdout.decode()
    run(Job((str(tmp_path),), str(tmp_path / "tables"), Pipeline.load("fast"), also=("csv",), workers=1))
    tables = [file.read_text(encoding="utf-8") for file in (tmp_path / "tables").glob("*.csv")]
    cells = [cell for table in (printed, *tables) for row in csv.reader(io.StringIO(table, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'=0.txt" in cells
    assert {"25", "25.0"} & set(cells)


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path, formula: str) -> None:
    write_workbook(tmp_path / "x.xlsx", {"coopnews": (["text", "value"], [(formula, -25), (formula, 1.5)])})
    with zipfile.ZipFile(tmp_path / "x.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<v>-25</v>" in sheet


def test_a_long_article_is_an_error_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopnews.sources.documents.MOST_CHARACTERS", 1000)
    monkeypatch.setattr(rows, "MOST_CHARACTERS", 1000)
    (failure,) = dumped(tmp_path, "news.jsonl", b'{"text": "' + b"x" * 2000 + b'"}')
    assert isinstance(failure, Failure)
    assert failure.reason == "longer than 1,000 characters. Split the article"
