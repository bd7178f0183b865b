"""Files of many articles → rows: JSON lines, CSV and TSV, Parquet.

A row that cannot be read is reported in its place, and the next one is read.
"""

from __future__ import annotations

import csv
import io
import json
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple, cast

import msgspec

from coopnews.errors import InputError
from coopnews.sources.encodings import decode, encoding_of
from coopnews.sources.streams import DAMAGE, SAMPLE, Damage, Leaf, damage, read_whole, wound

MOST_CHARACTERS = 2_000_000
"""Characters of the longest row and of the longest article that is read: a thousand pages, while news has a few."""
MOST_BYTES = 10_000_000
"""Bytes of the largest file or page that is read; pages carry more markup than text."""
MOST_WHOLE = 200_000_000
"""Bytes of the largest JSON array that is read: it has to be held whole."""
BATCH = 256
"""Rows of a Parquet file that are held at once."""

Fields = Mapping[str, Any]


class Row(NamedTuple):
    """One row: where it stands in its file (a line or row number), and its fields by column."""

    at: int
    fields: Fields


def rows(leaf: Leaf) -> Iterator[Row | Damage]:
    """The rows of a file in order, and what cannot be read of it."""
    try:
        yield from _READERS[leaf.kind](leaf)
    except DAMAGE as error:
        yield Damage(leaf.name, damage(error))


def is_table(kind: str) -> bool:
    """Whether files of a kind hold rows."""
    return kind in _READERS


def _lines(leaf: Leaf) -> Iterator[tuple[int, str | None]]:
    """The lines of a file with their numbers; None stands for one that is too long, which is not held in memory.

    Bytes that the file's encoding does not know stay in the line as surrogates.
    """
    sample = leaf.stream.peek(SAMPLE)
    with io.TextIOWrapper(leaf.stream, encoding_of(sample), errors="surrogateescape") as text:
        number = 1
        while line := text.readline(MOST_CHARACTERS + 1):
            if len(line) <= MOST_CHARACTERS:
                yield number, line
            else:
                while line and not line.endswith("\n"):
                    line = text.readline(MOST_CHARACTERS)
                yield number, None
            number += 1


def _too_long(leaf: Leaf, number: int) -> Damage:
    return Damage(f"{leaf.name}:{number}", f"longer than {MOST_CHARACTERS:,} characters. Split the article")


def _json_lines(leaf: Leaf) -> Iterator[Row | Damage]:
    for number, line in _lines(leaf):
        if line is None:
            yield _too_long(leaf, number)
        elif line.strip():
            yield _json_row(leaf, number, line)


def _json_row(leaf: Leaf, number: int, line: str) -> Row | Damage:
    name = f"{leaf.name}:{number}"
    try:
        fields = _decoded(_readable(line, name))
    except InputError as error:
        return Damage(name, str(error).removeprefix(f"{name}: ").rstrip("."))
    except ValueError as error:
        return Damage(name, f"not JSON ({error}). Mend the line")
    except RecursionError:
        return Damage(name, "JSON in too many layers. Mend the line")
    return Row(number, fields) if isinstance(fields, dict) else Damage(name, "not a JSON object. Mend the line")


def _readable(line: str, name: str) -> str:
    """A line; one in another encoding than its file's is decoded by itself."""
    try:
        line.encode()
    except UnicodeEncodeError:
        return decode(line.encode("utf-8", "surrogateescape"), name)
    return line


def _decoded(text: str) -> Any:
    """JSON as a value; what Python's own writer adds to JSON (NaN, half of a pair of code units) is read as well.

    Raises ValueError where it is no JSON.
    """
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        try:
            lenient = json.loads(text)
        except ValueError:
            raise error from None
        return json.loads(json.dumps(lenient), object_hook=_whole)


def _whole(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields whose strings can be written: a lone half of a character becomes a replacement character."""
    return {
        name: value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else value
        for name, value in fields.items()
    }


def _json_rows(leaf: Leaf) -> Iterator[Row | Damage]:
    """A JSON file of one array or object; one that is neither is read line by line."""
    data = read_whole(leaf.stream, MOST_WHOLE)
    if data is None:
        yield Damage(leaf.name, f"JSON of more than {MOST_WHOLE:,} bytes. Save it as JSON lines, one article a line")
        return
    try:
        value = _decoded(decode(data, leaf.name))
    except (InputError, ValueError, RecursionError):
        yield from _json_lines(leaf._replace(stream=io.BufferedReader(cast("io.RawIOBase", io.BytesIO(data)), SAMPLE)))
        return
    for number, fields in enumerate(value if isinstance(value, list) else [value], 1):
        if isinstance(fields, dict):
            yield Row(number, fields)
        else:
            yield Damage(f"{leaf.name}:{number}", "not a JSON object. Mend the file")


class _Fed:
    """The lines of a file for a CSV reader, with those of the row at hand, which can be fed to it again."""

    def __init__(self, leaf: Leaf) -> None:
        self.overlong: list[Damage] = []
        self.of_row: list[tuple[int, str]] = []
        self._again: deque[tuple[int, str]] = deque()
        self._lines = self._numbered(leaf)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.of_row.append(line)
        return line[1]

    def feed_again(self, *, whole: bool = False) -> None:
        """Go on behind the first line of the row at hand, or with it."""
        self._again.extendleft(reversed(self.of_row[0 if whole else 1 :]))
        self.of_row = []

    def _numbered(self, leaf: Leaf) -> Iterator[tuple[int, str]]:
        for number, line in _lines(leaf):
            if line is None:
                self.overlong.append(_too_long(leaf, number))
                continue
            readable = line
            with suppress(InputError):  # said of the row
                readable = _readable(line, leaf.name)
            yield number, readable.replace("\0", "")


def _csv_rows(leaf: Leaf) -> Iterator[Row | Damage]:
    csv.field_size_limit(MOST_CHARACTERS)
    fed = _Fed(leaf)
    columns: list[str] | None = None
    separator = _separator(fed)
    while True:
        fed.of_row = []
        problem = None
        try:
            # A reader for each row: after an error, a reader keeps a part of the row.
            values = next(csv.reader(fed, delimiter=separator, strict=True), None)
        except csv.Error as error:
            values, problem = [], f"not CSV ({error}). Mend its quotation marks"
        yield from fed.overlong
        fed.overlong.clear()
        if values is None:
            return
        number = fed.of_row[0][0] if fed.of_row else 0
        if columns is None and values:
            columns = values
            continue
        if columns is not None and values:
            values = _fitted(values, len(columns))
            if len(values) == len(columns):
                yield Row(number, dict(zip(columns, values, strict=True)))
                continue
            problem = f"{len(values)} fields, while the head has {len(columns)} columns. Mend the row"
        if problem is not None:
            # A quotation mark that is not closed takes the next rows in: they are read by themselves.
            fed.feed_again()
            yield Damage(f"{leaf.name}:{number}", problem)


def _fitted(values: list[str], width: int) -> list[str]:
    """A row with the empty cells at its end that others have, and without those that they lack."""
    if len(values) > width and not any(values[width:]):
        return values[:width]
    return [*values, *[""] * (width - len(values))]


def _separator(fed: _Fed) -> str:
    """The separator that a head line has most of: comma, tab, semicolon (Excel in many languages) or bar.

    Excel may say it on a line before the head («sep=;»), which is passed over.
    """
    head = next(fed, "")
    if head.startswith("sep=") and len(head.strip()) == len("sep=;"):
        return head.strip()[-1]
    fed.feed_again(whole=True)
    return max(",\t;|", key=head.count)


def _parquet_rows(leaf: Leaf) -> Iterator[Row | Damage]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with wound(leaf.stream) as source:  # the index of a Parquet file stands at its end
            # Without these two a whole row group is held, which may be the whole file.
            file = pq.ParquetFile(source, buffer_size=1 << 20, pre_buffer=False)
            number = 0
            for batch in file.iter_batches(batch_size=BATCH):
                for fields in batch.to_pylist():
                    number += 1
                    yield Row(number, fields)
    except pa.ArrowException as error:
        yield Damage(leaf.name, f"not a readable Parquet file ({str(error).splitlines()[0]}). Get the file again")


_READERS = {"json": _json_rows, "jsonl": _json_lines, "csv": _csv_rows, "parquet": _parquet_rows}
