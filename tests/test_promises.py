"""What is promised of any input, on invented news and on any bytes at all."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coopnews import find_numbers
from newswriter import articles, decimal, valued
from promised import hold_for_day, hold_for_file, hold_for_settings, hold_for_text

SLOW = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
"""Not complained of: a busy machine is slow, and a folder serves many examples."""


@settings(max_examples=50, deadline=None, suppress_health_check=SLOW)
@given(articles)
def test_invented_news(raw: str) -> None:
    hold_for_text(raw)


@settings(max_examples=150, deadline=None)
@given(valued)
def test_numbers_have_the_value_they_were_written_with(number: tuple[str, float]) -> None:
    written, value = number
    assert [(n.text, n.value) for n in find_numbers(f"اکنون {written} شرکت تعاونی داریم.")] == [(written, value)]


@settings(max_examples=60, deadline=None)
@given(decimal)
def test_decimals_have_the_value_they_were_written_with(number: tuple[str, float]) -> None:
    written, value = number
    (found,) = find_numbers(f"رشد {written} درصد بود.")
    assert found.text == written
    assert found.value == pytest.approx(value)


NAMES = (
    "news.jsonl",
    "news.json",
    "news.csv",
    "news.tsv",
    "news.parquet",
    "news.warc",
    "news.html",
    "news.txt",
    "news.zip",
    "x",
)
LINES = [
    '{"id": 7, "text": "۲۵ تعاونی در استان گیلان"}',
    '{"text": ["۱۲ طرح", null, 7], "date": "1403/05/12"}',
    '{"body": {"rendered": "<p>۱۲ طرح</p>"}, "date": 1e400}',
    "id,متن خبر,date",
    '7,"۲۵ تعاونی\nدر استان",۱۴۰۳/۵/۱۲',
    "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 12\r\n\r\n",
    "<!DOCTYPE html><html><body><article><p>۲۵ تعاونی در استان فعال است.</p></article>",
    "sep=;",
    "[",
    "]",
    '"',
    "{",
    ",",
    "\t",
    "\ufeff",
    "PAR1",
    "۲۵ تعاونی در استان گیلان فعال است.",
]
contents = st.lists(
    st.sampled_from(LINES).map(str.encode)
    | st.binary(max_size=12)
    | st.text(max_size=8).map(lambda text: text.encode(errors="replace")),
    max_size=8,
).flatmap(lambda parts: st.sampled_from([b"\n", b"\r\n", b"", b"\0"]).map(lambda by: by.join(parts)))


@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
@given(st.sampled_from(NAMES), contents, st.booleans())
def test_any_file(tmp_path: Path, name: str, data: bytes, packed: bool) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if packed else data)
    hold_for_file(path)


SETTINGS = [
    "[stages]",
    "[source]",
    "[source.columns]",
    "[lexicon]",
    "[sink]",
    "[engine]",
    "[[sink]]",
    "records",
    "paths",
    "also",
    "workers",
    "time_limit",
    "folder",
    "text",
    "=",
    "[",
    "]",
    '"counts"',
    '"csv"',
    "1",
    "-1",
    "nan",
    "inf",
    "1e999",
    "{}",
    "true",
    "1979-05-27",
    '"\\u0000"',
    ".",
    "\n",
    "\n",
    " ",
]


@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
@given(st.lists(st.sampled_from(SETTINGS) | st.text(max_size=3), max_size=14).map("".join))
@example("[engine]\ntime_limit = nan")
@example("[source]\npaths = ['\\u0000']")
@example("[lexicon]\noverlays = ['\\u0000']")
@example("a." * 5000 + "b = 1")
@example("x = " + "[" * 5000)
def test_any_settings(tmp_path: Path, text: str) -> None:
    path = tmp_path / "job.toml"
    path.write_bytes(text.encode(errors="replace"))
    hold_for_settings(path)


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=12) | st.text("0123456789۰۱۲۳/-.:TZ ", max_size=24) | st.floats().map(str) | st.integers().map(str)
)
@example("9" * 5000)
@example("99999999999999")
@example("0000-00-00")
def test_any_day(written: str) -> None:
    hold_for_day(written)


def test_json_that_is_printed_can_be_read() -> None:
    article = hold_for_text("«\u0000\u2028» ۲۵ تعاونی \ud800 در گیلان")
    assert json.loads(article.to_json())["counts"]
