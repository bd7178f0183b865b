"""Pipeline and job files: what they can say, and what is said of their mistakes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import coopnews
from coopnews.errors import CoopnewsError, LexiconError, PipelineError
from coopnews.lexicon import use
from coopnews.pipeline import NAMES, Pipeline
from coopnews.settings import KINDS, NONE, Columns, Entities, Settings, read_settings
from made import FIXTURES
from program import run as coopnews_program
from tables_of import tables_of

PIPELINES = Path(__file__).parent.parent / "pipelines"
GILAN = (FIXTURES / "gilan.txt").read_bytes().decode()


@pytest.mark.parametrize("name", NAMES)
def test_files_of_the_built_in_pipelines(name: str) -> None:
    from_file = Pipeline.load(PIPELINES / f"{name}.toml")
    assert from_file.extract(GILAN).to_dict() == coopnews.extract(GILAN, pipeline=name).to_dict()


@pytest.mark.parametrize("name", NAMES)
def test_files_of_the_built_in_pipelines_show_every_key(name: str) -> None:
    path = PIPELINES / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    model = Entities() if name == "default" else Entities(NONE)
    assert read_settings(path) == Settings(entities=model), "what is shown is the default"
    for section, keys in SECTIONS.items():
        _, _, below = text.partition(f"\n[{section}]\n")
        shown = re.findall(r"^(?:# )?(\w+) = ", below.partition("\n[")[0], re.MULTILINE)
        assert sorted(shown) == sorted(keys), f"[{section}]"


SECTIONS = {
    "source.columns": Columns.__struct_fields__,
    **{name: type(getattr(Settings(), name)).__struct_fields__ for name in Settings.__struct_fields__},
}
SECTIONS["source"] = tuple(key for key in SECTIONS["source"] if key != "columns")


@pytest.mark.parametrize("path", sorted(PIPELINES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_file_is_well_formed(path: Path) -> None:
    read_settings(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[engine]\nworker = 2", "[engine] worker: unknown. Known keys: workers, scheduler, time_limit."),
        ("[motor]\nx = 2", "[motor]: unknown. Known sections: stages, lexicon, entities, source, sink, engine."),
        ("[source.columns]\nbody = 'x'", "[source.columns] body: unknown. Known keys: text, title, id, date, source."),
        ("[engine]\nworkers = 0", "[engine] workers: expected `int` >= 1. Mend the value."),
        ("[engine]\nworkers = 'two'", "[engine] workers: expected `int | null`, got `str`. Mend the value."),
        ("[sink]\nalso = ['pdf']", "[sink] also: 'pdf' is unknown. Known: csv, jsonl, sqlite, xlsx, duckdb."),
        ("[stages]\nrecords = ['count']", "[stages] records: 'count' is unknown. Known: officials, people, bodies,"),
        ("[sink\n", "no TOML ("),
    ],
)
def test_mistakes_are_named(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "job.toml"
    path.write_text(content)
    with pytest.raises(PipelineError) as caught:
        read_settings(path)
    assert str(caught.value).startswith(f"{path}: {message}")


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(
        PipelineError, match=r"^nothing\.toml: cannot be read \(No such file or directory\)\. Check the path\.$"
    ):
        Pipeline.load("nothing.toml")


def test_kinds_of_records(tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    path.write_text('[stages]\nrecords = ["counts", "amounts"]')
    article, whole = Pipeline.load(path).extract(GILAN), coopnews.extract(GILAN)
    assert (article.counts, article.amounts) == (whole.counts, whole.amounts)
    assert not any(getattr(article, kind) for kind in KINDS if kind not in ("counts", "amounts"))


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A pipeline file with a lexicon overlay: a new unit, a longer list, a new town."""
    folder = tmp_path / "words"
    folder.mkdir()
    (folder / "units.toml").write_text('[crate]\nsort = "classifier"\nforms = ["جعبک"]\n')
    (folder / "currencies.toml").write_text('[toman]\nforms = ["تمن"]\n')
    (folder / "cities.csv").write_text("name,province,forms\nنوشهرک,گیلان,\n")
    path = tmp_path / "mine.toml"
    path.write_text('[lexicon]\noverlays = ["words"]\n')
    return path


def test_overlays_extend_the_lexicon(overlay: Path) -> None:
    text = "در نوشهرک ۵۰ جعبک میوه با ۳۰ میلیون تمن و ۲۰ میلیون تومان خریداری شد."
    article = Pipeline.load(overlay).extract(text)
    (count,) = article.counts
    assert (count.value, count.unit, count.item) == (50, "جعبک", "میوه")
    assert [amount.rial for amount in article.amounts] == [300_000_000, 200_000_000]
    assert ("نوشهرک", "گیلان") in [(place.name, place.province) for place in article.places]
    plain = coopnews.extract(text)
    assert [(count.unit, count.item) for count in plain.counts] != [("جعبک", "میوه")]
    assert [amount.rial for amount in plain.amounts] == [200_000_000]


def test_overlays_leave_no_trace(overlay: Path) -> None:
    before = coopnews.extract(GILAN).to_dict()
    assert Pipeline.load(overlay).extract(GILAN).to_dict() == before
    assert coopnews.extract(GILAN).to_dict() == before


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("unit.toml", "", "no file of the lexicon. Name it as one of: "),
        ("units.toml", "[crate\n", "Mend the file."),
        ("units.toml", '[crate]\nsort = "measure"\nforms = ["تن"]\n', "[crate] repeats «تن», already in [tonne]"),
    ],
)
def test_mistakes_in_overlays(overlay: Path, name: str, content: str, message: str) -> None:
    (overlay.parent / "words" / name).write_text(content)
    try:
        with pytest.raises(LexiconError) as caught:
            Pipeline.load(overlay)
        assert message in str(caught.value)
    finally:
        use(())


def test_an_overlay_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[lexicon]\noverlays = ["words"]\n')
    with pytest.raises(CoopnewsError, match=r"words: no such folder\. An overlay is a folder with files such as"):
        Pipeline.load(path)


def test_a_job_file(tmp_path: Path, overlay: Path) -> None:
    (tmp_path / "news.csv").write_text("key,matter\n7,۵۰ جعبک میوه در گیلان توزیع شد.\n", encoding="utf-8")
    overlay.write_text(
        overlay.read_text()
        + '[source]\npaths = ["news.csv"]\n[source.columns]\ntext = "matter"\nid = "key"\n'
        + '[sink]\nfolder = "tables"\nalso = ["csv"]\n[engine]\nworkers = 1\n'
    )
    done = coopnews_program("run", overlay)
    assert (done.returncode, done.stderr) == (0, b"")
    (figure,) = tables_of(tmp_path / "tables")["figures"]
    assert (figure["doc_id"], figure["value"], figure["unit"]) == ("7", 50, "جعبک")
    assert (tmp_path / "tables" / "figures.csv").exists()
    done = coopnews_program("run", overlay, "--out", tmp_path / "more", "--source", FIXTURES / "gilan.txt")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", str(PIPELINES / "default.toml")], "[source] paths: not given. Add them, or say --source."),
        (["run", str(PIPELINES / "isna.toml"), "--source", "x.csv"], "[sink] folder: not given. Add it, or say --out."),
        (["run", "nothing.toml"], "nothing.toml: cannot be read (No such file or directory). Check the path."),
        (
            ["batch", "x.csv", "--out", "y", "--also", "pdf"],
            "--also pdf: unknown. Take one of: csv, jsonl, sqlite, xlsx, duckdb.",
        ),
    ],
)
def test_misuse(arguments: list[str], message: str) -> None:
    done = coopnews_program(*arguments)
    assert done.returncode == 2
    assert done.stderr.decode().endswith(message + "\n")
