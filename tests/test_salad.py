"""Words of real-looking news in any order: nothing raises, offsets hold, the JSON has its schema."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

from coopnews import extract
from coopnews.records import json_schema

FIXTURES = Path(__file__).parent.parent / "fixtures"
WORDS = sorted({word for path in FIXTURES.glob("*.txt") for word in path.read_text(encoding="utf-8").split()})
SIGNS = [
    "و",
    "تا",
    "۱۲",
    "۲/۵",
    "هزار",
    "میلیارد",
    "(",
    ")",
    "«",
    "»",
    "-",
    "\n",
    "،",
    ":",
    "از",
    "به",
    "همت",
    "٪",
    "یک",
    "نه",
    "بین",
]
VALIDATOR = jsonschema.Draft202012Validator(json_schema())


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(SIGNS)), max_size=30))
def test_any_order_of_words(words: list[str]) -> None:
    raw = " ".join(words)
    article = extract(raw)
    plain = article.to_dict()
    VALIDATOR.validate(plain)
    for name in ("officials", "people", "bodies", "places", "counts", "amounts", "percents", "dates"):
        for record in plain[name]:
            assert record["mentions"]
            assert all(raw[m["start"] : m["end"]] == m["text"] for m in record["mentions"])
    entities = article.entities()
    assert all(before[1] <= after[0] for before, after in pairwise(entities))
