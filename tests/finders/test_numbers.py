"""Numbers: tables of forms with their values, near misses, and the round trip through words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from num2words import num2words

from coopnews import find_numbers

FORMS = [
    # digits of three scripts, grouped and decimal
    ("۱۷ کارگاه", [17]),
    ("٢٩٠ نفر و 45 نفر", [290, 45]),
    ("۱۷٬۴۰۰ بشکه", [17400]),
    ("۱,۲۳۴,۵۶۷ ریال", [1234567]),
    ("۱ , ۲۰۰ , ۰۰۰ ریال", [1200000]),
    ("۴.۵ میلیون متر", [4500000]),
    ("۴.۵۰۰ متر", [4500]),
    ("۴.۵۰۰ میلیون متر", [4500000]),
    ("۶/۲۵ درصد", [6.25]),
    ("۲۵/۰ درصد", [0.25]),
    # words
    ("هشتاد و هفت کارگاه", [87]),
    ("یکصد و هفده هزار و سیصد و چهار متر", [117304]),
    ("دوازده‌هزار نفر", [12000]),
    # mixtures
    ("۷ هزار و ۴۱۹ عضو", [7419]),
    ("۷ هزارو ۴۱۹ عضو", [7419]),
    ("هزار و ۹۰ عضو", [1090]),
    ("نهصد و ۸۰ میلیون", [980000000]),
    # multipliers
    ("هزار و ۳۰۵ میلیارد ریال", [1305000000000]),
    ("۱۲ میلیارد و ۳۰۰ میلیون ریال", [12300000000]),
    ("۳ هزار هزار میلیارد تومان", [3000000000000000]),
    # halves and decimals in words
    ("دو و نیم میلیون", [2500000]),
    ("چهار میلیارد و نیم", [4500000000]),
    ("شش و سه دهم درصد", [6.3]),
    # two numbers, not one
    ("۳۰ و ۴۰ نفر", [30, 40]),
    ("شش و هفت نفر", [6, 7]),
    ("هزار و هزار و ۵۰۰ نفر", [1000, 1500]),
    ("در سال ۱۴۰۲ هزار و ۷۰ کارگاه", [1402, 1070]),
    ("۱۴۰۲ هزار کارگاه", [1402000]),
    # once, though written twice
    ("۲۴ (بیست و چهار) دستگاه", [24]),
    ("۲۵,۳۰۰ (بیست و پنج هزار و سیصد) ریال", [25300]),
    ("بیست و پنج هزار (۲۵,۰۰۰) ریال", [25000]),
    ("۲۵ هزار (۱۲ هزار) ریال", [25000, 12000]),
    ("۵ (پنج) میلیارد ریال", [5000000000]),
]
NO_NUMBERS = [
    "بیست و یکمین جلسه",
    "یک‌چهارم اعضا",
    "نفر ۷ام",
    "نه، کسی نیامد",
    "نه تنها گران نشد",
    "هزاران نفر آمدند",
    "سه‌شنبه و پنجشنبه",
    "۱۰:۳۰",
    "پرونده ۱۲/۳۴۵۶",
    "a@b.ir و www.x.ir/12",
]


@pytest.mark.parametrize(("text", "values"), FORMS, ids=[text for text, _ in FORMS])
def test_values(text: str, values: list[float]) -> None:
    numbers = find_numbers(text)
    assert [number.value for number in numbers] == values
    assert all(text[number.start : number.end] == number.text for number in numbers)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_near_misses(text: str) -> None:
    assert find_numbers(text) == []


def in_words(value: int) -> str:
    """A number in Persian words, as num2words writes it, with the «و» of running text."""
    words: str = num2words(value, lang="fa")
    return words


VARIANTS: dict[str, Callable[[str], str]] = {
    "spaced": lambda words: words,
    "half-spaced": lambda words: words.replace(" هزار", "‌هزار"),
    "glued": lambda words: words.replace(" و ", " و").replace(" هزار", "هزار"),
    "arabic letters": lambda words: words.replace("ی", "ي").replace("ک", "ك"),
    "one hundred": lambda words: words.replace("یکصد", "یک‌صد"),
    "and on the left": lambda words: words.replace(" و ", "و "),
    "colloquial": lambda words: words.replace("هجده", "هیجده").replace("شش ", "شیش "),
    "line broken": lambda words: words.replace(" و ", "\nو ", 1),
}
SCRIPTS = ("0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")


@example(479001000)  # «… میلیون و هزار»
@given(st.integers(0, 10**15))
def test_words_come_back(value: int) -> None:
    for name, variant in VARIANTS.items():
        spelled = variant(in_words(value))
        numbers = [number.value for number in find_numbers(f"رقم {spelled} تومان")]
        assert numbers == [value], (name, spelled)


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(["میلیون", "میلیارد", "هزار"]))
def test_digits_with_multipliers_come_back(high: int, low: int, multiplier: str) -> None:
    scale = {"هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9}[multiplier]
    assert [n.value for n in find_numbers(f"{high} {multiplier} و {low} نفر")] == [high * scale + low]


@given(st.integers(0, 10**15))
def test_grouped_digits_come_back(value: int) -> None:
    for sign in "٬,":
        for script in SCRIPTS:
            spelled = f"{value:,}".translate(str.maketrans(SCRIPTS[0], script)).replace(",", sign)
            assert [number.value for number in find_numbers(f"{spelled} ریال")] == [value], spelled


def test_digit_runs_beyond_any_figure_are_no_numbers() -> None:
    assert find_numbers("9" * 400 + " ریال") == []
