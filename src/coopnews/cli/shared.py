"""What the commands share: the program, options that several of them have, and how they print and end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from coopnews.errors import CoopnewsError, OutputError, printable

if TYPE_CHECKING:
    from rich.console import RenderableType

    from coopnews.pipeline import Pipeline
    from coopnews.terminal import Direction

app = typer.Typer(
    name="coopnews",
    help="Figures, officials and bodies out of Persian cooperative-sector news, each with its place in the raw text.",
    epilog="""**Examples**

- `coopnews extract news.txt` – what stands in an article

- `coopnews view news.txt -o news.html` – the same as a page, marked in the text

- `coopnews batch news.jsonl.gz --out tables` – a dump into tables

- `coopnews panel tables` – what a dump says by indicator, place and period

- `coopnews COMMAND --help` – more of each
""",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


Bidi = Literal["auto", "terminal", "words", "visual"]
PipelineOption = Annotated[
    str, typer.Option("--pipeline", "-p", metavar="NAME|PATH", help="default, fast, or a TOML file.")
]
PublishedOption = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="When the news came out, 1403-08-12 or 2024-11-02: resolves «امسال»."),
]
BidiOption = Annotated[
    Bidi,
    typer.Option(
        envvar="COOPNEWS_BIDI",
        help="How Persian is sent to a terminal: as it is (terminal), for one that turns single words only (words), "
        "or put in order here (visual). auto goes by the terminal.",
    ),
]


def write_page(page: str, output: str | None) -> None:
    """A page as UTF-8 into a file, or onto standard output."""
    if output in (None, "-"):
        sys.stdout.write(page)
        return
    try:
        Path(output).write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        remedy = "Name a file in a folder that exists and that you may write to."
        raise OutputError(f"{output}: cannot be written ({error.strerror}). {remedy}") from error


def load_pipeline(name: str) -> Pipeline:
    """The pipeline of a name or file; the command ends where there is none."""
    from coopnews.pipeline import Pipeline

    try:
        return Pipeline.load(name)
    except CoopnewsError as error:
        misuse(str(error))


def direction_of(bidi: Bidi) -> Direction:
    """How text must be sent to standard output."""
    from coopnews.terminal import direction

    if bidi != "auto":
        return bidi
    # In a file the text stays as it is; whoever shows it puts it in order.
    return direction(os.environ) if sys.stdout.isatty() else "terminal"


def show(parts: Iterable[RenderableType], how: Direction) -> None:
    """Print what people look at."""
    from rich.console import Console

    from coopnews.terminal import as_given

    console = Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else 120)
    with as_given(sys.stdout, how):
        for part in parts:
            console.print(part)


def fail(error: CoopnewsError) -> int:
    """Say what failed; the exit status of a command that did the rest."""
    _complain(str(error))
    return 1


def misuse(message: str) -> NoReturn:
    """Say what was asked wrongly, and end."""
    _complain(message)
    raise typer.Exit(2)


def _complain(message: str) -> None:
    """A message on standard error; it may have lines, and names in it are no commands to a terminal."""
    print("\n".join(map(printable, f"coopnews: {message}".split("\n"))), file=sys.stderr, flush=True)
