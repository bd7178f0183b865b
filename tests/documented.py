"""Pages whose examples are run: each page in a folder of its own, from top to bottom, as a reader follows it.

A block whose title has an ending is the file of that name. After «$» stand commands, below each what it prints; in
outputs «…» stands for anything, and alone in a line for any lines. The Python of a page is one session of doctests.
What is for reading only says so: shell blocks (``sh``), of which the command lines are checked, and Python titled
«on a …».
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any, NamedTuple

import typer

from coopnews.cli import app
from program import ROOT, SCRIPTS, clean

PAGES = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/**/*.md")])
GIVEN = ("fixtures", "pipelines")
"""Folders of a checkout that examples take their articles from."""
ELSEWHERE = "on a "
"""How the title of a block begins that needs a machine which tests have not."""


class Block(NamedTuple):
    """A fenced block and the line it begins in."""

    language: str
    title: str
    text: str
    line: int

    @property
    def is_file(self) -> bool:
        return bool(Path(self.title).suffix)


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page."""
    text = page.read_text(encoding="utf-8")
    fence = r'^```(\w*)(?: title="([^"]*)")?\n(.*?)^```$'
    return [
        Block(found[1], found[2] or "", found[3], text.count("\n", 0, found.start()) + 1)
        for found in re.finditer(fence, text, re.MULTILINE | re.DOTALL)
    ]


def sessions(block: Block) -> list[tuple[str, str]]:
    """Commands after «$» with the output printed below them."""
    return re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block.text, re.MULTILINE)


def follow(page: Path, folder: Path) -> None:
    """Do in a folder all that a page shows; an AssertionError says where it shows something else."""
    for name in GIVEN:
        (folder / name).symlink_to(ROOT / name)
    session: dict[str, object] = {}
    for block in blocks(page):
        where = f"{page.relative_to(ROOT)}:{block.line}"
        if block.is_file:
            path = folder / block.title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            for command, output in sessions(block):
                printed = shell(command, folder)
                assert agrees(output, printed), f"{where}: {command} prints\n{printed}"
        elif block.language == "python" and not block.title.startswith(ELSEWHERE):
            python(block.text, session, folder, where)


def python(source: str, session: dict[str, object], folder: Path, where: str) -> None:
    """Run examples in a folder, in a session that goes on from block to block."""
    example = doctest.DocTestParser().get_doctest(source, session, where, where, 0)
    assert example.examples, f"{where}: Python without >>> is not run. Give it prompts, or a title «{ELSEWHERE}…»."
    said: list[str] = []
    with chdir(folder):
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
        failed = runner.run(example, out=said.append, clear_globs=False).failed
    session.update(example.globs)
    assert not failed, "".join(said)


def shell(command: str, folder: Path) -> str:
    """What a command prints, with the programs of this environment."""
    path = f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["/bin/bash", "-c", command], capture_output=True, cwd=folder, env={**clean(), "PATH": path}, check=True
    )
    return done.stdout.decode()


def agrees(shown: str, printed: str) -> bool:
    """Whether an output is as shown, spaces at the ends of lines aside.

    >>> agrees("one\\n…\\nfour …\\n", "one\\ntwo\\nthree\\nfour 4\\n"), agrees("one\\n", "one\\ntwo\\n")
    (True, False)
    """
    pattern = "".join(
        "(?:.*\n)*" if line.strip() == "…" else re.escape(line.rstrip()).replace("…", ".*") + "\n"
        for line in shown.splitlines()
    )
    return bool(re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in printed.splitlines())))


COMMAND = re.compile(r"(?:^|(?<=[\s`/]))coopnews (?:[\"'][^\"'\n]*[\"']|[^\"'`|&;\n])*")


def command_lines(text: str) -> Iterator[str]:
    """The calls of ``coopnews`` in shell text, without what they are piped into."""
    yield from (found[0].strip() for found in COMMAND.finditer(text))


def _group() -> Any:
    """The command line: click's classes, which typer has of its own or of click."""
    return typer.main.get_command(app)


def names_of_commands() -> list[str]:
    """The names of all commands."""
    return list(_group().commands)


def options(name: str) -> set[str]:
    """All that a command knows as an option, in long and short."""
    return {option for parameter in _group().commands[name].params for option in parameter.opts}


def epilogs() -> dict[str, str]:
    """What stands below the help of each command and, under no name, of the program."""
    group = _group()
    return {"": group.epilog or ""} | {name: command.epilog or "" for name, command in group.commands.items()}


def check_command(line: str) -> None:
    """Hold that a call would be understood: its command, options and values; nothing is run.

    Raises the command line's own UsageError where it would not.
    """
    words = shlex.split(re.split(r"\s\d?>", line)[0])[1:]
    group = _group()
    with typer.Context(group, info_name="coopnews") as context:
        if words[0].startswith("-"):
            assert words[0] in {option for parameter in group.get_params(context) for option in parameter.opts}, line
        else:
            name, command, rest = group.resolve_command(context, words)
            command.make_context(name, rest, parent=context).close()
