"""Affiliations: how far what follows an office runs; sentences are invented, the affiliation in brackets."""

from __future__ import annotations

import pytest

from coopnews.finders.affiliations import find_affiliation
from coopnews.finders.terms import Terms
from coopnews.text import Text

EXTENTS = [
    # «و» and commas inside a name or a field
    "رئیس [سازمان صنایع کوچک و شهرک‌های صنعتی ایران] آمد",
    "مدیرعامل [سازمان جمع‌آوری و فروش اموال تملیکی کشور] خبر داد",
    "رئیس [مرکز تحقیقات راه، مسکن و شهرسازی] گفت",
    "مدیرعامل [شرکت ملی پالایش و پخش فرآورده‌های نفتی ایران] افزود",
    "رئیس [سازمان امداد و نجات] گفت",
    "رئیس [سازمان امداد و نجات جمعیت هلال احمر] گفت",
    "معاون [مالی و اداری دانشگاه الزهرا] گفت",
    "معاون [نظارت بر بورس‌ها و ناشران سازمان بورس و اوراق بهادار] گفت",
    "معاون [سیاسی، امنیتی استاندار یزد] گفت",
    "معاون [سیاسی، امنیتی و اجتماعی استاندار یزد] گفت",
    "معاون [سیاسی و امنیتی استاندار یزد] گفت",
    "معاون [سیاسی امنیتی استانداری یزد] گفت",
    "مدیرکل [بهره‌برداری از آزادراه‌های شرکت ساخت و توسعه زیربناهای حمل‌ونقل کشور] گفت",
    "مدیرکل [بازرسی ویژه سازمان حمایت مصرف‌کنندگان و تولیدکنندگان] گفت",
    "مدیرعامل [شرکت سپرده‌گذاری مرکزی اوراق بهادار و تسویه وجوه] گفت",
    "مدیرعامل [شرکت بازرسی کیفیت و استاندارد ایران] گفت",
    "رئیس [کانون شرکت‌های سرمایه‌گذاری استانی سهام عدالت] گفت",
    "معاون [پیشگیری از وقوع جرم دادگستری یزد] گفت",
    "مدیرکل [حمایت از کسب‌وکارهای خرد وزارت کشور] گفت",
    "رئیس [خانه صنعت، معدن و تجارت] با اشاره به بازار گفت",
    "رئیس [خانه صنعت، معدن و تجارت ایران] گفت",
    "رئیس [اتاق بازرگانی، صنایع، معادن و کشاورزی یزد] گفت",
    "مدیرعامل [شرکت عمران شهرهای جدید] گفت",
    "عضو [هیئت علمی دانشگاه خواجه نصیر] گفت",
    # two bodies, or a body and what does not belong to it
    "رئیس [سازمان ملی استاندارد ایران] و شرکت‌های دارویی آمدند",
    "مدیرعامل [بانک توسعه تعاون] و صندوق ضمانت آمدند",
    "رئیس [اتحادیه باغداران یزد] و کشاورزان استان قم آمدند",
    # a closed portfolio, an office of places
    "وزیر [راه و شهرسازی] ارائه خدمات را ستود",
    "وزیر [نیرو] سیاستی نو دارد",
    "وزیر [نفت] افزون بر آن گفت",
    "وزیر [نفت] سابق گفت",
    "وزیر [نفت عراق] گفت",
    "وزیر [دارایی] بعدی انگلیس گفت",
    "وزیر [راه و شهرسازی] دستورالعملی نوشت",
    "وزیر [تعاون، کار و رفاه اجتماعی] کشورمان گفت",
    "رهبر [انقلاب] بارها گفت",
    "رهبر [انقلاب اسلامی] بارها گفت",
    "نمایندگان [مجلس] قانع شدند",
    "نمایندگان [مجلس شورای اسلامی] آمدند",
    "دادستان [یزد] گفت",
    "استاندار [یزد] سراغ منابع رفت",
]


@pytest.mark.parametrize("source", EXTENTS)
def test_extents(source: str) -> None:
    before, inside = source.split("[")
    text = Text(source.replace("[", "").replace("]", ""))
    terms = Terms(text)
    role = terms.first(0, "roles")
    assert role is not None
    assert role.last + 1 == len(Text(before))
    span = find_affiliation(text, terms, role.last + 1, role, limit=len(text) - 1)
    assert span is not None
    assert text.quote(span) == inside.split("]")[0]


@pytest.mark.parametrize(
    "source",
    [
        "مقام معظم رهبری بارها گفته‌اند",
        "استاندار سراغ منابع رفت",
        "فرماندار پیگیر کار شد",
        "شهردار قانع نشد",
        "دادستان سابق تقدیر کرد",
        "وزیر قانع شد",
    ],
)
def test_no_affiliation(source: str) -> None:
    text = Text(source)
    terms = Terms(text)
    role = terms.first(0, "roles")
    assert role is not None
    assert find_affiliation(text, terms, role.last + 1, role, limit=len(text) - 1) is None
