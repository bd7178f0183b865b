"""Times: tables of sentences with the time in brackets, near misses beside hits."""

from __future__ import annotations

import pytest

import coopnews
from coopnews.finders.dates import find_dates
from coopnews.finders.numbers import find_cardinals
from coopnews.finders.times import find_times
from coopnews.text import Text


def marked(source: str) -> tuple[str, list[str]]:
    """The sentence without brackets, and what stood in them."""
    texts = [part.split("]")[0] for part in source.split("[")[1:]]
    return source.replace("[", "").replace("]", ""), texts


@pytest.mark.parametrize(
    "source",
    [
        # an hour
        "مجمع در [ساعت ۱۰] آغاز می‌شود.",
        "مجمع در [ساعت ۱۰:۳۰] آغاز می‌شود.",
        "مجمع در [ساعت ۱۰ و ۳۰ دقیقه] آغاز شد.",
        "نمایشگاه از [ساعت ۹ تا ۱۲] باز است.",
        "کار از [ساعت هشت صبح] آغاز شد.",
        "نشست سه ساعت ادامه داشت.",
        "سرعت باد به ۹۰ کیلومتر بر ساعت رسید.",
        "در این ساعت کسی در اداره نبود.",
        # hours from now
        "در [۲۴ ساعت گذشته] باران بارید و در [دو ساعت آینده] برف می‌بارد.",
        "[طی ۲۴ ساعت گذشته] باران بارید و طی سه روز دو ساعت برق نبود.",
        "پس از ۲۴ ساعت کار، دستگاه خاموش شد.",
        # a part of the day with its date
        "وزیر [صبح امروز] به رشت رفت.",
        "وزیر [پیش از ظهر امروز] به رشت رفت.",
        "وزیر [پیش‌از ظهر شنبه] به رشت رفت.",
        "وزیر [عصر روز شنبه ۱۲ مهر] به رشت رفت.",
        "وزیر [امروز صبح] به رشت رفت.",
        "مسابقه [چهارشنبه شب] برگزار شد.",
        "مسابقه [چهارشنبه‌شب] برگزار شد.",
        "مسابقه [امشب] است و مسابقه دیگر [شب گذشته] بود.",
        "مسابقه [جمعه ۲۸ خرداد ساعت ۱۳:۳۰] برگزار شد.",
        "مسابقه [شامگاه گذشته] برگزار شد و شب قبل هم.",
        # the stamp of a page
        "۲۷ خرداد ۱۳۹۵ - [۱۰:۳۰]",
        "این تیم در ست نخست ۲۵:۲۰ برد.",
        "فردا - ۲۵:۲۰ - بازی تمام شد.",
        # neither alone
        "این گیاه در شب گل می‌دهد.",
        "خانه‌ای رو به ظهر و عصر ندارد.",
        "وزیر امروز به رشت رفت.",
        "وزیر شنبه ۱۲ مهر به رشت رفت.",
        "مسابقه شنبه برگزار شد.\nشب شعر هم بود.",
    ],
)
def test_times(source: str) -> None:
    raw, expected = marked(source)
    text = Text(raw)
    cardinals = find_cardinals(text)
    assert [text.quote(time[:2]) for time in find_times(text, find_dates(text, cardinals), cardinals)] == expected


@pytest.mark.parametrize(
    "source",
    [
        "وزیر [صبح امروز ساعت ۱۰] و [فردا] سخن گفت.",
        "رشد [منفی ۲.۸ درصد] بود و [۳ درصد] شد.",
        "نفت [۶۴ دلار و ۲۳ سنت] و طلا [۵۰ دلار] شد.",
        "نفت [۶۴ دلار] و گاز [۲۳ دلار] شد.",
    ],
)
def test_figures_as_entities(source: str) -> None:
    raw, expected = marked(source)
    article = coopnews.extract(raw, pipeline="fast")
    assert [article.raw[start:end] for start, end, _ in article.entities()] == expected
