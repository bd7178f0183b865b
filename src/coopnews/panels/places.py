"""Where a figure belongs: the whole country, a province, a county, a city, several places, another country."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from coopnews.lexicon import read_rows

Level = Literal["country", "province", "county", "city", "several", "abroad"]
COUNTRY, WORLD = "ایران", "جهان"
TOGETHER = "، "
"""What stands between the names of places that a figure is said of together."""


class Region(NamedTuple):
    """A place of the panel; ``province`` is the one that it is or lies in."""

    place: str
    level: Level
    province: str | None


def region(place: str, kind: str | None = None, province: str | None = None) -> Region:
    """The region of a place name, with what an article knew of it.

    >>> region("رشت", "city", "گیلان"), region("گیلان").level, region("ایران").level
    (Region(place='رشت', level='county', province='گیلان'), 'province', 'country')
    >>> region("گیلان، مازندران")
    Region(place='گیلان، مازندران', level='several', province=None)
    """
    if TOGETHER in place:
        within = {region(name).province for name in place.split(TOGETHER)}
        return Region(place, "several", within.pop() if len(within) == 1 else None)
    if place == COUNTRY:
        return Region(place, "country", None)
    if kind == "country" or place == WORLD:
        return Region(place, "abroad", None)
    if kind in (None, "province") and place in provinces():
        return Region(place, "province", place)
    homes = counties().get(place, ())
    if (province or None) in homes or (province is None and len(homes) == 1):
        return Region(place, "county", province or homes[0])
    return Region(place, "city", province)


@cache
def provinces() -> tuple[str, ...]:
    """The names of the provinces, in the order of the gazetteer."""
    return tuple(row["name"] for row in read_rows("provinces.csv"))


@cache
def counties() -> dict[str, tuple[str, ...]]:
    """The provinces of the counties of a name."""
    homes: dict[str, tuple[str, ...]] = {}
    for row in read_rows("counties.csv"):
        homes[row["name"]] = (*homes.get(row["name"], ()), row["province"])
    return homes


@cache
def tiles() -> dict[str, tuple[int, int, str]]:
    """Column, row and short name of each province on the tile map."""
    return {row["name"]: (int(row["column"]), int(row["row"]), row["label"]) for row in read_rows("province_tiles.csv")}
