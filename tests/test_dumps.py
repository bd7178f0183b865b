"""Dumps: whatever they lie in, the same articles come out, and what is damaged is named."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import os
import re
import tarfile
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from coopnews.errors import InputError
from coopnews.settings import Columns
from coopnews.sources import rows
from coopnews.sources.columns import guess
from coopnews.sources.documents import Document, Dump, Failure, content
from coopnews.sources.published import day_of

NEWS = [
    {
        "id": f"n{at}",
        "title": f"خبر شماره {at}",
        "body": f"در این استان {at + 10} تعاونی با ۵۰۰ عضو فعال هستند.\nپایان.",
        "date": "1403/05/12",
    }
    for at in range(3)
]
TEXTS = [f"{one['title']}\n\n{one['body']}" for one in NEWS]
PAGE = """<!DOCTYPE html><html lang="fa"><head><title>{title}</title><meta property="og:title" content="{title}">
<meta property="article:published_time" content="2024-08-02T09:30:00+03:30">
<meta property="og:site_name" content="نمونه نیوز"></head>
<body><nav><a href="/">خانه</a></nav><article><h1>{title}</h1><p>{body}</p>
<p>مدیرکل تعاون استان گفت: این تعداد نسبت به سال گذشته بیشتر شده است و تعاونی‌ها سهم بیشتری از اقتصاد خواهند داشت.</p>
</article></body></html>"""


def json_lines() -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in NEWS).encode()


def separated(separator: str, encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, NEWS[0], delimiter=separator)
    writer.writeheader()
    writer.writerows(NEWS)
    return (old(text.getvalue()) if encoding == "cp1256" else text.getvalue()).encode(encoding)


def old(text: str) -> str:
    """A text as Windows-1256 can have it: without Persian digits and ی."""
    return text.translate({ord("ی"): "ي", **{0x6F0 + digit: str(digit) for digit in range(10)}})


def parquet() -> bytes:
    data = io.BytesIO()
    pd.DataFrame(NEWS).to_parquet(data)
    return data.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inner in files.items():
            archive.writestr(name, inner)
    return data.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for name, inner in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(inner)
            archive.addfile(info, io.BytesIO(inner))
    return data.getvalue()


def zstd(data: bytes) -> bytes:
    compressed: bytes = pa.compress(data, codec="zstd", asbytes=True)
    return compressed


def dumped(folder: Path, name: str, data: bytes, columns: Columns | None = None) -> list[Document | Failure]:
    (folder / name).write_bytes(data)
    return list(Dump([str(folder / name)], columns))


def texts(items: list[Document | Failure]) -> list[str]:
    assert all(isinstance(item, Document) for item in items), items
    return [content(item).text for item in items if isinstance(item, Document)]


FILES = {f"{at}.txt": text.encode() for at, text in enumerate(TEXTS)}
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".zst": zstd,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}


@pytest.mark.parametrize("packed", PACKERS)
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("news.jsonl", json_lines()),
        ("news.ndjson", json_lines()),
        ("news.csv", separated(",")),
        ("semicolons.csv", separated(";")),
        ("news.tsv", separated("\t")),
        ("news.parquet", parquet()),
        ("news.tar", tarred(FILES)),
        ("news.zip", zipped(FILES)),
        ("tables.zip", zipped({"a/news.jsonl": json_lines(), "readme.md": b"not an article"})),
        ("deep.tar", tarred({"news.csv.gz": gzip.compress(separated(","))})),
        ("bom.csv", b"\xef\xbb\xbf" + separated(",")),
        ("wide.csv", separated(",", "utf-16")),
        ("wide.jsonl", json_lines().decode().encode("utf-16")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_container(tmp_path: Path, name: str, data: bytes, packed: str) -> None:
    assert texts(dumped(tmp_path, name + packed, PACKERS[packed](data))) == TEXTS


def test_old_encoding(tmp_path: Path) -> None:
    found = texts(dumped(tmp_path, "news.csv", separated(",", "cp1256")))
    assert found == [old(text) for text in TEXTS]


def test_a_line_in_another_encoding_than_its_file(tmp_path: Path) -> None:
    first, second, third = json_lines().splitlines(keepends=True)
    found = texts(dumped(tmp_path, "news.jsonl", first + old(second.decode()).encode("cp1256") + third))
    assert found == [TEXTS[0], old(TEXTS[1]), TEXTS[2]]


def test_folders_and_globs(tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / "a" / "b").mkdir(parents=True, exist_ok=True)
        (tmp_path / "a" / "b" / name).write_bytes(data)
    (tmp_path / "a" / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "a" / ".hidden.txt").write_text("x")
    (tmp_path / "a" / "round").symlink_to(tmp_path / "a")
    dump = Dump([str(tmp_path / "a")])
    items = list(dump)
    assert texts(items) == TEXTS
    assert [item.id for item in items] == ["b/0.txt", "b/1.txt", "b/2.txt"]
    assert dump.left_out == {".jpg": 1}
    assert dump.read == dump.size
    assert texts(list(Dump([str(tmp_path / "a" / "**" / "[12].txt")]))) == TEXTS[1:]


def test_addresses() -> None:
    fsspec = pytest.importorskip("fsspec")
    with fsspec.open("memory://news/day.jsonl.gz", "wb") as file:
        file.write(gzip.compress(json_lines()))
    for address in ("memory://news/day.jsonl.gz", "memory://news", "memory://news/*.gz"):
        assert texts(list(Dump([address]))) == TEXTS
    with pytest.raises(InputError, match=r"^memory://nothing/\*\.gz: no file matches"):
        Dump(["memory://nothing/*.gz"])
    with pytest.raises(InputError, match=r"^nonsense://news: cannot be opened"):
        Dump(["nonsense://news"])


def test_web_pages(tmp_path: Path) -> None:
    (item,) = dumped(tmp_path, "page.html", PAGE.format(**NEWS[0]).encode())
    assert isinstance(item, Document)
    page = content(item)
    assert page.text.startswith("خبر شماره 0\n")
    assert "۵۰۰ عضو" in page.text
    assert "خانه" not in page.text
    assert (page.title, page.published, page.site) == ("خبر شماره 0", "2024-08-02", "نمونه نیوز")


def crawl() -> bytes:
    data = io.BytesIO()
    writer = WARCWriter(data, gzip=True)
    for at, one in enumerate(NEWS):
        kind = "text/html; charset=utf-8" if at else "image/png"
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        payload = io.BytesIO(PAGE.format(**one).encode())
        writer.write_record(
            writer.create_warc_record(f"https://example.org/{at}", "response", payload=payload, http_headers=headers)
        )
    return data.getvalue()


def test_crawls(tmp_path: Path) -> None:
    items = dumped(tmp_path, "crawl.warc.gz", crawl())
    assert [item.id for item in items] == ["https://example.org/1", "https://example.org/2"]
    assert [text.splitlines()[0] for text in texts(items)] == ["خبر شماره 1", "خبر شماره 2"]


def test_a_crawl_that_is_cut_short(tmp_path: Path) -> None:
    *pages, failure = dumped(tmp_path, "crawl.warc.gz", crawl()[:-200])
    assert [page.id for page in pages] == ["https://example.org/1"]
    assert isinstance(failure, Failure)


@pytest.mark.parametrize(
    ("name", "data", "good", "reason"),
    [
        ("broken.jsonl", json_lines().replace(b'{"id": "n1"', b'{"id" "n1"'), 2, r"broken\.jsonl:2 not JSON"),
        ("list.jsonl", b"[1]\n" + json_lines(), 3, r"list\.jsonl:1 not a JSON object"),
        ("cut.jsonl.gz", gzip.compress(json_lines())[:-20], 2, r"cut\.jsonl\.gz cut short or damaged"),
        ("cut.jsonl.zst", zstd(json_lines())[:-20], 0, r"cut\.jsonl\.zst cut short or damaged"),
        ("cut.zip", zipped(FILES)[:-30], 0, r"cut\.zip cannot be read"),
        ("cut.tar", tarred(FILES)[:1000], 1, r"cut\.tar"),
        ("cut.parquet", parquet()[:-20], 0, r"cut\.parquet not a readable Parquet file"),
        ("null.jsonl", json_lines() + b'{"id": "x", "body": null}\n', 3, r"null\.jsonl:4 no text in column 'body'"),
        ("missing.jsonl", json_lines() + b'{"id": "x"}\n', 3, r"missing\.jsonl:4 no text in column 'body'"),
        ("wide.csv", separated(",") + b"x,y,z,w,v\n", 3, r"wide\.csv:8 5 fields, while the head has 4 columns"),
        ("open.csv", separated(",") + b'x,y,"z,w\n', 3, r"open\.csv:8 not CSV"),
        ("list.json", b'[7, {"text": "x"}]', 1, r"list\.json:1 not a JSON object"),
        ("id.csv", separated(",") + b"\xff,y,z\xff,w\n", 3, r"id\.csv:8 in another encoding"),
        ("binary.csv", separated(",") + b"x,y,\xff\xfe\xfd,z\n", 3, r"binary\.csv:8 in another encoding"),
        ("empty.jsonl", b"", 0, r"empty\.jsonl no rows"),
        ("head.csv", b"id,body\n", 0, r"head\.csv no rows"),
        ("empty.zip", zipped({"readme.md": b""}), 0, r"empty\.zip an archive without articles"),
        ("nothing.csv", b"a,b\n1,2\n", 0, r"nothing\.csv no column looks like"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value and "\\" not in value else "",
)
def test_damage_is_named_and_the_rest_is_read(tmp_path: Path, name: str, data: bytes, good: int, reason: str) -> None:
    items = dumped(tmp_path, name, data)
    failures = [item for item in items if isinstance(item, Failure)]
    assert len(items) - len(failures) == good
    (failure,) = failures
    assert failure.origin.startswith(str(tmp_path))
    assert re.match(reason, f"{Path(failure.origin).name} {failure.reason}"), failure


def test_a_member_that_is_damaged(tmp_path: Path) -> None:
    data = bytearray(zipped(FILES))
    at = data.index(b"1.txt") + len("1.txt") + 3
    data[at : at + 6] = b"\xff" * 6
    items = dumped(tmp_path, "news.zip", bytes(data))
    assert [type(item) for item in items] == [Document, Failure, Document]


def test_long_lines_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_CHARACTERS", 1000)
    first, *others = json_lines().splitlines(keepends=True)
    long = json.dumps({"body": "الف" * 1000}).encode() + b"\n"
    items = dumped(tmp_path, "news.jsonl", first + long + b"".join(others))
    assert [type(item) for item in items] == [Document, Failure, Document, Document]
    items = dumped(tmp_path, "news.csv", separated(",") + b"x,y,z," + b"w" * 2000 + b"\n" + b"n9,t,b,d\n")
    assert [type(item) for item in items] == [Document] * 3 + [Failure, Document]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (["id", "title", "text", "date"], Columns("text", "title", "id", "date")),
        (["URL", "Headline", "BODY", "pub_date", "site"], Columns("BODY", "Headline", "URL", "pub_date", "site")),
        (["شناسه", "تیتر", "متن خبر", "تاريخ"], Columns("متن خبر", "تیتر", "شناسه", "تاريخ")),
        (["text", "content"], Columns("text")),
        (["link", "id", "content"], Columns("content", id="id")),
    ],
)
def test_columns_are_guessed_by_name(columns: list[str], expected: Columns) -> None:
    assert guess(Columns(), [dict.fromkeys(columns, "x")], "news.csv") == expected


def test_columns_are_guessed_by_content() -> None:
    sample = [{"c1": "n7", "c2": "متن " * 50, "c3": "کوتاه"}]
    assert guess(Columns(), sample, "news.csv") == Columns("c2")
    assert guess(Columns(text="c3"), sample, "news.csv") == Columns("c3")
    with pytest.raises(InputError, match=r"^news\.csv: no column 'c9'\. Name one of its columns: c1, c2, c3\.$"):
        guess(Columns(text="c9"), sample, "news.csv")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-05-12", "2024-05-12"),
        ("2024-05-12 08:30:00", "2024-05-12"),
        ("2024/5/2", "2024-05-02"),
        ("20240512", "2024-05-12"),
        ("1403-02-23", "1403-02-23"),
        ("۱۴۰۳/۰۲/۲۳ ۱۲:۱۰", "1403-02-23"),
        ("یکشنبه ۲۳ اردیبهشت ۱۴۰۳ ساعت ۱۰", "1403-02-23"),
        ("۲۳ اردیبهشت 1403", "1403-02-23"),
        ("Sun, 12 May 2024 08:00:00 GMT", "2024-05-12"),
        ("May 12, 2024 8:00 AM", "2024-05-12"),
        ("12 May 2024", "2024-05-12"),
        ("20240512T083000Z", "2024-05-12"),
        ("1715486400", "2024-05-12"),
        ("1715486400000", "2024-05-12"),
        (datetime(2024, 5, 12, 8, tzinfo=UTC).isoformat(), "2024-05-12"),
    ],
)
def test_days_of_publication(written: str, day: str) -> None:
    assert day_of(written) == day


@pytest.mark.parametrize(
    "written",
    [
        "دیروز",
        "1403",
        "1403/13/40",
        "soon",
        "12",
        "اردیبهشت ۱۴۰۳",
        "May 2024",
        "Sun, 12 May 99999999999999999999",
        "4804000000",
    ],
)
def test_no_days_of_publication(written: str) -> None:
    with pytest.raises(ValueError, match="is no day"):
        day_of(written)


def test_sources_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.txt: no such file or folder\. Check the path\.$"):
        Dump([str(tmp_path / "nothing.txt")])
    with pytest.raises(InputError, match="a folder without articles"):
        Dump([str(tmp_path)])


def test_pipes_are_read_once(tmp_path: Path) -> None:
    pipe = tmp_path / "news.jsonl"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as executor:
        executor.submit(pipe.write_bytes, json_lines())
        dump = Dump([str(pipe)])
        assert dump.size is None
        assert texts(list(dump)) == TEXTS


ROWS = [["7", "۲۵ تعاونی در استان"], ["8", "۱۲ طرح در استان"], ["9", "۳۰ کارگاه در استان"]]


@pytest.mark.parametrize(
    ("name", "text", "ids"),
    [
        ("sep.csv", "sep=;\nid;text\n7;۲۵ تعاونی\n", ["7"]),
        ("blank.csv", "\n\nid,text\n7,۲۵ تعاونی\n\n8,۱۲ طرح\n", ["7", "8"]),
        ("mac.csv", "id,text\r7,۲۵ تعاونی\r8,۱۲ طرح\r", ["7", "8"]),
        ("head.csv", '"id\nof it",text\n7,۲۵ تعاونی\n', ["head.csv:3"]),
        ("trailing.csv", "id;text;\n7;۲۵ تعاونی;\n8;۱۲ طرح\n", ["7", "8"]),
        ("quoted.csv", 'id,text\n7,"۲۵ تعاونی\nدر استان"\n', ["7"]),
        ("array.json", '[{"id": 7, "text": "۲۵ تعاونی"}, {"id": 8, "text": "۱۲ طرح"}]', ["7", "8"]),
        ("one.json", '{\n"id": 7,\n"text": "۲۵ تعاونی"}', ["7"]),
        ("lines.json", '{"id": 7, "text": "۲۵ تعاونی"}\n{"id": 8, "text": "۱۲ طرح"}\n', ["7", "8"]),
        ("nameless", '{"id": 7, "text": "۲۵ تعاونی"}\n', ["7"]),
        ("nan.jsonl", '{"id": 7, "text": "۲۵ تعاونی", "title": NaN}\n', ["7"]),
        ("half.jsonl", '{"id": 7, "text": "۲۵ تعاونی \\ud83d"}\n', ["7"]),
        ("parts.jsonl", '{"id": 7, "text": ["۲۵ تعاونی", "۱۲ طرح"]}\n', ["7"]),
        ("wp.jsonl", '{"id": 7, "content": {"rendered": "<p>۲۵ تعاونی</p>"}}\n', ["7"]),
    ],
)
def test_forms_that_programs_write(tmp_path: Path, name: str, text: str, ids: list[str]) -> None:
    items = dumped(tmp_path, name, text.encode())
    assert all(isinstance(item, Document) for item in items), items
    assert [item.id for item in items] == ids
    assert all("۲۵ تعاونی" in found or "۱۲ طرح" in found for found in texts(items))
    assert not any("<" in found for found in texts(items))


def test_a_quotation_mark_that_is_not_closed_costs_its_row(tmp_path: Path) -> None:
    first, second, third = (",".join(row) + "\n" for row in ROWS)
    items = dumped(tmp_path, "news.csv", f'id,text\n{first}8,"۱۲ طرح\n{third}{second}'.encode())
    assert [(type(item), item.id) for item in items] == [
        (Document, "7"),
        (Failure, "news.csv:3"),
        (Document, "9"),
        (Document, "8"),
    ]


def test_columns_that_begin_late(tmp_path: Path) -> None:
    lines = [{"text": f"{at} تعاونی"} for at in range(300)] + [{"text": "۲۵ تعاونی", "day": "1403/05/12"}]
    data = "".join(json.dumps(line) + "\n" for line in lines).encode()
    items = dumped(tmp_path, "news.jsonl", data, Columns(date="day"))
    assert isinstance(items[-1], Document)
    assert (len(items), items[-1].published) == (301, "1403/05/12")


def test_an_encoding_that_shows_late(tmp_path: Path) -> None:
    text = "id,text\n" + "".join(f"{at},{'english ' * 40}\n" for at in range(40)) + old("90,تعاونی‌های استان\n")
    items = dumped(tmp_path, "news.csv", text.encode("cp1256"))
    assert texts(items)[-1] == old("تعاونی‌های استان")


def test_parquet_of_other_programs(tmp_path: Path) -> None:
    table = pa.table({"text": pa.array(["۲۵ تعاونی".encode()]), "title": pa.array([float("nan")])})
    pq.write_table(table, tmp_path / "news.parquet")
    (item,) = Dump([str(tmp_path / "news.parquet")])
    assert isinstance(item, Document)
    assert (item.text, item.title) == ("۲۵ تعاونی", None)


def test_tars_that_are_joined_or_damaged(tmp_path: Path) -> None:
    joined = tarred({"1.txt": b"a b c"}) + tarred({"2.txt": b"a b d"})
    assert [item.id for item in dumped(tmp_path, "joined.tar", joined)] == ["joined.tar:1.txt", "joined.tar:2.txt"]
    damaged = bytearray(tarred(FILES))
    damaged[1024 + 148 : 1024 + 156] = b"\xff" * 8
    assert [item.id for item in dumped(tmp_path, "damaged.tar", bytes(damaged))] == [
        "damaged.tar:0.txt",
        "damaged.tar:2.txt",
    ]


def test_names_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"news\xff.txt")).write_text("۲۵ تعاونی", encoding="utf-8")
    (item,) = Dump([str(tmp_path)])
    assert item.id == "news\\udcff.txt"


def test_the_tables_of_a_job_are_no_articles(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("۲۵ تعاونی", encoding="utf-8")
    (tmp_path / "tables" / "_coopnews").mkdir(parents=True)
    (tmp_path / "tables" / "figures.csv").write_text("doc_id,text\n1,x\n")
    assert [item.id for item in Dump([str(tmp_path)])] == ["a.txt"]
    assert [item.id for item in Dump([str(tmp_path / "**" / "*.*")])] == [str(tmp_path / "a.txt")]
    with pytest.raises(InputError, match="a folder without articles"):
        Dump([str(tmp_path / "tables")])


def test_damaged_pages(tmp_path: Path) -> None:
    page = PAGE.format(**NEWS[0]).encode()
    (item,) = dumped(tmp_path, "page.html", page.replace("پایان".encode(), b"\xd9\xff"))
    assert isinstance(item, Document)
    assert "۵۰۰ عضو" in content(item).text
    title = Document("1", "x", text="تعاونيهاي گيلان\n\n۲۵ تعاونی", title="تعاونیهای گیلان")
    assert content(title).text == title.text
