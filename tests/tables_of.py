"""The tables of a job, to be compared: every row, in order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from coopnews.tables import TABLES, schema


def tables_of(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of all tables of a folder; every part has its table's schema."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for table in TABLES:
        parts = sorted((folder / table).glob("*"))
        assert parts, f"{table} has no part, so nobody can read it"
        rows[table] = []
        for part in parts:
            data = pq.read_table(part)
            assert data.schema.equals(schema(table))
            rows[table] += data.to_pylist()
    return rows
