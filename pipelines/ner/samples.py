"""Sentences as the model meets them: our own tokens, what the rules say of each, the tag that a corpus gives it."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from corpus import LABELS, Entity, Sentence

from coopnews.finders.found import find
from coopnews.finders.labelled import hints
from coopnews.text import Text

HINTS = ("", "O", "NUM", *(f"{mark}-{label}" for label in LABELS for mark in "BI"))
"""Tags that rules give; the first stands for a token of which nothing is told."""


class Sample(NamedTuple):
    """A sentence: lookup keys of its tokens, hints, tags (BIO), and the probability of each tag if networks said."""

    keys: list[str]
    hints: list[str]
    tags: list[str]
    shares: npt.NDArray[np.float16] | None = None


def tagset(labels: Iterable[str]) -> list[str]:
    """The tags of some labels."""
    return ["O", *(f"{mark}-{label}" for label in labels for mark in "BI")]


def samples(sentences: Iterable[Sentence]) -> Iterator[Sample]:
    """The sentences of texts, as :class:`~coopnews.text.Text` parts them."""
    for sentence in sentences:
        text = Text(sentence.text)
        if not len(text):
            continue
        tags = _projected(text, sentence.entities)
        found = find(text)
        said = hints(text, found.entities, found.cardinals)
        for first, last in text.sentences:
            yield Sample(*(part[first : last + 1] for part in (text.keys, said, tags)))


def _projected(text: Text, entities: Sequence[Entity]) -> list[str]:
    """The tags of our tokens: a token that an entity touches belongs to it."""
    tags = ["O"] * len(text)
    at = 0
    for start, end, label in entities:
        while at < len(text) and text.tokens[at].end <= start:
            at += 1
        first = at
        while at < len(text) and text.tokens[at].start < end:
            tags[at] = f"{'B' if at == first else 'I'}-{label}"
            at += 1
    return tags


def articles(path: Path) -> Iterator[Sentence]:
    """The articles of a dump (JSON lines with ``title`` and ``text``), unlabelled."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield Sentence(f"{article.get('title') or ''}\n{article['text']}", ())


def runs(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """The entities that BIO tags describe."""
    found, first, label = set(), 0, ""
    for at, tag in enumerate([*tags, "O"]):
        if label and tag != f"I-{label}":
            found.add((first, at - 1, label))
            label = ""
        if tag != "O" and not label:
            first, label = at, tag[2:]
    return found


def scores(gold: Iterable[Sequence[str]], given: Iterable[Sequence[str]], labels: Sequence[str]) -> dict[str, float]:
    """F1 of each label and of all, over whole entities."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for expected, found in zip(gold, given, strict=True):
        one, other = runs(expected), runs(found)
        right.update(label for *_, label in one & other)
        total.update(label for *_, label in [*one, *other])
    each = {label: round(2 * right[label] / max(total[label], 1), 4) for label in labels}
    three = [label for label in labels if label in LABELS[:3]]
    each["PER+ORG+LOC"] = round(2 * sum(right[one] for one in three) / max(sum(total[one] for one in three), 1), 4)
    each["all"] = round(2 * sum(right[one] for one in labels) / max(sum(total[one] for one in labels), 1), 4)
    return each
