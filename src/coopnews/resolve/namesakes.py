"""Which names are one person's: full names by given name and surname, surnames alone by who stands nearest."""

from __future__ import annotations

from collections.abc import Sequence

from coopnews.finders.mentions import NameMention
from coopnews.finders.names import name_parts
from coopnews.text import Text


def name_clusters(text: Text, names: Sequence[NameMention]) -> dict[int, int]:
    """For each name, the index of the first full name of the same person; surnames alone join the nearest before."""
    clusters: dict[int, int] = {}
    full: list[tuple[int, str, str, tuple[str, ...]]] = []
    for index, name in enumerate(names):
        if not name.full:
            continue
        given, surname = name_parts(text, name)
        joined, family = "".join(given), "".join(surname)
        same = next((at for at, g, s, _ in full if s == family and (g == joined or g in joined or joined in g)), None)
        if same is None:
            same = next(
                (at for at, g, s, _ in full if g == joined and (s.startswith(family) or family.startswith(s))), None
            )
        clusters[index] = index if same is None else same
        full.append((clusters[index], joined, family, surname))
    for index, name in enumerate(names):
        if name.full:
            continue
        family = "".join(name_parts(text, name)[1])
        fits = [(names[at].first, at) for at, _, s, parts in full if family in (s, *parts) or s.startswith(family)]
        before = [at for first, at in fits if first < name.first]
        if before:
            latest = max(
                (other.first, clusters[at]) for at, other in enumerate(names[:index]) if clusters.get(at) in before
            )
            clusters[index] = latest[1]
        elif fits:
            clusters[index] = fits[0][1]
    rest: dict[str, int] = {}
    for index, name in enumerate(names):
        if index not in clusters and not name.full:
            family = "".join(name_parts(text, name)[1])
            if family in rest:
                clusters[index] = rest[family]
            else:
                rest[family] = index
    for first in rest.values():
        if first in clusters.values():
            clusters[first] = first
    return clusters
