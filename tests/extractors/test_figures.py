"""Counts, amounts and percents: invented sentences with each record marked, near misses beside hits."""

from __future__ import annotations

import pytest

from marked import check

COUNTS = [
    # unit and item
    "[۴۵ رأس گاو شیری](count value=45 unit=رأس item=گاو_شیری) به روستا رسید.",
    "[هفت تعاونی](count value=7 unit=- item=تعاونی) فعال در شرق استان",
    "با [۱۹ هزار نفر عضو](count value=19000 unit=نفر item=عضو) کار می‌کند.",
    "[۹۰ نفر](count value=90 unit=نفر item=-) مشغول شدند.",
    "[۳۰۰ تن پیاز](count value=300 unit=تن item=پیاز) خریداری شد.",
    "[۶۴ واحد مسکونی](count value=64 unit=واحد item=واحد_مسکونی) ساخته شد.",
    "[۱۲ مرکز خرید](count value=12 unit=- item=مرکز_خرید) تحویل گرفته شد.",
    # an adjective of number and unit
    "نیروگاه [۵ مگاواتی](count value=5 unit=مگاوات item=نیروگاه) آماده است.",
    "کمیته [هفت‌نفره](count value=7 unit=نفر item=-) تشکیل شد.",
    "تعاونی [۹۰ عضوی](count value=90 unit=- item=عضو) شیلات",
    # what is counted stands before
    "شمار اعضا به [۴ هزار نفر](count value=4000 unit=نفر item=اعضا) رسید.",
    "جمعیت این شهر [۸۰ هزار نفر](count value=80000 unit=نفر item=جمعیت) است.",
    "زمینی به مساحت [۲ هکتار](count value=2 unit=هکتار item=زمین) واگذار شد.",
    "شمار کندوها [۵ رأس](count value=5 item=کندو) کاهش یافته و به [۷۸ رأس](count value=78 item=کندو) رسیده است.",
    "تولید شیر روستا [۹ هزار لیتر](count value=9000 item=شیر) رشد می‌کند.",
    "سطح زیر کشت کلزا [۲ هزار هکتار](count value=2000 item=سطح_زیر_کشت) است.",
    "اندازه قرارداد آتی [۵۰ کیلوگرم](count value=50 item=قرارداد) است.",
    "حداقل [یک میلیون کاربرِ ثابت](count item=کاربر_ثابت) داریم.",
    "[۸۰۰۰ مگاوات](count item=-) کمبود تولید داریم.",
    "این نهاد برآورد خود از رشد تقاضا را از [۳ تن](count item=-) به [۲ تن](count item=-) کاهش داد.",
    "[۹۰ نفر](count item=-) از [۱۲ کشور](count item=کشور) آمدند.",
    "[۱۸ شرکت دولتی](count item=شرکت_دولتی) باقی مانده عرضه شد.",
    "تعداد کل اعضای تعاونی‌های مذکور [۵۵ هزار نفر](count item=اعضا) است.",
    "[۵۰ هکتار](count item=-) توسعه و ادامه پیدا کرده است.",
    "تولید از [۳۰۰ واحد](count item=-) فراتر نمی‌رود.",
    "[۳ صنعتی](count item=صنعت) را که نام بردیم",
    "[۲۰ بذر](count item=بذر) آمد. هوا سرد شد. باد آمد. باران نبارید. [۱۸ مورد](count item=-) بررسی شد.",
    "خط آهن [۴۲ کیلومتری](count value=42 unit=کیلومتر item=خط_آهن) افتتاح شد.",
    "این‌ها [سه نمادی](count value=3 item=نماد) بودند که سود دادند.",
    "[سه کشتی](count value=3 item=کشتی) که آمدند.",
    "در دمای بیش از [۴۲ درجه](count value=42 unit=درجه item=دما) از پنکه استفاده نکنید.",
    # points of an index: a decimal where the sentence writes decimals
    "شاخص به [۹۷.۷۶۶ واحد](count value=97.766) رسید، پیش‌تر [۹۷.۵ واحد](count) بود.",
    "[۳۱.۷۰۰ تن گندم](count value=31700) و ۲.۵ درصد سبوس",
    # what a process acts on
    "مصرف آرد شهر از مرز [۴۰ تن](count item=آرد) گذشت.",
    "رشد تقاضای جهانی برای چای را [۳ هزار تن](count item=چای) برآورد کرد.",
    "تولیدش را [۵۰ تن](count item=-) کم کرد.",
    "تولید کارخانه به [۵۰ تن](count item=-) رسید.",
    "صادرات پسته دو برابر شد و به [۲۷ تن](count item=پسته) رسید.",
    "ظرفیت تولید پنیر به [۹ تن](count item=ظرفیت_تولید) رسید.",
    "[۵۰ تن](count item=-) صادرات انجام شد.",
    "[۵۰ تن صادرات پیاز](count item=پیاز) انجام شد.",
    "[۳۰ تن](count item=پنبه) دیگر به تولید پنبه افزوده شد.",
    "سالانه [۲۰ تن](count item=آرد) در مصرف آرد صرفه‌جویی می‌کند.",
    "[۱۸۰ تن](count item=-) بالاتر از پارسال خواهد بود.",
    "[۲۰ تن](count item=پارچه) از این نوع پارچه فروخته شد.",
    "در [۶۰ نقطه](count unit=- item=نقطه) شهر برگزار شد.",
    "صادرات چای ایران بر پایه آمار، حدود [۲۰ تن](count item=چای) بود.",
    "نیاز کشور به قند [۲ میلیون تن](count item=قند) است.",
    "[یک میلیون و ۹۰۰ تا دو میلیون و ۲۰۰ هزار عدد](count value=1900000 value_max=2200000) ساخته شد.",
    "با [۱۱ دستگاه](count item=تراکتور)، [۹](count item=تراکتور) و [۸ دستگاه تراکتور](count item=تراکتور) آمدند.",
    "ده درصد کمتر از [۸۸۰ تن](count qualifier=exact) در پارسال",
    "در [چهار محور](count item=محور) سرمایه در گردش، نوسازی، فروش و بیمه",
    "از مجموع پرونده‌های تازه، [۵ فقره](count item=پرونده) بسته شد.",
    "[۲۰ مورد بازرسی](count item=بازرسی) از انبارها انجام شد.",
    "[۴۰ طرح](count) داریم که [۱۲ مورد](count item=طرح) صنعتی است.",
    "میزان شیر آلوده را [سه تن](count item=شیر) یا بیشتر تخمین زد.",
    "تعداد قایق‌های فروخته‌شده در بندر، [۹۰ فروند](count item=قایق) اعلام شد.",
    "با رشد تعداد خانه‌ها به [۳ میلیون لیتر](count item=-) رسید.",
    "تعداد معاملات در مناطق ۱۳، ۱۶ و ۱۷ به [۲۰۰ فقره](count item=معاملات) رسید.",
    "تقاضای صنعتی کشور برای گاز [۴ میلیارد متر مکعب](count item=گاز) بود.",
    "[۵ تن](count item=-) به تولیدش افزوده شد.",
    "مساحت اراضی به مساحت [۴۰ هکتار](count item=اراضی)",
    "در [۱۵ کیلومتری](count unit=کیلومتر item=-) شرق بندر",
    "[۸۰ نفر](count item=-) از بخش خصوصی آمدند.",
    "[۸ میلیارد نخ سیگار](count unit=نخ item=سیگار) دود شد.",
    "از [دو روش](count item=روش) اقدام به کشت می‌کنند.",
    "میانگین تولید روزانه خودرو، [۴۰۰ دستگاه](count item=خودرو) است.",
    "[شش هزار تقاضای](count item=تقاضا) خرید داریم.",
    "[۱۰۰ قلم کالای اساسی](count item=کالای_اساسی) و [۲۰ مورد کالاهای اساسی](count item=کالا_اساسی)",
    "پست [۴۰۰ کیلوولت](count item=پست) هاتف افتتاح شد.",
    "وی قراردادهای اجاره در شهر را [۳۱ هزار مورد](count item=قرارداد) اعلام کرد.",
    "فرمان [۸ ماده‌ای](count unit=- item=ماده) امروز خوانده شد.",
    "ظرفیت اسمی انبار را از [۳۶۰ بشکه](count item=ظرفیت) به [۴۸۰ بشکه](count item=ظرفیت) رساند.",
    "شیفت کار خود را تا [سه شیفت](count item=-) افزایش دادند.",
    "[۸۵ میلیون کیلووات ساعت](count item=انرژی) از هدررفت انرژی کم شد.",
    "[۲۰۰۰ بسته لوازم تحریر](count unit=بسته item=لوازم_تحریر) پخش شد.",
    "تعداد تراکتورهای فروخته شده در استان از [۹۰ دستگاه](count item=تراکتور) به [۱۲۰ دستگاه](count item=تراکتور) رسید.",
    "هر جوجه [یک کیلو و نیم سویا](count value=1.5 unit=کیلو item=سویا) می‌خورد.",
    "ماهانه [یک تا یک میلیون و ۵۰۰ هزار بشکه](count value=1000000 value_max=1500000) فروخت.",
    "میزان بارندگی در استان [۳۸۰ میلی‌متر](count item=بارندگی) بود.",
    "اوج مصرف برق به مرز [۵۶ هزار مگاوات](count item=برق) رسید.",
    "[هفت کیلومتر](count item=-) وارد خاک آنان شدیم.",
    "[یکی دو نفر](count value=1 value_max=2) آمدند.",
    "[۲۲۰۰ واحد](count item=-) متقاضی نداشت.",
    "[سه دستگاه](count unit=- item=دستگاه) وزارت نیرو، وزارت نفت و بانک مرکزی",
    "[۴۰ تن LPG](count item=LPG) صادر کرد.",
    "[۹۰ تن نفت خامی](count item=نفت_خام) که مصرف شد.",
    "از مرز [۱.۸ میلیون بشکه](count item=-) فرا رفت.",
    "[۳۷ کالا](count item=کالا) شناسایی و از بازار جمع‌آوری شد.",
    "[۴۰ محموله](count item=-) غیراستاندارد تشخیص داده شد.",
    "[۳۹۰ واحد](count item=-) طرح ملی ساخته شد.",
    "در [هشت کلان شهر](count item=کلان_شهر) برگزار شد.",
    # points of an index
    "شاخص موجودی مواد اولیه [۱۰ واحد](count item=-) کاهش یافت.",
    "شاخص کل هم وزن [۹۷ واحد](count item=-) افت کرد و در تراز [۳۰۴۶ واحدی](count item=-) نشست.",
    "[۳۰ کیلومتر](count item=-) از ساحل، [۲۰ کیلومتر](count item=جاده) از جاده",
    "[۱۶۰ نفر](count item=-) بیکار می‌شوند و [۹۰ نفر](count item=بیکار) بیکار هستند.",
    # whose size it is
    "خانه‌های [۵۰ تا ۶۰ متر](count item=خانه) گران شد.",
    "ورود موتورهای بالای [۲۵۰ سی‌سی](count item=موتور) آزاد شد.",
    "واحدی [۷۰ متری](count item=واحد) خرید.",
    "کارگاه با ظرفیت اولیه [۱۰ هزار عدد](count item=ظرفیت) ساخته شد.",
    "راه ساری - نکا به طول [۲۰ کیلومتر](count item=راه) باز شد.",
    "پیشرفت فیزیکی باغ [۳۰ هکتاری](count item=باغ) خوب است.",
    "شیر پاستوریزه [یک لیتری](count item=شیر_پاستوریزه) گران شد.",
    # whose list follows
    "در [دو بخش](count item=بخش) صنفی و فرهنگی کار می‌کند.",
    "[سه گروه](count item=گروه) خرد، متوسط و بزرگ",
    "[سه دوره فنی و حرفه‌ای](count item=دوره_فنی_و_حرفه‌ای) برگزار شد.",
    "[دو برنامه](count item=برنامه) سوم و چهارم",
    "معاملات که در تیر [۵۴۲ فقره](count item=معاملات) بود.",
    "[شش واحد تولیدکننده](count item=واحد_تولیدکننده) داریم.",
    "[۱۲۰ واحد](count item=-) مجوز دارند.",
    # lists, changes and parts
    "[۱۱](count value=11 item=کارگاه)، [۱۳](count value=13) و [۱۸ کارگاه](count value=18 item=کارگاه) برپا شد.",
    "اعضا از [۲۰۰](count value=200) به [۲۶۰ نفر](count value=260) رسیدند.",
    "[۴۰ کارگاه](count value=40): [۲۵ صنعتی](count value=25 item=کارگاه)، [۱۵ خدماتی](count item=کارگاه).",
    # bounds
    "حدود [۳۰ نفر](count value=30 qualifier=approx) آمدند.",
    "دست‌کم حدود [۳۰ نفر](count value=30 qualifier=at_least) آمدند.",
    "تولید از [۵۰۰ تن](count value=500 qualifier=at_least) گذشت.",
    "حداقل تعداد اعضا [هفت نفر](count value=7 qualifier=at_least item=اعضا) است.",
    "سقف خرید [۱۵۰ هزار تن](count value=150000 qualifier=at_most) بود.",
    "دست‌کم [دو تعاونی](count qualifier=at_least) با [۵۰ نفر عضو](count qualifier=exact) آمدند.",
    "این بخش [۱۸ هزار نفر جمعیت](count value=18000 item=جمعیت) دارد.",
    "آبدهی چشمه از [۴۲۰۰ لیتر در ثانیه](count item=آبدهی) به [دو هزار و ۹۰۰ لیتر در ثانیه](count item=آبدهی) رسیده.",
    "بین [۷ تا ۹ هکتار باغ](count value=7 value_max=9 qualifier=range) داریم.",
    "[۴۰۰ تا ۶۰۰ هزار نفر](count value=400000 value_max=600000) در این شهر کار می‌کنند.",
    # one
    "تنها [یک متقاضی](count value=1) آمد.",
    "یک تعاونی نمونه در بافق کار می‌کند.",
    # compound measures
    "[۷ تن و ۲۵۰ کیلوگرم زعفران](count value=7.25 unit=تن item=زعفران) صادر شد.",
]
NOT_COUNTS = [
    "از سال ۸۰ تا ۹۴ دولت کمک کرد.",
    "در آذر ماه ۹۷ مقررات تازه نوشته شد.",
    "طرح را دوفوریتی کردند.",
    "به رقم ۳۱۰۰ دست یافت.",
    "یک ملت و یک امت",
    "برای ۵۰۰ ساعات سال",
    "اسکناس ۲۰ بولیواری",
    "در بودجه ۹۸ مبلغ زیادی نوشتند.",
    "کتاب دو زبانه",
    "صد در صد خسارت دید.",
    "زیر یک سقف گرد آمدند.",
    "از سال ۲۰۰۲ تا ۲۰۰۸ سهم خود را بالا بردند.",
    "شیر پانزده راهه",
    "واحدهای دو و سه نیروگاه",
    "سفر دو روزه‌اش به شهر",
    "فیبر سه لایی",
    "دو در هزار بودجه",
    "گروه ۱+۵ نام برده شد.",
    "بندهای ۳، ۷ و ۹ ماده ۱۷ قانون",
    "مصوبه ۲۷۱ کمیسیون",
    "تصمیم گرفتند تا یک روش تازه بسازند.",
    "در نشست گروه ۲۰ شرکت نخواهد کرد.",
    "از ۱۸ دی ماه ۹۷ واریز آن آغاز شد.",
    "طبق ماده ۱۲ و تبصره ۳ بند ۵ ماده ۶ قانون",
    "مواد ۴ تا ۷ آیین‌نامه",
    "شماره ثبت ۱۴۵۲ و کد ملی ۱۲۳۴۵۶۷۸۹۰",
    "ساعت حدود ۲۳ چهارشنبه",
    "ساعت ۹ صبح تا ۱۸ باز است.",
    "در مدت دو سال و ۴۵ روز",
    "جوانی ۲۸ ساله",
    "تولید دو برابر شد.",
    "از هر ده نفر هفت نفر آمدند.",
    "چند هزار نفر و هزاران خانواده",
    "نه تعاونی‌ها و نه اتحادیه‌ها آمدند.",
    "این سه طرح آماده است.",
    "گلکسی A52 و 5G و CVE-2020-15999",
    "۱- آموزش ۲- بازاریابی",
    "شهرک ۲۲ بهمن",
    "دیدار ۲ بر ۱ به سود میزبان پایان یافت.",
    "به صفر رسید.",
    "سران سه قوا و رابطه دو سویه",
    "رمز ۱۴ رقمی و پردازنده دو هسته‌ای",
    "بانک سی آی بی سی آمد.",
    "مناطق ۹، ۱۶ تا ۲۰ شهرداری",
    "حدود ۹ سالی که او مدیر بود",
    "۷۰ درصدش مال ماست.",
]
AMOUNTS = [
    "[۴۲ میلیارد تومان](amount value=42000000000 currency=IRT rial=420000000000) پرداخت شد.",
    "[۵ هزار میلیارد ریال](amount value=5000000000000 currency=IRR) اعتبار",
    "[۲.۵ همت](amount value=2500000000000 currency=IRT) تسهیلات",
    "وام [۹۰ میلیون تومانی](amount value=90000000) گرفت.",
    "صادرات [۶ میلیون دلاری](amount value=6000000 currency=USD rial=-) داشت.",
    "از [۱۲](amount value=12000000000) به [۱۸ میلیارد تومان](amount value=18000000000) رسید.",
    "[۳۰۰ میلیارد](amount value=300000000000 currency=IRT) وام و [۲۰ میلیارد تومان](amount value=20000000000) یارانه",
    "هر بشکه [۶۴ دلار و ۲۳ سنت](amount value=64.23 currency=USD) است.",
    "حداقل سرمایه [۵ میلیون تومان](amount value=5000000 qualifier=at_least) است.",
    "سقف وام هر نفر [۲۰۰ میلیون تومان](amount value=200000000 qualifier=at_most) است.",
    "هر انس [۱.۰۲۵ دلار](amount value=1.025) و هر یورو [۱.۳۵ دلار](amount value=1.35) شد.",
    "[۴ تا ۶ میلیارد تومان](amount value=4000000000 value_max=6000000000 qualifier=range)",
]
NOT_AMOUNTS = [
    "۲۰ میلیون ریال عمان",
    "۱.۳۵ دلار سنگاپور",
    "به همت اعضا ساخته شد.",
    "میلیاردها تومان",
    "پنج میلیارد وام گرفت.",
    "چند میلیون دلار",
    "درآمد دلاری و بازار ارز",
]
PERCENTS = [
    "[۱۲ درصد](percent value=12) رشد",
    "رشد [۳/۵ درصدی](percent value=3.5) داشت.",
    "سود [۱۸٪](percent value=18) است.",
    "بین [۵ و ۷ درصد](percent value=5 value_max=7 qualifier=range)",
    "رشد منفی [۴ درصد](percent value=-4)",
    "بیش از [نیم درصد](percent value=0.5 qualifier=at_least)",
    "[۷۰ درصدش](percent value=70) مال ماست.",
    "صددرصد موافقیم.",
]


@pytest.mark.parametrize("source", [*COUNTS, *NOT_COUNTS])
def test_counts(source: str) -> None:
    check(source, "count")


@pytest.mark.parametrize("source", [*AMOUNTS, *NOT_AMOUNTS])
def test_amounts(source: str) -> None:
    check(source, "amount")


@pytest.mark.parametrize("source", PERCENTS)
def test_percents(source: str) -> None:
    check(source, "percent")


INDICATORS = [
    "با [۹۰ نفر](count indicator=jobs_created) اشتغال‌زایی آغاز شد.",
    "[۴۰ تعاونی](count indicator=active_cooperatives) در شهرستان فعال‌اند.",
    "امسال [۴۰ تعاونی](count indicator=new_cooperatives) به ثبت رسید.",
    "به [۴۰ تعاونی](count indicator=loan_recipients) وام پرداخت شد.",
    "[۴۰ تعاونی](count indicator=other) راکد مانده است.",
    "[۱۱ طرح](count indicator=projects_inaugurated) افتتاح شد.",
    "[۱۷ سد](count indicator=projects_underway) در دست ساخت است.",
    "در [دو مسیر](count indicator=other) صندوق راه‌اندازی شد.",
    "در [دو کارخانه](count indicator=other) کار شد، سخن گفته شد، نامه نوشته شد و صندوقی برای همه راه‌اندازی شد.",
    "رونمایی از پوستر [دو فیلم](count indicator=other)",
    "[۱۱ طرح](count indicator=projects_underway) هنوز به بهره‌برداری نرسیده است.",
    "صادرات به [شش کشور](count indicator=export_destinations) ادامه دارد.",
    "[شش کشور](count indicator=other) در این نشست بودند.",
    "[۳۰۰ تن عسل](count indicator=production) تولید شد.",
    "[۳۰۰ تن عسل](count indicator=other) خریداری شد.",
    "[۳۰۰ تن عسل](count indicator=other) بیش از پارسال تولید شد.",
    "[۵ هزار نفر ساعت آموزش](count indicator=training_person_hours) برگزار شد.",
]
MONEY = [
    "[۵ میلیارد تومان](amount indicator=investment) سرمایه‌گذاری شد.",
    "[۵ میلیارد تومان](amount indicator=capital) سرمایه اولیه",
    "[۵ میلیارد تومان](amount indicator=other) اعتبار نیاز داریم.",
    "هر سکه [۱,۵۵۰,۰۰۰ تومان](amount indicator=other) فروخته می‌شود.",
    "متری [۱۱ میلیون تومان](amount indicator=other) به فروش رسیده است.",
    "[۵ میلیارد تومان](amount indicator=sales) از فروش عسل به دست آمد.",
    "[۲۸۵ میلیارد تومان](amount indicator=other) بدهی مؤسسات اعتباری",
    "هر تن صادراتی [۲۴ هزار دلار](amount indicator=other) ارزش دارد.",
    "هر سال [۲۴ میلیون دلار](amount indicator=exports) صادرات داریم.",
    "بانک توسعه صادرات ایران [۹ میلیارد تومان](amount indicator=other) داد.",
    "قیمت‌ها بالا رفت و برگه تسهیلات تا [۳۹ هزار تومان](amount indicator=other) رسید.",
    "از آسیب [۹ میلیارد تومانی](amount indicator=other) گفت و از وام.",
    "ضمانت‌نامه‌ای به ارزش [۵ میلیارد تومان](amount indicator=other) صادر کرد.",
    "از [۸ میلیارد تومان](amount indicator=loans) تسهیلات، [۳ میلیارد تومان](amount indicator=loans) هزینه شد.",
]


@pytest.mark.parametrize("source", INDICATORS)
def test_indicators_of_counts(source: str) -> None:
    check(source, "count")


@pytest.mark.parametrize("source", MONEY)
def test_indicators_of_amounts(source: str) -> None:
    check(source, "amount")
