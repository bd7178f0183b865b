"""The command line: parse, call the library, print.

Exit status: 0 done; 1 some input failed (the others are done, each failure is one line on standard error); 2 misuse.

Modules of the library are imported in the commands that use them, so that help and completion answer at once.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import Annotated, Any, TextIO

import typer

from coopnews import __version__
from coopnews.cli import articles, jobs, panel  # noqa: F401  (their commands)
from coopnews.cli.shared import app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line; the console script."""
    if not sys.stdout.isatty():
        # What other programs read is UTF-8 whatever the locale, and its line ends are not translated.
        _reconfigure(sys.stdout, encoding="utf-8", newline="\n")
    _reconfigure(sys.stderr, errors="backslashreplace")
    try:
        app()
    except BrokenPipeError:
        # The reader has enough (| head). Python would complain about the closed pipe once more when it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


@app.callback(invoke_without_command=True)
def root(version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False) -> None:
    """Hold the options of the program itself."""
    if version:
        print(f"coopnews {__version__}")
        raise typer.Exit


def _reconfigure(stream: TextIO, **settings: Any) -> None:
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(**settings)
