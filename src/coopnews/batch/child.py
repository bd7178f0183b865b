"""The process that reads articles: chunks come in on standard input, parts of tables go out to files.

It is a process of its own, so that an article which crashes or hangs it costs that article and nothing else. It
tells its parent of each article that is done; a C-level alarm ends the process when one takes too long, even in
the middle of a regular expression. When the parent is gone, it ends with the next article.
"""

from __future__ import annotations

import faulthandler
import os
import sys
import traceback
from pathlib import Path
from typing import IO, Any

import msgspec

from coopnews.batch.chunks import Chunk
from coopnews.batch.duplicates import PERMUTATIONS, signature
from coopnews.batch.ledger import Done, Ledger
from coopnews.errors import CoopnewsError
from coopnews.pipeline import Pipeline
from coopnews.sources.documents import Content, Document, Failure, content
from coopnews.sources.published import day_of
from coopnews.tables import TABLES, Row, arrow_table, record_rows


class Order(msgspec.Struct, frozen=True):
    """What is done with each chunk of a job."""

    pipeline: Pipeline
    folder: str
    time_limit: float


class Task(msgspec.Struct, frozen=True):
    """A chunk to be done; ``given_up`` are the positions of articles that ended a process, and how."""

    chunk: Chunk
    order: Order
    given_up: dict[int, str]
    late: bool = False
    """Whether some of them took too long."""


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The process has loaded what it needs for a task, and begins with the first article."""


class Read(msgspec.Struct, frozen=True, tag=True):
    """An article is done: its size and what came of it."""

    bytes: int
    figures: int
    errors: int


class Finished(msgspec.Struct, frozen=True, tag=True):
    """All parts of a chunk are written."""

    done: Done


class Broken(msgspec.Struct, frozen=True, tag=True):
    """The chunk cannot be done at all, for a reason that is not in its articles."""

    reason: str


Message = Ready | Read | Finished | Broken


def main() -> None:
    """Do tasks until there are no more."""
    # What libraries print must not get between the messages.
    messages = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while header := sys.stdin.buffer.read(8):
        task = msgspec.msgpack.decode(sys.stdin.buffer.read(int.from_bytes(header)), type=Task)
        try:
            tell(messages, Finished(do(task, messages)))
        except OSError as error:
            tell(messages, Broken(f"{task.order.folder}: cannot be written to ({error.strerror or error})"))
        except Exception as error:
            traceback.print_exc()
            tell(messages, Broken(f"{type(error).__name__}: {error}. Please report it"))


def tell(messages: IO[bytes], message: Message) -> None:
    """Send a message to the parent; without a parent there is nothing left to do."""
    try:
        messages.write(msgspec.json.encode(message) + b"\n")
        messages.flush()
    except BrokenPipeError:
        os._exit(1)


def do(task: Task, messages: IO[bytes]) -> Done:
    """Read the articles of a chunk and write its parts."""
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    signatures = []
    size = 0
    task.order.pipeline.extract("")  # what is loaded with the first article is not on that article's time
    tell(messages, Ready())
    for at, item in enumerate(task.chunk.items):
        before = len(rows["figures"])
        read = 0
        if isinstance(item, Failure):
            rows["errors"].append(_error(item, "read", item.reason))
        elif at in task.given_up:
            rows["errors"].append(_error(item, "extract", task.given_up[at]))
        else:
            # The alarm needs no cooperation of what it ends; where it fires, a parent sees the end of the messages.
            with open(os.devnull, "w") as nowhere:  # noqa: PTH123  (a device)
                faulthandler.dump_traceback_later(task.order.time_limit, exit=True, file=nowhere)
                try:
                    article = content(item)
                    found = _article_rows(item, article, task.order.pipeline)
                    signatures.append(signature(article.text))
                    for table, row in found:
                        rows[table].append(row)
                    read = len(article.text.encode(errors="replace"))
                except CoopnewsError as error:
                    rows["errors"].append(_error(item, "read", str(error).removeprefix(f"{item.origin}: ")))
                except Exception as error:  # one article must not cost the others
                    rows["errors"].append(_error(item, "extract", f"{type(error).__name__}: {error}. Please report it"))
                finally:
                    faulthandler.cancel_dump_traceback_later()
        size += read
        tell(messages, Read(read, len(rows["figures"]) - before, 0 if read else 1))
    done = Done(
        task.chunk.fingerprint(),
        articles=len(rows["articles"]),
        figures=len(rows["figures"]),
        errors=sum(row["stage"] != "date" for row in rows["errors"]),
        bytes=size,
        tables=tuple(table for table, those in rows.items() if those or not task.chunk.index),
        late=task.order.time_limit if task.late else None,
    )
    _write(Ledger(Path(task.order.folder)), task.chunk.index, rows, signatures, done)
    return done


def _error(item: Document | Failure, stage: str, reason: str) -> Row:
    return {"doc_id": item.id, "origin": item.origin, "stage": stage, "reason": reason}


def _article_rows(item: Document, read: Content, pipeline: Pipeline) -> list[tuple[str, Row]]:
    """All rows of an article; a day of publication that cannot be read costs only itself."""
    rows: list[tuple[str, Row]] = []
    published = None
    if read.published is not None:
        try:
            published = day_of(read.published)
        except ValueError as error:
            rows.append(("errors", _error(item, "date", f"{error}. The article is read without it")))
    article = pipeline.extract(read.text, source=item.origin, published=published)
    records = list(record_rows(item.id, article))
    rows += records
    row = {
        "doc_id": item.id,
        "origin": item.origin,
        "site": read.site,
        "title": read.title or article.title,
        "kicker": article.kicker,
        "outlet": article.outlet,
        "published": article.published,
        "n_figures": sum(table == "figures" for table, _ in records),
        "cluster_id": item.id,
        "text": read.text,
    }
    return [("articles", row), *rows]


def _write(ledger: Ledger, index: int, rows: dict[str, list[Row]], signatures: list[Any], done: Done) -> None:
    """Write a chunk's parts: of the first chunk all, so that each table has its columns, of others those with rows."""
    import numpy as np
    import pyarrow.parquet as pq

    ledger.begin(index)
    for table, those in rows.items():
        path = ledger.part(table, index)
        if table in done.tables:
            data = arrow_table(table, those)
            ledger.write(path, lambda aside, data=data: pq.write_table(data, aside, compression="zstd"))  # type: ignore[misc]
        else:
            path.unlink(missing_ok=True)

    def save(aside: Path) -> None:
        with aside.open("wb") as file:
            np.save(file, np.array(signatures, dtype=np.uint32).reshape(len(signatures), PERMUTATIONS))

    ledger.write(ledger.signatures(index), save)
    ledger.finish(index, done)
