"""``raw[start:end] == text`` for every mention, whatever the text is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import cases
from coopnews import extract
from made import FIXTURES
from promised import hold_for_text

WORDS = [
    *("۲", "هزار", "و", "۵۰۲", "تعاونی", "میلیارد", "ریال", "تومان", "درصد", "بیش از", "نفر", "عضو", "سال", "۱۴۰۳"),
    *("علی لقمانی", "مدیرکل", "استاندار گیلان", "گفت:", "وی", "اتاق تعاون ایران", "به گزارش", "۱۲.۵", "1,200", "٣٤"),
    *("²", "½", "二", "①", "شركة", "در گیلان", "«", "»", "(", ")", "،", ".", "؟", "-", "/", ":"),
]
ODD = [
    *(
        " ",
        "  ",
        "\n",
        "\r\n",
        "\t",
        "\u00a0",
        "\u200c",
        "\u200c\u200c",
        "\u200d",
        "\u200e",
        "\u200f",
        "\u202b",
        "\u202c",
    ),
    *("\u2067", "\u2069", "\ufeff", "\u00ad", "ـ", "\u064b", "\u0651", "\u0654", "\u0301", "ﻻ", "ﷲ", "ﷺ", "ﺗﻌﺎﻭﻧﻰ"),
    *("ي", "ك", "ة", "ئ", "۰", "٠", "😀", "👨‍👩‍👧", "𝟗", "𐎠", "\u0000", "\x85", "\u2028", "&nbsp;", "<br>"),
]

texts = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(ODD), st.text(max_size=6)), max_size=40).map("".join)


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_fixtures(path: Path, newline: str) -> None:
    raw = path.read_bytes().decode().replace("\n", newline)
    assert list(hold_for_text(raw).all_figures())


def test_text_that_breaks_off() -> None:
    """A text may end right behind a figure, or behind the word that follows it."""
    for case in cases.load()[::2]:
        for figure in extract(case["text"], pipeline="fast").all_figures():
            end = figure.mentions[0].end
            word = case["text"].find(" ", end + 1)
            extract(case["text"][:end])
            extract(case["text"][: word if word > 0 else end])


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_pieces_of_articles(path: Path) -> None:
    """Any piece of an article is a text: it may begin and end within a sentence, behind any word."""
    words = [word.span() for word in re.finditer(r"\S+", path.read_bytes().decode())]
    raw = path.read_bytes().decode()
    for last in range(0, len(words), 2):
        extract(raw[words[max(0, last - 25)][0] : words[last][1]])


@pytest.mark.parametrize(
    "raw",
    ["وزیر ما", "وزیر محترم", "علی لقمانی آمد. رضا مهرآذر که", "در دوره ۲۳ خردا:دماه ۱۴۰۴ تا ۱۱ ت"],
)
def test_pieces_that_broke(raw: str) -> None:
    hold_for_text(raw)


@settings(max_examples=300, deadline=None)
@given(texts)
@example("")
@example("\u200c")
@example("۲\u200f هزار\u064b و \r\n۵۰۲ تعاونی")
@example("۲۵ ﺷﺮﻛﺖ ﺗﻌﺎﻭﻧﻰ 😀 ۳ نفر")
@example("ﷲ ﷺ ۲۵ تعاونی")
@example("\u0301۲۵\u0301 ت\u064eعاونی")
def test_any_text(raw: str) -> None:
    hold_for_text(raw)
