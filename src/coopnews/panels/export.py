"""A panel as one file: Parquet, CSV, Excel, SQLite; which of them its ending says.

Parquet and CSV hold the cells, each with its reports in a column. A workbook and a database hold the cells, the wide
form and the reports as tables of their own, joined by ``cell``.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from coopnews.errors import OutputError
from coopnews.excel import SHEET_ROWS, write_workbook
from coopnews.panels.cells import Panel

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

LISTS = ("speakers",)
"""Columns whose fields are lists: JSON where a format has none."""


def write(panel: Panel, path: Path) -> None:
    """Write a panel to a file of one of :data:`ENDINGS`.

    Raises:
        OutputError: the ending is none of them, the file cannot be written or is too small for the panel.
    """
    writer = _WRITERS.get(path.suffix)
    if writer is None:
        raise OutputError(f"{path}: the ending says the format. Name it as one of: {', '.join(ENDINGS)}, .html.")
    try:
        writer(panel, path)
    except (OSError, sqlite3.Error) as error:
        remedy = "Name a file in a folder that exists and that you may write to."
        raise OutputError(f"{path}: cannot be written ({error}). {remedy}") from error


def write_csv(frame: pd.DataFrame, stream: TextIO) -> None:
    """Write a table as CSV, lists in it as JSON."""
    flat(frame).to_csv(stream, index=False, lineterminator="\n")


def flat(frame: pd.DataFrame) -> pd.DataFrame:
    """A table whose fields are plain: lists as JSON."""
    listed = [name for name in LISTS if name in frame.columns]
    return frame.assign(**{name: [json.dumps(list(one), ensure_ascii=False) for one in frame[name]] for name in listed})


def _nested(panel: Panel) -> pa.Table:
    """The cells with a column ``reports``: for each a list of its reports."""
    import numpy as np
    import pyarrow as pa

    cells = pa.Table.from_pandas(panel.cells, preserve_index=False)
    reports = pa.Table.from_pandas(panel.reports.drop(columns="cell"), preserve_index=False).combine_chunks()
    sizes = np.bincount(panel.reports["cell"].to_numpy(dtype="int64"), minlength=len(panel.cells) + 1)[1:]
    offsets = pa.array(np.concatenate([[0], np.cumsum(sizes)]).astype("int32"))
    columns = [column.combine_chunks() for column in reports.columns]
    structs = pa.StructArray.from_arrays(columns, names=reports.column_names)
    return cells.append_column("reports", pa.ListArray.from_arrays(offsets, structs))


def _parquet(panel: Panel, path: Path) -> None:
    import pyarrow.parquet as pq

    pq.write_table(_nested(panel), path)


def _csv(panel: Panel, path: Path) -> None:
    reports = [json.dumps(rows, ensure_ascii=False) for rows in _nested(panel)["reports"].to_pylist()]
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_csv(panel.cells.assign(reports=reports), stream)


def _tables(panel: Panel) -> dict[str, pd.DataFrame]:
    return {"panel": flat(panel.cells), "wide": panel.wide(), "reports": panel.reports}


def _xlsx(panel: Panel, path: Path) -> None:
    tables = _tables(panel)
    for name, frame in tables.items():
        if len(frame) >= SHEET_ROWS:
            raise OutputError(f"{path}: {name} has {len(frame):,} rows, more than a sheet holds. Write .sqlite.")
    sheets = {}
    for name, frame in tables.items():
        plain = frame.astype(object).where(frame.notna(), None)
        sheets[name] = (list(map(str, frame.columns)), plain.itertuples(index=False, name=None))
    write_workbook(path, sheets)


def _sqlite(panel: Panel, path: Path) -> None:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database:
        for name, frame in _tables(panel).items():
            frame.to_sql(name, database, index=False)
        database.execute("CREATE INDEX reports_cell ON reports (cell)")
        database.commit()


_WRITERS: dict[str, Callable[[Panel, Path], None]] = {
    ".parquet": _parquet,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".sqlite": _sqlite,
}
ENDINGS = tuple(_WRITERS)
"""The endings of files that a panel is written to."""
