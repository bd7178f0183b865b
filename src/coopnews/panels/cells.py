"""The panel itself: cells and the reports behind them, in long and wide form."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopnews.calendars import calendar_of, ordinal, parse
from coopnews.panels.periods import period_of, resolved
from coopnews.panels.places import Region, region
from coopnews.panels.reading import read_mentions, read_reports
from coopnews.panels.reconciling import Report, Verdict, agree, reconcile
from coopnews.panels.rules import cues, indicators, measure, narrower, simplified

if TYPE_CHECKING:
    import pandas as pd

    from coopnews.view.charts import Drawing

KEY = ["indicator", "of", "place", "province", "period", "unit", "sense"]
"""What makes a cell. ``of`` is a narrower kind than the indicator counts, ``sense`` «reported» or «planned»."""
CELL = [
    "cell",
    "indicator",
    "of",
    "place",
    "level",
    "province",
    "period",
    "grain",
    "period_start",
    "period_end",
    "sense",
    "value",
    "value_max",
    "unit",
    "qualifier",
    "stated",
    "stated_unit",
    "status",
    "sources",
    "n_reports",
    "first_report",
    "last_report",
    "speakers",
]
REPORT = [
    "cell",
    "doc_id",
    "figure_id",
    "part",
    "value",
    "value_max",
    "unit",
    "stated",
    "stated_unit",
    "qualifier",
    "item",
    "speaker",
    "outlet",
    "cluster",
    "published",
    "basis",
    "start",
    "end",
    "text",
    "sentence",
]
CARRIED = 400
"""Characters within which a flow without a period goes on in that of the flow before it."""
_CLAUSE = re.compile(r"[؛:;.]|، (?:اما|ولی|که|و)\b")
BEFORE, AFTER = 80, 60
"""Characters of its sentence around a figure in which a word makes it a plan."""


@dataclass(frozen=True)
class Panel:
    """Cells by indicator, place, period and unit, and the mentions behind each.

    ``cells`` has a row for each cell, ``reports`` one for each mention with the ``cell`` that it speaks of; what the
    columns mean stands in ``docs/panel.md``. ``left_out`` counts the figures that belong to no cell, and why.
    """

    cells: pd.DataFrame
    reports: pd.DataFrame
    left_out: dict[str, int]

    def wide(self) -> pd.DataFrame:
        """One row for each indicator, place and unit, one column for each period; values only."""
        rows = ["indicator", "of", "place", "level", "province", "unit", "sense"]
        held = self.cells[self.cells["period"].notna()]
        table: pd.DataFrame = held.assign(**{name: held[name].fillna("") for name in rows}).pivot_table(
            index=rows, columns="period", values="value", aggfunc="first", observed=True
        )
        return table.reset_index().rename_axis(columns=None)

    def map(self, indicator: str, period: str | None = None) -> Drawing:
        """A map of the provinces, a tile each: see :func:`coopnews.view.charts.province_map`."""
        from coopnews.view.charts import province_map

        return province_map(self, indicator, period)

    def bars(self, indicator: str, period: str | None = None) -> Drawing:
        """The provinces as bars: see :func:`coopnews.view.charts.province_bars`."""
        from coopnews.view.charts import province_bars

        return province_bars(self, indicator, period)

    @cached_property
    def contradictions(self) -> pd.DataFrame:
        """The reports of the cells that contradict one another, those of a cell one below the other."""
        against = self.cells.loc[self.cells["status"] == "contradiction", ["cell", *KEY[:-1]]]
        parts = self.reports[self.reports["part"] != "part"]
        return against.merge(parts.drop(columns="unit"), on="cell")


def panel(folder: str | Path) -> Panel:
    """The panel of the folder that ``coopnews batch`` wrote.

    Args:
        folder: the ``--out`` of the batch.

    Raises:
        InputError: it is no folder of tables, or one of them cannot be read.
    """
    path = Path(folder)
    with _texts_as_objects():
        figures = _placed(_timed(_measured(read_reports(path))))
        known = figures["period"].notna() & figures["place"].notna()
        cells, verdicts = _cells(figures)
        mentions = _mentions(path, figures, verdicts)
    return Panel(cells, mentions, {"without place or period": int((~known).sum())})


@contextmanager
def _texts_as_objects() -> Iterator[None]:
    """Have pandas keep texts as objects and what is missing as None: pandas 3 makes NaN of it, and 4 always will."""
    import pandas as pd

    if pd.__version__.startswith("2."):
        yield
        return
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="The 'future.infer_string' option")
        with pd.option_context("future.infer_string", False):
            yield


def _measured(reports: pd.DataFrame) -> pd.DataFrame:
    """Reports with values in the units of their cells, the stated ones beside."""
    units = list(zip(*(reports[name].map(_none) for name in ("unit", "currency")), strict=True))
    measures = {pair: measure(*pair) for pair in set(units)}
    factors = [measures[pair].factor for pair in units]
    reports["stated"], reports["stated_unit"] = reports["text"], reports["currency"].fillna(reports["unit"])
    reports["unit"] = [measures[pair].base for pair in units]
    for name in ("value", "value_max"):
        reports[name] = [
            value * factor.numerator / factor.denominator for value, factor in zip(reports[name], factors, strict=True)
        ]
    kinds = list(zip(reports["indicator"], reports["item"].map(_none), strict=True))
    of = {pair: narrower(*pair) for pair in set(kinds)}
    reports["of"] = [of[pair] for pair in kinds]
    return reports


def _none(value: Any) -> Any:
    return value if isinstance(value, str) else None


def _timed(reports: pd.DataFrame) -> pd.DataFrame:
    """Reports with their periods, and what these rest on: ``stated``, ``carried`` or ``published``."""
    import pandas as pd

    reports["sort"] = reports["indicator"].map({name: one.sort for name, one in indicators().items()})
    for column in ("period_start", "period_end", "period_text", "published"):
        reports[column] = pd.Series([_none(value) for value in reports[column]], index=reports.index, dtype=object)
    vague = reports["period_start"].isna() & reports["period_text"].notna() & reports["published"].notna()
    if vague.any():
        bounds = [
            resolved(*pair) for pair in zip(*(reports.loc[vague, ["period_text", "published"]].T.values), strict=True)
        ]
        reports.loc[vague, "period_start"] = [start for start, _ in bounds]
        reports.loc[vague, "period_end"] = [end for _, end in bounds]
    reports["basis"] = reports["period_start"].notna().map({True: "stated", False: "published"})
    _carry(reports)
    keys = list(zip(*(reports[name] for name in ("sort", "period_start", "period_end", "published")), strict=True))
    spans = {one: period_of(*one) for one in set(keys)}
    found = [spans[one] for one in keys]
    for name, field in (("period", "period"), ("period_start", "start"), ("period_end", "end"), ("grain", "grain")):
        reports[name] = [getattr(span, field) if span else None for span in found]
    reports.loc[reports["period"].isna(), "basis"] = None
    return reports


def _carry(reports: pd.DataFrame) -> None:
    """Give figures without a period that of a figure of their article.

    A headline has that of the figure it announces: of the same indicator, with a value that agrees. A flow goes on in
    that of the flow said shortly before it.
    """
    columns = (
        "doc_id",
        "start",
        "end",
        "indicator",
        "sort",
        "value",
        "value_max",
        "qualifier",
        "period_start",
        "period_end",
    )
    ordered = reports.sort_values(["doc_id", "start"], kind="stable")
    rows = list(zip(ordered.index, *(ordered[name] for name in columns), strict=True))
    carried: list[tuple[Any, Any, Any]] = []
    for _, article in groupby(rows, key=lambda row: row[1]):
        carried += _carried(list(article))
    if carried:
        at, starts, ends = zip(*carried, strict=True)
        reports.loc[list(at), "period_start"] = starts
        reports.loc[list(at), "period_end"] = ends
        reports.loc[list(at), "basis"] = "carried"


def _carried(article: list[tuple[Any, ...]]) -> Iterator[tuple[Any, Any, Any]]:
    """The rows of an article's figures that get a period, with its bounds."""
    if all(row[-2] is None for row in article) or all(row[-2] is not None for row in article):
        return
    last, since, until = 0, None, None
    for at, _, start, end, indicator, sort, value, high, qualifier, first, final in article:
        told = None
        if first is None:
            told = next(
                (
                    row[-2:]
                    for row in article
                    if row[4] == indicator and row[-2] is not None and agree((value, high, qualifier), row[6:9])
                ),
                None,
            )
        if sort == "flow":
            if start - last > CARRIED:
                since = until = None
            if first is not None:
                since, until = first, final
            elif told is None and since is not None:
                told = since, until
            last = end
        if told is not None:
            yield at, *told


def _placed(reports: pd.DataFrame) -> pd.DataFrame:
    """Reports with the places, levels and provinces of the panel, and whether they are plans or amend something."""
    keys = list(zip(*(reports[name].map(_none) for name in ("place", "place_kind", "province")), strict=True))
    nowhere = Region("", "city", None)
    regions = {one: region(*one) if one[0] else nowhere for one in set(keys)}
    found = [regions[one] for one in keys]
    reports["place"] = [one.place or None for one in found]
    reports["level"] = [one.level if one.place else None for one in found]
    reports["province"] = [one.province for one in found]
    sentences = {sentence: simplified(sentence) for sentence in reports["sentence_text"].unique()}
    amending = {sentence: bool(cues("amendments").search(said)) for sentence, said in sentences.items()}
    reports["amends"] = reports["sentence_text"].map(amending)
    planning = {sentence for sentence, said in sentences.items() if cues("plans").search(said)}
    reports["sense"] = [
        "planned" if sentence in planning and _planned(sentence, text) else "reported"
        for sentence, text in zip(reports["sentence_text"], reports["text"], strict=True)
    ]
    return reports


def _planned(sentence: str, text: str) -> bool:
    """Whether a word around the figure says that it is a plan.

    >>> _planned("قرار است ۵۰۰ شغل ایجاد شود", "۵۰۰ شغل"), _planned("۵۰۰ شغل ایجاد شد", "۵۰۰ شغل")
    (True, False)
    """
    at = max(0, sentence.find(text))
    before = _CLAUSE.split(sentence[max(0, at - BEFORE) : at])[-1]
    after = _CLAUSE.split(sentence[at + len(text) : at + len(text) + AFTER])[0]
    return cues("plans").search(simplified(before + text + after)) is not None


def _cells(figures: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cells, and for each figure its cell and what it is there."""
    import numpy as np
    import pandas as pd

    numbers = figures.groupby(KEY, dropna=False, sort=True).ngroup().to_numpy()
    order = np.argsort(numbers, kind="stable")
    cuts = np.flatnonzero(np.diff(numbers[order])) + 1
    days = {day: _day(day) for day in pd.unique(pd.concat([figures["published"], figures["period_end"]])) if day}
    columns = ("doc_id", "cluster", "published", "value", "value_max", "qualifier", "part", "amends")
    rows = list(zip(*(figures[name].tolist() for name in columns), strict=True))
    ends, sorts = figures["period_end"].tolist(), figures["sort"].tolist()
    places, bases = figures["place"].tolist(), figures["basis"].tolist()
    chosen, statuses, said = [], [], [""] * len(figures)
    reported: list[tuple[str | None, str | None]] = []
    for group in np.split(order, cuts) if len(order) else []:
        at = group.tolist()
        if len(at) == 1:
            verdict = Verdict("single", at[0], {at[0]: "value"})
        else:
            first = at[0]
            verdict = reconcile(
                [_report(one, rows[one], days) for one in at],
                end=days.get(ends[first]),
                grows=sorts[first] == "flow",
                comparable=places[first] is not None and bases[first] is not None,
            )
        published = [day for one in at if (day := rows[one][2])]
        reported.append((min(published, default=None), max(published, default=None)))
        chosen.append(verdict.chosen)
        statuses.append(verdict.status)
        for one, part in verdict.parts.items():
            said[one] = part
    cells = figures.iloc[chosen].assign(cell=range(1, len(chosen) + 1), status=statuses).reset_index(drop=True)
    grouped = figures.assign(cell=numbers + 1).groupby("cell")
    cells["sources"] = grouped["cluster"].nunique().to_numpy()
    cells["n_reports"] = grouped.size().to_numpy()
    cells["first_report"] = [first for first, _ in reported]
    cells["last_report"] = [last for _, last in reported]
    named = figures.assign(cell=numbers + 1).dropna(subset="speaker").drop_duplicates(["cell", "speaker"])
    speakers = named.groupby("cell")["speaker"].agg(list)
    cells["speakers"] = [speakers.get(cell, []) for cell in cells["cell"]]
    verdicts = figures.assign(cell=numbers + 1, part=said)
    return cells[CELL], verdicts


def _report(at: int, row: tuple[Any, ...], days: dict[str, int | None]) -> Report:
    doc, source, published, value, value_max, qualifier, part, amends = row
    high = None if value_max != value_max else value_max
    return Report(at, doc, source, days.get(published), value, high, qualifier, part, amends)


def _day(iso: str) -> int | None:
    """The number of a day of either calendar."""
    calendar = calendar_of(int(iso[:4]))
    try:
        return ordinal(parse(iso, calendar), calendar)
    except ValueError:
        return None


def _mentions(folder: Path, figures: pd.DataFrame, verdicts: pd.DataFrame) -> pd.DataFrame:
    """One row for each mention of the figures, by cell."""
    mentions = read_mentions(folder, figures)
    facts = verdicts.drop(columns=["start", "end", "text", "sentence_text"])
    joined = mentions.merge(facts, on=["doc_id", "figure_id"], how="left")
    return joined.sort_values(["cell", "published", "doc_id", "start"], kind="stable")[REPORT].reset_index(drop=True)
