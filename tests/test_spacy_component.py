"""coopnews in a spaCy pipeline."""

from __future__ import annotations

import subprocess
import sys

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import coopnews
from made import FIXTURES

TEXTS = [path.read_bytes().decode() for path in sorted(FIXTURES.glob("*.txt"))[:6]]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("fa")
    nlp.add_pipe("coopnews")
    return nlp


def test_the_entry_point_is_enough() -> None:
    program = "import spacy; nlp = spacy.blank('fa'); nlp.add_pipe('coopnews'); print(nlp('در گیلان').ents[0].label_)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "LOC\n"


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_records_and_entities(nlp: Language, text: str) -> None:
    article, doc = coopnews.extract(text), nlp(text)
    assert doc.text == text
    assert doc._.coopnews == article
    found = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
    # spaCy's tokens are longer than ours where signs or words are stuck together.
    exact = [entity for entity in article.entities() if entity in found]
    assert len(exact) > 0.9 * len(article.entities())
    assert all(
        any(start <= mine and end >= last and label == kind for start, end, label in found)
        for mine, last, kind in article.entities()
        if not any(start < last and end > mine and label != kind for start, end, label in found)
    )


def test_many_processes_give_the_same(nlp: Language) -> None:
    one, two = list(nlp.pipe(TEXTS)), list(nlp.pipe(TEXTS, n_process=2))
    assert [doc._.coopnews for doc in one] == [doc._.coopnews for doc in two]
    assert [[(ent.text, ent.label_) for ent in doc.ents] for doc in one] == [
        [(ent.text, ent.label_) for ent in doc.ents] for doc in two
    ]


def test_stored_and_read_again(nlp: Language) -> None:
    stored = DocBin(docs=nlp.pipe(TEXTS[:2]), store_user_data=True).to_bytes()
    docs = list(DocBin().from_bytes(stored).get_docs(spacy.blank("fa").vocab))
    assert [doc._.coopnews for doc in docs] == [coopnews.extract(text) for text in TEXTS[:2]]


def test_shown(nlp: Language) -> None:
    page = displacy.render(nlp("صادرات ۳۴ میلیون دلاری در گیلان"), style="ent", jupyter=False)
    assert "MON" in page
    assert "LOC" in page


def test_entities_of_others_stay(nlp: Language) -> None:
    doc = nlp.make_doc("علی لقمانی از صادرات ۳۴ میلیون دلاری خبر داد")
    doc.ents = [Span(doc, 0, 1, label="NAME")]
    doc = nlp.get_pipe("coopnews")(doc)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("علی", "NAME"), ("۳۴ میلیون دلاری", "MON")]


def test_a_pipeline_of_ones_own(nlp: Language) -> None:
    mine = spacy.blank("fa")
    mine.add_pipe("coopnews", config={"pipeline": "fast"})
    fast, default = mine(TEXTS[0]), nlp(TEXTS[0])
    assert fast._.coopnews.to_dict() == default._.coopnews.to_dict()
    assert [ent.text for ent in fast.ents] != [ent.text for ent in default.ents]


def test_docs_that_were_not_read() -> None:
    assert Doc(spacy.blank("fa").vocab, words=["۲۵"])._.coopnews is None
