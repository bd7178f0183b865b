"""The tables of a job, read again for a view of them: sums over all articles, and the figures of the latest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from coopnews.batch.ledger import Ledger, index_of
from coopnews.calendars import calendar_of, from_gregorian, parse
from coopnews.errors import InputError
from coopnews.tables import FIGURES, Row

REMEDY = "Give the folder that coopnews batch wrote (its --out), or a file."


@dataclass
class Folder:
    """What a folder holds: its sums, and as many figures of the latest articles as were asked for."""

    name: str
    articles: int = 0
    figures: int = 0
    errors: int = 0
    clusters: int = 0
    first: str | None = None
    last: str | None = None
    """The Jalali days of publication between which the articles lie; None where none is known."""
    failed: list[Row] = field(default_factory=list)
    """Rows of the table ``errors``, as many as were asked for."""
    shown: list[Told] = field(default_factory=list)
    """Articles with figures, the latest first, those without a day last."""


class Told(NamedTuple):
    """An article's row without its text, its Jalali day of publication, and its figures with ``province`` and ``at``.

    ``province`` is the one that the figure's place is or lies in, «country» or «place» where it lies in none, None
    without a place. ``at`` is where the figure's first mention begins in its sentence.
    """

    article: Row
    day: str
    figures: list[Row]


def read_folder(folder: Path, figures: int, errors: int) -> Folder:
    """The sums of a folder of tables, and at most so many figures, of whole articles, and errors.

    Raises:
        InputError: it is no folder of tables, or one of them cannot be read.
    """
    import pyarrow as pa

    ledger = Ledger(folder)
    chunks = [index for index in _chunks(ledger) if ledger.part("figures", index).exists()]
    if not chunks:
        raise InputError(f"{folder}: a folder without tables of articles and figures. {REMEDY}")
    try:
        found, known = _sums(ledger, chunks, errors)
        chosen = _latest(known, figures)
        for index, places in sorted(chosen.items()):
            found.shown += _told(ledger, index, places)
    except (pa.ArrowException, OSError) as error:
        what = str(error).splitlines()[0]
        raise InputError(f"{folder}: a table cannot be read ({what}). Run coopnews batch again.") from error
    found.shown.sort(key=lambda told: told.day, reverse=True)
    return found


def jalali(iso: str | None) -> str:
    """A day of either calendar in the Jalali one, so that days can be compared; empty without a day.

    >>> jalali("2024-05-12"), jalali("1403-02-23"), jalali(None), jalali("0")
    ('1403-02-23', '1403-02-23', '', '')
    """
    try:
        if iso and calendar_of(int(iso[:4])) == "gregorian":
            return from_gregorian(iso)
        return parse(iso).iso() if iso else ""
    except ValueError:  # written by other hands
        return ""


def _chunks(ledger: Ledger) -> Iterator[int]:
    return map(index_of, ledger.parts("articles"))


class _Known(NamedTuple):
    """An article by its Jalali day (empty if unknown), its chunk, its place there, and how many figures it has."""

    day: str
    chunk: int
    at: int
    figures: int


def _sums(ledger: Ledger, chunks: Sequence[int], errors: int) -> tuple[Folder, list[_Known]]:
    import pyarrow.parquet as pq

    found, known, clusters = Folder(ledger.folder.resolve().name), [], set()
    for index in chunks:
        table = pq.read_table(
            ledger.part("articles", index), columns=["doc_id", "published", "n_figures", "cluster_id"]
        )
        for at, row in enumerate(table.to_pylist()):
            known.append(_Known(jalali(row["published"]), index, at, row["n_figures"]))
            clusters.add(row["cluster_id"] or row["doc_id"])
    for part in ledger.parts("errors"):
        rows = pq.read_table(part).to_pylist()
        found.errors += len(rows)
        found.failed += rows[: errors - len(found.failed)]
    days = sorted({one.day for one in known} - {""})
    found.articles, found.figures, found.clusters = len(known), sum(one.figures for one in known), len(clusters)
    found.first, found.last = (days[0], days[-1]) if days else (None, None)
    return found, known


def _latest(known: list[_Known], figures: int) -> dict[int, set[int]]:
    """The latest articles that have at most so many figures together: their places in each chunk."""
    chosen = defaultdict(set)
    for one in sorted(known, key=lambda one: one.day, reverse=True):
        if not one.figures:
            continue
        figures -= one.figures
        if figures < 0:
            break
        chosen[one.chunk].add(one.at)
    return chosen


def _told(ledger: Ledger, index: int, chosen: set[int]) -> Iterator[Told]:
    """The chosen articles of a chunk. Tables are in one order: doc_id alone might name two articles."""
    import pyarrow.parquet as pq

    articles = pq.read_table(ledger.part("articles", index)).to_pylist()
    figures = iter(pq.read_table(ledger.part("figures", index), columns=list(FIGURES)).to_pylist())
    places = ledger.part("places", index)
    columns = ["doc_id", "name", "kind", "province"]
    listed = pq.read_table(places, columns=columns).to_pylist() if places.exists() else []
    provinces = {(row["doc_id"], row["name"]): _province(row) for row in listed}
    for at, article in enumerate(articles):
        own = list(islice(figures, article["n_figures"]))
        if at not in chosen:
            continue
        text = article.pop("text")
        for row in own:
            place = row["place"]
            row["province"] = place and provinces.get((row["doc_id"], place), "place")
            row["at"] = _within(text, row)
        yield Told(article, jalali(article["published"]), own)


def _province(place: Row) -> Any:
    if place["kind"] == "province":
        return place["name"]
    return place["province"] or ("country" if place["kind"] == "country" else "place")


def _within(text: str, figure: Row) -> int:
    """Where in its sentence a figure begins: the sentence stands around it in the article's text."""
    sentence, start = figure["sentence_text"], figure["start"]
    begin = text.rfind(sentence, max(0, start - len(sentence)), start + len(sentence))
    return int(start - begin) if 0 <= begin <= start else max(0, sentence.find(figure["text"]))
