"""The statistical pass: a model finds people, organisations and places, a sentence at a time.

The model of the package is asked without spaCy, which takes longer to load than the model; a user's is a spaCy pipeline
(:mod:`coopnews.finders.entities`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from coopnews.finders.mentions import EntityMention
from coopnews.finders.tagger import Run, Tagger
from coopnews.settings import BUILT_IN
from coopnews.text import Text

LONGEST = 200
"""Longer sentences (lists, tables) are cut."""


_READ: list[Tagger] = []
"""The model of the package once it is read. It knows nothing of the lexicon and stays when that changes."""


def built_in() -> Tagger:
    """The model of the package."""
    if not _READ:
        _READ.append(Tagger.read(Path(str(files("coopnews") / "model" / "coopnews_entities" / "weights.npz"))))
    return _READ[0]


@cache
def labels_of(model: str) -> frozenset[str]:
    """The labels that a model gives, as they are called here.

    Raises:
        PipelineError: there is no such model, it cannot be loaded, or it marks nothing that is known here.
    """
    if model == BUILT_IN:
        return frozenset(built_in().labels)
    from coopnews.finders.entities import labels, load  # loads spaCy

    return labels(load(model))


def find_entities(text: Text, model: str, hints: Sequence[str]) -> list[EntityMention]:
    """The mentions that a model finds, in order.

    Args:
        text: the text.
        model: :data:`BUILT_IN`, or the name or folder of a spaCy pipeline.
        hints: for each token the tag that rules give it (``B-PER``, ``I-PER`` … ``O``).
    """
    cuts = [
        slice(first, min(first + LONGEST, sentence.last + 1))
        for sentence in text.sentences
        for first in range(sentence.first, sentence.last + 1, LONGEST)
    ]
    runs: Iterable[list[Run]]
    if model == BUILT_IN:
        runs = built_in().tag([text.keys[cut] for cut in cuts], [hints[cut] for cut in cuts])
    else:
        from coopnews.finders.entities import marked  # loads spaCy

        runs = marked(text, model, cuts, hints)
    return [
        EntityMention(cut.start + first, cut.start + last, label)
        for cut, found in zip(cuts, runs, strict=True)
        for first, last, label in found
    ]
