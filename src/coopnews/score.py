"""Evaluation against gold: precision, recall and F1 by type, accuracies of attributes, and the errors.

A found record is paired with at most one gold record of the same article and type. Fields have three parts to play:

* *pairing* fields must agree for two records to be one attempt at the same fact (a count's value, a date's text);
* *required* fields must agree as well for the pair to be **right**, the basis of precision and recall;
* *attributes* are judged apart, each as an accuracy: required ones over all pairs, the others over right pairs.

========= =================== ====================== =============================================
type      pairing             required               further attributes
========= =================== ====================== =============================================
counts    value, value_max    unit, item             qualifier, indicator, speaker
amounts   value, value_max    currency               qualifier, indicator, speaker
percents  value, value_max                           qualifier, indicator, speaker
dates     text                start, end             calendar
officials name, else role     role (affiliation      affiliation, plural, former, other_roles
                              where no name)
bodies    name or ``also``    name
people    name
========= =================== ====================== =============================================

Text is compared without regard to letter variants, half-spaces, spaces, punctuation and, in units and items, plural
and ezafe endings. An attribute that the gold leaves unsaid is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from coopnews.gold import Gold, GoldArticle, GoldPerson
from coopnews.normalize import fold
from coopnews.records import Article, Office

_ENDING = re.compile(r"(?<=\w\w\w)(?:ان|ات)$|(?<=\w\w)ها(?:ی|یی)?$|^ها(?:ی|یی)?$|(?<=\w[او])ی$")


def bare(text: str | None) -> str | None:
    """What two spellings of one text share: folded letters and digits, nothing else.

    >>> bare("«علي  لقمانی»") == bare("علی لقمانی")
    True
    """
    return None if text is None else "".join(filter(str.isalnum, fold(text))) or None


def noun(text: str | None) -> str | None:
    """What the forms of one counted noun share: :func:`bare`, and every word without plural or ezafe ending.

    >>> noun("شرکت‌های تعاونی") == noun("شركت تعاونیها") == noun("شرکت تعاونی ها")
    True
    """
    return None if text is None else bare(" ".join(_ENDING.sub("", word) for word in fold(text).split()))


def _offices(offices: Iterable[Office]) -> list[tuple[str, str]]:
    return sorted((bare(office.role) or "", bare(office.affiliation) or "") for office in offices)


_COMPARED_AS: dict[str, Callable[[Any], Any]] = {
    "affiliation": bare,
    "item": noun,
    "name": bare,
    "other_roles": _offices,
    "role": bare,
    "speaker": bare,
    "text": bare,
    "unit": noun,
}


def agree(name: str, gold: Any, found: Any) -> bool:
    """Whether the field ``name`` has the same meaning in two records; True where gold leaves it unsaid."""
    wanted, got = getattr(gold, name), getattr(found, name)
    if wanted is msgspec.UNSET:
        return True
    same = _COMPARED_AS.get(name)
    return bool(same(wanted) == same(got)) if same else bool(wanted == got)


@dataclass(frozen=True)
class Kind:
    """How records of one type are compared (see the table above)."""

    name: str
    pairing: tuple[str, ...]
    required: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()

    def paired(self, gold: Any, found: Any) -> bool:
        """Whether the two are the same attempt."""
        if self.name == "bodies":
            return not {bare(form) for form in (gold.name, *gold.also)}.isdisjoint(
                bare(form) for form in (found.name, *found.also)
            )
        if self.name == "officials" and gold.name is None and found.name is None:
            return agree("role", gold, found)
        return all(agree(name, gold, found) for name in self.pairing)

    def needed(self, gold: Any) -> tuple[str, ...]:
        """The fields that must agree for this gold record to count as found."""
        if self.name == "officials" and gold.name is None:
            return (*self.required, "affiliation")
        return self.required

    def judged(self) -> tuple[str, ...]:
        """The fields that have an accuracy of their own."""
        return (*self.required, *self.attributes)


_OF_FIGURES = ("qualifier", "indicator", "speaker")
KINDS = (
    Kind("officials", ("name",), ("role",), ("affiliation", "plural", "former", "other_roles")),
    Kind("people", ("name",)),
    Kind("bodies", (), ("name",)),
    Kind("counts", ("value", "value_max"), ("unit", "item"), _OF_FIGURES),
    Kind("amounts", ("value", "value_max"), ("currency",), _OF_FIGURES),
    Kind("percents", ("value", "value_max"), (), _OF_FIGURES),
    Kind("dates", ("text",), ("start", "end"), ("calendar",)),
    Kind("title", ("text",)),
    Kind("outlet", ("text",)),
)


class Line(msgspec.Struct, frozen=True):
    """The title or the outlet, as a record."""

    text: str


@dataclass(frozen=True)
class Outcome:
    """What became of one gold record, or of one found record that no gold record asks for.

    ``wrong`` names the fields of a pair that differ; ``right`` tells whether all needed fields agree.
    """

    kind: Kind
    gold: Any | None
    found: Any | None
    wrong: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether the gold record was found."""
        paired = self.gold is not None and self.found is not None
        return paired and not set(self.wrong) & set(self.kind.needed(self.gold))


def compare(kind: Kind, gold: Sequence[Any], found: Sequence[Any]) -> list[Outcome]:
    """Pair gold with found records one to one, best agreement first, and say what became of each.

    Where several records share the pairing fields, the pair that agrees on most fields is made first.
    """
    candidates = []
    for i, wanted in enumerate(gold):
        for j, got in enumerate(found):
            if kind.paired(wanted, got):
                wrong = tuple(name for name in kind.judged() if not agree(name, wanted, got))
                missing = len(set(wrong) & set(kind.needed(wanted)))
                candidates.append((missing, len(wrong), i, j, wrong))
    pairs: dict[int, tuple[int, tuple[str, ...]]] = {}
    taken: set[int] = set()
    for _, _, i, j, wrong in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j, wrong
            taken.add(j)
    outcomes = []
    for i, wanted in enumerate(gold):
        if i in pairs:
            j, wrong = pairs[i]
            outcomes.append(Outcome(kind, wanted, found[j], wrong))
        else:
            outcomes.append(Outcome(kind, wanted, None))
    return outcomes + [Outcome(kind, None, got) for j, got in enumerate(found) if j not in taken]


def _records(kind: Kind, source: Gold | Article) -> list[Any]:
    """The records of one type in an annotation or in an article."""
    content = getattr(source, kind.name)
    if kind.name in ("title", "outlet"):
        return [] if content is None else [Line(content)]
    if kind.name == "people" and isinstance(source, Gold):
        return [GoldPerson(name) for name in content]
    return list(content)


def outcomes(gold: Gold, article: Article) -> list[Outcome]:
    """What became of every gold record and every found record of one article."""
    return [outcome for kind in KINDS for outcome in compare(kind, _records(kind, gold), _records(kind, article))]


@dataclass
class Tally:
    """Gold records, found records and right ones. What has nothing to find and finds nothing is perfect.

    >>> tally = Tally(gold=4, found=5, right=3)
    >>> tally.precision, tally.recall, round(tally.f1, 3)
    (0.6, 0.75, 0.667)
    >>> Tally().f1
    1.0
    """

    gold: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """The share of found records that are right."""
        return self.right / self.found if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        """The share of gold records that were found."""
        return self.right / self.gold if self.gold else float(not self.found)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, over all articles together."""
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 1.0


@dataclass
class Accuracy:
    """How often an attribute was right."""

    of: int = 0
    right: int = 0

    @property
    def share(self) -> float:
        """The share of right ones; 1.0 where none was to be judged."""
        return self.right / self.of if self.of else 1.0


@dataclass(frozen=True)
class Error:
    """One thing that is not as gold has it, with the sentence it stands in (empty where none can be told)."""

    article: str
    what: Literal["missed", "extra", "wrong"]
    kind: str
    gold: dict[str, Any] | None
    found: dict[str, Any] | None
    fields: tuple[str, ...]
    sentence: str


@dataclass
class Report:
    """Scores over any number of articles; add them one at a time."""

    articles: int = 0
    types: dict[str, Tally] = field(default_factory=lambda: {kind.name: Tally() for kind in KINDS})
    attributes: dict[str, dict[str, Accuracy]] = field(
        default_factory=lambda: {kind.name: {name: Accuracy() for name in kind.judged()} for kind in KINDS}
    )
    errors: list[Error] = field(default_factory=list)

    def add(self, wanted: GoldArticle, article: Article) -> None:
        """Count one article in."""
        self.articles += 1
        for outcome in outcomes(wanted.gold, article):
            tally = self.types[outcome.kind.name]
            tally.gold += outcome.gold is not None
            tally.found += outcome.found is not None
            tally.right += outcome.right
            for name in _judged(outcome):
                accuracy = self.attributes[outcome.kind.name][name]
                accuracy.of += 1
                accuracy.right += name not in outcome.wrong
            if not outcome.right or outcome.wrong:
                self.errors.append(_error(wanted.name, outcome, article))

    def add_all(self, gold: Iterable[GoldArticle], extract: Callable[[str], Article]) -> None:
        """Extract every gold article and count it in."""
        for wanted in gold:
            self.add(wanted, extract(wanted.raw))

    def to_dict(self) -> dict[str, Any]:
        """The scores as plain dicts and numbers, rounded to four places."""
        return {
            "articles": self.articles,
            "types": {
                name: {
                    "gold": tally.gold,
                    "found": tally.found,
                    "right": tally.right,
                    "precision": round(tally.precision, 4),
                    "recall": round(tally.recall, 4),
                    "f1": round(tally.f1, 4),
                }
                for name, tally in self.types.items()
            },
            "attributes": {
                kind: {
                    name: {"of": accuracy.of, "right": accuracy.right, "accuracy": round(accuracy.share, 4)}
                    for name, accuracy in accuracies.items()
                }
                for kind, accuracies in self.attributes.items()
            },
        }


def _judged(outcome: Outcome) -> Iterator[str]:
    """The attributes of a pair that count: required ones always, the others where the pair is right."""
    if outcome.gold is None or outcome.found is None:
        return
    for name in outcome.kind.judged() if outcome.right else outcome.kind.required:
        if getattr(outcome.gold, name) is not msgspec.UNSET:
            yield name


def _error(name: str, outcome: Outcome, article: Article) -> Error:
    what: Literal["missed", "extra", "wrong"] = "wrong"
    if outcome.gold is None or outcome.found is None:
        what = "extra" if outcome.gold is None else "missed"
    return Error(
        article=name,
        what=what,
        kind=outcome.kind.name,
        gold=_shown(outcome.gold),
        found=_shown(outcome.found),
        fields=outcome.wrong,
        sentence=_sentence(outcome, article),
    )


def _shown(record: Any | None) -> dict[str, Any] | None:
    """A record's own fields, without what serves linking and without defaults."""
    if record is None:
        return None
    hidden = {"id", "mentions", "sentence", "speaker_id", "place", "period", "rial"}
    plain: dict[str, Any] = msgspec.to_builtins(record)
    return {key: value for key, value in plain.items() if key not in hidden and value not in (False, [], ())}


def _sentence(outcome: Outcome, article: Article) -> str:
    """The sentence a record stands in; for a missed one, which has no place, the likeliest."""
    mentions = getattr(outcome.found, "mentions", ())
    if mentions:
        for start, end in article.sentences:
            if start <= mentions[0].start < end:
                return article.raw[start:end].strip()
        return str(mentions[0].text)
    if outcome.gold is None or isinstance(outcome.gold, Line):
        return ""
    sentences = [article.raw[start:end].strip() for start, end in article.sentences]
    return max(sentences, key=_likelihood(outcome.gold), default="")


def _likelihood(gold: Any) -> Callable[[str], int]:
    """How many of a gold record's words and digits stand in a sentence."""
    words = [bare(getattr(gold, name, None)) for name in ("name", "role", "affiliation", "text", "item", "unit")]
    digits = str(getattr(gold, "value", "")).rstrip("0").replace(".", "")

    def likelihood(sentence: str) -> int:
        within = bare(sentence) or ""
        return sum(word in within for word in words if word) + 2 * bool(digits and digits in within)

    return likelihood
