"""Near-duplicates are marked when all articles are read: each gets the identifier of the first one of its cluster."""

from __future__ import annotations

from contextlib import suppress
from hashlib import blake2b

import msgspec

from coopnews.batch.duplicates import PERMUTATIONS, clusters
from coopnews.batch.export import remove
from coopnews.batch.ledger import Ledger, index_of


class Marked(msgspec.Struct, frozen=True):
    """Of which chunks the articles are marked, and how many have the identifier of another one."""

    chunks: str
    repeated: int


RECORD = "marked.json"


def unmark(ledger: Ledger) -> None:
    """Forget that articles are marked and written in further formats: before a chunk is made."""
    (ledger.state / RECORD).unlink(missing_ok=True)
    remove(ledger)


def mark_clusters(ledger: Ledger) -> Marked:
    """Fill ``articles.cluster_id``, once all chunks of a job are done; nothing is done where it is filled."""
    chunks = blake2b("".join(done.fingerprint for done in ledger.all_done()).encode()).hexdigest()
    record = ledger.state / RECORD
    if record.exists():
        with suppress(msgspec.DecodeError):
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
    starts = [0]
    every = ledger.state / "aside" / "signatures"
    with every.open("wb") as file:
        for part in parts:
            signatures = np.load(ledger.signatures(index_of(part)))
            file.write(signatures.tobytes())
            starts.append(starts[-1] + len(signatures))
    total = starts[-1]
    if not total:
        return 0
    first = clusters(np.memmap(every, dtype=np.uint32, mode="r", shape=(total, PERMUTATIONS)))
    every.unlink()
    digests = np.empty(total, np.uint64)
    for part, start in zip(parts, starts, strict=False):
        ids = pq.read_table(part, columns=["doc_id"])["doc_id"].to_pylist()
        digests[start : start + len(ids)] = [_digest(name) for name in ids]
    _, numbers, counts = np.unique(digests, return_inverse=True, return_counts=True)
    is_repeated = counts[numbers] > 1
    heads = np.flatnonzero(np.bincount(first, minlength=total) > 1)
    names: dict[int, str] = {}
    for part, start in zip(parts, starts, strict=False):
        table = pq.read_table(part)
        ids, origins = table["doc_id"].to_pylist(), table["origin"].to_pylist()
        # An identifier that is given twice does not tell clusters apart.
        own = [f"{name} ({origins[at]})" if is_repeated[start + at] else name for at, name in enumerate(ids)]
        low, high = np.searchsorted(heads, [start, start + len(ids)])
        names.update({int(head): own[head - start] for head in heads[low:high]})
        marks = [names.get(int(first[start + at]), name) for at, name in enumerate(own)]
        if marks != table["cluster_id"].to_pylist():
            column = table.schema.get_field_index("cluster_id")
            marked = table.set_column(column, table.schema.field(column), pa.array(marks, pa.string()))
            ledger.write(part, lambda path, marked=marked: pq.write_table(marked, path, compression="zstd"))  # type: ignore[misc]
    return total - len(counts)


def _digest(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(errors="replace"), digest_size=8).digest())
