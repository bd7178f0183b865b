"""A dump's articles in chunks: what one process reads at a time, and what one part of each table holds.

Which articles a chunk has depends on the dump alone, so that a second run finds the parts of the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b

import msgspec

from coopnews.sources.documents import Document, Failure

FIRST, MOST = 16, 256
"""Articles in the first chunks and in the later ones: small dumps are shared among processes too, large ones are not
cut into thousands of parts."""
GROWTH = 8
"""Chunks after which their size doubles."""
HEAVIEST = 4_000_000
"""Characters (of a file: bytes) from which a chunk is full, whatever the number of its articles."""

Item = Document | Failure


class Chunk(msgspec.Struct, frozen=True):
    """Some articles of a dump in a row; the first chunk is number 0."""

    index: int
    items: tuple[Item, ...]

    def fingerprint(self) -> str:
        """What tells a chunk from one with other articles, wherever these lie."""
        placeless = [msgspec.structs.replace(item, origin="") for item in self.items]
        return blake2b(msgspec.msgpack.encode(placeless), digest_size=16).hexdigest()


def chunks(items: Iterable[Item]) -> Iterator[Chunk]:
    """The articles of a dump in chunks, in order; of an empty dump one without articles.

    >>> [len(chunk.items) for chunk in chunks([Failure("7", "news.csv:2", "no JSON")] * 150)]
    [16, 16, 16, 16, 16, 16, 16, 16, 22]
    """
    index = weight = 0
    held: list[Item] = []
    for item in items:
        held.append(item)
        weight += _weight(item)
        if len(held) == min(MOST, FIRST << (index // GROWTH)) or weight >= HEAVIEST:
            yield Chunk(index, tuple(held))
            index, weight, held = index + 1, 0, []
    if held or not index:
        yield Chunk(index, tuple(held))


def _weight(item: Item) -> int:
    return len(item.text or "") + len(item.data or b"") if isinstance(item, Document) else 0
