"""Bodies by name: invented sentences with each body in brackets, near misses beside hits."""

from __future__ import annotations

import pytest

from coopnews.extractors.bodies import bodies
from coopnews.finders.bodies import find_bodies
from coopnews.finders.phrases import phrase_end
from coopnews.finders.places import find_places
from coopnews.finders.structure import find_structure
from coopnews.finders.terms import Terms
from coopnews.records import Body
from coopnews.text import Text


def extracted(source: str) -> list[Body]:
    text = Text(source)
    terms = Terms(text)
    found = find_bodies(text, terms, find_places(text, terms), find_structure(text, terms))
    for mention in (mention for body in bodies(text, found) for mention in body.mentions):
        assert source[mention.start : mention.end] == mention.text
    return list(bodies(text, found))


def marked(source: str) -> tuple[str, list[str]]:
    """The sentence without brackets, and what stood in them."""
    texts = [part.split("]")[0] for part in source.split("[")[1:]]
    return source.replace("[", "").replace("]", ""), texts


EXTENTS = [
    # the head noun, genitives, adjectives and the place
    "[اتحادیه تعاونی‌های باغداران یزد] از اعضا سیب خرید.",
    "[صندوق کارآفرینی امید] که وام داده است، نیز آمد.",
    "[شورای اسلامی شهر بجنورد] و [شهرداری منطقه ۲ بجنورد] حاضر بودند.",
    "[سازمان مرکزی تعاون روستایی ایران] هم گندم خرید.",
    "[اداره کل آموزش فنی و حرفه‌ای استان] دوره گذاشت.",
    "[کارگروه اشتغال استان] در [استانداری کرمان] برگزار شد.",
    "[مرکز آموزش فنی و حرفه‌ای شماره یک ساری] میزبان بود.",
    "[هنرستان شهید رجایی کاشان] و [بیمارستان آیت‌الله مدنی] کمک کردند.",
    # fixed portfolios
    "[اداره تعاون، کار و رفاه اجتماعی شهرستان نهاوند]، [شیلات] و [بهزیستی] آمدند.",
    "[وزارت تعاون ، کار و رفاه اجتماعی] و [وزارت کشور] تفاهم‌نامه امضا کردند.",
    "[سازمان جهاد کشاورزی خراسان رضوی] با [شرکت شهرک‌های کشاورزی] قرارداد بست.",
    "[اتاق بازرگانی، صنایع، معادن و کشاورزی زنجان] نماینده فرستاد.",
    # «و», commas and prepositions inside a name
    "[شورای گفت‌وگوی دولت و بخش خصوصی استان کرمانشاه] تشکیل شد.",
    "[صندوق بیمه اجتماعی کشاورزان، روستاییان و عشایر] حاضر شد.",
    "[انجمن تولیدکنندگان، صادرکنندگان و فروشندگان فرش] بیانیه داد.",
    "[ستاد مبارزه با قاچاق کالا و ارز] گزارش داد.",
    "[اتاق مشترک ایران و عراق] نشست گذاشت.",
    "[تعاونی حمل و نقل راه آبی ساری] برگزیده شد.",
    # proper names
    "[شرکت تعاونی «گلاب سپید کاشان»] و [انجمن 'یاوران کار' قم] برگزیده شدند.",
    "[شرکت تعاونی ۲۲ بهمن تبریز] افتتاح شد.",
    "به همت [تعاونی مسکن فرهنگیان شهرستان بروجرد] ۱۲۰ واحد ساخته شد.",
    "بافندگان [تعاونی زنان روستای کوهک‌نو] آمدند.",
    "مددجویان [کمیته امداد امام خمینی (ره)] وام گرفتند.",
    "سال ۱۴۰۲ [صندوق حمایت از توسعه آبزیان بوشهر] وام داد.",
    # several heads
    "[بانک توسعه تعاون] و [صندوق ضمانت سرمایه‌گذاری تعاون] همکاری دارند.",
    "[مرکز پژوهش‌های مجلس شورای اسلامی] و [کمیسیون اقتصادی مجلس] گزارش دادند.",
    "[دانشگاه آزاد اسلامی واحد شاهرود] و [جهاد دانشگاهی] دوره دارند.",
    "[بانک توسعه تعاون شعبه بافق] وام داد.",
    # through a role and a part of the body
    "رئیس [اتاق تعاون فارس] و مدیرعامل [تعاونی مسکن سپیدار] گفتند.",
    "دبیرخانه [شورای هماهنگی تعاون ایران] نامه نوشت.",
    "هیئت مدیره [اتحادیه تعاونی‌های مصرف مازندران] انتخاب شد.",
    "مدیر شعبه [بانک کشاورزی] برازجان و مدیر شعب [بانک توسعه تعاون] استان یزد آمدند.",
    # a name ends where a person, a verb or its object begins
    "مدیرعامل [شرکت تعاونی کوشا گستر] علی رضایی گفت.",
    "[سازمان تعاون روستایی کشور] برنامه تازه‌ای دارد.",
    # media
    "خبرنگار [ایرنا] و [پایگاه خبری دشت‌نیوز] پرسیدند.",
]


@pytest.mark.parametrize("source", EXTENTS)
def test_extents(source: str) -> None:
    text, expected = marked(source)
    assert [body.name for body in extracted(text)] == expected


@pytest.mark.parametrize(
    "source",
    [
        # bare generic nouns
        "این اداره و آن سازمان همکاری می‌کنند.",
        "شورا از بانک عامل و دستگاه‌های اجرایی خواست.",
        "شورای شهر و شرکت‌های تعاونی تولیدی استان آمدند.",
        "تعاونی‌های مسکن استان ۲۰۰ عضو دارند.",
        "در استان ۸۷ شرکت تعاونی روستایی و ۱۹ تعاونی برتر داریم.",
        "سه شرکت دانش‌بنیان و یک تعاونی نمونه تجلیل شدند.",
        "شبکه بانکی و دولت باید کمک کنند.",
        "دانشگاه و بیمارستان ساخته شد.",
        # «تعاونی» as an adjective
        "طرح تعاونی گلخانه و بخش تعاونی کشاورزی رونق دارد.",
        # the field of an office
        "مدیرکل تعاون قم، وزیر کار، مدیرکل شیلات یزد و فرماندار بافق آمدند.",
        "وزیر راه و شهرسازی و مدیرکل آموزش و پرورش استان گفتند.",
        # laws, plans, events
        "سند توسعه تعاون، برنامه هفتم، هفته تعاون و جشنواره تعاونی‌های برتر.",
        "سهام عدالت و سامانه هوشمند و بورس.",
        # everyday words
        "این آمار قابل اتکا نیست.",
        "او در دوره شرکت کرد و مدیریت می‌کند.",
    ],
)
def test_no_bodies(source: str) -> None:
    assert [body.name for body in extracted(source)] == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("بانک‌های ملی و توسعه تعاون وام دادند.", ["بانک ملی", "بانک توسعه تعاون"]),
        ("وزارتخانه‌های نیرو، نفت و کشور آمدند.", ["وزارت نیرو", "وزارت نفت", "وزارت کشور"]),
        ("استانداری‌های یزد و قم نامه نوشتند.", ["استانداری یزد", "استانداری قم"]),
        ("بانک‌های عامل و توسعه‌ای وام دادند.", []),
    ],
)
def test_joined_plurals(source: str, expected: list[str]) -> None:
    assert [body.name for body in extracted(source)] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("اتاق تعاون ایران آمد. اتاق تعاون گفت.", [("اتاق تعاون ایران", ("اتاق تعاون",))]),
        ("اتاق تعاون گفت. اتاق تعاون ایران آمد.", [("اتاق تعاون ایران", ("اتاق تعاون",))]),
        (
            "وزارت تعاون، کار و رفاه اجتماعی نوشت. وزارت کار نظارت دارد. وزارت کشور هم.",
            [("وزارت تعاون، کار و رفاه اجتماعی", ("وزارت کار",)), ("وزارت کشور", ())],
        ),
        (
            "وزارت صنعت، معدن و تجارت نوشت. وزارت صمت نظارت دارد.",
            [("وزارت صنعت، معدن و تجارت", ("وزارت صمت",))],
        ),
        (
            "شورای مسکن استان یزد آمد و شورای مسکن یزد رفت.",
            [("شورای مسکن استان یزد", ("شورای مسکن یزد",))],
        ),
        # another body, not a shorter form
        (
            "دانشگاه علوم پزشکی تهران و دانشگاه تهران",
            [("دانشگاه علوم پزشکی تهران", ()), ("دانشگاه تهران", ())],
        ),
        ("بانک مرکزی عراق و بانک مرکزی", [("بانک مرکزی عراق", ()), ("بانک مرکزی", ())]),
        ("اتاق تعاون یزد و اتاق تعاون قم", [("اتاق تعاون یزد", ()), ("اتاق تعاون قم", ())]),
        # a bare head keeps no distinguishing word
        ("اتحادیه تعاونی‌های باغداران یزد خرید. اتحادیه فروخت.", [("اتحادیه تعاونی‌های باغداران یزد", ())]),
        # spelling does not make two bodies
        ("بانك توسعه تعاون آمد و بانک توسعه تعاون رفت.", [("بانك توسعه تعاون", ())]),
    ],
)
def test_other_forms(source: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(body.name, body.also) for body in extracted(source)] == expected


def test_outlet_is_a_body() -> None:
    """The outlet is a body under any name; its name without head noun is another form of it."""
    source = "به گزارش پایگاه خبری بامدادان‌پیک، آیین برپا شد. شکوری به بامدادان‌پیک گفت: خوب بود."
    assert [(body.name, body.also) for body in extracted(source)] == [("پایگاه خبری بامدادان‌پیک", ("بامدادان‌پیک",))]


def test_name_that_ran_on() -> None:
    """A name that stands alone elsewhere ends there, too."""
    source = "سازمان همیاری دهیاران کارنامه فرستاد. رئیس سازمان همیاری دهیاران گفت."
    assert [body.name for body in extracted(source)] == ["سازمان همیاری دهیاران"]


@pytest.mark.parametrize(
    "source",
    [
        "[تعاون، کار و رفاه اجتماعی استان یزد]، پیمان خاورزمین، گفت",
        "[راه و شهرسازی جنوب کرمان] علی رضایی گفت",
        "[اتاق تعاون ایران] نیز پیشنهاد داد",
        "[بافق]، در این آیین گفت",
        "[شرکت شهرک‌های صنعتی گیلان] (شاخه رشت)",
    ],
)
def test_phrase_end(source: str) -> None:
    plain, (expected,) = marked(source)
    text = Text(plain)
    assert text.quote((0, phrase_end(text, Terms(text), 0, limit=len(text) - 1))) == expected


def test_phrase_end_stops_at_the_limit() -> None:
    text = Text("اتحادیه تعاونی‌های باغداران یزد")
    assert phrase_end(text, Terms(text), 0, limit=1) == 1
