"""Files of many articles → rows: JSON lines, CSV and TSV, Parquet.

A row that cannot be read is reported in its place, and the next one is read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from coopnews.errors import InputError
from coopnews.sources.encodings import decode, encoding_of
from coopnews.sources.streams import DAMAGE, Damage, Leaf, damage

MOST_CHARACTERS = 2_000_000
"""Characters of the longest row and of the longest article that is read: a thousand pages, while news has a few."""
MOST_BYTES = 10_000_000
"""Bytes of the largest file or page that is read; pages carry more markup than text."""
SAMPLE = 65_536
"""Bytes that tell a file's encoding and separator."""
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
    with io.TextIOWrapper(leaf.stream, encoding_of(sample), errors="surrogateescape", newline="\n") as text:
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
        # A line in another encoding than its file's is read by itself.
        readable = line if _is_clean(line) else decode(line.encode("utf-8", "surrogateescape"), name)
        fields = msgspec.json.decode(readable)
    except InputError as error:
        return Damage(name, str(error).removeprefix(f"{name}: ").rstrip("."))
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        return Damage(name, f"not JSON ({error}). Mend the line")
    except RecursionError:
        return Damage(name, "JSON in too many layers. Mend the line")
    return Row(number, fields) if isinstance(fields, dict) else Damage(name, "not a JSON object. Mend the line")


def _is_clean(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True


def _csv_rows(leaf: Leaf) -> Iterator[Row | Damage]:
    csv.field_size_limit(MOST_CHARACTERS)
    overlong: list[Damage] = []
    at = 0

    def lines() -> Iterator[str]:
        nonlocal at
        for number, line in _lines(leaf):
            at = number
            if line is None:
                overlong.append(_too_long(leaf, number))
            else:
                yield line.replace("\0", "")

    source = lines()
    header_line = next(source, "")
    columns = next(csv.reader([header_line], delimiter=(separator := _separator(header_line))), [])
    reader = csv.reader(source, delimiter=separator)
    while True:
        first = at + 1
        try:
            values = next(reader, None)
        except csv.Error as error:
            yield Damage(f"{leaf.name}:{first}", f"not CSV ({error}). Mend the quotation marks from here on")
            continue
        yield from overlong
        overlong.clear()
        if values is None:
            return
        if values and len(values) != len(columns):
            message = f"{len(values)} fields, while the head has {len(columns)} columns. Mend the row"
            yield Damage(f"{leaf.name}:{first}", message)
        elif values:
            yield Row(first, dict(zip(columns, values, strict=True)))


def _separator(header: str) -> str:
    """The separator that a head line has most of: comma, tab, semicolon (Excel in many languages) or bar."""
    return max(",\t;|", key=header.count)


def _parquet_rows(leaf: Leaf) -> Iterator[Row | Damage]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    # The index of a Parquet file stands at its end; a stream that cannot be wound is read into memory for it.
    source: Any = leaf.stream if leaf.stream.seekable() else pa.BufferReader(leaf.stream.read())
    try:
        file = pq.ParquetFile(source)
        number = 0
        for batch in file.iter_batches(batch_size=BATCH):
            for fields in batch.to_pylist():
                number += 1
                yield Row(number, fields)
    except pa.ArrowException as error:
        yield Damage(leaf.name, f"not a readable Parquet file ({str(error).splitlines()[0]}). Get the file again")


_READERS = {"jsonl": _json_lines, "csv": _csv_rows, "parquet": _parquet_rows}
