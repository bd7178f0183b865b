"""What the reports of one cell are to one another: the same, rounded, revised, parts of a whole, or contradictions.

The rules stand in ``docs/panel.md``. A report says a range of values: an exact number one value, «بیش از ۲ هزار» those
from 2,000 to below 3,000. Two reports agree where their ranges meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor
from typing import Literal, NamedTuple

Status = Literal["single", "agreement", "rounding", "parts", "revision", "contradiction", "apart"]
Part = Literal["value", "same", "rounded", "earlier", "part", "contradicts", "apart"]
"""What a report is in its cell. ``value`` is the one that the cell's value is taken from."""

WINDOW = 30
"""Days after which another value is a later state and no contradiction."""
STEP_TIME = 5
"""The same for a period that is not over, in which a flow grows from week to week."""
CHANGE = 0.25
"""The greatest change, as a share of the earlier value, that a revision may make."""
ROUND = 0.05
"""The most that a rounded value without any qualifier may be off, as a share of it."""
LEAST_ROUND = 1000
"""Smaller values without a qualifier are not taken for rounded."""
ABOUT = 0.1
"""The most that «حدود» makes of a value."""
HALF, BELOW = 0.49, 0.999
"""Nearly half a step and nearly a whole one: the next round value is another."""
ALIKE = 1e-9


Stated = tuple[float, float | None, str]
"""A value, its upper end if it is a range, and its qualifier."""


class Report(NamedTuple):
    """One figure as far as the rules look at it."""

    at: int
    """Its row, handed back with the verdict."""
    doc: str
    source: str
    """The cluster of its article: copies of one text are one source."""
    day: int | None
    """The number of the day of publication."""
    value: float
    value_max: float | None
    qualifier: str
    part: bool = False
    """Whether a sum of its article has it as a part."""
    amends: bool = False
    """Whether its sentence says that it takes the place of an earlier value."""


class Verdict(NamedTuple):
    """What became of a cell: its status, the row its value is taken from, and what each report is."""

    status: Status
    chosen: int
    parts: dict[int, Part]


class _Group:
    """Reports that agree: with the first of them, which is one of the most precise."""

    def __init__(self, first: _Ranged) -> None:
        self.low, self.high = first.low, first.high
        self.reports = [first]

    def completed(self) -> _Group:
        """The group with what is asked of it once all reports are in."""
        days = [one.report.day for one in self.reports if one.report.day is not None]
        self.first, self.last = min(days, default=None), max(days, default=None)
        said: dict[float, set[str]] = {}
        for one in self.reports:
            said.setdefault(one.report.value, set()).add(one.report.source)
        self.sources = len(set().union(*said.values()))
        self.best = min(
            self.reports,
            key=lambda one: (one.width, -len(said[one.report.value]), -(one.report.day or 0), one.report.at),
        ).report
        """The most precise report; of equally precise ones the value said by most sources, then the latest."""
        self.amends = any(one.report.amends for one in self.reports)
        return self

    @property
    def weight(self) -> tuple[int, int, int]:
        """By what the stronger of two groups is told: sources, reports, and being first."""
        return self.sources, len(self.reports), -(self.first or 0)


class _Ranged(NamedTuple):
    """A report with the values it may stand for."""

    report: Report
    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low


def reconcile(reports: Sequence[Report], *, end: int | None, grows: bool, comparable: bool = True) -> Verdict:
    """What the reports of one cell are to one another.

    Args:
        reports: all of the cell.
        end: the last day of its period; before it a flow is not over.
        grows: whether it is a flow.
        comparable: False where place or period are not known, so that other values may be of other things.

    >>> said = Report(0, "a", "a", 1, 2502.0, None, "exact")
    >>> reconcile([said, Report(1, "b", "b", 2, 2000.0, None, "at_least")], end=None, grows=False).status
    'rounding'
    >>> reconcile([said, Report(1, "b", "b", 2, 2052.0, None, "exact")], end=None, grows=False).status
    'contradiction'
    >>> reconcile([said, Report(1, "b", "b", 90, 2610.0, None, "exact")], end=None, grows=False).status
    'revision'
    """
    if len(reports) == 1:
        return Verdict("single", reports[0].at, {reports[0].at: "value"})
    parts: dict[int, Part] = {}
    stated = list(_stated(reports, parts))
    groups = _groups(stated)
    main = max(groups, key=lambda group: group.weight)
    if len(groups) > 1 and not comparable:
        for group in groups:
            parts.update(dict.fromkeys((one.report.at for one in group.reports), "apart"))
        parts[main.best.at] = "value"
        return Verdict("apart", main.best.at, parts)
    while (later := _revised_by(main, groups, end, grows)) is not None:
        main = later
    earlier = False
    against = False
    for group in groups:
        if group is main:
            continue
        superseded = _revises(main, group, end, grows)
        earlier |= superseded
        against |= not superseded
        parts.update(
            dict.fromkeys((one.report.at for one in group.reports), "earlier" if superseded else "contradicts")
        )
    chosen = main.best
    for one in main.reports:
        parts[one.report.at] = "same" if _same(one.report, chosen) else "rounded"
    parts[chosen.at] = "value"
    return Verdict(_status(against, earlier, main, parts), chosen.at, parts)


def _status(against: bool, earlier: bool, main: _Group, parts: dict[int, Part]) -> Status:
    if against:
        return "contradiction"
    if earlier:
        return "revision"
    if "part" in parts.values():
        return "parts"
    if "rounded" in parts.values():
        return "rounding"
    return "agreement" if main.sources > 1 else "single"


def _stated(reports: Iterable[Report], parts: dict[int, Part]) -> Iterable[Report]:
    """What each article says of the cell: parts of a sum aside, the largest of different values; others are parts."""
    by_doc: dict[str, list[Report]] = {}
    for one in reports:
        by_doc.setdefault(one.doc, []).append(one)
    for said in by_doc.values():
        if len(said) == 1:
            yield said[0]
            continue
        whole = [one for one in said if not one.part] or said
        largest = {one.report for one in max(_groups(whole), key=lambda group: group.best.value).reports}
        for one in said:
            if one in largest:
                yield one
            else:
                parts[one.at] = "part"


def _groups(reports: Sequence[Report]) -> list[_Group]:
    """Reports that agree together: by the precise values first, to the nearest of which the rounded ones are added."""
    ranged = [_Ranged(one, *bounds(one.value, one.value_max, one.qualifier)) for one in reports]
    ranged.sort(key=lambda one: (one.width, one.report.at))
    groups: dict[tuple[float, float], _Group] = {}
    for one in ranged:
        fitting = groups.get((one.low, one.high)) or _nearest(one, groups.values())
        if fitting is None:
            groups[one.low, one.high] = _Group(one)
        else:
            fitting.reports.append(one)
    return [group.completed() for group in groups.values()]


def _nearest(one: _Ranged, groups: Iterable[_Group]) -> _Group | None:
    """The group that a rounded value belongs to: the nearest of those that it meets."""
    slack = ALIKE * max(abs(one.low), abs(one.high))
    fitting = [group for group in groups if group.low <= one.high + slack and one.low <= group.high + slack]
    return min(fitting, key=lambda group: abs(group.low + group.high - 2 * one.report.value), default=None)


def _revised_by(main: _Group, groups: Iterable[_Group], end: int | None, grows: bool) -> _Group | None:
    """The group that takes the place of the strongest one, the latest of them."""
    later = [group for group in groups if group is not main and _revises(group, main, end, grows)]
    return max(later, key=lambda group: group.last or 0, default=None)


def _revises(new: _Group, old: _Group, end: int | None, grows: bool) -> bool:
    """Whether a group tells a later state of what an earlier one tells."""
    if new.first is None or old.last is None or old.first is None:
        return False
    was, now = old.best.value, new.best.value
    running = grows and end is not None and old.last <= end and now > was
    if not running and abs(now - was) > CHANGE * abs(was):
        return False
    if new.amends:
        return new.first > old.first
    return new.first - old.last >= (STEP_TIME if running else WINDOW)


def _same(one: Report, other: Report) -> bool:
    return abs(one.value - other.value) <= ALIKE * abs(other.value) and one.value_max == other.value_max


def agree(one: Stated, other: Stated) -> bool:
    """Whether two values may be the same; each with its upper end, if it is a range, and its qualifier.

    >>> agree((2000, None, "at_least"), (2502, None, "exact")), agree((2502, None, "exact"), (2052, None, "exact"))
    (True, False)
    """
    (low, high), (other_low, other_high) = bounds(*one), bounds(*other)
    slack = ALIKE * max(abs(one[0]), abs(other[0]))
    return low <= other_high + slack and other_low <= high + slack


def step(value: float) -> float:
    """What the last digit of a value that is not zero counts: 2,500 is given in hundreds, 2,502 in ones.

    >>> step(2500), step(2502), step(34_000_000), step(0.5)
    (100, 1, 1000000, 0)
    """
    whole = abs(value)
    if whole < 1 or whole != floor(whole):
        return 0
    size = 1
    number = int(whole)
    while number % 10 == 0:
        number //= 10
        size *= 10
    return size


def bounds(value: float, value_max: float | None, qualifier: str) -> tuple[float, float]:
    """The values that a report may stand for.

    >>> bounds(2000, None, "at_least"), bounds(2502, None, "exact"), bounds(2500, None, "approx")
    ((2000, 2999.0), (2502, 2502), (2400, 2600))
    >>> bounds(2500, None, "exact"), bounds(30, 40, "range"), bounds(500, None, "at_most")
    ((2451.0, 2549.0), (30, 40), (400.1, 500))
    """
    if value_max is not None and value_max == value_max:
        return value, value_max
    size, whole = step(value), abs(value)
    if qualifier == "at_least":
        return value, value + size * BELOW
    if qualifier == "at_most":
        return value - size * BELOW, value
    if qualifier == "approx":
        off = min(size, ABOUT * whole)
    else:
        off = min(size * HALF, ROUND * whole) if whole >= LEAST_ROUND and size > 1 else 0
    return value - off, value + off
