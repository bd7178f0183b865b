"""Why a record is as it is: the tokens, the lexicon entries that match there, and what the rules said as they decided.

The reasons come from the rules themselves (:mod:`coopnews.reasons`), in a run of the whole pipeline over the text.
Names, offices and their holders, bodies, numbers, values, units, items, currencies, indicators, speakers, places and
periods are explained, and which statements were taken for one fact. Each mention of a figure is decided on its own;
where a fact is stated again, the record keeps what the first mention says and takes what later ones add.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from coopnews.errors import InputError
from coopnews.finders.terms import Terms
from coopnews.lexicon import WORD_FILES, keys_of, read_toml
from coopnews.pipeline import Pipeline
from coopnews.reasons import Reason, heard
from coopnews.records import Body, Date, Figure, Mention, Official, Person, Place
from coopnews.text import Span, Text

LONGEST_TERM = 8
"""Tokens before a mention from which a lexicon entry may reach into it."""


class Quote(msgspec.Struct, frozen=True):
    """A run of the raw text."""

    start: int
    end: int
    text: str


class ShownToken(Quote, frozen=True):
    """A token: its lookup form and its kind."""

    key: str
    kind: str


class Match(Quote, frozen=True):
    """Words that are a form of a lexicon entry (``cues [export]``) or stand in a word list."""

    entry: str


class Cue(Quote, frozen=True):
    """Words that competed for a decision; the smallest distance wins."""

    entry: str
    says: str
    distance: float


class Decision(msgspec.Struct, frozen=True):
    """What a rule decided about some words; ``says`` is None where it decided for nothing (no number, nobody)."""

    about: str
    of: Quote
    says: str | None
    rule: str
    holds: bool
    """Whether no later decision about the same took its place."""
    on: tuple[Quote, ...] = ()
    considered: tuple[Cue, ...] = ()


class Explanation(msgspec.Struct, frozen=True):
    """A mention, or a token where none stands: ``records`` are the ids of what is mentioned there."""

    of: Quote
    records: tuple[str, ...]
    tokens: tuple[ShownToken, ...]
    matches: tuple[Match, ...]
    decisions: tuple[Decision, ...]


class Explainer:
    """One text, extracted once while its rules were listened to.

    >>> explainer = Explainer("صادرات استان ۳۴ میلیون دلار بود.")
    >>> explanation = explainer.at(13)
    >>> explanation.of.text, explanation.records
    ('۳۴ میلیون دلار', ('a1',))
    >>> [(decision.says, decision.rule.split(";")[0]) for decision in explanation.decisions if decision.considered]
    [('exports', 'the nearest cue')]
    """

    def __init__(self, text: str, *, pipeline: Pipeline | None = None, published: str | None = None) -> None:
        pipeline = pipeline or Pipeline.load()
        with heard() as self.reasons:
            self.article = pipeline.extract(text, published=published)
        self.text = Text(text)
        self.terms = Terms(self.text)
        article = self.article
        records: tuple[Official | Person | Body | Place | Date | Figure, ...] = (
            *article.officials,
            *article.people,
            *article.bodies,
            *article.places,
            *article.dates,
            *article.all_figures(),
        )
        self.mentions: list[tuple[str, Mention]] = [
            (record.id, mention) for record in records for mention in record.mentions
        ]

    def figure(self, name: str) -> tuple[Explanation, ...]:
        """Why a figure is as it is, at each of its mentions.

        Raises:
            InputError: the article has no such figure.
        """
        figures = {figure.id: figure for figure in self.article.all_figures()}
        if name not in figures:
            known = f"Its figures are {', '.join(figures)}" if figures else "It has none"
            raise InputError(f"the article has no figure {name!r}. {known}.")
        return tuple(self._of(mention.start, mention.end) for mention in figures[name].mentions)

    def at(self, offset: int) -> Explanation:
        """What stands at a raw offset: its smallest mention, or its token.

        Raises:
            InputError: the offset is outside of the text, or nothing but white space stands there.
        """
        if not 0 <= offset < len(self.text.raw):
            raise InputError(f"offset {offset} is outside of the text. Give one from 0 to {len(self.text.raw) - 1}.")
        around = [mention for _, mention in self.mentions if mention.start <= offset < mention.end]
        if around:
            smallest = min(around, key=lambda mention: mention.end - mention.start)
            return self._of(smallest.start, smallest.end)
        at = self.text.token_at(offset)
        if at < 0 or not self.text.tokens[at].start <= offset < self.text.tokens[at].end:
            raise InputError(f"at offset {offset} no word stands. Give the offset of a word.")
        number = next((one for one in self.reasons if one.about == "number" and one.first <= at <= one.last), None)
        span = Span(at, at) if number is None else Span(number.first, number.last)
        return self._of(*self.text.bounds(span))

    def _of(self, start: int, end: int) -> Explanation:
        span = Span(self.text.token_at(start), self.text.token_at(end - 1))
        return Explanation(
            of=self._quote(span),
            records=tuple(
                dict.fromkeys(name for name, mention in self.mentions if mention.start <= start and end <= mention.end)
            ),
            tokens=tuple(
                ShownToken(token.start, token.end, self.text.raw[token.start : token.end], token.key, token.kind)
                for token in self.text.tokens[span.first : span.last + 1]
            ),
            matches=tuple(self._matches(span)),
            decisions=tuple(self._decisions(span)),
        )

    def _quote(self, span: tuple[int, int]) -> Quote:
        return Quote(*self.text.bounds(span), self.text.quote(span))

    def _matches(self, span: Span) -> Iterator[Match]:
        """Entries whose words reach into a span, and the word lists that its words stand in."""
        for term in self.terms.within(max(0, span.first - LONGEST_TERM), span.last):
            if term.last >= span.first:
                quote = self._quote((term.first, term.last))
                yield Match(quote.start, quote.end, quote.text, f"{term.label} [{term.id}]")
        for at in range(span.first, span.last + 1):
            quote = self._quote((at, at))
            for file in WORD_FILES:
                for table, data in read_toml(file).items():
                    if "forms" in data and self.text.keys[at] in keys_of(file, table):
                        yield Match(quote.start, quote.end, quote.text, f"{file.removesuffix('.toml')} [{table}]")

    def _decisions(self, span: Span) -> Iterator[Decision]:
        """What was decided about a span, in the order of the rules."""
        reasons = [reason for reason in self.reasons if _is_about(reason, span)]
        last = {_subject(reason): at for at, reason in enumerate(reasons)}
        for at, reason in enumerate(reasons):
            yield Decision(
                about=reason.about,
                of=self._quote((reason.first, reason.last)),
                says=reason.says,
                rule=reason.rule,
                holds=last[_subject(reason)] == at,
                on=tuple(self._quote(run) for run in reason.on),
                considered=tuple(
                    Cue(*self.text.bounds(cue[:2]), self.text.quote(cue[:2]), cue.entry, cue.says, cue.distance)
                    for cue in reason.considered
                ),
            )


def _is_about(reason: Reason, span: Span) -> bool:
    """Whether a decision is about a span: speech counts from its first word on."""
    return reason.first <= (span.first if reason.about == "speaker" else span.last) and span.first <= reason.last


def _subject(reason: Reason) -> tuple[str, int, int]:
    """What a later decision takes the place of: speech is laid over speech, the others are of the same words."""
    return (reason.about, -1, -1) if reason.about == "speaker" else (reason.about, reason.first, reason.last)
