"""Workbooks that open from right to left, and in which nothing that stands in an article is a formula.

The only importer of xlsxwriter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopnews.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

SHEET_ROWS = 1_048_576
CELL = 32_767
"""Rows of a sheet and characters of a cell: Excel's specification."""
EXACT = 15
"""Digits that Excel keeps of a number; longer ones are written as text."""

Sheet = tuple[Sequence[str], Iterable[Sequence[Any]]]
"""The columns of a sheet, and its rows."""


def to_excel(frame: pd.DataFrame, path: str | Path) -> None:
    """Write a DataFrame, such as ``article.figures()``, to a workbook of one sheet.

    Text stays text, with its Persian digits; numbers are numbers where Excel can hold them exactly.

    Raises:
        InputError: the frame has more rows than a sheet holds.
    """
    if len(frame) >= SHEET_ROWS:
        raise InputError(f"{path}: {len(frame):,} rows are more than a sheet of Excel holds. Write CSV or Parquet.")
    rows = frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)
    write_workbook(Path(path), {"coopnews": (list(map(str, frame.columns)), rows)})


def write_workbook(path: Path, sheets: Mapping[str, Sheet]) -> None:
    """Write sheets to a workbook, row by row, so that none of them is held in memory."""
    # Loaded here: most programs write no workbooks.
    from xlsxwriter import Workbook

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(str(path), options) as workbook:
        bold = workbook.add_format({"bold": True})
        for name, (columns, rows) in sheets.items():
            sheet = workbook.add_worksheet(name)
            sheet.right_to_left()
            sheet.freeze_panes(1, 0)
            for column, head in enumerate(columns):
                sheet.write_string(0, column, head, bold)
            for at, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    _write(sheet, at, column, value)


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    """One cell."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)) and isfinite(value) and abs(value) < 10**EXACT:
        sheet.write_number(row, column, value)
    else:
        text = json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)
        sheet.write_string(row, column, text[:CELL])
