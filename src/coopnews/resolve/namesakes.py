"""Which names are one person's: full names by given name and surname, surnames alone by who stands nearest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from coopnews.finders.mentions import NameMention
from coopnews.finders.name_spans import name_parts
from coopnews.text import Text

MOST_NAMESAKES = 100
"""People of one given name, or of one surname, that a name is compared with."""


def name_clusters(text: Text, names: Sequence[NameMention]) -> dict[int, int]:
    """For each name, the index of the first full name of the same person; surnames alone join the nearest before."""
    clusters: dict[int, int] = {}
    by_family: dict[str, list[tuple[int, str]]] = {}
    by_given: dict[str, list[tuple[int, str]]] = {}
    whole: dict[str, int] = {}
    bearers: dict[str, list[int]] = {}
    """For each surname, and each part of a double one, the full names that have it, in order."""
    parts = [name_parts(text, name) for name in names]
    for index, name in enumerate(names):
        if not name.full:
            continue
        given, family = "".join(parts[index][0]), "".join(parts[index][1])
        same = next((at for at, other in by_family.get(family, ()) if given in other or other in given), None)
        if same is None:
            alike = by_given.get(given, ())
            same = next((at for at, other in alike if other.startswith(family) or family.startswith(other)), None)
        if same is None:
            # «علی القاضی مهر», later «القاضی مهر»
            same = next((at for at, _ in by_family.get(given + family, ())), None)
        if same is None:
            same = whole.get(family)  # «بهمن پور», later «علی بهمن‌پور»
        clusters[index] = index if same is None else same
        whole.setdefault(given + family, clusters[index])
        if same is None:
            for table, key, other in ((by_family, family, given), (by_given, given, family)):
                if len(known := table.setdefault(key, [])) < MOST_NAMESAKES:
                    known.append((index, other))
        for part in {family, *parts[index][1]}:
            bearers.setdefault(part, []).append(index)
    alone: dict[str, int] = {}
    for index, name in enumerate(names):
        if name.full:
            continue
        family = "".join(parts[index][1])
        having = bearers.get(family)
        if having is None and family in whole:
            clusters[index] = whole[family]
        elif having is None:
            # Nobody's full name: every titled «رستگار» of the text is one person.
            clusters[index] = alone.setdefault(family, index)
        else:
            before = bisect_left(having, index)
            clusters[index] = clusters[having[max(before - 1, 0)]]
            having.insert(before, index)
    return clusters
