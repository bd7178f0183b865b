"""The command panel: what a batch says by indicator, place and period."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from coopnews.cli.shared import BidiOption, app, direction_of, fail, misuse, show, write_page
from coopnews.errors import CoopnewsError


@app.command(
    epilog="""**Examples**

- `coopnews panel tables` – of the folder that `batch` wrote: a table on a terminal, CSV when piped

- `coopnews panel tables --wide | head` – a column for each period

- `coopnews panel tables --conflicts` – what contradicts, sentence by sentence

- `coopnews panel tables -o panel.xlsx` – with every report; also .parquet, .csv, .sqlite; .html with charts and maps
"""
)
def panel(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a batch: its --out.")],
    wide: Annotated[bool, typer.Option("--wide", help="A row for each place, a column for each period.")] = False,
    conflicts: Annotated[
        bool, typer.Option("--conflicts", help="Only what contradicts, with the sentences beside one another.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write all of it to a file; its ending says how: .parquet, .csv, .xlsx, .sqlite, or .html for a page.",
        ),
    ] = None,
    format: Annotated[  # noqa: A002  (the option's name)
        Literal["table", "csv"] | None,
        typer.Option("--format", "-f", help="For people, or for programs. Default: table on a terminal, else csv."),
    ] = None,
    bidi: BidiOption = "auto",
) -> None:
    """Show which indicator has which value, where, when, and who says so."""
    if wide and conflicts:
        misuse("--wide shows values, --conflicts what contradicts. Give one of them.")
    if output is not None and (wide or conflicts or format is not None):
        misuse(f"-o {output} holds all of the panel. Give no --wide, --conflicts or --format with it.")
    from coopnews.panels import panel as read_panel

    try:
        read = read_panel(folder)
        if output is not None:
            if output.suffix == ".html":
                from coopnews.view.panel import panel_page

                write_page(panel_page(read), str(output))
            else:
                from coopnews.panels.export import write

                write(read, output)
    except CoopnewsError as error:
        raise typer.Exit(fail(error)) from error
    if output is not None:
        return
    if (format or ("table" if sys.stdout.isatty() else "csv")) == "csv":
        from coopnews.panels.export import write_csv

        write_csv(read.wide() if wide else read.contradictions if conflicts else read.cells, sys.stdout)
        return
    from coopnews.terminal import conflict_view, panel_view, wide_view

    how = direction_of(bidi)
    show(wide_view(read, how) if wide else conflict_view(read, how) if conflicts else panel_view(read, how), how)
