"""Reading: every encoding of Persian news, and a clear word on what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopnews.errors import InputError
from coopnews.sources import read_text, text_of
from made import FIXTURES

ARTICLES = sorted(FIXTURES.glob("*.txt"))
GILAN = (FIXTURES / "gilan.txt").read_bytes()
TO_OLD = {ord("ی"): "ي", **{0x6F0 + digit: str(digit) for digit in range(10)}}
"""What Windows-1256 has in place of some Persian characters."""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_unicode_encodings(path: Path, encoding: str) -> None:
    raw = path.read_bytes().decode()
    assert text_of(raw.encode(encoding), path.name) == raw


@pytest.mark.parametrize("length", [60, 200, None])
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_windows_1256(path: Path, length: int | None) -> None:
    data = path.read_bytes().decode()[:length].translate(TO_OLD).encode("cp1256", "ignore")
    assert text_of(data, path.name) == data.decode("cp1256")


def test_line_ends_stay() -> None:
    assert text_of("الف\r\nب\rج\n".encode(), "news.txt") == "الف\r\nب\rج\n"


@pytest.mark.parametrize("data", [b"", b" \n\n", b"\xef\xbb\xbf", "\ufeff \n".encode("utf-16-le")])
def test_empty(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^news\.txt: empty\. "):
        text_of(data, "news.txt")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (bytes(range(256)) * 8, "a binary file"),
        (b"\x00" * 100, "a binary file"),
        (b"%PDF-1.7\n...", "a PDF"),
        (b"PK\x03\x04rest", "a ZIP archive"),
        (b"\x1f\x8b\x08rest", "a gzip archive"),
        ("déjà vu où ça grüße über".encode("latin-1") * 9, r"neither UTF-8 \(line 1, byte 1\)"),
        (GILAN[:500] + b"\xff" + GILAN[500:], r"neither UTF-8 \(line 5, byte \d+\)"),
        (GILAN.decode().encode("utf-16")[:-1], r"damaged utf-16 at byte \d+"),
    ],
    ids=["bytes", "zeros", "pdf", "zip", "gzip", "latin-1", "damaged", "cut utf-16"],
)
def test_not_text(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=rf"^news\.txt: {message}.*\. [A-Z].*\.$"):
        text_of(data, "news.txt")


def test_page_keeps_half_spaces_and_loses_menus() -> None:
    body = "<p>وی گفت: ۱۲ طرح تعاونی‌ها با سرمایه&zwnj;گذاری ۵۰ میلیارد ریال در استان گیلان افتتاح شد.</p>" * 3
    page = f"<!DOCTYPE html><html><body><nav><a href='/'>۹۹ خبر</a></nav><article>{body}</article></body></html>"
    text = text_of(page.encode(), "page")
    assert "تعاونی‌ها" in text
    assert "سرمایه‌گذاری" in text
    assert "۹۹" not in text


def test_page_without_text() -> None:
    with pytest.raises(InputError, match=r"page\.html: a web page without any article text\. Save"):
        text_of(b"<html><body><script>1</script></body></html>", "page.html")


def test_a_text_that_mentions_tags_is_no_page() -> None:
    raw = "۱۲ هزار<br>و ۳۰۰ نفر"
    assert text_of(raw.encode(), "news.txt") == raw


def test_unreadable_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_text(tmp_path / "none.txt")
    with pytest.raises(InputError, match="a folder"):
        read_text(tmp_path)
