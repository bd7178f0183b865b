"""The command line as a whole: formats, exit statuses, and what it says of files it cannot read."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from coopnews.tables import FIGURES
from made import FIXTURES
from program import SCRIPTS, on_terminal, run

GILAN = FIXTURES / "gilan.txt"
NEWS = "۲۵ شرکت تعاونی در گیلان ۳۴ میلیون دلار صادرات داشتند."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


def printed(*arguments: str | Path, stdin: bytes = b"") -> Any:
    """The JSON that a run without complaints prints."""
    done = run(*arguments, stdin=stdin)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return json.loads(done.stdout)


def complaint(*arguments: str | Path, status: int = 1, stdin: bytes = b"") -> str:
    """The one line on standard error of a run that ends with this status."""
    done = run(*arguments, stdin=stdin)
    assert done.returncode == status
    (line,) = done.stderr.decode().splitlines()
    assert "Traceback" not in line
    return line


# Formats


def test_json_of_one_file(news: Path) -> None:
    article = printed("extract", news)
    assert (article["schema"], article["source"]) == ("coopnews/1", "news.txt")
    assert [count["value"] for count in article["counts"]] == [25]
    for mention in article["counts"][0]["mentions"]:
        assert NEWS[mention["start"] : mention["end"]] == mention["text"]


def test_json_of_several_files_is_an_array(news: Path) -> None:
    assert [article["source"] for article in printed("extract", news, GILAN)] == ["news.txt", "gilan.txt"]


def test_json_of_several_files_none_of_which_is_there() -> None:
    done = run("extract", "no.txt", "none.txt")
    assert (done.returncode, json.loads(done.stdout)) == (1, [])
    assert len(done.stderr.decode().splitlines()) == 2


def test_jsonl(news: Path) -> None:
    done = run("extract", news, GILAN, "--format", "jsonl")
    assert [json.loads(line)["source"] for line in done.stdout.splitlines()] == ["news.txt", "gilan.txt"]


def test_csv(news: Path) -> None:
    done = run("extract", news, GILAN, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8"))))
    assert list(rows[0]) == list(FIGURES)
    assert (rows[0]["doc_id"], rows[0]["kind"], rows[0]["value"], rows[0]["value_max"]) == (
        "news.txt",
        "count",
        "25",
        "",
    )
    assert {row["doc_id"] for row in rows} == {"news.txt", "gilan.txt"}


def test_table_in_a_file_is_plain_text_in_reading_order(news: Path) -> None:
    shown = run("extract", news, "--format", "table").stdout.decode()
    assert "شرکت تعاونی" in shown
    assert "34,000,000" in shown
    assert "\x1b" not in shown


def test_output_is_utf8_in_any_locale(news: Path) -> None:
    assert "شرکت" in run("extract", news, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0").stdout.decode()


def test_standard_input() -> None:
    article = printed("extract", "-", stdin=NEWS.encode())
    assert (article["source"], article["counts"][0]["value"]) == ("-", 25)


def test_published_resolves_relative_dates() -> None:
    article = printed("extract", "-", "--published", "1403-08-12", stdin="صادرات سال جاری رشد کرد.".encode())
    assert article["published"] == "1403-08-12"


def test_fast_pipeline(news: Path) -> None:
    assert printed("extract", news, "--pipeline", "fast")["counts"][0]["value"] == 25


def test_nothing_found_is_no_error() -> None:
    article = printed("extract", "-", stdin="سلام".encode())
    assert [article[kind] for kind in ("counts", "amounts", "percents", "dates", "officials", "bodies")] == [[]] * 6


def test_reader_that_stops_early_is_no_error() -> None:
    command = f"{SCRIPTS / 'coopnews'} extract {GILAN} {GILAN} --format csv | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, check=True)
    assert done.stdout.startswith(b"doc_id,")
    assert done.stderr == b""


# Terminals


def test_terminal_that_does_nothing_gets_joined_letters_in_visual_order(news: Path) -> None:
    shown = on_terminal("extract", news)
    assert "ﺖﮐﺮﺷ" in shown
    assert shown.count("\x1b[8l") == shown.count("\x1b[8h") == 1


@pytest.mark.parametrize(
    "terminal", [{"VTE_VERSION": "7006"}, {"KONSOLE_VERSION": "220403"}, {"COOPNEWS_BIDI": "terminal"}]
)
def test_terminal_that_reorders_gets_reading_order(news: Path, terminal: dict[str, str]) -> None:
    shown = on_terminal("extract", news, **terminal)
    assert "شرکت تعاونی" in shown
    assert "\x1b[8l" not in shown


def test_between_persian_cells_stand_latin_ones() -> None:
    """So that a terminal that reorders leaves the columns where they are."""
    shown = on_terminal("extract", GILAN, VTE_VERSION="7006")
    row = next(line for line in shown.splitlines() if "2,502" in line)
    columns = [cell for cell in row.split("  ") if cell.strip()]
    persian = [not cell.isascii() for cell in columns]
    assert sum(persian) == 2
    assert (True, True) not in pairwise(persian)


# Encodings


def test_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_bytes(NEWS.encode("utf-16"))
    assert printed("extract", path)["counts"][0]["mentions"][0]["start"] == 0


def test_windows_1256(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("25 شركت تعاوني در گيلان 34 ميليون دلار صادرات داشتند.".encode("cp1256"))
    article = printed("extract", path)
    assert (article["counts"][0]["value"], article["amounts"][0]["value"]) == (25, 34000000)
    assert article["counts"][0]["mentions"][0]["text"].startswith("25 شركت")


def test_offsets_count_carriage_returns(tmp_path: Path) -> None:
    path = tmp_path / "dos.txt"
    raw = f"خبر\r\n\r\n{NEWS}\r\n"
    path.write_bytes(raw.encode())
    mention = printed("extract", path)["counts"][0]["mentions"][0]
    assert raw[mention["start"] : mention["end"]] == mention["text"]


def test_web_page(tmp_path: Path) -> None:
    paragraphs = f"<p>{NEWS}</p><p>وی گفت: ۱۲ طرح تعاونی‌ها با سرمایه‌گذاری ۵۰ میلیارد ریال در استان گیلان افتتاح شد.</p>"
    page = f"""<!DOCTYPE html><html lang="fa"><head><meta charset="utf-8"><title>خبر</title></head><body>
    <nav><a href="/">۹۹ خبر دیگر</a></nav><article><h1>صادرات تعاونی‌ها</h1>{paragraphs * 3}</article></body></html>"""
    for name in ("page.html", "saved"):
        (tmp_path / name).write_text(page, encoding="utf-8")
        article = printed("extract", tmp_path / name)
        assert sorted({count["value"] for count in article["counts"]}) == [12, 25]


# What cannot be read


def test_missing_file_and_the_others_are_done(news: Path) -> None:
    done = run("extract", "missing.txt", news, "--format", "jsonl")
    assert done.returncode == 1
    assert json.loads(done.stdout)["source"] == "news.txt"
    assert done.stderr.decode().splitlines() == ["coopnews: missing.txt: no such file. Check the path."]


def test_first_run_after_installation_warns_of_nothing(tmp_path: Path) -> None:
    # Where the installer compiled no bytecode, libraries are compiled on first use and their warnings would show.
    done = run("extract", "fixtures/gilan.txt", PYTHONPYCACHEPREFIX=str(tmp_path))
    assert done.returncode == 0
    assert done.stderr == b""


def test_folder(tmp_path: Path) -> None:
    assert f"{tmp_path}: a folder. Name the files in it" in complaint("extract", tmp_path)


def test_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert "empty.txt: empty. Give a file with text." in complaint("extract", tmp_path / "empty.txt")


def test_binary_file(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(bytes(range(256)) * 8)
    assert complaint("extract", path) == f"coopnews: {path}: a binary file, not text. Give plain text or HTML."


def test_empty_standard_input() -> None:
    assert "standard input: empty" in complaint("extract", "-")


def test_a_megabyte(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    # Without the page's tail («Share»), where an article ends.
    article = GILAN.read_bytes().removesuffix(b"Share")
    path.write_bytes(article * (2**20 // len(article) + 1))
    done = run("extract", path, "--pipeline", "fast", timeout=300)
    assert (done.returncode, done.stderr) == (0, b"")
    assert {2502, 30179} <= {count["value"] for count in json.loads(done.stdout)["counts"]}


# Misuse


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["unknown"],
        ["extract", GILAN, "--format", "xml"],
        ["extract", GILAN, "--bogus"],
        ["extract", GILAN, "--pipeline", "none"],
        ["extract", GILAN, "--published", "yesterday"],
        ["explain", GILAN],
        ["explain", GILAN, "--at", "3", "--figure", "c1"],
        ["explain", GILAN, "--at", "here"],
        ["eval"],
        ["eval", FIXTURES, "--format", "csv"],
    ],
    ids=lambda arguments: " ".join(Path(word).name for word in arguments),
)
def test_misuse(arguments: list[str | Path]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr


@pytest.mark.parametrize("command", ["", "extract"])
def test_help_shows_its_examples(command: str) -> None:
    done = run(*filter(None, [command]), "--help")
    assert done.returncode == 0
    assert "coopnews extract" in done.stdout.decode().split("Examples")[1]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    done = run(_COOPNEWS_COMPLETE=f"source_{shell}")
    assert done.returncode == 0
    assert b"coopnews" in done.stdout


def test_completion_of_commands() -> None:
    done = run(_COOPNEWS_COMPLETE="complete_bash", COMP_WORDS="coopnews e", COMP_CWORD="1")
    assert done.stdout.decode().split() == ["extract", "eval", "explain"]


def test_version() -> None:
    assert run("--version").stdout.startswith(b"coopnews ")


# view


def test_view_into_a_file_and_onto_standard_output(news: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = run("view", news, "-o", page)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert page.read_bytes().startswith(b"<!DOCTYPE html>")
    assert "۲۵ شرکت تعاونی</mark>" in page.read_text(encoding="utf-8")
    assert run("view", news).stdout == run("view", news, "-o", "-").stdout == page.read_bytes()


def test_view_of_standard_input(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run("view", "-", "-o", page, "--published", "1403-08-12", stdin=NEWS.encode()).returncode == 0
    assert "۱۴۰۳/۰۸/۱۲" in page.read_text(encoding="utf-8")


def test_view_onto_a_terminal_asks_for_a_file(news: Path) -> None:
    shown = on_terminal("view", news)
    assert "Name a file for it: -o PAGE.html." in shown
    assert "<html" not in shown


def test_view_keeps_its_source(tmp_path: Path) -> None:
    path = tmp_path / "news.html"
    path.write_text(NEWS, encoding="utf-8")
    assert "would replace its own source" in complaint("view", path, "-o", path, status=2)
    assert path.read_text(encoding="utf-8") == NEWS


def test_view_of_what_cannot_be_read_writes_nothing(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert complaint("view", "missing.txt", "-o", page) == "coopnews: missing.txt: no such file. Check the path."
    assert not page.exists()


def test_view_into_what_cannot_be_written(news: Path, tmp_path: Path) -> None:
    for output in (tmp_path, tmp_path / "no" / "page.html"):
        line = complaint("view", news, "-o", output)
        assert line.startswith(f"coopnews: {output}: cannot be written (")
        assert line.endswith("Name a file in a folder that exists and that you may write to.")


# explain


def test_explain_text(news: Path) -> None:
    shown = run("explain", news, "--figure", "a1").stdout.decode()
    assert "the nearest cue; as a figure of the kind «amount»" in shown
    assert "cues [export] exports" in shown
    assert "currencies [dollar]" in shown


def test_explain_json(news: Path) -> None:
    (explanation,) = printed("explain", news, "--at", "0", "--format", "json")
    assert explanation["records"] == ["c1"]
    assert explanation["of"] == {"start": 0, "end": 14, "text": "۲۵ شرکت تعاونی"}
    assert {"about": "number", "says": "25"}.items() <= explanation["decisions"][0].items()


def test_explain_what_is_not_there(news: Path) -> None:
    assert "no figure 'c9'. Its figures are c1, a1." in complaint("explain", news, "--figure", "c9")
    assert "offset 999 is outside of the text." in complaint("explain", news, "--at", "999")
    assert "no such file" in complaint("explain", "missing.txt", "--at", "0")


# eval


def test_eval_table_and_errors(tmp_path: Path) -> None:
    gold = {"title": None, "outlet": None, "counts": [{"value": 26, "unit": None, "item": "شرکت تعاونی"}]}
    (tmp_path / "one.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "one.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    shown = run("eval", tmp_path, "--errors").stdout.decode()
    assert "precision" in shown
    assert "one: counts missed" in shown
    assert "one: counts extra" in shown
    assert NEWS in shown


def test_eval_json() -> None:
    scores = printed("eval", FIXTURES / "gilan.gold.json", "--format", "json")
    assert scores["articles"] == 1
    assert set(scores["types"]["counts"]) == {"gold", "found", "right", "precision", "recall", "f1"}


def test_eval_without_gold(tmp_path: Path) -> None:
    assert f"{tmp_path}: no *.gold.json in this folder" in complaint("eval", tmp_path)


def test_eval_bad_gold(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "one.gold.json").write_text("{", encoding="utf-8")
    assert "one.gold.json: not valid JSON" in complaint("eval", tmp_path)
