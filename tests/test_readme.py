"""READMEs: what each of them shows works as printed, and both show the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from documented import blocks, command_lines, follow, names_of_commands, shell
from program import ROOT

README = ROOT / "README.md"
PERSIAN = ROOT / "README.fa.md"


def test_examples(tmp_path: Path) -> None:
    follow(README, tmp_path)


def test_the_persian_one_has_the_same_examples() -> None:
    assert [block[:3] for block in blocks(PERSIAN)] == [block[:3] for block in blocks(README)]


def test_two_commands_set_everything_up() -> None:
    """Making the environment needs a network and minutes: .ci/run does it. Here the rest of each command is run."""
    extract, test = (block.text.strip() for block in blocks(README) if block.language == "sh")
    for command in (extract, test):
        assert command.startswith("python3 -m venv --without-pip .venv && python3 -m pip -q --python .venv install ")
    assert '"counts"' in shell(extract.rpartition(" && ")[2].removeprefix(".venv/bin/"), ROOT)
    assert test.endswith("install -e '.[dev]' && .venv/bin/pytest")


@pytest.mark.parametrize("readme", [README, PERSIAN], ids=lambda path: path.name)
def test_the_table_of_commands_is_whole(readme: Path) -> None:
    table = re.findall(r"^\| `(coopnews [^`]*)`", readme.read_text(encoding="utf-8"), re.MULTILINE)
    words = [line.split()[1] for line in command_lines("\n".join(table))]
    assert sorted(word for word in words if not word.startswith("-")) == sorted(names_of_commands())
