"""README's commands and examples work as printed."""

from __future__ import annotations

import doctest
import os
import re
import subprocess

import pytest

from program import ROOT, SCRIPTS, clean

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def shell(command: str) -> str:
    """What a command prints, with the programs of this environment."""
    path = f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["/bin/bash", "-c", command], capture_output=True, cwd=ROOT, env={**clean(), "PATH": path}, check=True
    )
    return done.stdout.decode()


def sessions() -> list[tuple[str, str]]:
    """Commands after «$» with the output printed below them."""
    return [
        (command, output)
        for block in blocks("console")
        for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    ]


@pytest.mark.parametrize(("command", "output"), sessions(), ids=lambda text: text.partition("\n")[0][:40])
def test_commands_print_what_is_shown(command: str, output: str) -> None:
    lines = [line.rstrip() for line in shell(command).splitlines()]
    assert lines == [line.rstrip() for line in output.splitlines()]


def test_python_examples() -> None:
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for number, block in enumerate(blocks("python"), 1):
        assert (
            runner.run(doctest.DocTestParser().get_doctest(block, {}, f"example {number}", "README.md", 0)).failed == 0
        )
    assert runner.tries > 0


def test_two_commands_set_everything_up() -> None:
    """Making the environment needs a network and minutes: .ci/run does it. Here the rest of each command is run."""
    extract, test = (block.strip() for block in blocks("sh"))
    for command in (extract, test):
        assert command.startswith("python3 -m venv --without-pip .venv && python3 -m pip -q --python .venv install ")
    assert '"counts"' in shell(extract.rpartition(" && ")[2].removeprefix(".venv/bin/"))
    assert test.endswith("install -e '.[dev]' && .venv/bin/pytest")


def test_commands_named_exist() -> None:
    for name in set(re.findall(r"`coopnews (\w+)", README)):
        shell(f"coopnews {name} --help")


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
