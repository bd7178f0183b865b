"""On a cluster: a real Dask scheduler and workers in processes of their own, one of which is killed."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from coopnews.batch import Job, run
from coopnews.batch.child import Read
from coopnews.batch.ledger import Done
from coopnews.errors import BatchError
from coopnews.pipeline import Pipeline
from coopnews.tables import FIGURES, extract_partition, figures_frame
from made import FIXTURES
from tables_of import tables_of

CASES = FIXTURES / "invented" / "cases.jsonl"
ARTICLES = 100


class Cluster:
    """A scheduler and its workers."""

    def __init__(self, folder: Path, processes: ExitStack) -> None:
        self._file = folder / "scheduler.json"
        self._processes = processes
        self._start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        while not self._file.exists():
            time.sleep(0.05)
        self.workers = [self._start("dask_worker", "--no-nanny", "--nthreads", "1", "--no-dashboard") for _ in range(2)]

    @property
    def address(self) -> str:
        return str(pd.read_json(self._file, typ="series")["address"])

    def _start(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{program}", "--scheduler-file", str(self._file), *arguments]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._processes.callback(process.wait)
        self._processes.callback(process.kill)
        return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    pytest.importorskip("distributed")
    with ExitStack() as processes:
        yield Cluster(tmp_path, processes)


class KillsAWorker:
    """Kills a worker of a cluster as soon as the first part is there."""

    def __init__(self, victim: subprocess.Popen[bytes]) -> None:
        self.victim = victim

    def begin(self, size: int | None) -> None: ...

    def read(self, article: Read) -> None: ...

    def stored(self, done: Done, position: int, *, kept: bool) -> None:
        assert (done.errors, position > 0, kept) == (0, True, False)
        self.victim.kill()


def test_a_lost_worker_costs_nothing(tmp_path: Path, cluster: Cluster) -> None:
    news = tmp_path / "news.jsonl"
    news.write_text("".join(CASES.open(encoding="utf-8").readlines()[:ARTICLES]), encoding="utf-8")
    job: dict[str, Any] = {"sources": (str(news),), "pipeline": Pipeline.load("fast")}
    killer = KillsAWorker(cluster.workers[0])
    outcome = run(Job(folder=str(tmp_path / "cluster"), scheduler=cluster.address, **job), killer)
    assert killer.victim.wait(timeout=10) == -9
    assert (outcome.articles, outcome.errors) == (ARTICLES, 0)
    run(Job(folder=str(tmp_path / "here"), workers=1, **job))
    assert tables_of(tmp_path / "cluster") == tables_of(tmp_path / "here")

    # The same cluster, for those who have the articles in a Dask DataFrame.
    import dask.dataframe as dd
    from distributed import Client

    frame = pd.read_json(news, lines=True).head(40)
    with Client(cluster.address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        parts = dd.from_pandas(frame, npartitions=3)  # type: ignore[no-untyped-call]
        lazy = parts.map_partitions(extract_partition, meta=figures_frame([]))
        found = client.compute(lazy).result()
    pd.testing.assert_frame_equal(found.reset_index(drop=True), extract_partition(frame))


def test_no_scheduler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(sys.modules["coopnews.batch.run"], "PATIENCE", 0.5)
    with pytest.raises(BatchError, match=r"^tcp://127\.0\.0\.1:9: no Dask scheduler answers"):
        run(Job((str(CASES),), str(tmp_path), Pipeline.load(), scheduler="tcp://127.0.0.1:9"))


def test_spark(monkeypatch: pytest.MonkeyPatch) -> None:
    pyspark = pytest.importorskip("pyspark", reason="Spark is not installed: pip install pyspark, and Java 17")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    session = pyspark.sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    frame = pd.DataFrame({"text": ["۲۵ تعاونی در گیلان", "۱۲ طرح با ۳۰ میلیارد تومان اعتبار"], "id": ["a", "b"]})

    def extract(parts: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for part in parts:
            yield extract_partition(part, doc_id="id")

    names = {"int64": "bigint"}
    schema = ", ".join(f"`{name}` {names.get(kind, kind)}" for name, kind in FIGURES.items())
    rows = session.createDataFrame(frame).mapInPandas(extract, schema).toPandas()
    assert sorted(rows["value"]) == [12, 25, 30_000_000_000]
