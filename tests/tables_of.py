"""The tables of a job: to be compared, every row in order; and written, as a job would."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from coopnews import extract
from coopnews.records import Article
from coopnews.tables import TABLES, Row, arrow_table, record_rows, schema


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


def write_tables(folder: Path, articles: Iterable[tuple[str, Article]], *, part: int = 0, **facts: Any) -> None:
    """A part of a folder of tables, as a job writes it, of articles by their identifiers; ``facts`` for each of them.

    Articles are their own clusters unless ``facts`` say otherwise.
    """
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    for doc_id, article in articles:
        records = list(record_rows(doc_id, article))
        rows["articles"].append(
            {
                **dict.fromkeys(TABLES["articles"]),
                "doc_id": doc_id,
                "origin": article.source,
                "title": article.title,
                "published": article.published,
                "n_figures": sum(table == "figures" for table, _ in records),
                "cluster_id": doc_id,
                "text": article.raw,
                **facts,
            }
        )
        for table, row in records:
            rows[table].append(row)
    write_rows(folder, rows, part)


def write_news(folder: Path, news: Iterable[tuple[str, str, str]]) -> Path:
    """A folder of tables, a part for each identifier, day of publication and text; the folder."""
    for part, (doc_id, published, text) in enumerate(news):
        article = extract(text, source=f"{doc_id}.txt", published=published)
        write_tables(folder, [(doc_id, article)], part=part)
    return folder


def write_rows(folder: Path, rows: Mapping[str, list[Row]], part: int = 0) -> None:
    """A part of tables."""
    for table, listed in rows.items():
        (folder / table).mkdir(parents=True, exist_ok=True)
        pq.write_table(arrow_table(table, listed), folder / table / f"part-{part:05}.parquet")
