"""Drawings of a panel as SVG: a map of the provinces, a tile each, and bars by province.

A drawing needs nothing else: notebooks show it, a page has it in its markup, a file opens in a browser. Colours stand
in attributes and text has the colour of its surroundings, so a policy that allows no styles does it no harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from markupsafe import Markup

from coopnews.errors import InputError
from coopnews.panels.cells import Panel
from coopnews.panels.places import tiles
from coopnews.records import Value
from coopnews.view.labels import digits, label, labels, short

TILE, GAP = 86, 5
HEAD = 58
ROW, BAR, NAME = 24, 250, 130
LIGHT, DARK = (226, 240, 240), (12, 92, 99)
"""The colours of the least and the greatest value."""
BARE, DOUBT = "#8882", "#c2410c"


class Drawing(NamedTuple):
    """An SVG, which notebooks show as it is."""

    svg: Markup

    def _repr_html_(self) -> str:
        return f'<div dir="rtl">{self.svg}</div>'

    def save(self, path: str | Path) -> None:
        """Write the drawing to a file of its own."""
        Path(path).write_text(str(self.svg), encoding="utf-8", newline="\n")


class Cell(NamedTuple):
    """The value of a province, in words, and what a look closer tells."""

    value: float
    shown: str
    told: str
    doubted: bool


def province_map(panel: Panel, indicator: str, period: str | None = None) -> Drawing:
    """The provinces of an indicator in a period, darker where the value is greater; contradictions have a corner.

    Args:
        panel: the panel.
        indicator: a name such as ``active_cooperatives``.
        period: a period such as ``1403`` or ``1403-H1``; the latest year if not given.

    Raises:
        InputError: the panel has no province with that indicator in that period.
    """
    period, unit, cells = chosen(panel, indicator, period)
    sure = [cell.value for cell in cells.values() if not cell.doubted] or [cell.value for cell in cells.values()]
    ends = min(sure), max(sure)  # a value that sources contradict may be any
    columns = 1 + max(column for column, _, _ in tiles().values())
    rows = 1 + max(row for _, row, _ in tiles().values())
    width, height = columns * (TILE + GAP) + GAP, HEAD + rows * (TILE + GAP) + 30
    scale, scale_name = _scaled(cells)
    drawn = [_title(indicator, period, " ".join(filter(None, (scale_name, unit_name(unit)))), width)]
    for name, (column, row, short_name) in tiles().items():
        drawn.append(_tile(cells.get(name), name, short_name, column, row, ends, scale))
    drawn.append(_scale(cells, width, height - 18))
    return _drawing(drawn, width, height, _heading(indicator, period, unit_name(unit)))


def province_bars(panel: Panel, indicator: str, period: str | None = None) -> Drawing:
    """The provinces of an indicator in a period as bars, the greatest first; arguments and errors as of the map."""
    period, unit, cells = chosen(panel, indicator, period)
    ordered = sorted(cells.items(), key=lambda pair: -pair[1].value)
    most = max(ordered[0][1].value, 1)
    width, height = NAME + BAR + 130, HEAD + ROW * len(ordered) + 10
    drawn = [_title(indicator, period, unit_name(unit), width)]
    for at, (name, cell) in enumerate(ordered):
        y = HEAD + at * ROW
        size = max(2, BAR * cell.value / most)
        fill = DOUBT if cell.doubted else _colour(0.75)
        drawn.append(
            Markup(
                '<g><title>{}</title><text x="{}" y="{}" text-anchor="start" fill="currentColor">{}</text>'
                '<rect x="{}" y="{}" width="{:.1f}" height="{}" rx="3" fill="{}"/>'
                '<text x="{:.1f}" y="{}" text-anchor="start" fill="currentColor">{}</text></g>'
            ).format(
                cell.told,
                width - 8,
                y + 16,
                name,
                width - NAME - size,
                y + 3,
                size,
                ROW - 7,
                fill,
                width - NAME - size - 6,
                y + 16,
                cell.shown,
            )
        )
    return _drawing(drawn, width, height, _heading(indicator, period, unit_name(unit)))


def chosen(panel: Panel, indicator: str, period: str | None) -> tuple[str, str | None, dict[str, Cell]]:
    """The period, the unit and the cells by province that a drawing shows: of units the one with most provinces."""
    held = panel.cells
    held = held[(held["indicator"] == indicator) & (held["level"] == "province") & (held["sense"] == "reported")]
    held = held[held["of"].isna() & held["period"].notna()]
    if period is None:
        years = held[held["grain"] == "year"]["period"]
        period = str(years.max()) if len(years) else None
    rows: list[dict[Any, Any]] = held[held["period"] == period].to_dict("records")
    if not rows or period is None:
        told = ", ".join(sorted(set(panel.cells["indicator"])))
        raise InputError(f"{indicator} in {period or 'any year'}: no province has it. Take another, or one of: {told}.")
    units = [row["unit"] for row in rows]
    unit = max(set(units), key=units.count)
    cells = {row["place"]: _cell(row) for row in rows if row["unit"] == unit}
    return period, unit, cells


def _cell(row: Mapping[str, Any]) -> Cell:
    value: Value = int(row["value"]) if float(row["value"]).is_integer() else row["value"]
    qualifier = labels()["qualifiers"].get(row["qualifier"], "")
    shown = f"{qualifier} {short(value)}".strip()
    status = label("statuses", row["status"])
    told = f"{row['place']}: {qualifier} {digits(value)} – {status}، {digits(int(row['sources']))} منبع"
    return Cell(float(value), shown, " ".join(told.split()), row["status"] == "contradiction")


def unit_name(unit: str | None) -> str:
    """What a unit of cells is called; nothing of bare counts."""
    return label("currencies", unit) if unit in labels()["currencies"] else unit or ""


def period_name(period: str) -> str:
    """A period in words.

    >>> period_name("1403"), period_name("1403-H1"), period_name("1403-Q2"), period_name("1403-01/08")
    ('۱۴۰۳', 'نیمهٔ نخست ۱۴۰۳', 'فصل دوم ۱۴۰۳', '۱۴۰۳-۰۱/۰۸')
    """
    year, _, part = period.partition("-")
    names = labels()["parts_of_years"]
    return f"{names[part]} {_digits(year)}" if part in names else _digits(period)


_NUMBERS = str.maketrans("0123456789.", "۰۱۲۳۴۵۶۷۸۹٫")


def _digits(text: str) -> str:
    return text.translate(_NUMBERS)


def _heading(indicator: str, period: str, unit: str) -> str:
    measured = f" ({unit})" if unit else ""
    return f"{label('indicators', indicator)}{measured}، {period_name(period)}"


def _title(indicator: str, period: str, unit: str, width: int) -> Markup:
    return Markup(
        '<text x="{}" y="30" text-anchor="start" font-size="19" font-weight="700" fill="currentColor">{}</text>'
    ).format(width - 8, _heading(indicator, period, unit))


def _tile(
    cell: Cell | None, name: str, short_name: str, column: int, row: int, ends: tuple[float, float], scale: float
) -> Markup:
    x, y = GAP + column * (TILE + GAP), HEAD + row * (TILE + GAP)
    least, most = ends
    share = 0.0 if cell is None or most == least else min(max((cell.value - least) / (most - least), 0.0), 1.0)
    fill, ink = (BARE, "currentColor") if cell is None else (_colour(share), "#fff" if share > 0.5 else "#12333a")
    corner = Markup('<path d="M{} {}h18v18z" fill="{}"/>').format(x + TILE - 18, y, DOUBT)
    value = Markup('<text x="{}" y="{}" text-anchor="middle" font-size="13" font-weight="700" fill="{}">{}</text>')
    told = f"{name}: بی‌رقم" if cell is None else cell.told
    return Markup(
        '<g><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" rx="6" fill="{}"/>{}'
        '<text x="{}" y="{}" text-anchor="middle" font-size="13" fill="{}">{}</text>{}</g>'
    ).format(
        told,
        x,
        y,
        TILE,
        TILE,
        fill,
        corner if cell and cell.doubted else "",
        x + TILE / 2,
        y + 34,
        ink,
        short_name,
        value.format(x + TILE / 2, y + 58, ink, _on_tile(cell.value, scale)) if cell else "",
    )


def _scaled(cells: Mapping[str, Cell]) -> tuple[float, str]:
    """What the values on tiles are counted in, and what that is called: one scale for the whole map."""
    middle = median(cell.value for cell in cells.values())
    if middle < _LEAST_SCALED:
        return 1, ""
    return next((scale, name) for scale, name in _SCALES if middle >= scale)


_SCALES = ((10**12, "هزار میلیارد"), (10**9, "میلیارد"), (10**6, "میلیون"), (10**3, "هزار"))
_LEAST_SCALED = 100_000
"""Maps whose middle value is smaller show values in full."""


def _on_tile(value: float, scale: float) -> str:
    """A value on a tile: with three digits, in full where nothing is scaled.

    >>> _on_tile(3_534, 1), _on_tile(27_630_000_000_000, 10**12), _on_tile(606_300, 1000)
    ('۳٬۵۳۴', '۲۷٫۶', '۶۰۶')
    """
    if scale == 1:
        return digits(int(value) if float(value).is_integer() else value)
    return f"{value / scale:.3g}".translate(_NUMBERS) if value < 1000 * scale else digits(round(value / scale))


def _scale(cells: Mapping[str, Cell], width: int, y: int) -> Markup:
    """What the colours mean, and the corner."""
    steps = Markup("").join(
        Markup('<rect x="{}" y="{}" width="20" height="12" fill="{}"/>').format(
            width - 150 - at * 20, y, _colour(at / 4)
        )
        for at in range(5)
    )
    words = Markup('<text x="{}" y="{}" text-anchor="{}" font-size="12" fill="currentColor">{}</text>')
    drawn = steps + words.format(width - 120, y + 11, "end", "کم") + words.format(width - 236, y + 11, "start", "زیاد")
    if any(cell.doubted for cell in cells.values()):
        drawn += Markup('<path d="M{} {}h12v12z" fill="{}"/>').format(190, y, DOUBT)
        drawn += words.format(184, y + 11, "start", "خبرها ناسازگارند")
    return drawn


def _colour(share: float) -> str:
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in zip(LIGHT, DARK, strict=True))


def _drawing(drawn: Iterable[Markup], width: int, height: int, told: str) -> Drawing:
    return Drawing(
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}" role="img" '
            'aria-label="{}" '
            "direction=\"rtl\" font-family=\"Vazirmatn, Vazir, Tahoma, 'Noto Sans Arabic', 'DejaVu Sans', sans-serif\" "
            'font-size="14">{}</svg>'
        ).format(width, height, width, height, told, Markup("").join(drawn))
    )
