"""The entity model: the one of the package, one of the user's, none; what it adds and what it leaves alone."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import zipfile
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
import spacy

import coopnews
from coopnews.errors import PipelineError
from coopnews.finders.labelled import hints
from coopnews.finders.mentions import EntityMention
from coopnews.finders.model import built_in, find_entities
from coopnews.finders.reconciled import reconciled
from coopnews.finders.tagger import BATCH
from coopnews.finders.word_features import letter_groups, shape
from coopnews.pipeline import Pipeline
from coopnews.settings import BUILT_IN
from coopnews.text import Text
from made import FIXTURES
from program import ROOT, clean, run

MODEL = Path(str(files("coopnews") / "model"))
GILAN = (FIXTURES / "gilan.txt").read_bytes().decode()
LABELS = {"PER", "ORG", "LOC", "DAT", "TIM", "MON", "PCT"}


def entities(text: str, pipeline: str | Path = "default") -> list[tuple[str, str]]:
    article = coopnews.extract(text, pipeline=pipeline)
    return [(article.raw[start:end], label) for start, end, label in article.entities()]


def alone(source: str) -> list[tuple[str, str]]:
    """What the model finds without being told what rules say."""
    text = Text(source)
    return [(text.quote(found[:2]), found.label) for found in find_entities(text, BUILT_IN, [""] * len(text))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("به گزارش خبرگزاری مهر، این نشست در تهران برگزار شد.", [("خبرگزاری مهر", "ORG"), ("تهران", "LOC")]),
        ("سخنگوی وزارت خارجه آلمان به برلین بازگشت.", [("وزارت خارجه آلمان", "ORG"), ("برلین", "LOC")]),
        ("مذاکرات روسیه و ترکیه ادامه دارد.", [("روسیه", "LOC"), ("ترکیه", "LOC")]),
        ("هوا امروز آفتابی بود و کار خوب پیش رفت.", []),
    ],
)
def test_alone(source: str, expected: list[tuple[str, str]]) -> None:
    assert [one for one in alone(source) if one[1] in ("PER", "ORG", "LOC")] == expected


def test_labels_of_the_model() -> None:
    assert set(built_in().labels) == LABELS


def test_entities_are_apart_and_on_the_raw_text() -> None:
    article = coopnews.extract(GILAN)
    found = article.entities()
    assert {label for *_, label in found} <= LABELS
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert len(found) > len(article.bodies)


def test_the_model_sees_what_rules_do_not() -> None:
    model, rules = coopnews.extract(GILAN), coopnews.extract(GILAN, pipeline="fast")
    assert set(model.entities()) != set(rules.entities())
    assert {official.name for official in rules.officials} <= {official.name for official in model.officials}


@pytest.mark.parametrize(
    ("source", "people"),
    [
        ("مجیب دهواری گفت: ۶ تن ماهی ماند.", ["مجیب دهواری"]),
        ("تورم خوراکی گفت: ۶ تن ماهی ماند.", []),
    ],
)
def test_names_on_no_list_that_speak(source: str, people: list[str]) -> None:
    assert [person.name for person in coopnews.extract(source).people] == people


@pytest.mark.parametrize("source", ["", " ", "\n", "۱", "،" * 300, "گیلان " * 2000])
def test_odd_texts(source: str) -> None:
    article = coopnews.extract(source)
    assert all(article.raw[start:end].strip() for start, end, _ in article.entities())


def test_sentences_do_not_look_at_each_other() -> None:
    lines = [line for line in GILAN.split("\n") if len(line) > 40] * 5
    text = Text("\n".join(lines))
    keys = [[], *(text.keys[first : last + 1] for first, last in text.sentences)]
    assert sum(map(len, keys)) > 2 * BATCH
    said = [[""] * len(one) for one in keys]
    tagger = built_in()
    assert tagger.tag(keys, said) == [tagger.tag([one], [none])[0] for one, none in zip(keys, said, strict=True)]


def test_the_same_in_every_process() -> None:
    program = "import sys, coopnews; print(coopnews.extract(sys.stdin.read()).entities())"
    printed = {
        subprocess.run(
            [sys.executable, "-c", program], input=GILAN.encode(), capture_output=True, check=True, env=environment
        ).stdout
        for environment in ({**clean(), "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"} for seed in "12")
    }
    assert printed == {f"{coopnews.extract(GILAN).entities()}\n".encode()}


@pytest.mark.parametrize(("pipeline", "loaded"), [("fast", []), ("default", ["numpy"])])
def test_what_pipelines_load(pipeline: str, loaded: list[str]) -> None:
    program = (
        "import sys, coopnews; coopnews.extract('۲۵ تعاونی در گیلان', pipeline=sys.argv[1]);"
        "print([name for name in ('hazm', 'nltk', 'numpy', 'pandas', 'spacy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program, pipeline], capture_output=True, text=True, check=True)
    assert done.stdout == f"{loaded}\n"


def test_pickled_pipelines() -> None:
    pipeline = pickle.loads(pickle.dumps(Pipeline.load("default")))
    assert pipeline.extract(GILAN).entities() == coopnews.extract(GILAN).entities()


def test_the_model_is_a_spacy_pipeline(tmp_path: Path) -> None:
    nlp = spacy.load(MODEL)
    texts = ["مذاکرات روسیه و ترکیه در مسکو ادامه دارد ."] * 3
    once = [[(ent.text, ent.label_) for ent in doc.ents] for doc in nlp.pipe(texts)]
    assert ("روسیه", "LOC") in once[0]
    twice = [[(ent.text, ent.label_) for ent in doc.ents] for doc in nlp.pipe(texts, n_process=2)]
    assert once == twice
    nlp.to_disk(tmp_path / "stored")
    assert [(ent.text, ent.label_) for ent in spacy.load(tmp_path / "stored")(texts[0]).ents] == once[0]
    assert [(ent.text, ent.label_) for ent in spacy.load(MODEL).from_bytes(nlp.to_bytes())(texts[0]).ents] == once[0]


def test_card_and_size() -> None:
    card = json.loads((MODEL / "meta.json").read_text(encoding="utf-8"))
    assert {"PEYMA", "ParsTwiNER"} <= {source["name"].partition(",")[0] for source in card["sources"]}
    assert card["license"] == "MIT"
    assert card["performance"]["all"] > 0.79
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) < 12_000_000


def test_the_wheel_holds_the_model(tmp_path: Path) -> None:
    wheel = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed")
    (built,) = wheel.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    names = zipfile.ZipFile(built).namelist()
    assert "coopnews/model/coopnews_entities/weights.npz" in names
    assert Path(built).stat().st_size < 12_000_000


# --- a model of the user's ----------------------------------------------------------------------------------


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A pipeline file with a model that knows one club and one planet."""
    nlp = spacy.blank("fa")
    nlp.add_pipe("entity_ruler").add_patterns(  # type: ignore[attr-defined]
        [{"label": "ORG", "pattern": "ستاره نوشهرک"}, {"label": "PLANET", "pattern": "مریخ"}]
    )
    nlp.to_disk(tmp_path / "club")
    path = tmp_path / "mine.toml"
    path.write_text('[entities]\nmodel = "club"\n')
    return path


def test_a_model_of_ones_own(mine: Path) -> None:
    found = entities("ستاره نوشهرک در سال ۱۴۰۳ با ۳۴ میلیون دلار از مریخ گذشت.", mine)
    assert found == [("ستاره نوشهرک", "ORG"), ("سال ۱۴۰۳", "DAT"), ("۳۴ میلیون دلار", "MON")]


def test_a_model_of_ones_own_on_the_command_line(mine: Path, tmp_path: Path) -> None:
    (tmp_path / "club.txt").write_text("ستاره نوشهرک ۳ بازی را برد.", encoding="utf-8")
    done = run("extract", tmp_path / "club.txt", "--pipeline", mine, "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["counts"][0]["value"] == 3


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("no_such_package", r"\[entities\] model: 'no_such_package' cannot be loaded \(.*\)\. Name the folder"),
        ("empty", r"\[entities\] model: '.*empty' marks nothing\. Take one that marks people, organisations or places"),
        ("planets", r"\[entities\] model: '.*planets' marks PLANET\. Take one that"),
        ("broken", r"\[entities\] model: '.*broken' cannot be loaded \(.*\)\. Name the folder"),
    ],
)
def test_models_that_are_none(tmp_path: Path, model: str, message: str) -> None:
    spacy.blank("fa").to_disk(tmp_path / "empty")
    nlp = spacy.blank("fa")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PLANET", "pattern": "مریخ"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "planets")
    (tmp_path / "broken").mkdir()
    path = tmp_path / "mine.toml"
    path.write_text(f'[entities]\nmodel = "{model}"\n')
    with pytest.raises(PipelineError, match=message):
        Pipeline.load(path)
    done = run("extract", FIXTURES / "gilan.txt", "--pipeline", path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr.decode()


# --- parts --------------------------------------------------------------------------------------------------


def test_hints() -> None:
    text = Text("۲۵ تعاونی در گیلان")
    said = hints(text, [EntityMention(3, 3, "LOC")], [])
    assert said == ["O", "O", "O", "B-LOC"]


@pytest.mark.parametrize(
    ("rules", "model", "expected"),
    [
        ([(0, 1, "PER")], [(0, 2, "PER")], [(0, 2, "PER")]),
        ([(0, 1, "PER")], [], []),
        ([(0, 1, "DAT")], [(3, 3, "LOC")], [(0, 1, "DAT"), (3, 3, "LOC")]),
        ([(0, 1, "DAT")], [(1, 1, "LOC")], [(1, 1, "LOC")]),
        ([(0, 1, "MON")], [(3, 3, "LOC")], [(0, 1, "MON"), (3, 3, "LOC")]),
        ([], [(0, 0, "TIM")], []),
        ([(0, 0, "TIM")], [(0, 1, "DAT")], [(0, 0, "TIM")]),
    ],
)
def test_reconciled(
    rules: list[tuple[int, int, str]], model: list[tuple[int, int, str]], expected: list[tuple[int, int, str]]
) -> None:
    one, other = ([EntityMention(*found) for found in mentions] for mentions in (rules, model))
    text = Text("صبح روز جمعه رشت")
    assert reconciled(text, [], one, other, {"PER", "ORG", "LOC", "DAT"}) == expected


def test_what_the_form_tells_goes_first_and_some_dates_have_no_name() -> None:
    text, labels = Text("ستاره در فصل گذشته"), {"ORG", "PER", "DAT"}
    team, person, date = EntityMention(0, 0, "ORG"), EntityMention(0, 0, "PER"), EntityMention(2, 3, "DAT")
    assert reconciled(text, [team], [date], [person], labels) == [team]
    assert reconciled(text, [], [], [date], labels) == [date]


def test_features_of_words() -> None:
    assert letter_groups("1403") == letter_groups("1399") != letter_groups("140")
    assert shape("رشت") != shape("rasht") != shape("۱۲")
