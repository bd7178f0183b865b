"""Annotated corpora: files with one token and tag a line, and their sentences as texts with spans."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

LABELS = ("PER", "ORG", "LOC", "DAT", "TIM", "MON", "PCT")


Entity = tuple[int, int, str]
"""Start, end and label."""


class Sentence(NamedTuple):
    """The tokens of a sentence joined by spaces, and its entities as ``(start, end, label)`` on that text."""

    text: str
    entities: tuple[Entity, ...]


def read(path: Path, labels: Mapping[str, str] | None = None) -> Iterator[Sentence]:
    """The sentences of a CoNLL file (``token TAB tag``, BIO, blank line between sentences, plain or gzip).

    Args:
        path: the file.
        labels: what its labels become; labels that are not in it are dropped. None keeps all.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        rows: list[tuple[str, str]] = []
        for line in lines:
            token, _, tag = line.rstrip("\n").rpartition("\t")
            if token:
                rows.append((token, tag))
            elif rows:
                yield _sentence(rows, labels)
                rows = []
        if rows:
            yield _sentence(rows, labels)


def _sentence(rows: list[tuple[str, str]], labels: Mapping[str, str] | None) -> Sentence:
    entities: list[Entity] = []
    at, open_label = 0, ""
    for token, tag in rows:
        mark, _, label = tag.partition("-")
        if labels is not None:
            label = labels.get(label, "")
        if label and mark == "I" and label == open_label:
            entities[-1] = (entities[-1][0], at + len(token), label)
        elif label:
            entities.append((at, at + len(token), label))
        open_label = label
        at += len(token) + 1
    return Sentence(" ".join(token for token, _ in rows), tuple(entities))
