"""Where and when figures hold: places and periods of invented sentences, with near misses."""

from __future__ import annotations

import pytest

from coopnews import extract

DAY = "1403-08-12"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("مدیرکل تعاون گیلان گفت: ۱۲ طرح در رشت افتتاح شد.", ["رشت"]),
        ("مدیرکل تعاون گیلان گفت: ۱۲ طرح افتتاح شد.", ["گیلان"]),
        ("رشت- مدیرکل تعاون گیلان گفت: ۱۲ طرح در استان افتتاح شد.", ["گیلان"]),
        ("در سال گذشته در شهرستان تفت استان یزد ۱۲ طرح افتتاح شد و در سطح استان ۴۰ طرح.", ["یزد", "یزد"]),
        ("۹۵ هزار تعاونی در کشور فعال است.", ["ایران"]),
        ("تهران- وزیر تعاون، کار و رفاه اجتماعی گفت: ۹۵ هزار تعاونی فعال است.", ["ایران"]),
        ("مدیرکل تعاون یزد گفت: ۱۲ میلیون دلار به عراق و افغانستان صادر شد.", ["یزد"]),
        ("مدیرکل تعاون یزد گفت: ۱۲ میلیون دلار کالا به خارج از کشور صادر شد.", ["یزد"]),
        ("در گیلان و مازندران ۳۰ طرح افتتاح شد.", ["گیلان، مازندران"]),
        ("در گیلان، مازندران و گلستان ۳۰ طرح افتتاح شد.", ["گیلان، مازندران، گلستان"]),
        ("در گیلان و مازندران به ترتیب ۳۰ و ۴۰ طرح افتتاح شد.", ["گیلان", "مازندران"]),
        ("در گیلان ۳۰ طرح و در مازندران ۴۰ طرح افتتاح شد.", ["گیلان", "مازندران"]),
        ("در یزد زهرا اسدپور، مدیر اتحادیه، گفت: ۳۰ طرح افتتاح شد.", ["یزد"]),
    ],
)
def test_places(text: str, places: list[str]) -> None:
    assert [figure.place for figure in extract(text, published=DAY).all_figures()] == places


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("از ابتدای سال تاکنون ۱۲۰ تعاونی تشکیل شد.", ("1403-01-01", DAY)),
        ("از سال ۱۴۰۰ تا به امروز ۱۲۰ تعاونی تشکیل شد.", ("1400-01-01", DAY)),
        ("تا پایان شهریورماه امسال ۱۲۰ تعاونی تشکیل شد.", ("1403-01-01", "1403-06-31")),
        ("در شهریورماه امسال ۱۲۰ تعاونی تشکیل شد.", ("1403-06-01", "1403-06-31")),
        ("تا پایان سال ۱۴۰۲ تعداد ۱۲۰ تعاونی فعال بود.", ("1402-01-01", "1402-12-29")),
        ("سال گذشته ۱۲ طرح افتتاح شد و هم‌اکنون ۲۵۰۰ تعاونی فعال است.", ("1402-01-01", "1402-12-29")),
        ("هم‌اکنون ۲۵۰۰ تعاونی فعال است و سال گذشته ۱۲ طرح افتتاح شد.", (None, None)),
    ],
)
def test_periods(text: str, bounds: tuple[str | None, str | None]) -> None:
    period = next(extract(text, published=DAY).all_figures()).period
    assert period is not None
    assert (period.start, period.end) == bounds


def test_a_word_for_the_present_is_no_part_of_a_clause_before() -> None:
    *_, active = extract("سال گذشته ۱۲ طرح افتتاح شد و هم‌اکنون ۲۵۰۰ تعاونی فعال است.", published=DAY).all_figures()
    assert active.period is not None
    assert active.period.start is None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("در جهان سه میلیون تعاونی فعال است.", ["جهان"]),
        ("سه میلیون تعاونی از کشورهای جهان فعال است.", [None]),
        ("بیژن زنگنه وزیر بود. زنگنه آمد. ۱۲ طرح افتتاح شد.", [None]),
        ("بانک‌های ملت، پارسیان و پاسارگاد ۱۲ طرح افتتاح کردند.", [None]),
        ("شهر جدید پرند پیش رفت. در پرند باقی مانده کارها ۱۲ طرح افتتاح شد.", ["پرند"]),
        ("گزارش آمد. وی گفت. باز گفت. نمونه‌ای در شیراز بود. نمونه‌ای در اهواز بود. ۱۲ طرح افتتاح شد.", [None]),
    ],
)
def test_what_is_no_place_of_a_figure(text: str, places: list[str | None]) -> None:
    assert [figure.place for figure in extract(text, published=DAY).all_figures()] == places
