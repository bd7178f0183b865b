"""Commands on articles: extract, eval, view, explain, schema."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from coopnews.cli.shared import (
    BidiOption,
    PipelineOption,
    PublishedOption,
    app,
    direction_of,
    fail,
    load_pipeline,
    misuse,
    show,
    write_page,
)
from coopnews.errors import CoopnewsError, OutputError, PipelineError

if TYPE_CHECKING:
    from coopnews.pipeline import Pipeline
    from coopnews.records import Article


@app.command(
    epilog="""**Examples**

- `coopnews extract news.txt` – tables on a terminal, JSON when piped

- `coopnews extract --format csv *.txt > figures.csv` – one row per figure

- `curl … | coopnews extract - --format jsonl --published 1403-08-12`
"""
)
def extract(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Text or HTML; - is standard input.")],
    format: Annotated[  # noqa: A002  (the option's name)
        Literal["table", "json", "jsonl", "csv"] | None,
        typer.Option(
            "--format",
            "-f",
            help="One object (json; an array for several files), an object a line (jsonl), one row per count, amount "
            "and percent (csv). Default: table on a terminal, else json.",
        ),
    ] = None,
    pipeline: PipelineOption = "default",
    published: PublishedOption = None,
    bidi: BidiOption = "auto",
) -> None:
    """Print the records of each file."""
    if format is None:
        format = "table" if sys.stdout.isatty() else "json"  # noqa: A001
    extracted = _Extraction(load_pipeline(pipeline), files, published)
    if format == "table":
        from coopnews.terminal import article_view

        how = direction_of(bidi)
        show((part for article in extracted for part in (*article_view(article, how), "")), how)
    elif format == "csv":
        _print_csv(extracted)
    elif format == "jsonl":
        for article in extracted:
            print(article.to_json())
    elif len(files) == 1:
        for article in extracted:
            print(article.to_json(indent=2))
    else:
        _print_array(extracted)
    raise typer.Exit(extracted.failed)


@app.command(
    name="eval",
    epilog="""**Examples**

- `coopnews eval fixtures` – all articles of a folder

- `coopnews eval fixtures/gilan.gold.json --errors` – one article, with what is missed, extra or wrong

- `coopnews eval fixtures --format json > old.json`, and after a change `coopnews eval fixtures --compare old.json`
""",
)
def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(metavar="GOLD_DIR", help="Folders of NAME.txt and NAME.gold.json, or single gold files."),
    ],
    errors: Annotated[
        bool, typer.Option("--errors", help="List misses, extras and wrong fields with their sentences.")
    ] = False,
    compare: Annotated[
        Path | None,
        typer.Option(
            metavar="BASELINE.json",
            help="Show what is not as in this output of an earlier --format json, or above and below these floors; "
            "exit status 1 where a measure is lower.",
        ),
    ] = None,
    pipeline: PipelineOption = "default",
    format: Annotated[  # noqa: A002  (the option's name)
        Literal["table", "json"], typer.Option("--format", "-f", help="For people, or for programs.")
    ] = "table",
    bidi: BidiOption = "auto",
) -> None:
    """Precision, recall and F1 by type, and accuracies of attributes."""
    from coopnews.baseline import Baseline, changes, read_baseline
    from coopnews.gold import load
    from coopnews.score import Report

    extract = load_pipeline(pipeline).extract
    report = Report()
    failed = 0
    try:
        baseline = read_baseline(compare) if compare else Baseline()
    except CoopnewsError as error:
        misuse(str(error))
    for path in gold:
        try:
            report.add_all(load(path), extract)
        except CoopnewsError as error:
            failed = fail(error)
    try:
        changed = changes(baseline, report.to_dict())
    except CoopnewsError as error:
        misuse(f"{compare}: {error}")
    if report.articles and format == "json":
        import msgspec

        details: dict[str, Any] = {"errors": msgspec.to_builtins(report.errors)} if errors else {}
        details |= {"changes": [change._asdict() for change in changed]} if compare else {}
        print(json.dumps({**report.to_dict(), **details}, ensure_ascii=False, indent=2))
    elif report.articles:
        from coopnews.terminal import as_given, change_view, error_lines, score_view

        how = direction_of(bidi)
        show(score_view(report), how)
        if compare:
            show(change_view(changed), how)
        if errors:
            with as_given(sys.stdout, how):
                print(*error_lines(report.errors, how), sep="\n")
    raise typer.Exit(failed or any(change.now < change.was for change in changed))


@app.command(
    epilog="""**Examples**

- `coopnews view news.txt -o news.html` – then open news.html in a browser

- `curl … | coopnews view - --published 1403-08-12 > news.html`

- `coopnews view tables -o tables.html` – a folder that `batch` wrote: its figures to search, sort, filter and chart
"""
)
def view(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE|DIR", help="Text or HTML; - is standard input. Or the folder of a batch."),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PAGE.html",
            help="Where the page goes; - is standard output, the default where that is no terminal.",
        ),
    ] = None,
    pipeline: PipelineOption = "default",
    published: PublishedOption = None,
) -> None:
    """Write a page to look at: a text with every mention marked, its records beside it; or an overview of a batch."""
    if output is None and sys.stdout.isatty():
        misuse("view writes a web page, which no terminal shows. Name a file for it: -o PAGE.html.")
    if output and file != "-" and Path(output).exists() and Path(file).exists() and Path(output).samefile(file):
        misuse(f"{output}: the page would replace its own source. Name another file after -o.")
    if Path(file).is_dir():
        if pipeline != "default" or published is not None:
            misuse(f"{file}: its tables are made already. Give no --pipeline and no --published with it.")
        from coopnews.view.overview import overview_page

        try:
            write_page(overview_page(Path(file)), output)
        except CoopnewsError as error:
            raise typer.Exit(fail(error)) from error
        return
    extracted = _Extraction(load_pipeline(pipeline), [file], published)
    for article in extracted:
        from coopnews.view import article_page

        try:
            write_page(article_page(article), output)
        except OutputError as error:
            extracted.failed = fail(error)
    raise typer.Exit(extracted.failed)


@app.command(
    epilog="""**Examples**

- `coopnews explain news.txt --figure c7` – at each of its mentions

- `coopnews explain news.txt --at 1017` – what stands there, also a number that became no record

- `coopnews explain news.txt --figure a1 --format json`
"""
)
def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Text or HTML; - is standard input.")],
    at: Annotated[int | None, typer.Option(metavar="OFFSET", help="A raw offset, as mentions have it.")] = None,
    figure: Annotated[str | None, typer.Option(metavar="ID", help="A count, amount or percent: c7, a1, r1.")] = None,
    format: Annotated[  # noqa: A002  (the option's name)
        Literal["text", "json"], typer.Option("--format", "-f", help="For people, or for programs (an array).")
    ] = "text",
    pipeline: PipelineOption = "default",
    published: PublishedOption = None,
    bidi: BidiOption = "auto",
) -> None:
    """Show why a figure is as it is: tokens, lexicon entries, and what the rules said as they decided."""
    if (at is None) == (figure is None):
        misuse("explain shows one place or one figure. Name it with --at OFFSET or with --figure ID.")
    from coopnews.explain import Explainer
    from coopnews.sources import read

    extract = load_pipeline(pipeline)
    try:
        text, _ = read(file)
        explainer = Explainer(text, pipeline=extract, published=published)
        explanations = explainer.figure(figure) if figure is not None else (explainer.at(at or 0),)
    except PipelineError as error:
        misuse(str(error))
    except CoopnewsError as error:
        raise typer.Exit(fail(error)) from error
    if format == "json":
        import msgspec

        print(json.dumps(msgspec.to_builtins(explanations), ensure_ascii=False, indent=2))
        return
    from coopnews.terminal import as_given, explanation_lines

    how = direction_of(bidi)
    with as_given(sys.stdout, how):
        for number, explanation in enumerate(explanations):
            print(*([""] if number else []), *explanation_lines(explanation, how), sep="\n")


@app.command(epilog="**Example**\n\n- `coopnews schema > article.schema.json`")
def schema() -> None:
    """Print the JSON Schema of what extract prints for one file."""
    from coopnews.records import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))


class _Extraction:
    """The articles of files, one at a time; what cannot be read is reported and left out."""

    def __init__(self, pipeline: Pipeline, files: list[str], published: str | None) -> None:
        self.pipeline = pipeline
        self.files = files
        self.published = published
        self.failed = 0

    def __iter__(self) -> Iterator[Article]:
        from coopnews.sources import read

        for file in self.files:
            try:
                text, source = read(file)
                yield self.pipeline.extract(text, source=source, published=self.published)
            except PipelineError as error:  # the date of publication, wrong for every file
                misuse(str(error))
            except CoopnewsError as error:
                self.failed = fail(error)


def _print_csv(articles: Iterable[Article]) -> None:
    from coopnews.tables import FIGURES, figure_rows, no_formulas

    writer = csv.DictWriter(sys.stdout, FIGURES, lineterminator="\n")
    writer.writeheader()
    for article in articles:
        writer.writerows(map(no_formulas, figure_rows(article.source, article)))


def _print_array(articles: Iterable[Article]) -> None:
    separator = "[\n"
    for article in articles:
        print(separator, article.to_json(indent=2), sep="", end="")
        separator = ",\n"
    print("\n]" if separator[0] == "," else "[]")
