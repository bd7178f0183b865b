"""Near-duplicates are marked when all articles are read: each gets the identifier of the first one of its cluster."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

import msgspec

from coopnews.batch.duplicates import PERMUTATIONS, clusters
from coopnews.batch.ledger import Ledger


class Marked(msgspec.Struct, frozen=True):
    """Of which chunks the articles are marked, and how many have the identifier of another one."""

    chunks: str
    repeated: int


def mark_clusters(ledger: Ledger) -> Marked:
    """Fill ``articles.cluster_id``, once all chunks of a job are done; nothing is done where it is filled."""
    chunks = blake2b("".join(done.fingerprint for done in ledger.all_done()).encode()).hexdigest()
    record = ledger.state / "marked.json"
    if record.exists():
        known = msgspec.json.decode(record.read_bytes(), type=Marked)
        if known.chunks == chunks:
            return known
        record.unlink()
    marked = Marked(chunks, _mark(ledger))
    ledger.write(record, lambda path: path.write_bytes(msgspec.json.encode(marked)))
    return marked


def _mark(ledger: Ledger) -> int:
    """Mark all articles, and count those whose identifier another one has."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    parts = ledger.parts("articles")
    signatures = [np.load(ledger.signatures(_index(part)), mmap_mode="r") for part in parts]
    starts = np.cumsum([0, *map(len, signatures)])
    if not starts[-1]:
        return 0
    every = ledger.state / "aside" / "signatures"
    together = np.memmap(every, dtype=np.uint32, mode="w+", shape=(int(starts[-1]), PERMUTATIONS))
    for start, one in zip(starts, signatures, strict=False):
        together[start : start + len(one)] = one
    first = clusters(together)
    del together
    every.unlink()
    heads = {int(head) for head in np.flatnonzero(np.bincount(first) > 1)}
    names: dict[int, str] = {}
    digests = np.empty(starts[-1], np.uint64)
    for part, start in zip(parts, starts, strict=False):
        table = pq.read_table(part)
        ids = table["doc_id"].to_pylist()
        digests[start : start + len(ids)] = [_digest(name) for name in ids]
        names.update({at: ids[at - start] for at in heads if start <= at < start + len(ids)})
        marks = [names.get(int(first[start + at]), own) for at, own in enumerate(ids)]
        if marks != table["cluster_id"].to_pylist():
            column = table.schema.get_field_index("cluster_id")
            marked = table.set_column(column, table.schema.field(column), pa.array(marks, pa.string()))
            ledger.write(part, lambda path, marked=marked: pq.write_table(marked, path, compression="zstd"))  # type: ignore[misc]
    return len(digests) - len(np.unique(digests))


def _digest(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(errors="replace"), digest_size=8).digest())


def _index(part: Path) -> int:
    return int(part.stem.removeprefix("part-"))
