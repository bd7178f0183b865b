"""What ``extract`` prints is what ``schema`` describes."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from coopnews.pipeline import Pipeline
from coopnews.records import json_schema
from made import FIXTURES
from program import run

VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def article_of(path: Path) -> dict[str, Any]:
    article = Pipeline.load("default").extract(path.read_bytes().decode(), source=path.name)
    plain: dict[str, Any] = json.loads(article.to_json())
    return plain


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_the_command_prints_it() -> None:
    assert json.loads(run("schema").stdout) == json.loads(json.dumps(json_schema()))


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_articles_are_valid(path: Path) -> None:
    VALIDATOR.validate(article_of(path))


def test_empty_article_is_valid() -> None:
    VALIDATOR.validate(json.loads(Pipeline.load("default").extract("").to_json()))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("counts", 0, "value"), "ده"),
        (("counts", 0, "qualifier"), "about"),
        (("counts", 0, "mentions", 0, "start"), None),
        (("officials", 0, "role"), None),
        (("schema",), 1),
        (("counts",), None),
    ],
)
def test_what_is_wrong_is_found(path: tuple[Any, ...], value: Any) -> None:
    article = copy.deepcopy(article_of(FIXTURES / "gilan.txt"))
    place = article
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not VALIDATOR.is_valid(article)


@pytest.mark.parametrize("field", ["counts", "checks", "title"])
def test_every_field_is_required(field: str) -> None:
    article = article_of(FIXTURES / "gilan.txt")
    del article[field]
    assert not VALIDATOR.is_valid(article)


def test_every_field_of_a_record_is_required() -> None:
    article = article_of(FIXTURES / "gilan.txt")
    del article["counts"][0]["value_max"]
    assert not VALIDATOR.is_valid(article)
