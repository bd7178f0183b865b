"""Tokens and sentences: stuck and split words, line breaks, markup; offsets hold on any text."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopnews.lemmas import lemma
from coopnews.normalize import _hazm, fold, normalize, without_hazm
from coopnews.text import Text
from coopnews.tokenize import tokenize

TOKENS = [
    # digits, letters and signs part
    ("۷هزارتن کود", "7 هزار تن کود"),
    ("(۳طرح)", "( 3 طرح )"),
    ("۱۲درصدی", "12 درصدی"),
    ("نفر/ساعت", "نفر / ساعت"),
    # stuck words part where both sides are known
    ("وگفت که ازاین تعداد", "و گفت که از این تعداد"),
    ("دركرمان برگزارشد", "در کرمان برگزار شد"),
    ("۱۲ هزارو ۵۰۰", "12 هزار و 500"),
    ("پنج‌هزارتنی", "پنج هزار تنی"),
    ("یکهزارو۲۰۰متر", "یک هزار و 200 متر"),
    ("صد نفرشان", "صد نفر شان"),
    ("۳۱درصدعنوان شد", "31 درصد عنوان شد"),
    ("روزدوشنبه درماه آبان", "روز دوشنبه در ماه ابان"),
    ("درگفتگو درهرهکتار", "در گفتگو در هر هکتار"),
    ("منتشرشده و واریزشد", "منتشر شده و واریز شد"),
    ("دوکارخانه و یکصدتعاونی", "دو کارخانه و یکصد تعاونی"),
    ("مردی به‌نام بهنام، به‌روز", "مردی به نام بهنام ، به روز"),
    # words that only look stuck stay whole
    ("چهارراه دوره سهم بابک", "چهارراه دوره سهم بابک"),
    ("نخل خشک‌شده خشکید", "نخل خشکشده خشکید"),
    ("وزیر دریا بازار برنامه درمان", "وزیر دریا بازار برنامه درمان"),
    ("سیاست سهام دولت نهاد", "سیاست سهام دولت نهاد"),
    ("ورود روزمزد ۱۲گرمخانه", "ورود روزمزد 12 گرمخانه"),
    ("وزیرساخت وزیربنا وزیرنظر", "وزیرساخت و زیربنا وزیرنظر"),
    ("استانداردهای وزیرکشور و استاندارگیلان", "استانداردهای وزیر کشور و استاندار گیلان"),
    # split words join
    ("تعاونی ها می روند", "تعاونیها میروند"),
    ("ماه می ۲۰۲۵", "ماه می 2025"),
    # one spelling, whatever the letters and marks
    ("گفـــت مُدیرعامل شركت", "گفت مدیرعامل شرکت"),
    ("۱۵ ـ ۲۰", "15 - 20"),
    ("۱۲&nbsp;تن<br>برنج", "12 تن برنج"),
    # addresses are one token
    ("www.example.ir/12 ۵", "www.example.ir/12 5"),
]
SENTENCES = [
    ("یک آمد. دو رفت!", ["یک آمد.", "دو رفت!"]),
    ("نرخ ۳.۵ درصد شد. تمام", ["نرخ ۳.۵ درصد شد.", "تمام"]),
    ("سال ۱۴۰۳ ه.ش آغاز شد", ["سال ۱۴۰۳ ه.ش آغاز شد"]),
    ("گفت: «آمد.» رفت", ["گفت: «آمد.»", "رفت"]),
    ("۱۲ هزار\nو ۳۰۰ نفر", ["۱۲ هزار\nو ۳۰۰ نفر"]),
    ("تیتر خبر\nمتن خبر", ["تیتر خبر", "متن خبر"]),
    ("رسيد.وي گفت", ["رسيد.", "وي گفت"]),
]


@pytest.mark.parametrize(("raw", "tokens"), TOKENS, ids=[raw for raw, _ in TOKENS])
def test_tokens(raw: str, tokens: str) -> None:
    assert " ".join(token.key for token in tokenize(raw)) == tokens


@pytest.mark.parametrize(("raw", "sentences"), SENTENCES, ids=[raw for raw, _ in SENTENCES])
def test_sentences(raw: str, sentences: list[str]) -> None:
    text = Text(raw)
    assert [text.quote(sentence) for sentence in text.sentences] == sentences


PERSIAN = st.text(
    st.sampled_from("آابپتکگيیكةۀئؤ۱٢3٬.,/٪%:«»()-ـ \u200c\u200b\u200f\u00ac\u064b\r\n🔹ﻻ﷼&<>;ءxA"), max_size=60
)


@settings(deadline=None)  # the first example loads the lexicon
@given(st.one_of(PERSIAN, st.text(max_size=60)))
def test_tokens_lie_in_order_within_the_text(raw: str) -> None:
    at = 0
    for token in tokenize(raw):
        assert at <= token.start < token.end <= len(raw)
        assert token.key
        assert not any(character.isspace() for character in token.key)
        at = token.end


@settings(deadline=None)
@given(st.one_of(PERSIAN, st.text(max_size=60)))
def test_every_token_is_in_one_sentence(raw: str) -> None:
    text = Text(raw)
    covered = [at for sentence in text.sentences for at in range(sentence.first, sentence.last + 1)]
    assert covered == list(range(len(text)))


@settings(deadline=None)  # the first letter that Persian does not use loads hazm
@given(st.text(max_size=40))
def test_folding_is_stable(raw: str) -> None:
    assert fold(fold(raw)) == fold(raw)
    assert fold(normalize(raw)) == fold(raw)


def test_characters_are_as_hazm_makes_them() -> None:
    known = {character: without_hazm(character) for character in map(chr, [*range(0x3000), *range(0xFB50, 0xFF00)])}
    assert {
        character: form
        for character, form in known.items()
        if form is not None and _hazm().normalize(character) != form
    } == {}
    assert all(known[character] is not None for character in "حروف فارسی، ۱۲٪ ك ي (Latin) «é»")


def test_lemmas_are_as_parsivar_makes_them() -> None:
    words = ["تعاونی‌ها", "اعضا", "شرکت‌هایی", "کارآموزان", "طرح", "واحدهای", "رفته", "1403"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of its other parts
        from parsivar import FindStems
    whole = FindStems()
    assert [lemma(word) for word in words] == [whole.convert_to_stem(normalize(word)).split("&")[0] for word in words]
