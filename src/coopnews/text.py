"""The raw string, never changed, with its tokens, sentences and paragraphs on raw offsets."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain, compress, pairwise
from typing import Any, NamedTuple

from coopnews.lexicon import keys_of
from coopnews.memo import Memo
from coopnews.normalize import normalize
from coopnews.tokenize import NUMBER, SIGN, WORD, Columns, Token, columns, unescaped


class Span(NamedTuple):
    """A run of tokens, ``first`` to ``last``, both within."""

    first: int
    last: int


def covered(length: int, spans: Iterable[Span]) -> bytearray:
    """For each of so many tokens whether it stands in one of some spans.

    >>> list(covered(4, [Span(1, 2)]))
    [0, 1, 1, 0]
    """
    flags = bytearray(length)
    for first, last in spans:
        last = min(last, length - 1)
        flags[first : last + 1] = b"\1" * (last + 1 - first)
    return flags


_TERMINAL = frozenset(".!?؟…")
_CLOSING = frozenset("»\")]'")
_LINE_END = frozenset(".!?؟…:؛»|")
LONGEST_SENTENCE = 400
"""Tokens after which a sentence is cut (the longest of a thousand articles has 242): rules that look through a
sentence at each of its tokens take time in proportion to the text, whatever it is."""


@dataclass(frozen=True)
class Text:
    """One article's raw string with what the tokeniser sees in it.

    >>> text = Text("۱۲ طرح افتتاح شد. وی افزود: ۵ طرح ماند.")
    >>> [text.quote(sentence) for sentence in text.sentences]
    ['۱۲ طرح افتتاح شد.', 'وی افزود: ۵ طرح ماند.']
    """

    raw: str
    starts: array[int] = field(init=False, repr=False)
    """The raw offset at which each token begins."""
    ends: array[int] = field(init=False, repr=False)
    keys: list[str] = field(init=False, repr=False)
    """The lookup form of each token."""
    kinds: list[str] = field(init=False, repr=False)
    """Whether each token is a word, a number or a sign."""
    index: dict[str, array[int]] = field(init=False, repr=False)
    """Where each key stands."""
    vocabulary: frozenset[str] = field(init=False, repr=False)
    """Every key of the text."""
    sentences: list[Span] = field(init=False, repr=False)
    paragraph_starts: list[int] = field(init=False, repr=False)
    """First token of each paragraph, in order."""
    sentence_of: array[int] = field(init=False, repr=False)
    """For each token, the index of its sentence."""

    def __post_init__(self) -> None:
        starts, ends, keys, kinds = tokens = columns(self.raw)
        places: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        for at, key in enumerate(keys):
            places[key].append(at)
        index = dict(places)
        breaks = _breaks(self.raw, tokens, index)
        whole = pairwise([0, *breaks, len(keys)])
        firsts = [at for first, end in whole for at in range(first, end, LONGEST_SENTENCE)]
        sentences, sentence_of = [], array("I")
        for number, (first, end) in enumerate(pairwise([*firsts, len(keys)])):
            sentences.append(Span(first, end - 1))
            sentence_of.extend([number] * (end - first))
        paragraphs = [at for at in firsts if at == 0 or breaks.get(at) == PARAGRAPH]
        for name, value in (
            ("starts", starts),
            ("ends", ends),
            ("keys", keys),
            ("kinds", kinds),
            ("index", index),
            ("vocabulary", frozenset(index)),
            ("sentences", sentences),
            ("paragraph_starts", paragraphs),
            ("sentence_of", sentence_of),
        ):
            object.__setattr__(self, name, value)

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens, each as one value."""
        return list(map(Token, self.starts, self.ends, self.keys, self.kinds))

    @cached_property
    def numbers(self) -> list[int]:
        """The tokens that are numbers in digits, in order."""
        return [at for at, kind in enumerate(self.kinds) if kind == NUMBER]

    @cached_property
    def adjoining(self) -> bytearray:
        """For each token whether it is a word in one line with what stands before it; one more, false, for the end."""
        flags = bytearray(map(WORD.__eq__, self.kinds))
        for match in _NEW_LINE.finditer(self.raw):
            at = bisect_right(self.starts, match.start())
            if 0 < at < len(flags):
                flags[at] = 0
        flags.append(0)
        return flags

    def where(self, words: AbstractSet[str]) -> list[int]:
        """The tokens that are one of some words, in order: looked up in the index, without a look at other tokens.

        >>> Text("وی گفت: او آمد و وی رفت.").where({"وی", "او"})
        [0, 3, 6]
        """
        return self._standing(self.vocabulary & words)

    def which(self, known: Memo[Any]) -> list[int]:
        """The tokens of whose key something is known (a true value), in order.

        >>> Text("وی گفت: او آمد و وی رفت.").which(Memo(str.isalpha))
        [0, 1, 3, 4, 5, 6, 7]
        """
        return self._standing(list(compress(self.index, map(known.__getitem__, self.index))))

    def _standing(self, keys: Collection[str]) -> list[int]:
        """Where any of some keys of the text stands."""
        if len(keys) == 1:
            return self.index[next(iter(keys))].tolist()
        return sorted(chain.from_iterable([self.index[key] for key in keys]))

    @cached_property
    def normal(self) -> str:
        """The normal form of the whole text."""
        return normalize(self.raw)

    def bounds(self, span: Span | Sequence[int]) -> tuple[int, int]:
        """Raw offsets of a run of tokens."""
        return self.starts[span[0]], self.ends[span[1]]

    def quote(self, span: Span | Sequence[int]) -> str:
        """The raw text of a run of tokens, exactly as it stands."""
        start, end = self.bounds(span)
        return self.raw[start:end]

    def words(self, span: Span | Sequence[int]) -> str:
        """The raw text of a run of tokens, left-over markup as what it stands for and white space as one space."""
        return " ".join(unescaped(self.quote(span)).split())

    def key_at(self, at: int) -> str:
        """The lookup form of a token, empty outside the text."""
        if at < 0:
            return ""
        try:
            return self.keys[at]
        except IndexError:
            return ""

    def sentence(self, at: int) -> Span:
        """The sentence of a token."""
        return self.sentences[self.sentence_of[at]]

    def token_at(self, start: int) -> int:
        """The index of the token that begins at a raw offset, or the last one before it."""
        return bisect_right(self.starts, start) - 1

    def gap(self, at: int) -> str:
        """The raw characters between a token and the one before it, empty at both ends of the text."""
        return self.raw[self.ends[at - 1] : self.starts[at]] if 0 < at < len(self.keys) else ""


SENTENCE, PARAGRAPH = 1, 2
_NEW_LINE = re.compile("\n")
_LINE_BREAK = re.compile(r"[\n\r\u2028\u2029]")


def _breaks(raw: str, tokens: Columns, index: Mapping[str, array[int]]) -> dict[int, int]:
    """The tokens that begin a sentence or a paragraph within the text, in order, and which of both.

    Only where a line, a sentence's last sign or a closing sign ends, there is anything to decide.
    """
    starts, ends, keys, _ = tokens
    breaks: dict[int, int] = {}
    lines = {bisect_right(starts, match.start()) for match in _LINE_BREAK.finditer(raw)}
    signs = (at + 1 for sign in _TERMINAL | _CLOSING for at in index.get(sign, ()))
    for at in sorted(lines.union(signs)):
        if not 0 < at < len(keys):
            continue
        before, gap = keys[at - 1], raw[ends[at - 1] : starts[at]]
        if at in lines:
            lined = gap.replace("\r\n", "\n").replace("\r", "\n")
            blank = lined.count("\n") > 1
            if blank or not _runs_on(tokens, at):
                breaks[at] = PARAGRAPH
        elif keys[at] in _TERMINAL or keys[at] in _CLOSING:
            continue
        elif before in _TERMINAL:
            if not _is_inner_stop(tokens, at - 1, spaced=bool(gap)):
                breaks[at] = SENTENCE
        elif before in _CLOSING and at > 1 and keys[at - 2] in _TERMINAL and gap:
            breaks[at] = SENTENCE
    return breaks


def _runs_on(tokens: Columns, at: int) -> bool:
    """Whether a line goes on with the token at ``at``: a break inside a number, name or list."""
    _, _, keys, kinds = tokens
    before, word = keys[at - 1], keys[at]
    if before in _LINE_END or kinds[at] == SIGN:
        return False
    open_end = keys_of("words.toml", "open_line_ends")
    continues = keys_of("words.toml", "line_continuations")
    return before in open_end or (word in continues and (kinds[at - 1] == NUMBER or before in continues))


def _is_inner_stop(tokens: Columns, at: int, *, spaced: bool) -> bool:
    """Whether the sign at ``at`` is a full stop inside a number or an abbreviation («ه.ش», «۳.»)."""
    _, _, keys, kinds = tokens
    if keys[at] != "." or at == 0:
        return False
    letters = keys_of("not_counts.toml", "letter_names")
    if keys[at - 1] in letters and at + 1 < len(keys) and keys[at + 1] in letters:
        return True  # «سی. ان. ان»
    if kinds[at - 1] == WORD and len(keys[at - 1]) == 1:
        return not spaced
    return not spaced and kinds[at - 1] == kinds[at + 1] == NUMBER
