"""Places of the gazetteers: invented sentences, doubtful names beside sure ones."""

from __future__ import annotations

import pytest

from coopnews.extractors.places import places
from coopnews.finders.mentions import Structure
from coopnews.finders.places import find_places
from coopnews.finders.terms import Terms
from coopnews.text import Text

NOTHING = Structure(None, None, None, None, ())


def found(source: str) -> list[tuple[str, str, str | None]]:
    text = Text(source)
    return [(place.name, place.kind, place.province) for place in find_places(text, Terms(text))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("در استان گیلان باران آمد.", [("گیلان", "province", None)]),
        ("شهرستان‌های رشت و خمام", [("رشت", "county", "گیلان"), ("خمام", "city", "گیلان")]),
        ("شهر یزد و استان یزد", [("یزد", "city", "یزد"), ("یزد", "province", None)]),
        ("مردم کرمانشاه", [("کرمانشاه", "province", None)]),
        (
            "سیستان و بلوچستان و خراسان جنوبی",
            [("سیستان و بلوچستان", "province", None), ("خراسان جنوبی", "province", None)],
        ),
        (
            "صادرات به عراق، چین و ایالات متحده",
            [("عراق", "country", None), ("چین", "country", None), ("آمریکا", "country", None)],
        ),
        # doubtful names with a cue
        ("فرمانداران نیر و نمین", [("نیر", "county", "اردبیل"), ("نمین", "city", "اردبیل")]),
        ("شهرستان نور", [("نور", "county", "مازندران")]),
        ("آمل و نور", [("آمل", "city", "مازندران"), ("نور", "city", "مازندران")]),
        ("گلخانه‌ای در بم ساخته شد، گلخانه‌ای در بم.", [("بم", "city", "کرمان")]),
        # and without
        ("نور چراغ و مهر مادر در بهار امسال", []),
        ("کمک مالی و یک کلمه", []),
        ("به گزارش خبرگزاری فارس", []),
        ("خبرگزاری مهر", []),
        ("بلاک چین فناوری است.", []),
        # adjectives and firms
        ("تعاونگران گیلانی و همدانی", []),
        ("ایران خودرو تولید کرد.", []),
    ],
)
def test_places(source: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert found(source) == expected


def test_homonyms_follow_the_province_of_the_text() -> None:
    """Of towns with one name that one is meant whose province the text names."""
    assert ("خرم‌آباد", "city", "لرستان") in found("خرم‌آباد در لرستان است.")
    assert found("استان تهران: شهر اسلام‌آباد")[:1] == [("تهران", "province", None)]


def test_one_record_for_one_place() -> None:
    text = Text("استان یزد: بافق و میبد. شهرستان بافق رونق دارد.")
    merged = list(places(text, find_places(text, Terms(text)), NOTHING))
    assert [(place.name, len(place.mentions)) for place in merged] == [("یزد", 1), ("بافق", 2), ("میبد", 1)]
    assert all(text.raw[mention.start : mention.end] == mention.text for place in merged for mention in place.mentions)
