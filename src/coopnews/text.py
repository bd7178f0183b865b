"""The raw string, never changed, with its tokens, sentences and paragraphs on raw offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from coopnews.lexicon import keys_of
from coopnews.normalize import normalize
from coopnews.tokenize import NUMBER, SIGN, WORD, Token, tokenize, unescaped


class Span(NamedTuple):
    """A run of tokens, ``first`` to ``last``, both within."""

    first: int
    last: int


_TERMINAL = frozenset(".!?؟…")
_CLOSING = frozenset("»\")]'")
_LINE_END = frozenset(".!?؟…:؛»|")


@dataclass(frozen=True)
class Text:
    """One article's raw string with what the tokeniser sees in it.

    >>> text = Text("۱۲ طرح افتتاح شد. وی افزود: ۵ طرح ماند.")
    >>> [text.quote(sentence) for sentence in text.sentences]
    ['۱۲ طرح افتتاح شد.', 'وی افزود: ۵ طرح ماند.']
    """

    raw: str
    tokens: list[Token] = field(init=False, repr=False)
    keys: list[str] = field(init=False, repr=False)
    """The lookup form of each token."""
    sentences: list[Span] = field(init=False, repr=False)
    paragraph_starts: list[int] = field(init=False, repr=False)
    """First token of each paragraph, in order."""
    sentence_of: list[int] = field(init=False, repr=False)
    """For each token, the index of its sentence."""

    def __post_init__(self) -> None:
        tokens = tokenize(self.raw)
        keys = [token.key for token in tokens]
        breaks = _breaks(self.raw, tokens)
        sentences, starts, sentence_of = [], [], []
        first = 0
        for at in range(len(tokens)):
            if at and breaks[at]:
                sentences.append(Span(first, at - 1))
                first = at
            if at == 0 or breaks[at] == 2:
                starts.append(at)
            sentence_of.append(len(sentences))
        if tokens:
            sentences.append(Span(first, len(tokens) - 1))
        for name, value in (
            ("tokens", tokens),
            ("keys", keys),
            ("sentences", sentences),
            ("paragraph_starts", starts),
            ("sentence_of", sentence_of),
        ):
            object.__setattr__(self, name, value)

    def __len__(self) -> int:
        return len(self.tokens)

    @cached_property
    def normal(self) -> str:
        """The normal form of the whole text."""
        return normalize(self.raw)

    def bounds(self, span: Span | Sequence[int]) -> tuple[int, int]:
        """Raw offsets of a run of tokens."""
        return self.tokens[span[0]].start, self.tokens[span[1]].end

    def quote(self, span: Span | Sequence[int]) -> str:
        """The raw text of a run of tokens, exactly as it stands."""
        start, end = self.bounds(span)
        return self.raw[start:end]

    def words(self, span: Span | Sequence[int]) -> str:
        """The raw text of a run of tokens, left-over markup as what it stands for and white space as one space."""
        return " ".join(unescaped(self.quote(span)).split())

    def key_at(self, at: int) -> str:
        """The lookup form of a token, empty outside the text."""
        return self.keys[at] if 0 <= at < len(self.keys) else ""

    def sentence(self, at: int) -> Span:
        """The sentence of a token."""
        return self.sentences[self.sentence_of[at]]

    def token_at(self, start: int) -> int:
        """The index of the token that begins at a raw offset, or the last one before it."""
        return bisect_right(self._starts, start) - 1

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def gap(self, at: int) -> str:
        """The raw characters between a token and the one before it, empty at both ends of the text."""
        return self.raw[self.tokens[at - 1].end : self.tokens[at].start] if 0 < at < len(self.tokens) else ""


def _breaks(raw: str, tokens: list[Token]) -> list[int]:
    """For each token: 0 inside a sentence, 1 a sentence starts here, 2 a paragraph starts here."""
    breaks = [0] * len(tokens)
    for at in range(1, len(tokens)):
        before, token = tokens[at - 1], tokens[at]
        gap = raw[before.end : token.start]
        if "\n" in gap or "\r" in gap or "\u2028" in gap or "\u2029" in gap:
            lines = gap.replace("\r\n", "\n").replace("\r", "\n")
            blank = lines.count("\n") > 1
            breaks[at] = 2 if blank or not _runs_on(before, token) else 0
        elif token.key in _TERMINAL or token.key in _CLOSING:
            continue
        elif before.key in _TERMINAL:
            breaks[at] = 0 if _is_inner_stop(tokens, at - 1, spaced=bool(gap)) else 1
        elif before.key in _CLOSING and at > 1 and tokens[at - 2].key in _TERMINAL and gap:
            breaks[at] = 1
    return breaks


def _runs_on(before: Token, token: Token) -> bool:
    """Whether a line that ends with ``before`` goes on with ``token``: a break inside a number, name or list."""
    if before.key in _LINE_END or token.kind == SIGN:
        return False
    open_end = keys_of("words.toml", "open_line_ends")
    continues = keys_of("words.toml", "line_continuations")
    return before.key in open_end or (token.key in continues and (before.kind == NUMBER or before.key in continues))


def _is_inner_stop(tokens: list[Token], at: int, *, spaced: bool) -> bool:
    """Whether the sign at ``at`` is a full stop inside a number or an abbreviation («ه.ش», «۳.»)."""
    if tokens[at].key != "." or at == 0:
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    if before.kind == WORD and len(before.key) == 1:
        return not spaced
    return not spaced and before.kind == NUMBER and after.kind == NUMBER
