"""How the time and memory of coopnews grow with a text's length and with the number of articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

BYTES = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000]
COUNTS = [10, 30, 100, 300, 1_000, 3_000, 10_000]
ENOUGH = 200_000
"""Short texts are read again and again until so many bytes are read."""
LONG = 3_000_000
"""Bytes from which on one pass is enough."""


class Point(NamedTuple):
    """Seconds and peak memory for some bytes, in one text or in several articles."""

    articles: int
    bytes: int
    seconds: float
    peak: int


def growth(
    measured: Callable[..., dict[str, Any]],
    texts: Sequence[str],
    batches: Sequence[Sequence[str]],
    warm: Sequence[str],
) -> tuple[list[Point], list[Point]]:
    """The points of single texts and of batches of articles; ``warm`` is read before, as in a run that has begun."""
    return (
        [_point(measured, [text], warm) for text in texts],
        [_point(measured, batch, warm) for batch in batches],
    )


def _point(measured: Callable[..., dict[str, Any]], texts: Sequence[str], warm: Sequence[str]) -> Point:
    size = sum(len(text.encode()) for text in texts)
    times = max(1, ENOUGH // size)
    found = measured("coopnews fast", [*texts] * times, 3 if size < LONG else 1, warm)
    if "why" in found:
        raise SystemExit(f"coopnews fast on {size} bytes: {found['why']}")
    return Point(len(texts), size, min(found["cpu"]) / times, found["peak"])


def drawn(grown: tuple[list[Point], list[Point]], folder: Path) -> str:
    """Draw both curves as SVG into a folder; a table of the points."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "coopnews"
    from matplotlib import pyplot

    folder.mkdir(parents=True, exist_ok=True)
    lines = ["| articles | bytes | s | MB/s | peak, MB |", "|---:|---:|---:|---:|---:|"]
    for points, name, label in (
        (grown[0], "growth-bytes.svg", "bytes of one text"),
        (grown[1], "growth-articles.svg", "articles"),
    ):
        across = [point.bytes if name == "growth-bytes.svg" else point.articles for point in points]
        figure, axes = pyplot.subplots(figsize=(7, 4))
        axes.loglog(across, [point.seconds for point in points], marker="o", label="seconds of one core")
        proportional = [points[-1].seconds * x / across[-1] for x in across]
        axes.loglog(across, proportional, linestyle="--", color="gray", label="in proportion to the last point")
        axes.set_xlabel(label)
        axes.set_ylabel("seconds")
        axes.grid(visible=True, which="major", alpha=0.3)
        axes.legend()
        figure.savefig(folder / name, metadata={"Date": None}, bbox_inches="tight")
        pyplot.close(figure)
        lines += [
            f"| {point.articles} | {point.bytes} | {point.seconds:.4g} | {point.bytes / point.seconds / 1e6:.2f} | "
            f"{point.peak / 1e6:.0f} |"
            for point in points
        ]
    return "\n".join(lines)
