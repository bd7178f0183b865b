"""Who says what; sentences and persons are invented."""

from __future__ import annotations

import pytest

from coopnews.finders.bodies import find_bodies
from coopnews.finders.mentions import Structure
from coopnews.finders.names import find_names
from coopnews.finders.offices import find_offices
from coopnews.finders.terms import Terms
from coopnews.records import Body, Mention
from coopnews.resolve.coreference import resolve_people
from coopnews.resolve.speakers import find_speakers
from coopnews.text import Text
from coopnews.tokenize import NUMBER

NOTHING = Structure(None, None, None, None, ())
CAST = "پیمان خاورزمین، مدیرکل تعاون یزد، و بابک یگانه‌راد، فرماندار بافق، آمدند.\n"


def speakers(source: str) -> list[str | None]:
    """The speaker of each number of a text, in order."""
    text = Text(source)
    terms = Terms(text)
    names = find_names(text, terms)
    offices = find_offices(text, terms, names, [], NOTHING)
    found = find_bodies(text, terms, [], NOTHING)
    people = resolve_people(text, terms, names, offices, found, NOTHING)
    bodies = [
        Body(
            f"b{index}", text.words(body[:2]), mentions=(Mention(*text.bounds(body[:2]), text.quote(body[:2]), "name"),)
        )
        for index, body in enumerate(found, 1)
    ]
    by_token = find_speakers(text, terms, NOTHING, people, bodies)
    told = [by_token.at(at) for at, token in enumerate(text.tokens) if token.kind == NUMBER]
    return [speaker and speaker.label for speaker in told]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # where the subject and the verb stand
        ("خاورزمین گفت: ۵ طرح داریم.", ["پیمان خاورزمین"]),
        ("خاورزمین با بیان اینکه ۵ طرح داریم، افزود: ۶ طرح مانده است.", ["پیمان خاورزمین"] * 2),
        ("۵ طرح داریم، خاورزمین گفت.", ["پیمان خاورزمین"]),
        ("خاورزمین از افتتاح ۵ طرح خبر داد.", ["پیمان خاورزمین"]),
        ("افتتاح ۵ طرح را خاورزمین اعلام کرد.", ["پیمان خاورزمین"]),
        ("در این نشست مهندس خاورزمین شمار طرح‌ها را ۵ طرح دانست.", ["پیمان خاورزمین"]),
        ("به گفته خاورزمین، ۵ طرح داریم.", ["پیمان خاورزمین"]),
        ("خاورزمین اظهارداشت ۵ طرح داریم.", ["پیمان خاورزمین"]),
        # several verbs, several speakers
        ("خاورزمین گفت ۵ طرح داریم و یگانه‌راد افزود ۶ طرح داریم.", ["پیمان خاورزمین", "بابک یگانه‌راد"]),
        (
            "خاورزمین گفت: ۵ طرح. یگانه‌راد هم گفت: ۶ طرح. وی افزود: ۷ طرح.",
            ["پیمان خاورزمین", "بابک یگانه‌راد", "بابک یگانه‌راد"],
        ),
        ("خاورزمین از یگانه‌راد تشکر کرد و افزود: ۵ طرح داریم.", ["پیمان خاورزمین"]),
        ("خاورزمین و یگانه‌راد گفتند ۵ طرح داریم.", ["پیمان خاورزمین"]),
        # pronouns and titles
        ("خاورزمین گفت: یگانه‌راد کمک کرد. وی افزود: ۵ طرح داریم.", ["پیمان خاورزمین"]),
        ("خاورزمین گفت: خوب است. این مقام مسئول افزود: ۵ طرح داریم.", ["پیمان خاورزمین"]),
        ("خاورزمین گفت: خوب است. فرماندار بافق گفت: ۵ طرح داریم.", ["بابک یگانه‌راد"]),
        ("یگانه‌راد گفت: خوب است. به گفته او، ۵ طرح داریم.", ["بابک یگانه‌راد"]),
        # the inner source
        ("خاورزمین به نقل از وزیر کار گفت ۵ طرح داریم. وی خود افزود: ۶ طرح.", ["وزیر کار", "پیمان خاورزمین"]),
        ("خاورزمین گفت: مرکز آمار ایران اعلام کرده ۵ طرح داریم.", ["مرکز آمار ایران"]),
        ("مرکز آمار ایران اعلام کرد ۵ طرح داریم.", ["مرکز آمار ایران"]),
        (
            "خاورزمین با اشاره به اینکه وزیر کار گفته بود ۵ طرح داریم، افزود: ۶ طرح مانده است.",
            ["وزیر کار", "پیمان خاورزمین"],
        ),
        ("خاورزمین با بیان اینکه وزیر کار آمد، افزود: ۶ طرح مانده است.", ["پیمان خاورزمین"]),
        ("خاورزمین: استاندار گفته ۵ طرح می‌دهد.", ["استاندار"]),
        ("خاورزمین: استاندار گفته ۵ طرح می‌دهد. ما هم ۶ طرح داریم.", ["استاندار", "پیمان خاورزمین"]),
        ("طبق اعلام بانک مرکزی، ۵ طرح داریم.", ["بانک مرکزی"]),
        # verbs in two parts, no verb at all
        ("خاورزمین خواستار افتتاح ۵ طرح شد.", ["پیمان خاورزمین"]),
        ("خاورزمین با بیان اینکه ۵ طرح داریم، رفت.", ["پیمان خاورزمین"]),
        # the article itself
        ("خاورزمین گفت: خوب است.\nاستان ۱۱ شهرستان دارد.", [None]),
        ("خاورزمین گفت: خوب است. ۵ طرح داریم.", ["پیمان خاورزمین"]),
        ("خاورزمین گفت: خوب است. گفتنی است استان ۱۱ شهرستان دارد.", [None]),
        ("خاورزمین گفت: خوب است. در پایان این مراسم از ۵ نفر تجلیل شد.", [None]),
        ("به گزارش ایرنا، ۵ طرح افتتاح شد.", [None]),
        ("به گزارش ایرنا، خاورزمین گفت: ۵ طرح افتتاح شد.", ["پیمان خاورزمین"]),
        ("اعضا گفتند ۵ طرح داریم.", [None]),
        ("خاورزمین گفت: خوب است.\nیکی از اعضا گفت: ۵ طرح داریم.", [None]),
        ("خاورزمین گفت: خوب است.\nروابط عمومی استانداری اعلام کرد: ۵ طرح داریم.", [None]),
        ("خاورزمین گفت: خوب است.\nهمچنین افزود: ۵ طرح داریم.", ["پیمان خاورزمین"]),
        # beyond the paragraph
        ("خاورزمین گفت این‌ها آماده است:\n- ۵ غرفه\n- ۶ غرفه\nاستان ۱۱ شهرستان دارد.", ["پیمان خاورزمین"] * 2 + [None]),
        ("این‌ها آماده است:\n- ۵ غرفه\n- ۶ غرفه", [None, None]),
        ("خاورزمین گفت: «خوب است.\n«۵ غرفه داریم.»\nاستان ۱۱ شهرستان دارد.", ["پیمان خاورزمین", None]),
        ("فرماندار بافق خبر داد:\nافتتاح ۵ طرح\nاین آیین دیروز بود. ۶ نفر آمدند.", ["بابک یگانه‌راد", None]),
        ("فرماندار بافق: ۵ طرح افتتاح شد\nاستان ۱۱ شهرستان دارد.", ["بابک یگانه‌راد", None]),
        ("فرماندار بافق در جمع خبرنگاران: ۵ طرح افتتاح شد\nاستان ۱۱ شهرستان دارد.", ["بابک یگانه‌راد", None]),
        ("افتتاح ۵ طرح در بافق\n۶ طرح دیگر مانده است.\nیگانه‌راد با اعلام این خبر گفت: خوب است.", ["بابک یگانه‌راد"] * 2),
        # interviews
        ("سؤال: ۲۰۰ عضو دارید؟\nخاورزمین: ۳۰۰ عضو داریم.", [None, "پیمان خاورزمین"]),
        # quotes
        ("«مردم گفتند ۵ طرح مانده است» را یگانه‌راد نقل کرد.", ["بابک یگانه‌راد"]),
    ],
)
def test_speakers(source: str, expected: list[str | None]) -> None:
    assert speakers(CAST + source) == expected


def test_official_without_name_is_told_by_office() -> None:
    assert speakers("معاون عمرانی استاندار قم گفت: ۵ طرح داریم.") == ["معاون عمرانی استاندار قم"]
