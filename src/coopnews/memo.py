"""What is known about a word, worked out once in a process."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

V = TypeVar("V")

MOST = 1 << 17
"""So many words are remembered; then all are forgotten, which bounds the memory of a process that never ends."""


class Memo(dict[str, V]):
    """A function of a word as a mapping that is filled when it is asked: ``memo[word]``.

    The text of an article has few distinct words, and news has many in common, so rules that look at the word alone
    are asked through a memo: the answer costs one look-up.

    >>> memo = Memo(len)
    >>> memo["تعاونی"], memo
    (6, {'تعاونی': 6})
    """

    def __init__(self, function: Callable[[str], V], most: int = MOST) -> None:
        super().__init__()
        self.function, self.most = function, most

    def __missing__(self, word: str) -> V:
        if len(self) >= self.most:
            self.clear()
        value = self[word] = self.function(word)
        return value

    def cache_clear(self) -> None:
        """Forget all: another lexicon is in use."""
        self.clear()
