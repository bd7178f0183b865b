"""How the time and memory of coopnews grow with a text's length and with the number of articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

BYTES = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000]
COUNTS = [10, 30, 100, 300, 1_000, 3_000, 10_000]
LONG = 3_000_000
"""Bytes from which on one pass is enough."""


class Point(NamedTuple):
    """Seconds and peak memory for some texts, and their bytes together."""

    texts: int
    bytes: int
    seconds: float
    peak: int


def growth(
    measured: Callable[..., dict[str, Any]],
    pieces: Sequence[Sequence[str]],
    batches: Sequence[Sequence[str]],
    warm: Sequence[str],
) -> tuple[list[Point], list[Point]]:
    """The points of texts of one length, and of batches of articles, each after ``warm`` has been read."""
    points = [[_point(measured, texts, warm) for texts in some] for some in (pieces, batches)]
    return points[0], points[1]


def _point(measured: Callable[..., dict[str, Any]], texts: Sequence[str], warm: Sequence[str]) -> Point:
    size = sum(len(text.encode()) for text in texts)
    found = measured("coopnews fast", texts, 3 if size < LONG else 1, warm)
    if "why" in found:
        raise SystemExit(f"coopnews fast on {size} bytes: {found['why']}")
    return Point(len(texts), size, min(found["cpu"]), found["peak"])


def drawn(grown: tuple[list[Point], list[Point]], folder: Path) -> str:
    """Draw both curves as SVG into a folder; tables of their points."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "coopnews"
    from matplotlib import pyplot

    folder.mkdir(parents=True, exist_ok=True)
    tables = []
    for points, name, label in (
        (grown[0], "growth-bytes.svg", "bytes of one text"),
        (grown[1], "growth-articles.svg", "articles"),
    ):
        each = name == "growth-bytes.svg"
        across = [point.bytes / point.texts if each else point.texts for point in points]
        seconds = [point.seconds / (point.texts if each else 1) for point in points]
        figure, axes = pyplot.subplots(figsize=(7, 4))
        axes.loglog(across, seconds, marker="o", label="seconds of one core")
        proportional = [seconds[-1] * x / across[-1] for x in across]
        axes.loglog(across, proportional, linestyle="--", color="gray", label="in proportion to the last point")
        axes.set_xlabel(label)
        axes.set_ylabel("seconds")
        axes.grid(visible=True, which="major", alpha=0.3)
        axes.legend()
        figure.savefig(folder / name, metadata={"Date": None}, bbox_inches="tight")
        pyplot.close(figure)
        rows = [
            f"| {x:.0f} | {second:.4g} | {point.bytes / point.seconds / 1e6:.2f} | {point.peak / 1e6:.0f} |"
            for point, x, second in zip(points, across, seconds, strict=True)
        ]
        tables.append("\n".join([f"| {label} | s | MB/s | peak, MB |", "|---:|---:|---:|---:|", *rows]))
    return "\n\n".join(tables)
