"""The order of stages: over one article, a stream, or a partition.

``str → normalize → tokenize → Text → finders → extractors → resolve → Article``
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from coopnews.calendars import calendar_of, from_gregorian, parse
from coopnews.errors import PipelineError
from coopnews.finders.found import check_model, find
from coopnews.lexicon import load as load_lexicon
from coopnews.lexicon import use
from coopnews.records import Article
from coopnews.resolve.assemble import assemble
from coopnews.settings import BUILT_IN, KINDS, NONE, Kind, Settings, read_settings
from coopnews.text import Text

NAMES = ("default", "fast")


@dataclass(frozen=True)
class Pipeline:
    """The stages with their settings; picklable, and cheap to make.

    >>> pipeline = Pipeline.load("default")
    >>> [len(article.counts) for article in pipeline.stream(["۱۲ طرح افتتاح شد.", "۸ کارگاه و ۲۰ کارآموز"])]
    [1, 2]
    """

    name: str
    """One of :data:`NAMES`, or the file that it was read from."""
    records: tuple[Kind, ...] = KINDS
    """The kinds of records that articles get; the others stay empty."""
    overlays: tuple[str, ...] = ()
    """Folders that extend the lexicon (:func:`coopnews.lexicon.use`)."""
    model: str | None = BUILT_IN
    """The model of named entities, or None: rules alone."""

    @classmethod
    def load(cls, name: str | Path = "default") -> Pipeline:
        """The pipeline of a name, or of a TOML file (``pipelines/default.toml`` shows all that it can say).

        Raises:
            PipelineError: there is no pipeline of that name, or the file is malformed.
            LexiconError: an overlay that the file names is malformed.
        """
        if str(name) in NAMES:
            return cls(str(name), model=None if str(name) == "fast" else BUILT_IN)
        if not str(name).endswith(".toml"):
            known = ", ".join(NAMES)
            raise PipelineError(f"pipeline {str(name)!r} is unknown. Take one of: {known}, or a TOML file.")
        return cls.of(read_settings(Path(name)), str(name))

    @classmethod
    def of(cls, settings: Settings, name: str) -> Pipeline:
        """The pipeline that a settings file describes.

        Raises:
            LexiconError: an overlay is malformed.
            PipelineError: the model of named entities is missing, or marks nothing that is known here.
        """
        model = None if settings.entities.model == NONE else settings.entities.model
        pipeline = cls(name, settings.stages.records, settings.lexicon.overlays, model)
        if pipeline.overlays:  # whatever is wrong in them is said now and not with the first article
            use(pipeline.overlays)
            load_lexicon()
        if model not in (None, BUILT_IN):
            check_model(model)
        return pipeline

    def extract(self, text: str, *, source: str | None = None, published: str | None = None) -> Article:
        """The article of a raw text.

        Args:
            text: the raw text, never changed; offsets of the records are code points of it.
            source: what the text is called in the output, such as its file name.
            published: the ISO date of publication, Jalali or Gregorian; it resolves «سال جاری», «دیروز».

        Raises:
            PipelineError: ``published`` is no date.
        """
        try:
            day = None if published is None else _jalali(published)
        except ValueError as error:
            raise PipelineError(f"{published!r} is no date ({error}). Write it as 1404-05-12 or 2025-08-03.") from error
        use(self.overlays)
        parsed = Text(text)
        article = assemble(parsed, find(parsed, day, self.model), source=source, published=day)
        left_out = {kind: () for kind in KINDS if kind not in self.records}
        return msgspec.structs.replace(article, **left_out) if left_out else article

    def stream(self, texts: Iterable[str]) -> Iterator[Article]:
        """Articles of raw texts, one at a time and in order."""
        for text in texts:
            yield self.extract(text)


def _jalali(published: str) -> str:
    """The Jalali day of an ISO date of either calendar."""
    year = published.split("-")[0]
    if year.isdigit() and calendar_of(int(year)) == "gregorian":
        published = from_gregorian(published)
    return parse(published).iso()


def extract(
    text: str, *, pipeline: str | Path = "default", source: str | None = None, published: str | None = None
) -> Article:
    """The article of a raw text; see :meth:`Pipeline.extract`.

    >>> article = extract("صادرات ۳۴ میلیون دلاری توسط ۲۵ شرکت تعاونی در گیلان")
    >>> article.amounts[0].value, article.amounts[0].currency, article.amounts[0].indicator
    (34000000, 'USD', 'exports')
    """
    return Pipeline.load(pipeline).extract(text, source=source, published=published)
