"""The pages of the site, and what the command line says of itself."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args

import msgspec
import pytest

import coopnews
from coopnews import records
from coopnews.settings import read_settings
from coopnews.tables import FIGURES
from coopnews.view.labels import labels
from documented import (
    ELSEWHERE,
    PAGES,
    blocks,
    check_command,
    command_lines,
    epilogs,
    follow,
    names_of_commands,
    options,
)
from program import ROOT

DOCS = ROOT / "docs"
GUIDE, PERSIAN = DOCS / "records.md", DOCS / "records.fa.md"


def shown(pages: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("page", pages, ids=lambda page: str(page.relative_to(ROOT)))


@shown([page for page in PAGES if DOCS in page.parents and blocks(page)])
def test_examples(page: Path, tmp_path: Path) -> None:
    follow(page, tmp_path)


@shown(PAGES)
def test_what_is_not_run_is_well_formed(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(re.findall(r"^\s*```", text, re.MULTILINE)) == 2 * len(blocks(page)), "a block that is not understood"
    for block in blocks(page):
        if block.language == "sh":
            assert not block.title
            for line in command_lines(block.text):
                check_command(line)
        elif block.language == "toml":
            assert block.is_file, f"line {block.line}: give the block the name of its file as title"
            tomllib.loads(block.text)
        elif block.title.startswith(ELSEWHERE):
            compile(block.text, str(page), "exec")
        else:
            assert block.language in ("", "console", "csv", "json", "python", "text"), block.language
    for name, rest in re.findall(r"`coopnews ([a-z]+)([^`\n]*)`", text):
        assert set(re.findall(r"(?<= )--?[a-z][\w-]*", rest)) <= options(name)


@shown([page for page in PAGES if any(block.language == "toml" for block in blocks(page))])
def test_job_files(page: Path, tmp_path: Path) -> None:
    for block in blocks(page):
        if block.language == "toml" and "/" not in block.title:
            path = tmp_path / block.title
            path.write_text(block.text, encoding="utf-8")
            read_settings(path)


@shown(PAGES)
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", page.read_text(encoding="utf-8")):
        found = page.parent / target if target else page
        assert found.exists(), target
        if anchor and "." not in anchor:
            heads = re.findall(r"^#+ (.*)", found.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in heads}, anchor


def test_the_reference_has_every_public_name() -> None:
    for name in coopnews.__all__:
        assert f"::: coopnews.{name}\n" in (DOCS / "reference" / "library.md").read_text(encoding="utf-8")


# The field guide


def in_code(page: Path) -> set[str]:
    """The identifiers that a page has in code, outside of blocks."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return {word for code in re.findall(r"`([^`]+)`", text) for word in re.findall(r"[A-Za-z_]+", code)}


def fields() -> set[str]:
    """The fields of all that is printed of an article, and the values that fields can have."""
    types = [kind for kind in vars(records).values() if isinstance(kind, type) and issubclass(kind, msgspec.Struct)]
    names = {field.name for kind in types for field in msgspec.structs.fields(kind)} - set(records.UNPRINTED)
    return names | set(get_args(records.Qualifier)) | set(get_args(records.Calendar)) | set(FIGURES)


def indicators(page: Path) -> set[str]:
    named = re.search(r"\n## (?:Indicators|شاخص‌ها)\n(.*?)\n## ", page.read_text(encoding="utf-8"), re.DOTALL)
    assert named
    return set(re.findall(r"[a-z_]{4,}", re.sub(r"\(.*?\)", "", named[1])))


def test_the_field_guides_have_every_field() -> None:
    assert fields() <= in_code(GUIDE)
    assert in_code(GUIDE) <= in_code(PERSIAN)
    assert in_code(PERSIAN) - in_code(GUIDE) <= set(labels()["indicators"])


def test_the_field_guides_have_one_structure() -> None:
    english, persian = (
        re.findall(r"^(#+|\|(?=.)|- )", page.read_text(encoding="utf-8").partition("\n## Indicators")[0], re.MULTILINE)
        for page in (GUIDE, PERSIAN)
    )
    assert english == persian[: len(english)]


def test_the_field_guides_have_every_indicator() -> None:
    assert indicators(GUIDE) == indicators(PERSIAN) == set(labels()["indicators"])
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|:]*?)(?::.*)? \|$", PERSIAN.read_text(encoding="utf-8"), re.MULTILINE))
    for name, label in labels()["indicators"].items():
        assert rows[name] == label


# The command line


@pytest.mark.parametrize("name", ["", *names_of_commands()])
def test_help_has_examples(name: str) -> None:
    examples = [line for line in command_lines(epilogs()[name]) if "COMMAND" not in line]
    assert any(line.startswith(f"coopnews {name}".strip()) for line in examples)
    for line in examples:
        check_command(line)


def test_an_example_with_an_unknown_option_is_seen() -> None:
    for line in ("coopnews extract a.txt --bogus", "coopnews extract a.txt --format pdf", "coopnews distract a.txt"):
        with pytest.raises(Exception, match=r"No such option|not one of|No such command"):
            check_command(line)
