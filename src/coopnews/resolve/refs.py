"""Words that stand for somebody: offices, names, bodies, pronouns, «این مسئول», crowds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from coopnews.finders.mentions import BodyMention, NameMention, OfficeMention
from coopnews.finders.name_words import listed
from coopnews.finders.terms import Terms
from coopnews.text import Text

MOST_NAMED = 200
"""Bodies before «این اداره کل» that are asked whether it means them, the last ones."""

RefKind = Literal["office", "name", "surname", "body", "pronoun", "anaphor", "later", "crowd"]


class Ref(NamedTuple):
    """Words that stand for somebody: an office (with its name), a name, a body, a pronoun, «این مسئول», a crowd."""

    first: int
    last: int
    kind: RefKind
    which: int
    """Where an office, name or body stands in the list of its mentions; -1 for the others."""


def find_refs(
    text: Text,
    terms: Terms,
    names: Sequence[NameMention],
    offices: Sequence[OfficeMention],
    bodies: Sequence[BodyMention],
) -> list[Ref]:
    """Everything that stands for a person or body, in order, none inside another."""
    refs: list[Ref] = []
    covered = bytearray(len(text))

    def add(first: int, last: int, kind: RefKind, index: int) -> None:
        refs.append(Ref(first, last, kind, index))
        for token in range(first, last + 1):
            covered[token] = 1

    for index, office in enumerate(offices):
        add(office.first, office.last, "office", index)
        if office.name is not None:
            for token in range(office.name.first, office.name.last + 1):
                covered[token] = 1
    for index, name in enumerate(names):
        if not covered[name.first]:
            add(name.first, name.last, "name" if name.full else "surname", index)
    for first, last, kind in _back_references(text, terms):
        if not covered[first]:
            add(first, last, kind, -1)
    for index, body in enumerate(bodies):
        if not covered[body.first]:
            add(body.first, body.last, "body", index)
    for first, last, index in _pointed_bodies(text, terms, bodies):
        if not covered[first]:
            add(first, last, "body", index)
    for at in text.where(listed("crowds")):
        if not covered[at]:
            add(at, at, "crowd", -1)
    return sorted(refs)


def _pointed_bodies(text: Text, terms: Terms, bodies: Sequence[BodyMention]) -> Iterator[tuple[int, int, int]]:
    """«به نوشته این اداره کل», «این نهاد بین‌المللی افزود»: behind a frame or at the head of a sentence, with the index.

    It is the body named before with that head; a noun that fits any is the last that is no medium.
    """
    starts = [body.first for body in bodies]
    behind = {frame.last + 1 for frame in terms.all("verbs") if frame.data["kind"] == "frame"}
    for at in sorted(behind.union(sentence.first for sentence in text.sentences)):
        if text.key_at(at) not in listed("demonstratives"):
            continue
        head, end = terms.first(at + 1, "bodies"), bisect_left(starts, at)
        before = range(end - 1, max(end - MOST_NAMED, 0) - 1, -1)
        if head is not None and head.data["part"] == "head" and not head.plural:
            words = text.keys[at + 1 : head.last + 1]
            named = (index for index in before if text.keys[starts[index] : starts[index] + len(words)] == words)
            if (index := next(named, None)) is not None:
                yield at, head.last, index
                continue
        widths = (width for width in (3, 2, 1) if "".join(text.keys[at + 1 : at + 1 + width]) in listed("body_nouns"))
        width = next(widths, 0)
        speaking = (index for index in before if bodies[index].kind != "medium")
        if width and (index := next(speaking, None)) is not None:
            yield at, at + width, index


@cache
def _pointers() -> frozenset[str]:
    return listed("pronouns") | {"و", "این", "همین"}


def _back_references(text: Text, terms: Terms) -> Iterator[tuple[int, int, RefKind]]:
    """Pronouns, «این مقام مسئول», «مدیرکل یادشده», «نماینده عالی دولت»."""
    keys = text.keys
    for at in sorted({*text.where(_pointers()), *terms.of("roles")}):
        word = keys[at]
        if word in listed("pronouns"):
            yield at, at, "pronoun"
        elif word == "و" and text.key_at(at + 1) == "ی":
            yield at, at + 1, "pronoun"
        elif word in ("این", "همین"):
            joined, end = "", 0
            for last in range(at + 1, min(at + 5, len(keys))):
                joined += keys[last]
                if joined in listed("person_nouns"):
                    end = last
            if end:
                yield at, end, "anaphor"
        else:
            role = terms.first(at, "roles")
            if role is not None and role.data.get("later"):
                yield at, role.last, "later"
            elif role is not None and text.key_at(role.last + 1) in listed("pointing"):
                yield at, role.last + 1, "later"
