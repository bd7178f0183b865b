"""A job: every article of a dump, read once, into a folder of tables."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import msgspec

from coopnews.batch.child import Order, Read
from coopnews.batch.chunks import Chunk, chunks
from coopnews.batch.export import check, export
from coopnews.batch.ledger import Done, Identity, Ledger
from coopnews.batch.marking import mark_clusters, unmark
from coopnews.batch.parent import Crew, do, rest
from coopnews.errors import BatchError
from coopnews.pipeline import Pipeline
from coopnews.settings import TIME_LIMIT, Columns, Format
from coopnews.sources.documents import Dump

QUEUED = 2
"""Chunks per worker that are held in memory: one being read, one waiting."""


class Job(msgspec.Struct, frozen=True):
    """What is to be done: from where, to where, with what and by whom."""

    sources: tuple[str, ...]
    folder: str
    pipeline: Pipeline
    columns: Columns = Columns()
    also: tuple[Format, ...] = ()
    workers: int | None = None
    """Processes on this machine; None is one per core."""
    scheduler: str | None = None
    """The address of a Dask scheduler, to work on its cluster instead."""
    time_limit: float = TIME_LIMIT


class Outcome(msgspec.Struct, frozen=True):
    """What came of a job, over all its runs.

    ``kept`` are chunks that were done before, ``again`` and ``removed`` those that a changed source has other articles
    for and none, ``repeated`` the articles whose identifier another one has.
    """

    articles: int
    figures: int
    errors: int
    bytes: int
    chunks: int
    kept: int
    again: int
    removed: int
    repeated: int

    left_out: tuple[tuple[str, int], ...] = ()
    """Endings of files in folders that hold no articles, and how many."""

    def notes(self) -> Iterator[str]:
        """What somebody should know of it besides its sums."""
        if self.kept == self.chunks and not self.removed:
            yield "nothing had to be done: all tables were complete."
        if self.again or self.removed:
            anew = f"{self.again} of {self.chunks} parts were made anew, {self.removed} removed"
            yield f"the source has changed: {anew}."
        if self.repeated:
            yield f"{self.repeated:,} articles have the identifier of another one: join tables with care."
        if self.left_out:
            listed = ", ".join(f"{number:,} {ending}" for ending, number in self.left_out)
            yield f"left out files that hold no articles: {listed}."


class Watcher(Protocol):
    """Who is told how a job goes on."""

    def begin(self, size: int | None) -> None:
        """The job starts; the source has ``size`` bytes as stored, if that is known."""

    def read(self, article: Read) -> None:
        """An article is done."""

    def stored(self, done: Done, position: int, *, kept: bool) -> None:
        """A chunk is done, now or (``kept``) before; the source is read up to ``position``."""


def run(job: Job, watcher: Watcher | None = None) -> Outcome:
    """Do a job, or what is missing of it, and say what came of it.

    Raises:
        InputError: a source does not exist.
        BatchError: the folder cannot be this job's, or nothing can be done. What is done is kept.
    """
    check(job.also)
    dump = Dump(job.sources, job.columns)
    ledger = Ledger(Path(job.folder))
    # Workers elsewhere see the same folders, but do not stand where this program does.
    pipeline = dataclasses.replace(job.pipeline, overlays=tuple(map(os.path.abspath, job.pipeline.overlays)))
    order = Order(pipeline, str(ledger.folder.absolute()), job.time_limit)
    try:
        ledger.claim(Identity.of(pipeline, job.sources, job.columns))
        if watcher:
            watcher.begin(dump.size)
        with _executor(job, watcher) as (executor, capacity):
            work = _Work(executor, capacity, ledger, order, dump, watcher)
            work.do()
        removed = ledger.drop_from(work.chunks)
        if removed:
            unmark(ledger)
        repeated = mark_clusters(ledger).repeated
        export(ledger, job.also)
        done = list(ledger.all_done())
    except OSError as error:
        what = f"{job.folder}: cannot be written to ({error.strerror or error})"
        raise BatchError(f"{what}. What is done is kept. Mend that and run the same command again.") from error
    finally:
        ledger.release()
    sums = {field: sum(getattr(one, field) for one in done) for field in ("articles", "figures", "errors", "bytes")}
    return Outcome(
        **sums,
        chunks=work.chunks,
        kept=work.kept,
        again=work.again,
        removed=removed,
        repeated=repeated,
        left_out=tuple(dump.left_out.items()),
    )


Do = Callable[[Chunk, Order], Done]


class _Work:
    """The chunks of a dump on their way through an executor, never more than its capacity at once."""

    def __init__(
        self,
        executor: tuple[Executor, Do],
        capacity: int,
        ledger: Ledger,
        order: Order,
        dump: Dump,
        watcher: Watcher | None,
    ) -> None:
        self._executor, self._do = executor
        self._capacity = capacity
        self._ledger = ledger
        self._order = order
        self._dump = dump
        self._watcher = watcher
        self._running: dict[Future[Done], int] = {}
        self._changes = False
        self.chunks = self.kept = self.again = 0

    def do(self) -> None:
        """Do all that is not done."""
        try:
            for chunk in chunks(self._dump):
                self.chunks += 1
                known = self._ledger.done(chunk.index)
                if known is not None and self._is_final(known, chunk):
                    self.kept += 1
                    self._tell(known, self._dump.read, kept=True)
                    continue
                self.again += known is not None and known.fingerprint != chunk.fingerprint()
                while len(self._running) >= self._capacity:
                    self._collect()
                if not self._changes:
                    unmark(self._ledger)
                    self._changes = True
                self._running[self._executor.submit(self._do, chunk, self._order)] = self._dump.read
            while self._running:
                self._collect()
        finally:
            for future in self._running:
                future.cancel()

    def _is_final(self, known: Done, chunk: Chunk) -> bool:
        """Whether a chunk is as it would be now: the same articles, and none given up for too short a time."""
        longer = known.late is not None and self._order.time_limit > known.late
        return known.fingerprint == chunk.fingerprint() and not longer

    def _collect(self) -> None:
        """Wait for a chunk, and take in those that are done."""
        for future in wait(self._running, return_when=FIRST_COMPLETED).done:
            position = self._running.pop(future)
            self._tell(future.result(), position, kept=False)

    def _tell(self, done: Done, position: int, *, kept: bool) -> None:
        if self._watcher:
            self._watcher.stored(done, position, kept=kept)


def failures(folder: Path) -> Iterator[tuple[str, str]]:
    """The inputs that a job could not read, in order: where each stands, and why.

    What was read but for its day of publication is not among them.
    """
    import pyarrow.parquet as pq

    for part in Ledger(folder).parts("errors"):
        for row in pq.read_table(part).to_pylist():
            if row["stage"] != "date":
                yield row["origin"], row["reason"]


@contextmanager
def _executor(job: Job, watcher: Watcher | None) -> Iterator[tuple[tuple[Executor, Do], int]]:
    """Who does the chunks, by which function, and how many are given out at once."""
    if job.scheduler is not None:
        with _cluster(job.scheduler) as client:
            yield (
                (client.get_executor(pure=False, retries=RETRIES), do),
                QUEUED * sum(client.nthreads().values()),
            )
        return
    workers = job.workers or _cores()
    crew = Crew(watcher.read if watcher else None)
    executor = ThreadPoolExecutor(workers)  # threads only: each waits for a process of its own
    try:
        yield (executor, crew.do), QUEUED * workers
    finally:
        crew.stop()
        executor.shutdown(cancel_futures=True)


def _cores() -> int:
    """The cores that this process may use, which in a container are not all of the machine's."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


RETRIES = 3
"""Times that a chunk is given to another worker of a cluster when one is lost."""
PATIENCE = 10
"""Seconds to wait for a cluster."""


@contextmanager
def _cluster(address: str) -> Iterator[Any]:
    """A client of a Dask scheduler with at least one worker."""
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise BatchError("Dask is not installed. Install it with: pip install 'coopnews[dask]'.") from error
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise BatchError(f"{address}: no Dask scheduler answers. Start one with: dask scheduler.") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
            yield client
            client.run(rest)
        except TimeoutError as error:
            raise BatchError(f"{address}: no workers. Start some with: dask worker {address}.") from error
        except KilledWorker as error:
            raise BatchError(
                f"{address}: a chunk lost its worker {RETRIES} times. See the log of the workers."
            ) from error
