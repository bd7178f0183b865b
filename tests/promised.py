"""What coopnews promises of any input whatever; property tests and fuzzers hold it to that."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import jsonschema
import msgspec

from coopnews import find_numbers
from coopnews.errors import CoopnewsError, InputError, PipelineError
from coopnews.pipeline import Pipeline
from coopnews.records import Article, json_schema
from coopnews.settings import read_settings
from coopnews.sources.documents import REPORT, Document, Dump, Failure, content
from coopnews.sources.published import day_of
from coopnews.tables import record_rows

PIPELINE = Pipeline.load("default")
VALIDATOR = jsonschema.Draft202012Validator(json_schema())
LISTS = ("officials", "people", "bodies", "places", "counts", "amounts", "percents", "dates")


def hold_for_text(raw: str) -> Article:
    """Extraction raises nothing, every mention stands once and where it says, and the output is as its schema says."""
    article = PIPELINE.extract(raw)
    for name in LISTS:
        for record in getattr(article, name):
            assert record.mentions, record
            assert len({(one.start, one.end, one.kind) for one in record.mentions}) == len(record.mentions), record
            for mention in record.mentions:
                assert 0 <= mention.start < mention.end <= len(raw)
                assert raw[mention.start : mention.end] == mention.text
    for figure in article.all_figures():
        start, end = article.sentences[figure.sentence]
        assert start <= figure.mentions[0].start < end
        assert article.sentence_text(figure) == raw[start:end]
    assert all(before[1] <= after[0] for before, after in pairwise(article.entities()))
    VALIDATOR.validate(msgspec.json.decode(article.to_json()))
    list(record_rows("", article))
    hold_for_numbers(raw)
    return article


def hold_for_numbers(raw: str) -> None:
    """Numbers stand where they say, in order, without overlap."""
    numbers = find_numbers(raw)
    assert all(raw[number.start : number.end] == number.text for number in numbers)
    assert all(before.end <= after.start for before, after in pairwise(numbers))


def hold_for_file(path: Path) -> list[Document | Failure]:
    """A dump of one file raises nothing: each part of it is an article or a failure with a reason and a remedy."""
    try:
        items = list(Dump([str(path)]))
    except InputError as error:
        raise AssertionError(f"a file that is there was refused: {error}") from error
    assert items
    for item in items:
        assert item.id.encode()
        assert item.origin.encode()
        if isinstance(item, Failure):
            assert item.reason
            assert REPORT not in item.reason, item
            continue
        try:
            read = content(item)
        except InputError as error:
            _says_of(item.origin, error)
            continue
        assert read.text.strip()
        if read.published is not None:
            hold_for_day(read.published)
    return items


def hold_for_day(written: str) -> None:
    """A day of publication is read, or said to be none."""
    try:
        day = day_of(written)
    except ValueError:
        return
    PIPELINE.extract("", published=day)


def hold_for_settings(path: Path) -> None:
    """A settings file is read, or what is wrong with it said."""
    try:
        read_settings(path)
    except PipelineError as error:
        _says_of(path, error)
        return
    try:
        Pipeline.load(path)
    except CoopnewsError as error:
        _says_of("", error)


def _says_of(where: str | Path, error: CoopnewsError) -> None:
    """A message names its place and a remedy."""
    assert str(error).startswith(str(where)), error
    assert str(error).endswith("."), error
