"""Scores: gold against itself is perfect, and each injected error costs what it should and nothing else."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from coopnews.errors import InputError
from coopnews.gold import GoldArticle, load
from coopnews.records import Article, Count, Mention
from coopnews.score import KINDS, Report, bare, compare, noun
from made import FIXTURES, article_of

GILAN = load(FIXTURES / "gilan.gold.json")[0]
COUNTS = next(kind for kind in KINDS if kind.name == "counts")


def score(wanted: GoldArticle, article: Article) -> Report:
    report = Report()
    report.add(wanted, article)
    return report


@pytest.mark.parametrize("wanted", load(FIXTURES), ids=lambda wanted: wanted.name)
def test_gold_against_itself(wanted: GoldArticle) -> None:
    report = score(wanted, article_of(wanted))
    assert {(tally.precision, tally.recall, tally.f1) for tally in report.types.values()} == {(1, 1, 1)}
    assert {accuracy.share for kind in report.attributes.values() for accuracy in kind.values()} == {1}
    assert report.errors == []


def test_nothing_found() -> None:
    report = score(GILAN, Article(raw=GILAN.raw))
    counts = report.types["counts"]
    assert (counts.gold, counts.found, counts.right) == (16, 0, 0)
    assert (counts.precision, counts.recall, counts.f1) == (0, 0, 0)
    assert report.types["percents"].f1 == 1  # none wanted, none found
    assert {error.what for error in report.errors} == {"missed"}


def test_wrong_item_is_one_error() -> None:
    article = article_of(GILAN)
    wrong = msgspec.structs.replace(article.counts[0], item="اتحادیه", speaker=None)
    report = score(GILAN, msgspec.structs.replace(article, counts=(wrong, *article.counts[1:])))
    assert (report.types["counts"].right, report.types["counts"].found) == (15, 16)
    assert report.attributes["counts"]["item"].right == 15
    # The speaker is judged on right records only.
    assert (report.attributes["counts"]["speaker"].right, report.attributes["counts"]["speaker"].of) == (15, 15)
    (error,) = report.errors
    assert (error.what, error.kind, error.fields) == ("wrong", "counts", ("item", "speaker"))
    assert error.sentence


def test_wrong_attribute_costs_no_recall() -> None:
    article = article_of(GILAN)
    wrong = msgspec.structs.replace(article.amounts[0], qualifier="approx")
    report = score(GILAN, msgspec.structs.replace(article, amounts=(wrong, article.amounts[1])))
    assert report.types["amounts"].f1 == 1
    assert report.attributes["amounts"]["qualifier"].share == 0.5
    assert [error.what for error in report.errors] == ["wrong"]


def test_extra_record() -> None:
    article = article_of(GILAN)
    extra = Count(id="c99", value=5, item="جلسه", mentions=(Mention(0, 1, GILAN.raw[0], "count"),))
    report = score(GILAN, msgspec.structs.replace(article, counts=(*article.counts, extra)))
    assert (report.types["counts"].precision, report.types["counts"].recall) == (16 / 17, 1)
    assert [(error.what, error.gold) for error in report.errors] == [("extra", None)]


def test_best_pairs_are_made_first() -> None:
    first, second = Count(id="c1", value=12, item="طرح"), Count(id="c2", value=12, item="کارگاه", qualifier="approx")
    outcomes = compare(COUNTS, [second, first], [first, second])
    assert [(outcome.gold.id, outcome.found.id) for outcome in outcomes] == [("c2", "c2"), ("c1", "c1")]  # type: ignore[union-attr]
    assert all(outcome.right for outcome in outcomes)


def test_unnamed_official_needs_the_affiliation() -> None:
    article = article_of(GILAN)
    governor = msgspec.structs.replace(article.officials[1], affiliation="یزد")
    officials = (article.officials[0], governor, *article.officials[2:])
    report = score(GILAN, msgspec.structs.replace(article, officials=officials))
    assert report.types["officials"].right == 3


def test_other_form_of_a_body_is_paired_but_not_right() -> None:
    article = article_of(GILAN)
    council = msgspec.structs.replace(article.bodies[1], name="شورای توسعه تعاون")
    report = score(GILAN, msgspec.structs.replace(article, bodies=(article.bodies[0], council, *article.bodies[2:])))
    assert report.types["bodies"].right == 6
    assert [error.fields for error in report.errors] == [("name",)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("شركت هاي تعاوني", "شرکت‌های تعاونی"),
        ("طرحها", "طرح"),
        ("اعضای", "اعضا"),
        ("نفر ساعت", "نفر‌ساعت"),
        ("کارگران", "کارگر"),
    ],
)
def test_forms_of_a_noun(one: str, other: str) -> None:
    assert noun(one) == noun(other)


@pytest.mark.parametrize(("one", "other"), [("طرح", "طرح تعاونی"), ("عضو", "نفر"), ("تعاونی", None)])
def test_different_nouns(one: str, other: str | None) -> None:
    assert noun(one) != noun(other)


def test_quotes_and_spaces_do_not_count() -> None:
    assert bare("انجمن «یاوران کار» قم") == bare("انجمن یاوران‌کار قم")


def test_what_gold_leaves_unsaid_is_not_judged() -> None:
    unsaid = msgspec.convert({"value": 25, "unit": None, "item": "تعاونی"}, type(GILAN.gold.counts[0]))
    (outcome,) = compare(COUNTS, [unsaid], [Count(id="c1", value=25, item="تعاونی", speaker="کسی")])
    assert outcome.right
    assert not outcome.wrong


COUNT = '{"title": null, "outlet": null, "counts": [{"unit": null, "item": null, %s}]}'


@pytest.mark.parametrize(
    ("gold", "message"),
    [
        ("{", "not valid JSON"),
        ('{"title": null}', "outlet"),
        (COUNT % '"value": "ده"', r"\$\.counts\[0\]\.value"),
        (COUNT % '"value": 1, "qualifier": "about"', "qualifier"),
    ],
)
def test_bad_gold(tmp_path: Path, gold: str, message: str) -> None:
    (tmp_path / "a.txt").write_text("متن", encoding="utf-8")
    (tmp_path / "a.gold.json").write_text(gold, encoding="utf-8")
    with pytest.raises(InputError, match=rf"a\.gold\.json.*{message}"):
        load(tmp_path)


def test_missing_gold(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        load(tmp_path / "none")
    with pytest.raises(InputError, match=r"no \*\.gold\.json"):
        load(tmp_path)
    (tmp_path / "a.gold.json").write_text('{"title": null, "outlet": null}', encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.txt is missing"):
        load(tmp_path)
