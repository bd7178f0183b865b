"""Scores beside earlier ones or floors: output of ``coopnews eval --format json`` or a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from coopnews.errors import InputError

SHARES = ("precision", "recall", "f1", "accuracy")
"""The measures that are compared; the numbers of records behind them are not."""


class Baseline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Scores by type, and accuracies by type and attribute; what is left out is not compared."""

    articles: int = 0
    errors: list[Any] = []
    changes: list[Any] = []

    types: dict[str, dict[str, float]] = {}
    attributes: dict[str, dict[str, dict[str, float]]] = {}


class Change(NamedTuple):
    """A measure, such as ``counts.f1`` or ``counts.unit``, and what it was and is."""

    name: str
    was: float
    now: float


def read_baseline(path: Path) -> Baseline:
    """The scores in a JSON file.

    Raises:
        InputError: it is not there, or not what ``coopnews eval --format json`` prints.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Baseline)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}). Check the path.") from error
    except msgspec.DecodeError as error:
        raise InputError(f"{path}: no scores ({error}). Make it with: coopnews eval GOLD_DIR --format json.") from error


def changes(baseline: Baseline, scores: dict[str, Any]) -> list[Change]:
    """The measures that are not what they were, in the order of the scores.

    Raises:
        InputError: the baseline has a measure that the scores lack.

    >>> changes(Baseline(types={"counts": {"f1": 0.97}}), {"types": {"counts": {"f1": 0.95}}, "attributes": {}})
    [Change(name='counts.f1', was=0.97, now=0.95)]
    """
    was = dict(_measures(baseline.types, baseline.attributes))
    unknown = was.keys() - dict(_measures(scores["types"], scores["attributes"]))
    if unknown:
        raise InputError(
            f"The baseline has measures that there are none of: {', '.join(sorted(unknown))}. Mend their names."
        )
    return [
        Change(name, was[name], now)
        for name, now in _measures(scores["types"], scores["attributes"])
        if name in was and was[name] != now
    ]


def _measures(types: dict[str, Any], attributes: dict[str, Any]) -> Iterator[tuple[str, float]]:
    for kind, measured in types.items():
        yield from ((f"{kind}.{name}", value) for name, value in measured.items() if name in SHARES)
    for kind, named in attributes.items():
        for attribute, measured in named.items():
            yield from ((f"{kind}.{attribute}", value) for name, value in measured.items() if name in SHARES)
