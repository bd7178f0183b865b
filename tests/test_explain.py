"""Explanations: what the rules say of themselves agrees with what they did."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopnews.errors import InputError
from coopnews.explain import Explainer, Explanation
from coopnews.pipeline import extract
from coopnews.reasons import asked
from coopnews.records import Amount, Count, Percent
from made import FIXTURES


def held(explanation: Explanation, about: str) -> str | None:
    """What holds about a mention; of a kind that was decided at all."""
    *_, last = [one for one in explanation.decisions if one.about == about and one.holds]
    return last.says


def has(explanation: Explanation, about: str) -> bool:
    return any(decision.about == about for decision in explanation.decisions)


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_what_is_explained_is_what_the_record_says(path: Path) -> None:
    """A figure with one mention has what the last decisions about that mention say."""
    explainer = Explainer(path.read_bytes().decode())
    for figure in explainer.article.all_figures():
        if len(figure.mentions) > 1:
            continue
        (explanation,) = explainer.figure(figure.id)
        assert figure.id in explanation.records
        assert explanation.of.text == figure.mentions[0].text
        assert held(explanation, "speaker") == figure.speaker
        assert held(explanation, "place") == figure.place
        assert held(explanation, "qualifier") == figure.qualifier
        if figure.period is not None:
            assert held(explanation, "period") == figure.period.text
        if isinstance(figure, Count):
            assert held(explanation, "count") == f"unit {figure.unit or '–'}, item {figure.item or '–'}"
        if isinstance(figure, Amount):
            assert held(explanation, "currency") == figure.currency
        if not isinstance(figure, Percent):
            assert (held(explanation, "indicator") or "other") == figure.indicator


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.txt"))[:4], ids=lambda path: path.stem)
def test_asking_changes_nothing(path: Path) -> None:
    raw = path.read_bytes().decode()
    assert Explainer(raw).article == extract(raw)
    assert not asked()


@pytest.mark.parametrize(
    ("text", "number", "rule"),
    [
        ("طبق ماده ۱۲ قانون تعاون عمل شد.", "۱۲", "a citation or a label"),
        ("قرارداد در سال ۱۴۰۲ بسته شد.", "۱۴۰۲", "in a date"),
        ("فروش دو برابر شد.", "دو", "before a word that makes it a multiple"),
        ("چند هزار نفر آمدند.", "هزار", "vague"),
        ("بیست و پنجم ماه جلسه است.", "بیست", "an ordinal"),
        ("این سه طرح آماده است.", "سه", "«این» before it"),
        ("یک تعاونی نمونه معرفی شد.", "یک", "«یک» is an article here"),
        ("نه ۲۰ تعاونی بلکه ۳۰ تعاونی فعال است.", "۲۰", "denied"),
        ("دو سال گذشت.", "دو", "nothing that it could count beside it"),
    ],
)
def test_why_a_number_is_no_count(text: str, number: str, rule: str) -> None:
    explanation = Explainer(text).at(text.index(number))
    assert [decision.rule for decision in explanation.decisions if decision.says is None and rule in decision.rule]


@pytest.mark.parametrize(
    ("text", "figure", "about", "says", "rule", "on"),
    [
        ("صادرات ۳۴ میلیون دلار بود.", "a1", "indicator", "exports", "the nearest cue", ["صادرات"]),
        ("۲۱۰ هزار نفر عضو دارد.", "c1", "indicator", "members", "its own noun", []),
        ("بیش از ۲۰ تعاونی آمدند.", "c1", "qualifier", "at_least", "the words that bound it", ["بیش از"]),
        (
            "فرماندار یزد گفت: ۵ طرح آماده شد.",
            "c1",
            "speaker",
            "فرماندار یزد",
            "a reporting verb",
            ["گفت", "فرماندار یزد"],
        ),
        ("به گفته فرماندار یزد ۵ طرح آماده شد.", "c1", "speaker", "فرماندار یزد", "«به گفته …»", None),
        ("۷۰۰ میلیارد وام و ۹۰ میلیارد تومان سود.", "a1", "currency", "IRT", "that of the nearest amount", []),
        ("در یزد ۵ طرح آماده شد.", "c1", "place", "یزد", "the nearest of its sentence", ["یزد"]),
        ("۱۲، ۱۵ و ۲۰ طرح آماده شد.", "c1", "count", "unit –, item طرح", "shared with the next number", []),
    ],
)
def test_why_a_figure_is_as_it_is(
    text: str, figure: str, about: str, says: str, rule: str, on: list[str] | None
) -> None:
    (explanation,) = Explainer(text).figure(figure)
    decision = next(one for one in explanation.decisions if one.about == about and one.holds)
    assert decision.says == says
    assert rule in decision.rule
    if on is not None:
        assert [quote.text for quote in decision.on] == on


def test_the_cues_that_competed_are_told_nearest_first() -> None:
    text = "صادرات ۳۴ میلیون دلار و سرمایه‌گذاری ۱۲ میلیون دلار بود."
    explanation = Explainer(text).at(text.index("۱۲"))
    decision = next(one for one in explanation.decisions if one.about == "indicator")
    assert decision.says == "investment"
    assert [cue.says for cue in decision.considered] == ["investment", "exports"]
    assert decision.considered[0].distance < decision.considered[1].distance


@pytest.mark.parametrize(
    ("text", "at", "about", "says", "rule"),
    [
        ("مهندس علی لقمانی آمد.", "علی", "name", "علی لقمانی", "listed"),
        ("مهندس لقمانی آمد.", "لقمانی", "name", "لقمانی", "after a title"),
        ("رئیس اتحادیه، ئاوینا محمدی، آمد.", "محمدی", "name", "ئاوینا محمدی", "between commas"),
        ("علی لقمانی گفت: بله. لقمانی رفت.", "لقمانی رفت", "name", "لقمانی", "read before"),
        ("میدان علی کاظمی باز شد.", "کاظمی", "name", None, "of a place"),
        ("شهردار اردکان رامین فرهنگ‌دوست آمد.", "شهردار", "office", "شهردار, اردکان", "what it is of"),
        ("شهردار اردکان رامین فرهنگ‌دوست آمد.", "شهردار", "holder", "رامین فرهنگ‌دوست", "right after it"),
        ("رامین فرهنگ‌دوست، شهردار اردکان، آمد.", "شهردار", "holder", "رامین فرهنگ‌دوست", "before it, with a comma"),
        ("این مدیر آمد.", "مدیر", "office", None, "pointed at"),
        ("هر مدیر باید بیاید.", "مدیر", "office", None, "nobody in particular"),
        ("اتحادیه صیادان گیلان آمد.", "صیادان", "body", "اتحادیه صیادان گیلان", "a head noun"),
        ("بانک مرکزی آمد.", "مرکزی", "body", "بانک مرکزی", "a name by itself"),
        ("این اتحادیه آمد.", "اتحادیه", "body", None, "a determiner"),
        ("مدیرکل شیلات یزد آمد.", "شیلات", "body", None, "the portfolio"),
        ("شرکت بزرگ آمد.", "شرکت", "body", None, "no name"),
    ],
)
def test_why_a_name_office_or_body_is_as_it_is(text: str, at: str, about: str, says: str | None, rule: str) -> None:
    explanation = Explainer(text).at(text.index(at))
    decision = next(one for one in explanation.decisions if one.about == about and one.holds)
    assert decision.says == says
    assert rule in decision.rule


def test_what_is_known_about_the_words_of_a_name() -> None:
    explanation = Explainer("به گزارش ایرنا، علی کوشابخت گفت: بله.").at(17)
    decision = next(one for one in explanation.decisions if one.about == "name")
    assert [(cue.text, cue.entry, cue.says) for cue in decision.considered] == [
        ("علی", "given_names", "given name"),
        ("کوشابخت", "", "a word of no lexicon"),
    ]


def test_statements_of_one_fact() -> None:
    text = "صادرات ۳۴ میلیون دلار بود. امسال ۳۴ میلیون دلار صادر شد."
    _, again = Explainer(text).figure("a1")
    decision = next(one for one in again.decisions if one.about == "merged")
    assert decision.says == "۳۴ میلیون دلار"
    assert decision.on[0].start == text.index("۳۴")


def test_entries_and_lists_of_the_lexicon() -> None:
    explanation = Explainer("طرح ۲۰ میلیون تومانی").at(4)
    assert {"currencies:adjective [toman]"} <= {match.entry for match in explanation.matches}
    explanation = Explainer("ماده ۱۲").at(0)
    assert "not_counts [citations]" in {match.entry for match in explanation.matches}


def test_the_smallest_mention_is_explained() -> None:
    text = "استاندار گیلان آمد."
    assert Explainer(text).at(text.index("گیلان")).of.text == "گیلان"


@pytest.mark.parametrize(("offset", "said"), [(-1, "outside"), (99, "outside"), (3, "no word stands")])
def test_offsets_of_nothing(offset: int, said: str) -> None:
    with pytest.raises(InputError, match=said):
        Explainer("طرح و").at(offset)


def test_figures_that_are_not_there() -> None:
    with pytest.raises(InputError, match=r"no figure 'c1'\. It has none"):
        Explainer("سلام").figure("c1")
