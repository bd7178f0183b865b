"""The text of an article as paragraphs with nested marks; put together, they are the raw text again."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from coopnews.records import Article

_LINE_BREAKS = re.compile(r"[\r\n]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


class Mark(NamedTuple):
    """One mention: ``record`` is the id of what is mentioned, ``kind`` its list, ``number`` the mention's place."""

    start: int
    end: int
    kind: str
    record: str
    number: int

    @property
    def anchor(self) -> str:
        """The mention's name within the page."""
        return f"m-{self.record}-{self.number}"


@dataclass
class Node:
    """A mark, or a piece of one, around text and further marks."""

    mark: Mark
    end: int
    first: bool
    """Whether the mark begins here; one that crosses the end of another goes on in a second piece."""
    children: list[Node | str] = field(default_factory=list)
    level: int = 0
    """How many marks are nested within, one in the other."""


class Paragraph(NamedTuple):
    """A line of the text, with the line breaks before it."""

    before: str
    role: str
    direction: str
    children: list[Node | str]


def marks_of(article: Article, kinds: Sequence[str]) -> list[Mark]:
    """Every mention of an article's records, outer ones before those within."""
    found = [
        Mark(mention.start, mention.end, kind, record.id, number)
        for kind in kinds
        for record in getattr(article, kind)
        for number, mention in enumerate(record.mentions)
    ]
    return sorted(found, key=lambda mark: (mark.start, -mark.end))


def paragraphs(article: Article, marks: Sequence[Mark]) -> Iterator[Paragraph]:
    r"""The lines of a text with their marks; what stands behind the last is a paragraph without role.

    >>> from coopnews.records import Article
    >>> raw = "خبر\r\n۲ همت بودجه"
    >>> first, second, _ = paragraphs(Article(raw=raw), [Mark(5, 10, "amounts", "a1", 0)])
    >>> first.children, second.before, second.children[0].children, second.children[1]
    (['خبر'], '\r\n', ['۲ همت'], ' بودجه')
    """
    raw, at, waiting, pending = article.raw, 0, list(marks), []
    waiting.reverse()
    titles = {_plain(text): role for text, role in ((article.kicker, "kicker"), (article.title, "title")) if text}
    for start, end in _lines(raw):
        while waiting and waiting[-1].start < end:
            pending.append(waiting.pop())
        line = raw[start:end]
        role = titles.pop(_plain(line), "text")
        direction = "rtl" if _RIGHT_TO_LEFT.search(line) else "ltr"
        yield Paragraph(raw[at:start], role, direction, _nested(raw, start, end, pending))
        pending = [mark for mark in pending if mark.end > end]
        at = end
    yield Paragraph(raw[at:], "", "", [])


def _plain(text: str) -> str:
    return " ".join(text.split())


def _lines(raw: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line_break in _LINE_BREAKS.finditer(raw):
        if line_break.start() > at:
            yield at, line_break.start()
        at = line_break.end()
    if at < len(raw):
        yield at, len(raw)


def _nested(raw: str, start: int, end: int, marks: Sequence[Mark]) -> list[Node | str]:
    """The text from ``start`` to ``end`` with marks around it, each within the one before or behind it."""
    line: list[Node | str] = []
    around: list[Node] = []
    at = start

    def write(until: int) -> None:
        nonlocal at
        if at < until:
            (around[-1].children if around else line).append(raw[at:until])
            at = until

    def close(until: int) -> None:
        while around and around[-1].end <= until:
            write(around[-1].end)
            node = around.pop()
            if around:
                around[-1].level = max(around[-1].level, node.level + 1)

    # A mark that began on a line before goes on at the start of this one.
    queue = [(max(mark.start, start), -mark.end, order, mark) for order, mark in enumerate(marks)]
    heapq.heapify(queue)
    while queue:
        begin, _, order, mark = heapq.heappop(queue)
        close(begin)
        write(begin)
        bound = around[-1].end if around else end
        node = Node(mark, min(mark.end, bound), begin == mark.start)
        if bound < min(mark.end, end):
            heapq.heappush(queue, (bound, -mark.end, order, mark))
        (around[-1].children if around else line).append(node)
        around.append(node)
    close(end)
    write(end)
    return line
