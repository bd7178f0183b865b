"""Dumps of any size → articles still to be read, one after the other; nothing is held but the one at hand.

What cannot be read comes as a :class:`Failure` in its place, and the rest goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import asdict, replace

from coopnews.errors import InputError
from coopnews.settings import Columns
from coopnews.sources.columns import guess
from coopnews.sources.crawls import pages
from coopnews.sources.encodings import decode
from coopnews.sources.pages import decode_page, is_page, page_of, under_headline, without_markup
from coopnews.sources.rows import MOST_BYTES, MOST_CHARACTERS, Row, is_table, rows
from coopnews.sources.streams import DAMAGE, Damage, Leaf, Place, damage, leaves, locate, read_whole

REPORT = "Please report it"
"""What is said of an error that no reader knows."""
GUESSED_FROM = 200
"""Rows of a table from which its columns are guessed."""


class Document(msgspec.Struct, frozen=True, tag=True):
    """An article of a dump.

    ``origin`` says where it stands (file, and line or member), ``id`` is the dump's own or the origin within the
    source. Its text is in ``text``, or still in a file's bytes, ``data``. ``published`` is as written in the dump.
    """

    id: str
    origin: str
    text: str | None = None
    data: bytes | None = None
    title: str | None = None
    published: str | None = None
    site: str | None = None


class Failure(msgspec.Struct, frozen=True, tag=True):
    """A part of a dump that could not be read, and why."""

    id: str
    origin: str
    reason: str


class Content(NamedTuple):
    """An article's text, whose code points the offsets of records count, and what is known about it."""

    text: str
    title: str | None
    published: str | None
    site: str | None


def content(document: Document) -> Content:
    """The text of an article, decoded, out of its page, with its headline above it.

    Raises:
        InputError: there is no text in it.

    >>> content(Document("7", "news.csv:2", text="۱۲ طرح افتتاح شد.", title="خبر گیلان")).text.splitlines()
    ['خبر گیلان', '', '۱۲ طرح افتتاح شد.']
    """
    text = document.text or ""
    if document.data is not None:
        text = decode_page(document.data, document.origin)
    if is_page(text, document.origin if document.data is not None else ""):
        page = page_of(text, document.origin)
        title, published = document.title or page.title, document.published or page.published
        return Content(under_headline(document.title, page.text), title, published, document.site or page.site)
    if document.data is None:
        text = without_markup(text)
    if not text.strip():
        raise InputError(f"{document.origin}: empty. Give an article with text.")
    if len(text) > MOST_CHARACTERS:
        raise InputError(f"{document.origin}: longer than {MOST_CHARACTERS:,} characters. Split the article.")
    return Content(under_headline(document.title, text), document.title, document.published, document.site)


class Dump:
    """The articles of sources, in order: iterate over it as often as wanted.

    Args:
        sources: files, folders, globs or URLs.
        columns: which columns of tables hold what, where it is not to be guessed.

    Raises:
        InputError: one of the sources does not exist.
    """

    def __init__(self, sources: Sequence[str], columns: Columns | None = None) -> None:
        self.columns = columns or Columns()
        self.places: list[Place] = []
        self._beside: Counter[str] = Counter()
        for source in sources:
            places, left_out = locate(source)
            self.places += places
            self._beside += left_out
        self.left_out = self._beside.copy()
        """Files of other kinds in folders and, once it has been read, in archives, by ending."""
        sizes = [place.size for place in self.places]
        self.size = None if None in sizes else sum(filter(None, sizes))
        """Bytes as stored, or None where they are not known."""
        self.read = 0
        """Bytes read so far, as stored."""

    def __iter__(self) -> Iterator[Document | Failure]:
        self.read = 0
        self.left_out = self._beside.copy()
        for place in self.places:
            for leaf in leaves(place, self._count, self.left_out):
                if isinstance(leaf, Damage):
                    inner = leaf.name.removeprefix(place.name.removesuffix(place.id))
                    yield _writable(Failure(inner, leaf.name, leaf.reason))
                else:
                    yield from map(_writable, self._articles(leaf))

    def _articles(self, leaf: Leaf) -> Iterator[Document | Failure]:
        try:
            yield from _articles(leaf, self.columns)
        except Exception as error:  # one file must not cost the others
            yield Failure(leaf.id, leaf.name, f"{type(error).__name__}: {error}. {REPORT}")

    def _count(self, size: int) -> None:
        self.read += size


def _writable(item: Document | Failure) -> Document | Failure:
    """An article whose names can be written: bytes of file names and fields that are no text are written as such."""
    odd = {
        name: value.encode(errors="backslashreplace").decode()
        for name, value in asdict(item).items()
        if isinstance(value, str) and not _is_text(value)
    }
    return replace(item, **odd) if odd else item


def _is_text(value: str) -> bool:
    """Whether a string has no byte in it that is not of its file's encoding."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _articles(leaf: Leaf, columns: Columns) -> Iterator[Document | Failure]:
    if is_table(leaf.kind):
        yield from _tabled(leaf, columns)
    elif leaf.kind == "warc":
        for page in pages(leaf):
            if isinstance(page, Damage):
                yield _failure(leaf, page)
            else:
                yield Document(page[0], f"{leaf.name}:{page[0]}", data=page[1])
    else:
        try:
            data = read_whole(leaf.stream, MOST_BYTES)
        except DAMAGE as error:
            yield Failure(leaf.id, leaf.name, damage(error))
        else:
            too_long = f"longer than {MOST_BYTES:,} bytes. Split the article"
            yield Failure(leaf.id, leaf.name, too_long) if data is None else Document(leaf.id, leaf.name, data=data)


def _tabled(leaf: Leaf, columns: Columns) -> Iterator[Document | Failure]:
    """The articles of a table."""
    read = rows(leaf)
    first = list(islice(read, GUESSED_FROM))
    sample = [row.fields for row in first if isinstance(row, Row)]
    if not sample:
        yield from (_failure(leaf, row) for row in chain(first, read) if isinstance(row, Damage))
        if not first:
            yield Failure(leaf.id, leaf.name, "no rows. Give a table with articles")
        return
    try:
        chosen = guess(columns, sample, leaf.name, sparse=leaf.kind in ("json", "jsonl"))
    except InputError as error:
        yield Failure(leaf.id, leaf.name, str(error).removeprefix(f"{leaf.name}: ").rstrip("."))
        return
    for row in chain(first, read):
        yield _failure(leaf, row) if isinstance(row, Damage) else _document(leaf, row, chosen)


def _document(leaf: Leaf, row: Row, columns: Columns) -> Document | Failure:
    def field(part: str | None) -> str | None:
        return _text(row.fields.get(part)) if part is not None else None

    origin = f"{leaf.name}:{row.at}"
    name = field(columns.id) or f"{leaf.id}:{row.at}"
    text = field(columns.text)
    if text is None:
        return Failure(name, origin, f"no text in column {columns.text!r}. Mend the row")
    if not _is_text(text):
        return Failure(name, origin, "in another encoding than its file. Save it as UTF-8")
    return Document(
        name,
        origin,
        text=text,
        title=field(columns.title),
        published=field(columns.date),
        site=field(columns.source),
    )


def _text(value: Any) -> str | None:
    """A field as text; None where there is nothing in it."""
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    if isinstance(value, bytes):
        try:
            value = decode(value, "")
        except InputError:
            value = value.decode(errors="backslashreplace")
    if isinstance(value, Mapping):
        value = value.get("rendered")  # WordPress
    if isinstance(value, list):  # of paragraphs
        value = "\n".join(filter(None, map(_text, value)))
    if value is None or value != value:  # not a number
        return None
    return str(value) if str(value).strip() else None


def _failure(leaf: Leaf, part: Damage) -> Failure:
    return Failure(leaf.id + part.name.removeprefix(leaf.name), part.name, part.reason)
