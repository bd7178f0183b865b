"""spaCy pipelines that find people, organisations and places over our own tokens: a user's, and the package's as one.

The folder ``model`` of the package is a spaCy pipeline, so that it can be looked at and trained on; its component,
``coopnews_entities``, hands the words to a :class:`~coopnews.finders.tagger.Tagger`. coopnews itself asks that without
spaCy (:mod:`coopnews.finders.model`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import spacy
import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span

from coopnews.errors import PipelineError
from coopnews.finders.tagger import Array, Run, Tagger
from coopnews.memo import Memo
from coopnews.normalize import fold, normalize
from coopnews.records import writable
from coopnews.text import Text

LABELS = {
    "PER": "PER",
    "PERSON": "PER",
    "ORG": "ORG",
    "LOC": "LOC",
    "GPE": "LOC",
    "FAC": "LOC",
    "DAT": "DAT",
    "DATE": "DAT",
    "TIM": "TIM",
    "TIME": "TIM",
    "MON": "MON",
    "MONEY": "MON",
    "PCT": "PCT",
    "PERCENT": "PCT",
}
"""Labels of models and what they are called here; others are passed over."""

KEYS, HINTS = "coopnews_keys", "coopnews_hints"
"""Entries of ``doc.user_data``: lookup forms of the tokens, and the tags that rules give them."""
BATCH = 128
"""Sentences that are tagged together."""
MOST_WORDS = 300_000
"""A vocabulary that has grown beyond is begun anew."""


class Component:
    """The tagger as a part of a spaCy pipeline; sets ``doc.ents``."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.tagger: Tagger | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """What entities are labelled."""
        return tuple(self.tagger.labels) if self.tagger else ()

    def __call__(self, doc: Doc) -> Doc:
        """Mark the entities of one doc."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = BATCH) -> Iterator[Doc]:
        """Mark the entities of many docs, ``batch_size`` at a time."""
        assert self.tagger is not None, "load the pipeline from a folder, or give the component a tagger"
        docs_left = iter(stream)
        while docs := list(islice(docs_left, batch_size)):
            keys = [doc.user_data.get(KEYS) or [fold(word.text) for word in doc] for doc in docs]
            hints = [doc.user_data.get(HINTS) or [""] * len(doc) for doc in docs]
            for doc, runs in zip(docs, self.tagger.tag(keys, hints), strict=True):
                doc.set_ents([Span(doc, first, last + 1, label=label) for first, last, label in runs])
                yield doc

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002  (spaCy's protocol)
        """Write the weights into a folder."""
        assert self.tagger is not None
        path.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(path / "weights.npz", **self.tagger.weights)

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> Component:  # noqa: ARG002
        """Read the weights from a folder."""
        with np.load(path / "weights.npz", allow_pickle=False) as weights:
            self.tagger = Tagger(dict(weights))
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002
        """The weights as bytes: how spaCy hands components to other processes."""
        assert self.tagger is not None
        packed: bytes = srsly.msgpack_dumps(self.tagger.weights)
        return packed

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Component:  # noqa: ARG002
        """Read the weights from bytes."""
        weights: dict[str, Array] = srsly.msgpack_loads(data)
        self.tagger = Tagger(weights)
        return self


@Language.factory("coopnews_entities", assigns=["doc.ents"])
def make(nlp: Language, name: str) -> Component:  # noqa: ARG001  (what spaCy hands to factories)
    """The component of the model of the package."""
    return Component(name)


_LOADED: dict[str, Language] = {}
"""Models by name. They know nothing of the lexicon and stay when it changes."""


def load(model: str) -> Language:
    """The spaCy pipeline of a name: an installed package, or a folder.

    Raises:
        PipelineError: there is none, it cannot be loaded, or it marks nothing that is known here.
    """
    if model not in _LOADED or len(_LOADED[model].vocab) > MOST_WORDS:
        _LOADED[model] = _read(model)
    return _LOADED[model]


def _read(model: str) -> Language:
    try:
        nlp = spacy.load(model)
    except (OSError, ValueError, ImportError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise PipelineError(
            f"[entities] model: {model!r} cannot be loaded ({reason}). "
            "Name the folder of a spaCy pipeline, or one that is installed."
        ) from error
    if not labels(nlp) & {"PER", "ORG", "LOC"}:
        names = ", ".join(sorted({label for names in nlp.pipe_labels.values() for label in names})) or "nothing"
        raise PipelineError(
            f"[entities] model: {model!r} marks {names}. "
            "Take one that marks people, organisations or places (PER, ORG, LOC)."
        )
    return nlp


def labels(nlp: Language) -> frozenset[str]:
    """The labels that a pipeline gives, as they are called here."""
    return frozenset(LABELS[label] for names in nlp.pipe_labels.values() for label in names if label in LABELS)


def marked(text: Text, model: str, cuts: Sequence[slice], hints: Sequence[str]) -> Iterator[list[Run]]:
    """What a pipeline marks in each of some runs of tokens, given the tags of the rules."""
    nlp = load(model)
    docs = (_doc(nlp, text, cut, hints) for cut in cuts)
    for doc in nlp.pipe(docs, batch_size=BATCH):
        yield [(ent.start, ent.end - 1, LABELS[ent.label_]) for ent in doc.ents if ent.label_ in LABELS]


def _doc(nlp: Language, text: Text, cut: slice, hints: Sequence[str]) -> Doc:
    """A doc of some tokens, one to one, in normal spelling."""
    raw, first, end = text.raw, cut.start, cut.stop
    words = [_NORMAL[raw[one:other]] for one, other in zip(text.starts[first:end], text.ends[first:end], strict=True)]
    return Doc(nlp.vocab, words=writable(words), user_data={KEYS: text.keys[cut], HINTS: hints[cut]})


_NORMAL: Memo[str] = Memo(lambda raw: normalize(raw) or raw)
