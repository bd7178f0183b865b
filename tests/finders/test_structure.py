"""The parts of the page: invented pages, what is title, kicker, outlet and what yields nothing."""

from __future__ import annotations

import pytest

from coopnews.finders.dates import find_dates
from coopnews.finders.mentions import Structure
from coopnews.finders.numbers import find_cardinals
from coopnews.finders.structure import find_structure
from coopnews.finders.terms import Terms
from coopnews.text import Span, Text

BODY = "\n\nاین آیین در بافق برگزار شد.\n"


def parsed(source: str) -> tuple[Text, Structure]:
    text = Text(source)
    return text, find_structure(text, Terms(text), find_dates(text, find_cardinals(text)))


def quote(text: Text, span: Span | None) -> str | None:
    return None if span is None else text.quote(span)


@pytest.mark.parametrize(
    ("head", "title", "kicker"),
    [
        ("افتتاح ۸ طرح در بافق", "افتتاح ۸ طرح در بافق", None),
        ("آیا تعاونی‌ها جان می‌گیرند؟", "آیا تعاونی‌ها جان می‌گیرند؟", None),
        ("فرماندار بافق: ۸ طرح افتتاح شد", "فرماندار بافق: ۸ طرح افتتاح شد", None),
        ("۸ طرح در بافق / بازار رونق گرفت", "۸ طرح در بافق / بازار رونق گرفت", None),
        ("فرماندار بافق خبر داد:\nافتتاح ۸ طرح", "افتتاح ۸ طرح", "فرماندار بافق خبر داد:"),
        ("فرماندار بافق مطرح کرد؛\n\nافتتاح ۸ طرح", "افتتاح ۸ طرح", "فرماندار بافق مطرح کرد؛"),
        (
            "نگاهی به کارنامه تعاون\n\nنماینده میبد: ۸ طرح افتتاح شد",
            "نماینده میبد: ۸ طرح افتتاح شد",
            "نگاهی به کارنامه تعاون",
        ),
        ("صفحه اصلی » اقتصاد\n\nافتتاح ۸ طرح", "افتتاح ۸ طرح", None),
        ("خانه / اقتصاد / تعاون\nکد خبر: ۴۵۸ | ۲ نظر\nچاپ | ارسال به دوستان\n\nافتتاح ۸ طرح", "افتتاح ۸ طرح", None),
        ("تاریخ انتشار: ۳ مهر ۱۴۰۲ - ۱۰:۱۵\nافتتاح ۸ طرح", "افتتاح ۸ طرح", None),
        ("۳ مهر ۱۴۰۲ - ۱۰:۱۵\nافتتاح ۸ طرح", "افتتاح ۸ طرح", None),
        ("زمان مطالعه ۲ دقیقه\nافتتاح ۸ طرح", "افتتاح ۸ طرح", None),
        ("🔹 افتتاح ۸ طرح", "افتتاح ۸ طرح", None),
        # a headline that breaks off, one that begins like a label
        ("افتتاح ۸ طرح در بافق و...", "افتتاح ۸ طرح در بافق و...", None),
        ("آخرین اخبار از ساخت ۸ طرح", "آخرین اخبار از ساخت ۸ طرح", None),
        # «تاریخ» that is no mark of the page
        ("تاریخ آیین تعاون تغییر کرد", "تاریخ آیین تعاون تغییر کرد", None),
        # the medium above the headline is no headline
        ("شیرازپرس\nافتتاح ۸ طرح", "افتتاح ۸ طرح", None),
        ("روزنامه چاشت | شماره ۲۱۴۷ | سه‌شنبه ۲۵ شهریور ۱۴۰۴ | صفحه ۶\nافتتاح ۸ طرح", "افتتاح ۸ طرح", None),
        ("کوهپایه ما » جامعه » تعاون\nافتتاح ۸ طرح", "افتتاح ۸ طرح", None),
        # where something happened, above what happened; a headline that says both
        ("در نشست شورای اشتغال بررسی شد\nسرنوشت ۸ طرح", "سرنوشت ۸ طرح", "در نشست شورای اشتغال بررسی شد"),
        ("در بافق ۸ طرح افتتاح شد\nدر آیینی مردمی انجام شد", "در بافق ۸ طرح افتتاح شد", None),
        # a text without headline
        ("در بافق ۸ طرح آماده شد.", None, None),
    ],
)
def test_title(head: str, title: str | None, kicker: str | None) -> None:
    text, structure = parsed(head + BODY)
    assert (quote(text, structure.title), quote(text, structure.kicker)) == (title, kicker)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("به گزارش دشت‌نیوز، بازار رونق دارد.", "دشت‌نیوز"),
        ("به گزارش دشت‌نیوز؛ بازار رونق دارد.", "دشت‌نیوز"),
        ("به گزارش پایگاه اطلاع رسانی بامداد خزر، بازار رونق دارد.", "پایگاه اطلاع رسانی بامداد خزر"),
        ("به گزارش خبرنگار بامداد خزر از همدان، بازار رونق دارد.", "بامداد خزر"),
        ("به گزارش گروه استان‌های باشگاه خبری کوشا از همدان، بازار رونق دارد.", "باشگاه خبری کوشا"),
        ("به گزارش خبرگزاری صدای دشت، مرکز یزد؛ بازار رونق دارد.", "خبرگزاری صدای دشت"),
        ("به گزارش «تعاون امروز»، بازار رونق دارد.", "تعاون امروز"),
        ("به گزارش دشت‌نیوز به نقل از ایرنا، بازار رونق دارد.", "دشت‌نیوز"),
        ("به گزارش روابط عمومی بانک توسعه تعاون، بازار رونق دارد.", "روابط عمومی بانک توسعه تعاون"),
        (
            "به گزارش روابط عمومی اداره کل تعاون، کار و رفاه اجتماعی همدان، بازار رونق دارد.",
            "روابط عمومی اداره کل تعاون، کار و رفاه اجتماعی همدان",
        ),
        ("به نقل از ایلنا، بازار رونق دارد.", "ایلنا"),
        ("دشت‌نیوز به نقل از ایرنا نوشت بازار رونق دارد.", "دشت‌نیوز"),
        ("یزد - ایلنا - مدیرکل شیلات گفت: بازار رونق دارد.", "ایلنا"),
        ("تهران- خبرگزاری تعاون نو- مدیرکل گفت: بازار رونق دارد.", "خبرگزاری تعاون نو"),
        ("قم (پانا) - بازار رونق دارد.", "پانا"),
        ("افق تعاون/یزد مدیرکل گفت: بازار رونق دارد.", "افق تعاون"),
        ("سرویس اقتصادی بامداد خزر- بازار رونق دارد.", "بامداد خزر"),
        ("مدیرکل در گفت‌وگو با خبرنگار بامدادنامه افزود: بازار رونق دارد.", "بامدادنامه"),
        ("مدیرکل در گفت‌وگو با دشت‌نیوز افزود: بازار رونق دارد.", "دشت‌نیوز"),
        ("بازار رونق دارد.\n\nمنبع: ایرنا", "ایرنا"),
        ("**به گزارش دشت‌نیوز** و به گفته مدیران، بازار رونق دارد.", "دشت‌نیوز"),
        ("سخنگوی شیلات به ایرنا، گفت: بازار رونق دارد.", "ایرنا"),
        ("بازار رونق دارد.\n\n" * 6 + "به گزارش ایرنا، بازار رونق دارد.", "ایرنا"),
        ("شیرازپرس: بازار پسته در استان رونق دارد.", "شیرازپرس"),
        ("کوهپایه ما | مدیرکل شیلات گفت: بازار رونق دارد.", "کوهپایه ما"),
        ("ندای کویر: بازار پسته در استان رونق دارد.", "ندای کویر"),
        ("سپهر کویر - یزد: بازار پسته در استان رونق دارد.", "سپهر کویر"),
        ("[آوای دنا] - یاسوج: بازار رونق دارد.", "آوای دنا"),
        ("قزوین‌دخت - بازار پسته در استان رونق دارد.", "قزوین‌دخت"),
        ("سرویس زنان خبرگزاری «چیا» - سنندج: بازار رونق دارد.", "خبرگزاری «چیا»"),
        ("مدیرکل شیلات به شیرازپرس گفت: بازار رونق دارد.", "شیرازپرس"),
        ("به گزارش خبر کویر، بازار رونق دارد.", "خبر کویر"),
        ("بازار رونق دارد.\n\nمنبع خبر: کویرنیوز", "کویرنیوز"),
        # nobody's name
        ("برنامه: بازار پسته در استان رونق دارد.", None),
        ("ناهید کوهستانی، یزد: بازار رونق دارد.", None),
        ("مدیرکل شیلات/ ناهید کوهستانی/ گفت بازار رونق دارد.", None),
        ("کارشناسان خبر دادند: بازار رونق دارد.", None),
        ("بازار رونق دارد.\n\n" * 6 + "به گزارش بانک مرکزی، بازار رونق دارد.", None),
        ("بازار رونق دارد.", None),
        ("گروه استان‌ها: بازار رونق دارد.", None),
        ("یزد- مدیرکل شیلات گفت: بازار رونق دارد.", None),
        ("به گزارش خبرنگار ما، بازار رونق دارد.", None),
        ("شهروندی به خبرنگار ما گفت: بازار رونق دارد.", None),
        ("به نقل از مدیرکل شیلات، بازار رونق دارد.", None),
        ("مدیرکل در گفت‌وگو با مردم افزود: بازار رونق دارد.", None),
        ("بر اساس گزارش بانک مرکزی بازار رونق دارد.", None),
    ],
)
def test_outlet(source: str, expected: str | None) -> None:
    text, structure = parsed("بازار تعاون\n\n" + source)
    assert quote(text, structure.outlet) == expected


@pytest.mark.parametrize(
    "source",
    [
        "کد خبر: ۷۷۱\n",
        "تعداد بازدید: ۵۳\n",
        "۲۳۴۵ - ۱۲:۳۰\n",
        "عکس: علی رضایی\n",
        "گزارش از: مهناز طالبی\n",
        "بیشتر بخوانید: افتتاح ۱۲ طرح تعاونی\n",
        "آخرین اخبار:\nافتتاح ۱۲ طرح تعاونی\n",
        "بیشتر بخوانید:\nافتتاح ۱۲ طرح تعاونی\nساخت ۳۰ سردخانه\n",
        "انتهای پیام/۳۰۲۱\n",
        "لینک کوتاه Share\nبازدید: ۱۸۳\n",
        "برچسب‌ها: تعاون، یزد\n",
        "منبع: ایرنا\n",
        "ك/۷\n",
    ],
)
def test_ignored(source: str) -> None:
    before = "عنوان خبر\n\nاین آیین برگزار شد.\n\n"
    text, structure = parsed(before + source)
    begin = len(Text(before))
    assert all(not structure.is_live(at) for at in range(begin, len(text)))
    assert all(structure.is_live(at) for at in range(begin))


@pytest.mark.parametrize(
    "source",
    [
        "[عکس: سردخانه تعاونی نخلداران دشت]\n",
        "در پایان ۱۰ نفر تجلیل شدند.\n",
        "این پیام را ۱۲ نفر امضا کردند.\n",
        "رشد ۱۲ درصدی\n",
    ],
)
def test_not_ignored(source: str) -> None:
    text, structure = parsed("عنوان خبر\n\nاین آیین برگزار شد.\n\n" + source)
    assert all(structure.is_live(at) for at in range(len(text)))


def test_publication_stamp() -> None:
    """The stamp's date is read, the rest of its line is not."""
    text, structure = parsed("کد خبر: ۴۵۸ | تاریخ انتشار: ۱۴۰۴/۰۸/۲۷ - ۱۱:۴۵ | ۲ نظر\nافتتاح ۸ طرح" + BODY)
    stamp = structure.published
    assert stamp is not None
    assert (text.quote(stamp[:2]), stamp.start) == ("۱۴۰۴/۰۸/۲۷", "1404-08-27")
    assert structure.is_live(stamp.first)
    assert not structure.is_live(0)


def test_inline_tail() -> None:
    text, structure = parsed("عنوان خبر\n\nاین آیین برگزار شد. انتهای پیام/ ۴۲")
    assert [text.quote(span) for span in structure.ignored] == ["انتهای پیام/ ۴۲"]


@pytest.mark.parametrize("source", ["", " ", "\n", ".", "«", "۱۲", ":\n:", "به گزارش", "یزد -"])
def test_anything_parses(source: str) -> None:
    text, structure = parsed(source)
    assert structure.outlet is None
    assert all(span.last < len(text) for span in structure.ignored)
