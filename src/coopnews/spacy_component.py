"""coopnews as a component of a spaCy pipeline: entities in ``doc.ents``, the article in ``doc._.coopnews``.

The entry point ``spacy_factories`` makes it known, so nothing has to be imported:

>>> import spacy
>>> nlp = spacy.blank("fa")
>>> _ = nlp.add_pipe("coopnews")
>>> doc = nlp("علی لقمانی، استاندار گیلان از صادرات ۳۴ میلیون دلاری خبر داد.")
>>> [(ent.text, ent.label_) for ent in doc.ents]
[('علی لقمانی', 'PER'), ('گیلان', 'LOC'), ('۳۴ میلیون دلاری', 'MON')]
>>> doc._.coopnews.amounts[0].value
34000000
"""

from __future__ import annotations

import msgspec
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from coopnews.pipeline import Pipeline
from coopnews.records import Article

KEY = "coopnews"
"""The name of the component, of the extension and of the entry in ``doc.user_data``."""


class Extractor:
    """Reads the records out of a doc's text.

    The records are kept in ``doc.user_data`` as JSON text, which spaCy hands on between processes and writes to disk
    (``DocBin(store_user_data=True)``).
    """

    def __init__(self, pipeline: str) -> None:
        self._pipeline = Pipeline.load(pipeline)

    def __call__(self, doc: Doc) -> Doc:
        """Add entities and records to a doc; entities that are there stay where ours do not overlap them."""
        article = self._pipeline.extract(doc.text)
        spans = [
            doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in article.entities()
        ]
        taken = {at for ent in doc.ents for at in range(ent.start, ent.end)}
        free = [span for span in spans if span is not None and taken.isdisjoint(range(span.start, span.end))]
        doc.ents = [*doc.ents, *filter_spans(free)]
        doc.user_data[KEY] = msgspec.json.encode(article).decode()
        return doc


@Language.factory(KEY, default_config={"pipeline": "default"})
def make(nlp: Language, name: str, pipeline: str) -> Extractor:  # noqa: ARG001  (what spaCy hands to factories)
    """The component for ``nlp.add_pipe("coopnews", config={"pipeline": …})``; the pipeline is a name or a TOML file."""
    return Extractor(pipeline)


def _article(doc: Doc) -> Article | None:
    """The article of a doc, or None where the component has not read it."""
    stored = doc.user_data.get(KEY)
    return None if stored is None else msgspec.json.decode(stored, type=Article)


Doc.set_extension(KEY, getter=_article, force=True)
