"""The tables of a job once more, for people who want one file: CSV, JSON lines, SQLite, Excel, DuckDB.

They are written from the finished parts, a batch of rows at a time.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from coopnews.batch.ledger import Ledger
from coopnews.errors import BatchError
from coopnews.excel import SHEET_ROWS, Sheet, write_workbook
from coopnews.settings import Format
from coopnews.tables import TABLES, Row, no_formulas

BATCH = 4096
"""Rows held at once."""


WHOLE = ("coopnews.sqlite", "coopnews.duckdb", "coopnews.xlsx")
"""Files that hold all tables."""


def export(ledger: Ledger, formats: Sequence[Format]) -> None:
    """Write the tables in further formats beside the Parquet files.

    Raises:
        BatchError: a library for a format is missing, or the format cannot hold the tables.
    """
    for one in formats:
        _WRITERS[one](ledger)


def check(formats: Sequence[Format]) -> None:
    """See that further formats can be written, before any article is read.

    Raises:
        BatchError: the library for one is missing.
    """
    if "duckdb" in formats and find_spec("duckdb") is None:
        raise BatchError("DuckDB is not installed. Install it with: pip install 'coopnews[duckdb]'.")


def remove(ledger: Ledger) -> None:
    """Remove what was written in further formats: the tables are about to change."""
    for name in (*(f"{table}{ending}" for table in TABLES for ending in (".csv", ".jsonl")), *WHOLE):
        (ledger.folder / name).unlink(missing_ok=True)


def _rows(ledger: Ledger, table: str) -> Iterator[Row]:
    """The rows of a table, in order."""
    import pyarrow.parquet as pq

    for part in ledger.parts(table):
        with pq.ParquetFile(part) as file:
            for batch in file.iter_batches(batch_size=BATCH):
                yield from batch.to_pylist()


def _flat(value: Any) -> Any:
    """A field as one cell: lists as JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _csv(ledger: Ledger) -> None:
    def write(path: Path, table: str) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, TABLES[table], lineterminator="\n")
            writer.writeheader()
            flat = ({name: _flat(value) for name, value in row.items()} for row in _rows(ledger, table))
            writer.writerows(map(no_formulas, flat))

    for table in TABLES:
        ledger.write(ledger.folder / f"{table}.csv", lambda path, table=table: write(path, table))  # type: ignore[misc]


def _json_lines(ledger: Ledger) -> None:
    def write(path: Path, table: str) -> None:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in _rows(ledger, table))

    for table in TABLES:
        ledger.write(ledger.folder / f"{table}.jsonl", lambda path, table=table: write(path, table))  # type: ignore[misc]


def _sqlite(ledger: Ledger) -> None:
    types = {"double": "REAL", "int64": "INTEGER", "bool_": "INTEGER"}

    def write(path: Path) -> None:
        path.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as database:
            for table, columns in TABLES.items():
                listed = ", ".join(f'"{name}" {types.get(kind, "TEXT")}' for name, kind in columns.items())
                database.execute(f'CREATE TABLE "{table}" ({listed})')
                marks = ", ".join("?" * len(columns))
                cells = (tuple(map(_flat, row.values())) for row in _rows(ledger, table))
                database.executemany(f'INSERT INTO "{table}" VALUES ({marks})', cells)  # noqa: S608  (our own names)
            for table in TABLES:
                database.execute(f'CREATE INDEX "{table}_doc" ON "{table}" (doc_id)')
            database.commit()

    ledger.write(ledger.folder / "coopnews.sqlite", write)


def _duckdb(ledger: Ledger) -> None:
    import duckdb

    def write(path: Path) -> None:
        path.unlink(missing_ok=True)
        with duckdb.connect(str(path)) as database:
            for table in TABLES:
                parts = [str(part) for part in ledger.parts(table)]
                database.execute(f'CREATE TABLE "{table}" AS FROM read_parquet(?)', [parts])

    ledger.write(ledger.folder / "coopnews.duckdb", write)


def _xlsx(ledger: Ledger) -> None:
    import pyarrow.parquet as pq

    for table in TABLES:
        if (rows := sum(pq.read_metadata(part).num_rows for part in ledger.parts(table))) >= SHEET_ROWS:
            held = f"{table}: {rows:,} rows are more than a sheet of Excel holds"
            raise BatchError(f"{held}. Take csv, sqlite or duckdb.")
    sheets = {table: _sheet(ledger, table) for table in TABLES}
    ledger.write(ledger.folder / "coopnews.xlsx", lambda path: write_workbook(path, sheets))


def _sheet(ledger: Ledger, table: str) -> Sheet:
    """A table as a sheet; the whole text of an article is longer than a cell may be, and is in the other formats."""
    columns = [name for name in TABLES[table] if (table, name) != ("articles", "text")]
    return columns, ([row[name] for name in columns] for row in _rows(ledger, table))


_WRITERS: dict[Format, Callable[[Ledger], None]] = {
    "csv": _csv,
    "jsonl": _json_lines,
    "sqlite": _sqlite,
    "duckdb": _duckdb,
    "xlsx": _xlsx,
}
