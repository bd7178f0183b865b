"""What the rules say of their own decisions, kept only while somebody asks.

A rule that decides calls :func:`because` at the very branch that decided, so a reason is never made up afterwards.
Unless somebody listens with :func:`heard`, the call does nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple, Protocol


class Run(Protocol):
    """Anything that stands on tokens ``first`` to ``last``."""

    @property
    def first(self) -> int:
        """The first token."""

    @property
    def last(self) -> int:
        """The last token."""


class Considered(NamedTuple):
    """Tokens that competed for a decision: the lexicon entry they are, what they say, and how far they are."""

    first: int
    last: int
    entry: str
    says: str
    distance: float


class Reason(NamedTuple):
    """A decision about tokens ``first`` to ``last``: what is said of them, by which rule, and on which tokens."""

    about: str
    first: int
    last: int
    says: str | None
    rule: str
    on: tuple[tuple[int, int], ...] = ()
    considered: tuple[Considered, ...] = ()


_heard: ContextVar[list[Reason] | None] = ContextVar("heard", default=None)


@contextmanager
def heard() -> Iterator[list[Reason]]:
    """Keep what is decided within; the list grows while the rules run.

    >>> with heard() as reasons:
    ...     because("number", Considered(3, 4, "", "", 0), None, "a citation")
    >>> reasons[0].rule, reasons[0].first
    ('a citation', 3)
    """
    reasons: list[Reason] = []
    token = _heard.set(reasons)
    try:
        yield reasons
    finally:
        _heard.reset(token)


def asked() -> bool:
    """Whether somebody listens: asked before a reason that takes work to put into words."""
    return _heard.get() is not None


def because(
    about: str, run: Run, says: str | None, rule: str, on: Iterable[Run] = (), considered: Iterable[Considered] = ()
) -> None:
    """Say why ``says`` is said of a run of tokens (None: it is left out): by which rule, and on which tokens."""
    reasons = _heard.get()
    if reasons is not None:
        evidence = tuple((one.first, one.last) for one in on)
        reasons.append(Reason(about, run.first, run.last, says, rule, evidence, tuple(considered)))
