"""Calendar expressions: tables of sentences with the expression in brackets, near misses beside hits."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopnews.calendars import (
    Day,
    from_gregorian,
    from_ordinal,
    is_leap,
    is_valid,
    month_length,
    ordinal,
    parse,
    to_gregorian,
    weekday,
)
from coopnews.extractors.dates import dates
from coopnews.finders.dates import find_dates
from coopnews.finders.numbers import find_cardinals
from coopnews.finders.periods import Period, between
from coopnews.text import Text

PUBLISHED = "1404-08-27"  # a Tuesday


def found(source: str, published: str | None = None) -> list[tuple[str, str | None, str | None]]:
    text = Text(source)
    mentions = find_dates(text, find_cardinals(text), published=published)
    return [(text.words((mention.first, mention.last)), mention.start, mention.end) for mention in mentions]


def marked(source: str) -> tuple[str, list[str]]:
    """The sentence without brackets, and what stood in them."""
    texts = [part.split("]")[0] for part in source.split("[")[1:]]
    return source.replace("[", "").replace("]", ""), texts


@pytest.mark.parametrize(
    ("source", "start", "end"),
    [
        # days
        ("نشست [۱۱ شهریور ۱۴۰۳] برگزار شد", "1403-06-11", "1403-06-11"),
        ("نشست [یازدهم شهریورماه سال ۱۴۰۳] برگزار شد", "1403-06-11", "1403-06-11"),
        ("صبح [چهارشنبه ۲۳ مهر ۱۴۰۴] در یزد", "1404-07-23", "1404-07-23"),
        ("عصر [روز سه شنبه، ۵ آذر ۹۸] در یزد", "1398-09-05", "1398-09-05"),
        ("از [بیست و دوم بهمن ماه ۱۳۵۷] تاکنون", "1357-11-22", "1357-11-22"),
        ("در [۳۱ امرداد ۱۴۰۲] ثبت شد", "1402-05-31", "1402-05-31"),
        ("در [هفت تیر ۱۴۰۲] ثبت شد", "1402-04-07", "1402-04-07"),
        ("در [۵شنبه ۱۱آبان۱۴۰۲] ثبت شد", "1402-08-11", "1402-08-11"),
        ("سال مالی منتهی به [۳۰ اسفند ۱۴۰۳] است", "1403-12-30", "1403-12-30"),
        ("هفته تعاون ([۱۱ تا ۱۷ شهریور ۱۴۰۴]) گرامی باد", "1404-06-11", "1404-06-17"),
        # numbers
        ("تاریخ: [۱۴۰۴/۰۸/۲۷] - ۱۱:۴۵", "1404-08-27", "1404-08-27"),
        ("در تاریخ [1403.06.11] ثبت شد", "1403-06-11", "1403-06-11"),
        ("مورخ [۱۱/۶/۱۴۰۳] ثبت شد", "1403-06-11", "1403-06-11"),
        ("مورخ [۱۴۰۳ / ۰۶ / ۱۱] ثبت شد", "1403-06-11", "1403-06-11"),
        ("مورخ [۱۲/۰۹/۸۷] ثبت شد", "1387-09-12", "1387-09-12"),
        ("مورخ [۸۷/۹/۱۲] ثبت شد", "1387-09-12", "1387-09-12"),
        ("[۱۴۰۳/۶] گزارش شد", "1403-06-01", "1403-06-31"),
        # months and years
        ("تا پایان [اسفند ۱۴۰۲] ادامه دارد", "1402-12-01", "1402-12-29"),
        ("تا پایان [ماه اسفند ۱۴۰۳] ادامه دارد", "1403-12-01", "1403-12-30"),
        ("در [آذرماه ۹۹] آغاز شد", "1399-09-01", "1399-09-30"),
        ("در دو روز ابتدایی [خردادماه ۱۳۹۸] آغاز شد", "1398-03-01", "1398-03-31"),
        ("در [مهر و آبان ۱۴۰۳] آغاز شد", "1403-07-01", "1403-08-30"),
        ("در [سال ۹۸] به بهره‌برداری رسید", "1398-01-01", "1398-12-29"),
        ("در [سال هزار و سیصد و نود و نه] به بهره‌برداری رسید", "1399-01-01", "1399-12-30"),
        ("در [۱۳۹۹] به بهره‌برداری رسید", "1399-01-01", "1399-12-30"),
        ("قانون بخش تعاونی مصوب [۱۳۷۰] مجلس", "1370-01-01", "1370-12-30"),
        ("بودجه [۱۴۰۴] کشور", "1404-01-01", "1404-12-29"),
        ("لایحه بودجه [۹۶] و برنامه", "1396-01-01", "1396-12-29"),
        ("فروش نسبت به [۱۴۰۲] رشد کرد", "1402-01-01", "1402-12-29"),
        ("برنامه هفتم ([۱۴۰۳ تا ۱۴۰۷])", "1403-01-01", "1407-12-29"),
        ("بین [سال ۱۳۹۵ و ۱۳۹۹] رشد کرد", "1395-01-01", "1399-12-30"),
        ("این صندوق ([۱۳۸۵]) پابرجاست", "1385-01-01", "1385-12-29"),
        ("در [سال‌های ۹۵، ۹۶ و ۹۷] رشد کرد", "1395-01-01", "1397-12-29"),
        ("در [سال‌های ۱۴۰۰ تا ۱۴۰۲] رشد کرد", "1400-01-01", "1402-12-29"),
        ("در [دهه ۸۰] رشد کرد", "1380-01-01", "1389-12-29"),
        ("در [دهه شصت شمسی] رشد کرد", "1360-01-01", "1369-12-29"),
        # parts of a year
        ("در [نیمه نخست سال ۱۴۰۳] افتتاح شد", "1403-01-01", "1403-06-31"),
        ("در [نیمه‌ی دوم ۱۴۰۳] افتتاح شد", "1403-07-01", "1403-12-30"),
        ("در [شش‌ماهه نخست ۱۴۰۳] افتتاح شد", "1403-01-01", "1403-06-31"),
        ("در [سه ماهه پایانی سال ۱۴۰۲] افتتاح شد", "1402-10-01", "1402-12-29"),
        ("در [۹ ماهه ۱۴۰۲] افتتاح شد", "1402-01-01", "1402-09-30"),
        ("در [نه ماه نخست سال ۱۴۰۲] افتتاح شد", "1402-01-01", "1402-09-30"),
        ("از [بهار ۱۴۰۴] آغاز شد", "1404-01-01", "1404-03-31"),
        ("در [نیمه دوم مهر ۱۴۰۳] آغاز شد", "1403-07-16", "1403-07-30"),
        ("در [دهه سوم آذر ۱۴۰۳] آغاز شد", "1403-09-21", "1403-09-30"),
        # ranges
        ("از [فروردین تا شهریور ۱۴۰۳] ثبت شد", "1403-01-01", "1403-06-31"),
        ("از [آبان ۱۴۰۲ تا خرداد ۱۴۰۳] ثبت شد", "1402-08-01", "1403-03-31"),
        ("از [آبان تا خرداد ۱۴۰۳] ثبت شد", "1402-08-01", "1403-03-31"),
        ("از [۲۵ تیر لغایت ۵ مرداد ۱۴۰۳] ثبت شد", "1403-04-25", "1403-05-05"),
        ("روزهای [۲۰ و ۲۱ آبان ۱۴۰۲] برگزار شد".replace("روزهای [", "[روزهای "), "1402-08-20", "1402-08-21"),
        ("از ابتدای [سال ۱۴۰۳ تا پایان مهر ۱۴۰۴] ده طرح", "1403-01-01", "1404-07-30"),
        ("از ابتدای [۱۴۰۳ تا پایان مرداد] ده طرح", "1403-01-01", "1403-05-31"),
        ("از [۱۴۰۳/۰۱/۱۵ تا ۱۴۰۳/۰۲/۱۵] ده طرح", "1403-01-15", "1403-02-15"),
        # fiscal, crop and school years
        ("در [سال مالی ۱۴۰۳] سود داد", "1403-01-01", "1403-12-30"),
        ("در [سال زراعی ۱۴۰۳-۱۴۰۲] خرید شد", "1402-07-01", "1403-06-31"),
        ("در [سال زراعی ۱۴۰۲/۱۴۰۳] خرید شد", "1402-07-01", "1403-06-31"),
        ("در [سال تحصیلی ۱۴۰۳-۰۴] آموزش دید", "1403-07-01", "1404-06-31"),
        # other calendars
        ("در [۱۷ مه ۲۰۲۳] امضا شد", "2023-05-17", "2023-05-17"),
        ("در [سپتامبر سال ۲۰۲۴] امضا شد", "2024-09-01", "2024-09-30"),
        ("تا [سال ۲۰۲۵ میلادی] ادامه دارد", "2025-01-01", "2025-12-31"),
        ("در [سال ۱۸۳۸ میلادی] ادامه داشت", "1838-01-01", "1838-12-31"),
        ("در [سه ماهه دوم ۲۰۱۹] رشد داشت", "2019-04-01", "2019-06-30"),
    ],
)
def test_dates_with_a_year(source: str, start: str, end: str) -> None:
    sentence, texts = marked(source)
    assert found(sentence) == [(texts[0], start, end)]


@pytest.mark.parametrize(
    "source",
    [
        "در [سال جاری] و [سال گذشته]",
        "در [سالجاری] نسبت به مدت مشابه [سال قبل]",
        "در [امسال] از [دیروز] تا [فردا]".replace("] تا [", " تا "),
        "سرمایه تعاونی‌ها تا پایان [سال] دو برابر می‌شود",
        "در [۱۰ ماه گذشته]",
        "طی [سهماه گذشته]",
        "در [هفت‌ماهه امسال]",
        "در [هفت ماه نخست امسال]",
        "در [هشت ماه سال جاری]",
        "در [نیمه نخست سال]",
        "در [۶ ماهه نخست] افتتاح شد",
        "طی [دو سال آینده] ادغام می‌شود",
        "طی [دو تا سه سال آینده] ادغام می‌شود",
        "در [یک سال و نیم گذشته] ثبت شد",
        "کرمانشاه [سال زراعی گذشته] رتبه نخست داشت",
        "مدیرعامل [روز دوشنبه] گفت",
        "مدیرعامل عصر [یکشنبه] گفت",
        "جلسه [روز سه‌شنبه هفته آینده] است",
        "جلسه [هفته‌ی آینده] است",
        "ساعت ۱۵ [روز ۲۲ آذر] بررسی شد",
        "تا [چهارم خردادماه]",
        "تا [۱۵ آذر] ارائه شود",
        "تا پایان [مرداد] ارائه شود",
        "از ابتدای [امسال تا پایان آبان] صادر شد",
        "در [مهرماه سال گذشته] صادر شد",
        "از [پنجم ماه جاری] تا [۱۲ آذرماه جاری]".replace("] تا [", " تا "),
        "ساعت ۱۴ [فردا]",
        "خشک‌ترین سال در [۵۰ سال اخیر]",
        "حدود [۱.۵ سال گذشته]",
        "[۱۵ رمضان ۱۴۴۶] برگزار شد",
        "در [ماه محرم] برگزار شد",
        "در [سال ۲۰۱ هجری] بنا شد",
        # days that no calendar has
        "در [۳۱ مهر ۱۴۰۳] ثبت شد",
        "در [۳۰ اسفند ۱۴۰۲] ثبت شد",
        "در [۱۴۰۳/۱۳/۰۲] ثبت شد",
    ],
)
def test_dates_without_days(source: str) -> None:
    sentence, texts = marked(source)
    assert found(sentence) == [(text, None, None) for text in texts]


@pytest.mark.parametrize(
    "source",
    [
        # counts that look like years
        "۱۳۸۰ تعاونی ثبت شد",
        "در ۱۴۰۲ تعاونی کار می‌کنند",
        "از ۱۳۵۰ به ۲۴۰۰ نفر رسید",
        "بین ۱۳۰۰ تا ۱۴۰۰ تن خرما",
        "در سال ۴۵ هزار تن تولید می‌شود",
        "با ۱۴۰۰ میلیارد ریال",
        # durations and ages
        "در مدت دو سال",
        "طی ۶۰ هفته",
        "برنامه پنج‌ساله",
        "قانون ۳۰ ساله",
        "جشن دوروزه",
        "دوره شش ماهه",
        "دو سال قبل از انقلاب",
        # vague
        "طی سال‌های اخیر",
        "در چند ماه گذشته",
        "هزاران سال قبل",
        "هر سال و هر ماه",
        "هم‌اکنون و تاکنون و در آینده نزدیک",
        # names
        "شهرک ۲۲ بهمن",
        "میدان هفت تیر",
        "بیمارستان ۱۵ خرداد",
        "سند چشم‌انداز ۱۴۰۴",
        "در افق ۱۴۰۴",
        "هفته تعاون و هفته دولت و دهه فجر",
        "امام جمعه یزد در خطبه‌های نماز جمعه",
        "خبرگزاری مهر و بانک دی",
        "مسکن مهر",
        "روزنامه تعاون امروز روزنامه رسمی است",
        "در دنیای امروز",
        "نیمه دوم بازی",
        "نیمه شعبان",
        "لوح فشرده سی دی",
        "هزار و دویست و هفتاد و سومین جلسه",
        "تولید روز پیش بینی می‌شود",
        "بهای سه ماهه پیش‌بینی شد",
        "هر سال تحصیلی ۳۰ امتیاز",
        "ماه اول سال",
        "گردشگری چهارفصل",
        # numbers of other kinds
        "نامه ۱۲۳/۴۵ و ۳۴۱۲/۶۰۷",
        "کد خبر: 771245 ساعت ۱۰:۳۰",
        "تلفن ۰۳۵-۳۶۲۰۰۰۰۰",
        "www.example.ir/news/1402/45210",
        "سیاست‌های کلی اصل ۴۴",
        "بند ۱-۲-۳ آیین‌نامه",
    ],
)
def test_no_dates(source: str) -> None:
    assert found(source) == []


@pytest.mark.parametrize(
    ("source", "start", "end"),
    [
        ("امسال", "1404-01-01", "1404-12-29"),
        ("سال گذشته", "1403-01-01", "1403-12-30"),
        ("تا پایان سال", "1404-01-01", "1404-12-29"),
        ("هشت ماهه امسال", "1404-01-01", "1404-08-30"),
        ("هفت ماه نخست سال", "1404-01-01", "1404-07-30"),
        ("نیمه نخست سال گذشته", "1403-01-01", "1403-06-31"),
        ("سال زراعی جاری", "1404-07-01", "1405-06-31"),
        ("سال زراعی گذشته", "1403-07-01", "1404-06-31"),
        ("ماه گذشته", "1404-07-01", "1404-07-30"),
        ("هفته آینده", "1404-09-01", "1404-09-07"),
        ("۱۰ روز گذشته", "1404-08-17", "1404-08-27"),
        ("هفت ماه گذشته", "1404-01-27", "1404-08-27"),
        ("دو سال پیش", "1402-01-01", "1402-12-29"),
        ("دیروز", "1404-08-26", "1404-08-26"),
        ("روز سه‌شنبه", "1404-08-27", "1404-08-27"),
        ("روز شنبه", "1404-08-24", "1404-08-24"),
        ("شنبه هفته آینده", "1404-09-01", "1404-09-01"),
        ("شنبه گذشته", "1404-08-24", "1404-08-24"),
        ("جمعه آینده", "1404-08-30", "1404-08-30"),
        ("۲۲ آذر", "1404-09-22", "1404-09-22"),
        ("۱۲ فروردین", "1404-01-12", "1404-01-12"),
        ("مهرماه سال گذشته", "1403-07-01", "1403-07-30"),
        ("از ابتدای امسال تا پایان مهر", "1404-01-01", "1404-07-30"),
        ("۱۷ نوامبر", "2025-11-17", "2025-11-17"),
        ("۱۵ رمضان", None, None),
        ("سال جدید", None, None),
    ],
)
def test_the_day_of_publication_resolves_what_is_relative(source: str, start: str | None, end: str | None) -> None:
    assert [(first, last) for _, first, last in found(source, PUBLISHED)] == [(start, end)]


def test_what_names_a_year_needs_no_day_of_publication() -> None:
    source = "از آبان ۱۴۰۲ تا مهر ۱۴۰۳ و ۲۵ تیر ۱۴۰۰"
    assert found(source) == found(source, PUBLISHED)


def test_a_wrong_day_of_publication_is_told() -> None:
    with pytest.raises(ValueError, match="1404-13-01"):
        found("امسال", "1404-13-01")


def test_an_expression_may_open_a_paragraph_or_a_line() -> None:
    assert [text for text, _, _ in found("رشد کرد.\n\nسال گذشته ۱۲ طرح\nامسال ۱۵ طرح")] == ["سال گذشته", "امسال"]


def test_a_blank_line_ends_an_expression() -> None:
    assert [text for text, _, _ in found("تا ۱۲ مهر\n\n۱۴۰۳ واحد ساخته شد")] == ["۱۲ مهر"]


def test_a_record_has_gregorian_days_and_its_place_in_the_raw_text() -> None:
    text = Text("از سال ۱۴۰۳ و ماه مه ۲۰۲۳ و رمضان ۱۴۴۶")
    records = list(dates(text, find_dates(text, [])))
    assert [(record.gregorian_start, record.gregorian_end) for record in records] == [
        ("2024-03-20", "2025-03-20"),
        ("2023-05-01", "2023-05-31"),
        (None, None),
    ]
    assert [record.calendar for record in records] == ["jalali", "gregorian", "lunar"]
    for record in records:
        mention = record.mentions[0]
        assert (text.raw[mention.start : mention.end], mention.kind) == (mention.text, "date")


# --- calendars --------------------------------------------------------------------------------------------

days = st.integers(ordinal(Day(1178, 1, 1)), ordinal(Day(1500, 12, 29)))


@given(days)
def test_conversion_comes_back(number: int) -> None:
    jalali, gregorian = from_ordinal(number), from_ordinal(number, "gregorian")
    assert is_valid(jalali)
    assert ordinal(jalali) == ordinal(gregorian, "gregorian") == number
    assert to_gregorian(jalali.iso()) == gregorian.iso()
    assert from_gregorian(gregorian.iso()) == jalali.iso()
    assert parse(jalali.iso()) == jalali


@given(days)
def test_the_day_after_is_one_later(number: int) -> None:
    today, tomorrow = from_ordinal(number), from_ordinal(number + 1)
    assert today < tomorrow
    assert (weekday(today) + 1) % 7 == weekday(tomorrow)
    assert tomorrow.day in (today.day + 1, 1)
    assert tomorrow.day > 1 or today.day == month_length(today.year, today.month)


def test_leap_years() -> None:
    table = [1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412]
    assert [year for year in range(1375, 1413) if is_leap(year)] == table
    assert [month_length(1403, month) for month in range(1, 13)] == [31] * 6 + [30] * 6
    assert month_length(1404, 12) == 29


@pytest.mark.parametrize(
    ("jalali", "gregorian"),
    [
        ("1357-11-22", "1979-02-11"),
        ("1370-06-13", "1991-09-04"),
        ("1403-12-30", "2025-03-20"),
        ("1404-01-01", "2025-03-21"),
    ],
)
def test_known_days(jalali: str, gregorian: str) -> None:
    assert to_gregorian(jalali) == gregorian


@given(st.sampled_from(["امسال", "ماه گذشته", "شنبه", "۲۰ مهر", "سه ماه گذشته", "هفته آینده"]), days)
def test_relative_expressions_resolve_on_any_day(source: str, number: int) -> None:
    published = from_ordinal(number)
    if 1180 < published.year < 1499:
        ((_, start, end),) = found(source, published.iso())
        assert start is not None
        assert end is not None
        assert parse(start) <= parse(end)
        assert abs(published.year - parse(start).year) <= 1


WORDS = """
    ۱۲ ۳۱ ۱۴۰۳ ۱۴۰۳/۱۳/۰۲ ۹۸ ۲۰۰ ۲۰۲۳ سی هفت هزار اول دوم پایانی آخر سی‌ام مهر ماه مهرماه مه رمضان بهار شنبه روز
    سال سال‌های زراعی مالی میلادی قمری جاری گذشته آینده پیش نیم نیمه فصل هفته دهه ماهه امسال امروز فردا از تا و ، -
    / ( ) ابتدای پایان بین چند هر در به مصوب بودجه تومان تعاونی
"""


@given(
    st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join),
    st.sampled_from([None, PUBLISHED, "1403-12-30"]),
)
def test_no_run_of_words_breaks_the_grammar(source: str, published: str | None) -> None:
    text = Text(source)
    mentions = find_dates(text, find_cardinals(text), published=published)
    for before, after in pairwise(mentions):
        assert before.last < after.first
    for record in dates(text, mentions):
        assert (record.start is None) == (record.end is None) == (record.gregorian_start is None)
        if record.start is not None and record.end is not None:
            assert parse(record.start, record.calendar) <= parse(record.end, record.calendar)


@pytest.mark.parametrize("unit", ["۱، ", "۱ و ", "مهر، ", "۱۴۰۰ تا ", "از ابتدای ", "سال مالی ", "۱۲ مهر تا "])
def test_long_lists_are_read_in_linear_time(unit: str) -> None:
    assert len(find_dates(Text(unit * 3000), [])) <= 3000


def test_a_range_that_runs_backward_has_no_days() -> None:
    assert between(Period("year", year=1403), Period("year", year=1400)) == (None, None)
