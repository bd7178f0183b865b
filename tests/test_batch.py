"""Jobs over dumps: nothing is lost, whatever is in the dump and whatever happens to the run."""

from __future__ import annotations

import gzip
import io
import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import msgspec
import pandas as pd
import psutil
import pytest

from coopnews.batch import Job, child, failures, parent, run
from coopnews.batch.chunks import Chunk
from coopnews.batch.duplicates import signature
from coopnews.batch.ledger import Done, Ledger
from coopnews.batch.parent import Crew
from coopnews.errors import BatchError
from coopnews.pipeline import Pipeline
from coopnews.settings import STATE, Format
from made import FIXTURES
from program import ROOT, SCRIPTS, clean
from program import run as coopnews
from tables_of import tables_of

CASES = FIXTURES / "invented" / "cases.jsonl"
ARTICLES = sorted(FIXTURES.glob("*.txt"))
FAST = Pipeline.load("fast")


def dump(path: Path, articles: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in articles), encoding="utf-8")
    return path


def job(source: Path, folder: Path, *also: Format, workers: int = 1, time_limit: float = 60) -> Job:
    return Job((str(source),), str(folder), FAST, also=also, workers=workers, time_limit=time_limit)


def batch(source: Path, folder: Path, *, workers: int) -> list[str]:
    """The command of the same job."""
    options = ["--out", str(folder), "--pipeline", "fast", "--workers", str(workers)]
    return [str(SCRIPTS / "coopnews"), "batch", str(source), *options]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Short articles: the cases of the fixtures."""
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    lines = CASES.open(encoding="utf-8").readlines()[:240]
    lines[100:100] = lines[:8]  # near-duplicates, and identifiers that are given twice
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def clean_run(tmp_path_factory: pytest.TempPathFactory, news: Path) -> Path:
    """The tables of the short articles, made in one run by one process."""
    folder = tmp_path_factory.mktemp("clean")
    run(job(news, folder))
    return folder


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles are read by this process: for what does not depend on processes, and starts at once."""

    class Here(Crew):
        def do(self, chunk: Chunk, order: child.Order) -> Done:
            return child.do(child.Task(chunk, order, {}), io.BytesIO())

    monkeypatch.setattr(sys.modules["coopnews.batch.run"], "Crew", Here)


@pytest.mark.usefixtures("in_process")
def test_tables_hold_what_extract_finds(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    outcome = run(job(FIXTURES / "*.txt", folder))
    tables = tables_of(folder)
    assert outcome.articles == len(ARTICLES) == len(tables["articles"])
    assert tables["errors"] == []
    for path, row in zip(ARTICLES, tables["articles"], strict=True):
        article = FAST.extract(path.read_bytes().decode())
        assert (row["origin"], row["title"], row["text"]) == (str(path), article.title, article.raw)
        mine = {table: [one for one in rows if one["doc_id"] == row["doc_id"]] for table, rows in tables.items()}
        assert row["n_figures"] == len(mine["figures"]) == len(article.figures())
        for table, records in {
            "officials": article.officials,
            "bodies": article.bodies,
            "dates": article.dates,
        }.items():
            assert len(mine[table]) == len(records)
        for mention in mine["mentions"]:
            assert row["text"][mention["start"] : mention["end"]] == mention["text"]
    frame = pd.read_parquet(folder / "figures")
    assert len(frame) == outcome.figures


def test_any_number_of_processes_gives_the_same_rows(tmp_path: Path, news: Path, clean_run: Path) -> None:
    run(job(news, tmp_path, workers=2))
    assert tables_of(tmp_path) == tables_of(clean_run)


def test_the_model_works_in_workers(tmp_path: Path) -> None:
    text = "مدیرعامل اسبق شرکت ملی مس درگذشت."
    (body,) = Pipeline.load().extract(text).bodies  # that only the model finds
    assert not FAST.extract(text).bodies
    source = dump(tmp_path / "news.jsonl", [{"id": str(at), "text": text} for at in range(40)])
    whole = msgspec.structs.replace(job(source, tmp_path / "out", workers=2), pipeline=Pipeline.load())
    assert run(whole).errors == 0
    assert [row["name"] for row in tables_of(tmp_path / "out")["bodies"]] == [body.name] * 40


def test_killed_at_random_moments(tmp_path: Path, news: Path, clean_run: Path) -> None:
    chance = random.Random(7)
    command = batch(news, tmp_path / "out", workers=2)
    parts = tmp_path / "out" / "figures"
    seen = kills = 0
    while True:
        with subprocess.Popen(
            command, cwd=ROOT, env=clean(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        ) as process:
            # Not before there is something to lose: a part more than the last time.
            while process.poll() is None and kills < 2 and len(list(parts.glob("*"))) <= seen:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.3))
            if kills < 2 and process.poll() is None:
                process.send_signal(signal.SIGKILL)
                kills += 1
                seen = len(list(parts.glob("*")))
                continue
            _, errors = process.communicate()
            assert process.returncode == 0, errors
            break
    assert kills == 2
    assert tables_of(tmp_path / "out") == tables_of(clean_run)
    assert not list((tmp_path / "out" / STATE / "aside").iterdir())


def test_a_killed_worker_costs_nothing(tmp_path: Path, news: Path, clean_run: Path) -> None:
    command = batch(news, tmp_path / "out", workers=2)
    with subprocess.Popen(command, cwd=ROOT, env=clean(), stderr=subprocess.PIPE) as process:
        while not list((tmp_path / "out" / "figures").glob("*")):
            time.sleep(0.01)
        psutil.Process(process.pid).children()[0].kill()
        _, errors = process.communicate()
        assert process.returncode == 0, errors
    assert tables_of(tmp_path / "out") == tables_of(clean_run)


def test_interrupted(tmp_path: Path) -> None:
    command = batch(CASES, tmp_path / "out", workers=1)

    def listen() -> None:  # what a shell has put into the background does not hear interruptions
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    with subprocess.Popen(command, cwd=ROOT, env=clean(), stderr=subprocess.PIPE, preexec_fn=listen) as process:
        while not list((tmp_path / "out" / "figures").glob("*")):
            time.sleep(0.01)
        children = psutil.Process(process.pid).children()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors.decode() == "coopnews: stopped. The same command goes on where it was.\n"
    psutil.wait_procs(children, timeout=20)
    assert not any(child.is_running() for child in children)


POISON = "این خبر خواننده را از کار می‌اندازد."
CHILD = f"""
import os, time
from coopnews.batch import child
real = child.content
def content(document):
    if document.text == {POISON!r}:
        {{}}
    return real(document)
child.content = content
child.main()
"""


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        ("time.sleep(60)", "took longer than 2 seconds"),
        ("import re; re.match('(a+)+$', 'a' * 40 + 'b')", "took longer than 2 seconds"),  # holds the interpreter's lock
        ("os.kill(os.getpid(), 11)", "ended the process that read it 3 times (signal 11)"),
        ("raise MemoryError('no more')", "MemoryError: no more. Please report it"),
        ("raise RecursionError('deep')", "RecursionError: deep. Please report it"),
    ],
)
def test_a_poisonous_article_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str, reason: str
) -> None:
    articles: list[dict[str, object]] = [
        {"id": str(at), "text": f"{at + 20} تعاونی در استان فعال هستند."} for at in range(5)
    ]
    articles[2]["text"] = POISON
    monkeypatch.setattr(parent, "COMMAND", [sys.executable, "-c", CHILD.format(harm)])
    outcome = run(job(dump(tmp_path / "news.jsonl", articles), tmp_path / "out", time_limit=2))
    tables = tables_of(tmp_path / "out")
    assert [row["doc_id"] for row in tables["articles"]] == ["0", "1", "3", "4"]
    (error,) = tables["errors"]
    assert (error["doc_id"], error["origin"]) == ("2", f"{tmp_path / 'news.jsonl'}:3")
    assert error["reason"].startswith(reason)
    assert (outcome.articles, outcome.errors) == (4, 1)


def test_a_child_that_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parent, "COMMAND", [sys.executable, "-c", "raise ImportError('no hazm')"])
    with pytest.raises(BatchError, match=r"does not start \(exit status 1\)\.[^$]*no hazm"):
        run(job(CASES, tmp_path / "out"))


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = dump(tmp_path / "news.jsonl", [{"text": "۲۵ تعاونی در استان فعال هستند."}])
    full = "from coopnews.batch import child, ledger\ndef full(*_): raise OSError(28, 'No space left on device')\n"
    full += "ledger.Ledger.write = full\nchild.main()"
    with monkeypatch.context() as patched:
        patched.setattr(parent, "COMMAND", [sys.executable, "-c", full])
        with pytest.raises(
            BatchError, match=r"out: cannot be written to \(No space left on device\)\. What is done is kept"
        ):
            run(job(source, tmp_path / "out"))
    assert run(job(source, tmp_path / "out")).articles == 1


def test_good_and_bad_inputs(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    good = "۲۵ تعاونی با ۳۰۰ عضو در استان فعال هستند."
    line = json.dumps({"text": good}, ensure_ascii=False).encode() + b"\n"
    (news / "a.jsonl").write_bytes(
        line + b"{broken\n" + line + json.dumps({"text": "x" * 50_000_000}).encode() + b"\n" + line
    )
    (news / "b.csv").write_text("id,headline\n1,2\n")
    (news / "c.jsonl.gz").write_bytes(gzip.compress(line * 200)[:-10])
    (news / "d.txt").write_bytes(b"")
    (news / "e.txt").write_bytes("déjà vu où ça grüße über".encode("latin-1") * 9)
    (news / "f.html").write_text("<!DOCTYPE html><html><body><img src='x.png'></body></html>")
    (news / "g.txt").write_text(good)
    (news / "h.zip").write_bytes(b"PK\x03\x04 and no more")
    (news / "i.txt").write_bytes(good.encode("utf-16"))
    done = coopnews("batch", news, "--out", tmp_path / "out", "--pipeline", "fast", "--also", "csv")
    tables = tables_of(tmp_path / "out")
    assert done.returncode == 1
    names = [Path(row["origin"]).name for row in tables["errors"]]
    assert names == ["a.jsonl:2", "a.jsonl:4", "b.csv", "c.jsonl.gz", "d.txt", "e.txt", "f.html", "h.zip"]
    assert [line.split(": ")[1] for line in done.stderr.decode().splitlines()] == [
        row["origin"] for row in tables["errors"]
    ]
    assert [Path(origin).name for origin, _ in failures(tmp_path / "out")] == names
    read = [row["doc_id"] for row in tables["articles"]]
    assert [name for name in read if "gz" not in name] == ["a.jsonl:1", "a.jsonl:3", "a.jsonl:5", "g.txt", "i.txt"]
    assert len(read) > 150
    assert [row["value"] for row in tables["figures"]] == [25, 300] * len(read)
    assert done.stdout.decode().endswith(
        f"{len(read)} articles, {2 * len(read):,} figures, 8 errors → {tmp_path / 'out'}\n"
    )


def test_the_second_run_does_nothing(news: Path, clean_run: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in clean_run.rglob("*.parquet")}
    outcome = run(job(news, clean_run))
    assert outcome.kept == outcome.chunks > 1
    assert {path: path.stat().st_mtime_ns for path in clean_run.rglob("*.parquet")} == before
    assert "nothing had to be done: all tables were complete." in outcome.notes()


@pytest.mark.usefixtures("in_process")
def test_a_changed_source_is_read_where_it_has_changed(tmp_path: Path) -> None:
    articles: list[dict[str, object]] = [{"text": f"{at + 20} تعاونی در استان فعال هستند."} for at in range(50)]
    source = dump(tmp_path / "news.jsonl", articles)
    run(job(source, tmp_path / "out"))
    articles[20]["text"] = "در این استان ۱۲ طرح افتتاح شد."
    dump(source, articles[:30])
    outcome = run(job(source, tmp_path / "out"))
    assert list(outcome.notes()) == ["the source has changed: 1 of 2 parts were made anew, 2 removed."]
    run(job(source, tmp_path / "new"))
    assert tables_of(tmp_path / "out") == tables_of(tmp_path / "new")


@pytest.mark.usefixtures("in_process")
def test_a_change_that_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was left by a run over another state of the source, the tables are those of a clean run."""
    text = "در استان گیلان ۲۵ تعاونی با ۳۰۰ عضو فعال هستند و ۱۲ طرح افتتاح شد."
    first: list[dict[str, object]] = [{"id": at, "text": text} for at in range(40)]
    second: list[dict[str, object]] = [
        {"id": at, "text": f"{at} {at + 7} {at * 3} طرح در {at} شهر"} for at in range(40)
    ]
    source, out = dump(tmp_path / "news.jsonl", first), tmp_path / "out"
    run(job(source, out, "csv"))
    wanted = tables_of(out)
    assert {row["cluster_id"] for row in wanted["articles"]} == {"0"}

    def stop(*_: object) -> None:
        raise BatchError("stopped")

    for owner, method in ((sys.modules["coopnews.batch.run"], "mark_clusters"), (Ledger, "finish")):
        dump(source, second)
        with monkeypatch.context() as patched:
            patched.setattr(owner, method, stop)
            with pytest.raises(BatchError, match="stopped"):
                run(job(source, out))
        assert not (out / "figures.csv").exists(), "the file is of other articles than the tables"
        dump(source, first)
        run(job(source, out))
        assert tables_of(out) == wanted
    (out / STATE / "done" / "00001.json").unlink()
    dump(source, first[:10])
    assert run(job(source, out)).articles == 10
    assert len(tables_of(out)["articles"]) == 10


@pytest.mark.usefixtures("in_process")
def test_a_source_that_only_loses_articles(tmp_path: Path) -> None:
    articles: list[dict[str, object]] = [{"text": f"{at + 20} تعاونی در استان فعال هستند."} for at in range(32)]
    source = dump(tmp_path / "news.jsonl", articles)
    run(job(source, tmp_path / "out", "csv"))
    dump(source, articles[:16])
    outcome = run(job(source, tmp_path / "out"))
    assert (outcome.kept, outcome.removed, outcome.articles) == (1, 1, 16)
    assert not (tmp_path / "out" / "figures.csv").exists(), "the file has articles that the tables lack"


@pytest.mark.usefixtures("in_process")
def test_a_part_that_was_removed_is_made_again(tmp_path: Path) -> None:
    source = dump(tmp_path / "news.jsonl", [{"text": "۲۵ تعاونی در استان فعال هستند."}])
    run(job(source, tmp_path / "out"))
    wanted = tables_of(tmp_path / "out")
    (tmp_path / "out" / "figures" / "part-00000.parquet").unlink()
    assert run(job(source, tmp_path / "out")).kept == 0
    assert tables_of(tmp_path / "out") == wanted


@pytest.mark.usefixtures("in_process")
def test_a_longer_time_limit_tries_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = dump(tmp_path / "news.jsonl", [{"text": "۲۵ تعاونی در استان فعال هستند."}])

    class GivesUp(Crew):
        def do(self, chunk: Chunk, order: child.Order) -> Done:
            given_up = {0: "took longer"} if order.time_limit < 10 else {}
            return child.do(child.Task(chunk, order, given_up, bool(given_up)), io.BytesIO())

    monkeypatch.setattr(sys.modules["coopnews.batch.run"], "Crew", GivesUp)
    assert run(job(source, tmp_path / "out", time_limit=5)).errors == 1
    assert run(job(source, tmp_path / "out", time_limit=5)).kept == 1
    outcome = run(job(source, tmp_path / "out", time_limit=20))
    assert (outcome.articles, outcome.errors) == (1, 0)


@pytest.mark.parametrize("content", ["", "{}", '{"version": "0.0.1"}', '{"version": 7, "x": 1}'])
@pytest.mark.usefixtures("in_process")
def test_a_record_that_is_damaged(tmp_path: Path, content: str) -> None:
    source = dump(tmp_path / "news.jsonl", [{"text": "۲۵ تعاونی در استان فعال هستند."}])
    run(job(source, tmp_path / "out"))
    (tmp_path / "out" / STATE / "marked.json").write_text("")
    assert run(job(source, tmp_path / "out")).kept == 1
    (tmp_path / "out" / STATE / "job.json").write_text(content)
    with pytest.raises(BatchError, match=r"(damaged|another version of coopnews).* [Rr]emove"):
        run(job(source, tmp_path / "out"))


@pytest.mark.usefixtures("in_process")
def test_a_disk_that_is_full_for_the_parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = dump(tmp_path / "news.jsonl", [{"text": "۲۵ تعاونی در استان فعال هستند."}])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys.modules["coopnews.batch.run"], "mark_clusters", full)
    with pytest.raises(
        BatchError, match=r"out: cannot be written to \(No space left on device\)\. What is done is kept"
    ):
        run(job(source, tmp_path / "out"))


@pytest.mark.usefixtures("in_process")
def test_a_folder_belongs_to_one_job(tmp_path: Path) -> None:
    source = dump(tmp_path / "news.jsonl", [{"text": "۲۵ تعاونی در استان فعال هستند."}])
    first = msgspec.structs.replace(job(source, tmp_path / "out"), pipeline=Pipeline.load())
    run(first)
    changes: list[tuple[dict[str, Any], str]] = [
        ({"pipeline": FAST}, "another pipeline (default, now fast)"),
        ({"pipeline": Pipeline("default", records=("counts",))}, "another choice of records"),
        ({"pipeline": Pipeline("default", model=None)}, "another model of entities (built-in, now none)"),
        ({"sources": (str(CASES),)}, "another source"),
    ]
    for change, word in changes:
        other = msgspec.structs.replace(first, **change)
        with pytest.raises(BatchError) as caught:
            run(other)
        assert word in str(caught.value)
        assert str(caught.value).endswith("Give a new folder, or remove this one.")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").write_bytes(b"")
    with pytest.raises(BatchError, match="not empty, and not made by coopnews"):
        run(job(source, tmp_path / "mine"))


@pytest.mark.usefixtures("in_process")
def test_near_duplicates_share_a_cluster(tmp_path: Path) -> None:
    gilan, other = (FIXTURES / "gilan.txt").read_text(), ARTICLES[2].read_text()
    copy = gilan.replace("ی", "ي").replace("گزارش", "نقل") + "\nانتهای پیام/"
    texts = {
        "a": gilan,
        "b": other,
        "c": copy,
        "d": "۲۵ تعاونی در استان فعال هستند.",
        "e": "۲۵ طرح در استان افتتاح شد.",
    }
    run(
        job(
            dump(tmp_path / "news.jsonl", [{"id": name, "text": text} for name, text in texts.items()]),
            tmp_path / "out",
        )
    )
    rows = tables_of(tmp_path / "out")["articles"]
    assert {row["doc_id"]: row["cluster_id"] for row in rows} == {"a": "a", "b": "b", "c": "a", "d": "d", "e": "e"}


def test_signatures_estimate_common_words() -> None:
    words = [f"واژه{at}" for at in range(400)]
    whole, half = signature(" ".join(words)), signature(" ".join(words[:200]))
    assert 0.35 < (whole == half).mean() < 0.65


@pytest.mark.usefixtures("in_process")
def test_identifiers_that_are_given_twice(tmp_path: Path) -> None:
    articles: list[dict[str, object]] = [
        {"id": at % 2, "text": f"{at + 20} تعاونی در استان فعال هستند."} for at in range(3)
    ]
    outcome = run(job(dump(tmp_path / "news.jsonl", articles), tmp_path / "out"))
    assert outcome.repeated == 1
    clusters = [row["cluster_id"] for row in tables_of(tmp_path / "out")["articles"]]
    assert len(set(clusters)) == 3
    assert clusters[1] == "1"


@pytest.mark.usefixtures("in_process")
def test_days_of_publication(tmp_path: Path) -> None:
    text = "در سال جاری ۲۵ تعاونی تشکیل شد."
    articles: list[dict[str, object]] = [
        {"text": text, "date": date} for date in ("1403/05/12", "2024-08-02", "soon", "")
    ]
    outcome = run(job(dump(tmp_path / "news.jsonl", articles), tmp_path / "out"))
    tables = tables_of(tmp_path / "out")
    assert [row["published"] for row in tables["articles"]] == ["1403-05-12", "1403-05-12", None, None]
    assert [row["period_start"] for row in tables["figures"]] == ["1403-01-01", "1403-01-01", None, None]
    assert [(row["stage"], row["origin"][-2:]) for row in tables["errors"]] == [("date", ":3")]
    assert outcome.errors == 0


@pytest.mark.usefixtures("in_process")
def test_further_formats(tmp_path: Path) -> None:
    formula = "=1+1 تعاونی در استان گیلان فعال است و ۲۵ تعاونی دیگر هم هست."
    source = dump(
        tmp_path / "news.jsonl", [{"id": "=A1", "text": formula, "title": "=2+2"}, {"id": "b", "text": "متن"}]
    )
    out = tmp_path / "out"
    run(job(source, out, "csv", "jsonl", "sqlite", "xlsx", "duckdb"))
    tables = tables_of(out)
    for table in ("figures", "articles", "officials"):
        assert [json.loads(line) for line in (out / f"{table}.jsonl").open(encoding="utf-8")] == tables[table]
        assert len(pd.read_csv(out / f"{table}.csv")) == len(tables[table])
        with closing(sqlite3.connect(out / "coopnews.sqlite")) as database:
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (len(tables[table]),)
        with duckdb.connect(str(out / "coopnews.duckdb"), read_only=True) as database:
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (len(tables[table]),)
    with zipfile.ZipFile(out / "coopnews.xlsx") as workbook:
        for name in workbook.namelist():
            if name.startswith("xl/worksheets/"):
                sheet = ElementTree.fromstring(workbook.read(name))
                assert not list(sheet.iterfind(".//{*}f")), "a cell is a formula"
                assert next(sheet.iterfind(".//{*}sheetView")).get("rightToLeft") == "1"


@pytest.mark.usefixtures("in_process")
def test_formats_that_are_asked_for_later(tmp_path: Path) -> None:
    source = dump(tmp_path / "news.jsonl", [{"text": "۲۵ تعاونی در استان فعال هستند."}])
    run(job(source, tmp_path / "out"))
    assert run(job(source, tmp_path / "out", "csv")).kept == 1
    assert (tmp_path / "out" / "figures.csv").read_text(encoding="utf-8").count("\n") == 2


@pytest.mark.usefixtures("in_process")
def test_another_run_at_the_same_time(tmp_path: Path) -> None:
    source = dump(tmp_path / "news.jsonl", [{"text": "۲۵ تعاونی در استان فعال هستند."}])

    class Meanwhile:
        def begin(self, _: int | None) -> None:
            with pytest.raises(BatchError, match="another run writes to it"):
                run(job(source, tmp_path / "out"))

        def read(self, article: object) -> None: ...

        def stored(self, done: object, position: int, *, kept: bool) -> None: ...

    run(job(source, tmp_path / "out"), Meanwhile())


@pytest.mark.usefixtures("in_process")
def test_an_empty_table(tmp_path: Path) -> None:
    (tmp_path / "news.csv").write_text("id,text\n")
    outcome = run(job(tmp_path / "news.csv", tmp_path / "out"))
    assert (outcome.articles, outcome.errors) == (0, 1)
    assert tables_of(tmp_path / "out")["figures"] == []
