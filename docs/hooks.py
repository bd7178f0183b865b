"""What the site takes from the program itself: the commands as they are, and docstrings as Markdown."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import griffe
import typer

from coopnews.cli import app

COMMANDS = "<!-- commands -->"


class Docstrings(griffe.Extension):
    """Docstrings in Markdown: names without Sphinx's roles («:class:`Article`»), doctests as blocks of code."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Rewrite the docstring of an object."""
        if obj.docstring:
            plain = re.sub(r":(?:class|data|func|meth|mod):(?=`)", "", obj.docstring.value)
            obj.docstring.value = re.sub(r"^>>> (?:.+\n?)+", r"```python\n\g<0>\n```\n", plain, flags=re.MULTILINE)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put the commands with their options where a page asks for them."""
    return markdown.replace(COMMANDS, commands()) if COMMANDS in markdown else markdown


def commands() -> str:
    """Every command: what it does, its arguments and options, its examples."""
    group: Any = typer.main.get_command(app)
    with typer.Context(group, info_name="coopnews") as context:
        return "\n\n".join(
            _command(typer.Context(group.get_command(context, name), info_name=name, parent=context))
            for name in group.list_commands(context)
        )


def _command(context: typer.Context) -> str:
    command: Any = context.command
    records = [parameter.get_help_record(context) for parameter in command.get_params(context)]
    rows = [f"| <code>{_cell(written)}</code> | {_cell(said)} |" for written, said in filter(None, records)]
    usage = command.get_usage(context).removeprefix("Usage: ")
    table = "\n".join(["| | meaning |", "|---|---|", *rows])
    return f"## {context.info_name}\n\n{command.help}\n\n```sh\n{usage}\n```\n\n{table}\n\n{command.epilog}"


def _cell(text: str) -> str:
    """Text of a help screen within a table; the Python types of arguments say nothing that their names do not."""
    return escape(re.sub(r" <(?:list\[\w+\]|\w+)>$", "", text).replace("|", " | ")).replace("|", "&#124;")
