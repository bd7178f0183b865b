"""Names that the form of a line or list gives away, and their near misses."""

from __future__ import annotations

import pytest

from coopnews.finders.mentions import EntityMention
from coopnews.finders.name_forms import named_by_form
from coopnews.finders.numbers import find_cardinals
from coopnews.finders.terms import Terms
from coopnews.text import Text


def found(source: str, known: tuple[EntityMention, ...] = ()) -> list[str]:
    text = Text(source)
    return [text.quote(one[:2]) for one in named_by_form(text, Terms(text), find_cardinals(text), known)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("موج نوشهرک ۳ - سنگ کرمان ۲", ["موج نوشهرک", "سنگ کرمان"]),
        ("موج آبی قم ۲۵ – ۱۹ سنگ کرمان", ["موج آبی قم", "سنگ کرمان"]),
        ("موج آبی قم صفر طرح و توسعه مشهد یک.", ["موج آبی قم", "طرح و توسعه مشهد"]),
        ("ایران ۲ - عمان ۰", []),  # countries
        ("کره جنوبی ۲ - ژاپن ۱", []),
        ("رضا سپهری ۴ – پیمان بیدار ۳", []),  # wrestlers
        ("نگار سپهری ۶ – جوانا لی از تهران ۱۵", []),
        ("موج آبی قم ۳ گل زد و سنگ کرمان ۲ گل.", []),  # a sentence
        ("در نیمه اول موج آبی قم ۳ - سنگ کرمان ۲", []),
    ],
)
def test_results_of_matches(source: str, expected: list[str]) -> None:
    assert found(source) == expected


def test_a_club_that_the_model_knows() -> None:
    source = "موج ۳ - سنگ ۲"
    assert found(source) == []
    assert found(source, (EntityMention(0, 0, "ORG"),)) == ["موج", "سنگ"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("جهان صنعت: بازار مسکن در رکود ماند", ["جهان صنعت"]),
        ("ابتکار : بازار مسکن در رکود ماند", ["ابتکار"]),
        ("کیهان درباره بازار مسکن: رکود می‌ماند", ["کیهان"]),
        ("شرق از قول وزیر: رکود می‌ماند", ["شرق"]),
        ("ایران: مذاکره نمی‌کنیم", []),  # the country
        ("ابتکار او این بود: فروش مستقیم", []),
        ("وی گفت: ابتکار خوبی بود", []),
    ],
)
def test_press_reviews(source: str, expected: list[str]) -> None:
    assert found(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("شرکت‌های «سپید»، «سرو سبز» و «کاج» برنده شدند.", ["سپید", "سرو سبز", "کاج"]),
        ('بانک‌هایی مانند " سپید " ، " سرو " و " کاج " برنده شدند.', ["سپید", "سرو", "کاج"]),
        ("نام شرکت‌های مجاز این‌هاست: «سپید»، «سرو»، «کاج».", ["سپید", "سرو", "کاج"]),
        ("شرکت‌های «سپید» و «سرو» برنده شدند.", []),  # two are no list
        ("شرکت‌ها فیلم‌های «سپید»، «سرو» و «کاج» را ساختند.", []),
        ("شرکت‌ها با شعار «سپید»، «سرو» و «کاج» آمدند.", []),
        ("شرکت‌های «سپید»؛ کتاب‌های «سرو»، «کاج» و «بید».", []),
    ],
)
def test_quoted_lists(source: str, expected: list[str]) -> None:
    assert found(source) == expected


def test_what_most_names_of_a_list_are_all_are() -> None:
    source = "بازیگرانی چون «نگار سرو»، «یاس تیم»، «مینا بید» و «رز کاج» آمدند."
    text = Text(source)
    people = [
        EntityMention(3, 4, "PER"),
        EntityMention(8, 8, "PER"),
        EntityMention(13, 14, "PER"),
        EntityMention(18, 19, "PER"),
    ]
    assert [text.quote(one[:2]) for one in people] == ["نگار سرو", "یاس", "مینا بید", "رز کاج"]
    assert found(source, tuple(people)) == ["نگار سرو", "یاس تیم", "مینا بید", "رز کاج"]
    assert found(source, tuple(people[1:])) == []
