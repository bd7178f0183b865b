"""The command line: parse, call the library, print.

Exit status: 0 done; 1 some input failed (the others are done, each failure is one line on standard error); 2 misuse.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn, TextIO

import typer

from coopnews import __version__
from coopnews.errors import CoopnewsError, OutputError, PipelineError
from coopnews.settings import FORMATS, LONGEST, TIME_LIMIT, Columns, Format

if TYPE_CHECKING:
    from rich.console import RenderableType

    from coopnews.batch import Job
    from coopnews.pipeline import Pipeline
    from coopnews.records import Article
    from coopnews.terminal import Direction

# Modules of the library are imported in the commands that use them, so that help and completion answer at once.

app = typer.Typer(
    name="coopnews",
    help="Figures, officials and bodies out of Persian cooperative-sector news, each with its place in the raw text.",
    epilog="""**Examples**

- `coopnews extract news.txt` – what stands in an article

- `coopnews view news.txt -o news.html` – the same as a page, marked in the text

- `coopnews batch news.jsonl.gz --out tables` – a dump into tables

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
    extracted = _Extraction(_pipeline(pipeline), files, published)
    if format == "table":
        from coopnews.terminal import article_view

        how = _direction(bidi)
        _show((part for article in extracted for part in (*article_view(article, how), "")), how)
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

    extract = _pipeline(pipeline).extract
    report = Report()
    failed = 0
    try:
        baseline = read_baseline(compare) if compare else Baseline()
    except CoopnewsError as error:
        _misuse(str(error))
    for path in gold:
        try:
            report.add_all(load(path), extract)
        except CoopnewsError as error:
            failed = _fail(error)
    try:
        changed = changes(baseline, report.to_dict())
    except CoopnewsError as error:
        _misuse(f"{compare}: {error}")
    if report.articles and format == "json":
        import msgspec

        details: dict[str, Any] = {"errors": msgspec.to_builtins(report.errors)} if errors else {}
        details |= {"changes": [change._asdict() for change in changed]} if compare else {}
        print(json.dumps({**report.to_dict(), **details}, ensure_ascii=False, indent=2))
    elif report.articles:
        from coopnews.terminal import as_given, change_view, error_lines, score_view

        how = _direction(bidi)
        _show(score_view(report), how)
        if compare:
            _show(change_view(changed), how)
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
        _misuse("view writes a web page, which no terminal shows. Name a file for it: -o PAGE.html.")
    if output and file != "-" and Path(output).exists() and Path(file).exists() and Path(output).samefile(file):
        _misuse(f"{output}: the page would replace its own source. Name another file after -o.")
    if Path(file).is_dir():
        if pipeline != "default" or published is not None:
            _misuse(f"{file}: its tables are made already. Give no --pipeline and no --published with it.")
        from coopnews.view.overview import overview_page

        try:
            _write(overview_page(Path(file)), output)
        except CoopnewsError as error:
            raise typer.Exit(_fail(error)) from error
        return
    extracted = _Extraction(_pipeline(pipeline), [file], published)
    for article in extracted:
        from coopnews.view import article_page

        try:
            _write(article_page(article), output)
        except OutputError as error:
            extracted.failed = _fail(error)
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
        _misuse("explain shows one place or one figure. Name it with --at OFFSET or with --figure ID.")
    from coopnews.explain import Explainer
    from coopnews.sources import read

    extract = _pipeline(pipeline)
    try:
        text, _ = read(file)
        explainer = Explainer(text, pipeline=extract, published=published)
        explanations = explainer.figure(figure) if figure is not None else (explainer.at(at or 0),)
    except PipelineError as error:
        _misuse(str(error))
    except CoopnewsError as error:
        raise typer.Exit(_fail(error)) from error
    if format == "json":
        import msgspec

        print(json.dumps(msgspec.to_builtins(explanations), ensure_ascii=False, indent=2))
        return
    from coopnews.terminal import as_given, explanation_lines

    how = _direction(bidi)
    with as_given(sys.stdout, how):
        for number, explanation in enumerate(explanations):
            print(*([""] if number else []), *explanation_lines(explanation, how), sep="\n")


ColumnOption = Annotated[str | None, typer.Option(metavar="NAME", help="The column; guessed if not given.")]
WorkersOption = Annotated[
    int | None, typer.Option(min=1, help="Processes on this machine. Default: one for each of its cores.")
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Work on the cluster of a Dask scheduler, such as tcp://host:8786."),
]
AlsoOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="|".join(FORMATS),
        autocompletion=lambda: list(FORMATS),
        help="Write the tables in this format too; may be given several times.",
    ),
]


@app.command(
    epilog="""**Examples**

- `coopnews batch news.jsonl.gz --out tables` – again after a stop: goes on where it was

- `coopnews batch 'pages/**/*.html' dump.zip --out tables --workers 4 --also xlsx`

- `coopnews batch news.csv --out tables --text-column body --date-column day`

- `coopnews batch s3://crawl/2024.warc.gz --out tables --scheduler tcp://10.0.0.5:8786`
"""
)
def batch(
    source: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Files, folders, globs or URLs of text, HTML, JSON lines, CSV, TSV, Parquet or WARC; also in ZIP, "
            "tar, gzip, zstd, bz2, xz.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder of the tables.")],
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    pipeline: PipelineOption = "default",
    text_column: ColumnOption = None,
    title_column: ColumnOption = None,
    id_column: ColumnOption = None,
    date_column: ColumnOption = None,
    also: AlsoOption = None,
    time_limit: Annotated[
        float, typer.Option(min=0.1, max=LONGEST, metavar="SECONDS", help="Give an article up that takes longer.")
    ] = TIME_LIMIT,
) -> None:
    """Turn a dump of any size into Parquet tables; the same command again does what is missing."""
    from coopnews.batch import Job

    _do(
        lambda: Job(
            sources=tuple(source),
            folder=str(out),
            pipeline=_pipeline(pipeline),
            columns=Columns(text=text_column, title=title_column, id=id_column, date=date_column),
            also=tuple(map(_format, also or ())),
            workers=workers,
            scheduler=scheduler,
            time_limit=time_limit,
        )
    )


@app.command(
    epilog="""**Examples**

- `coopnews run pipelines/isna.toml`

- `coopnews run pipelines/isna.toml --source sample.jsonl --out /tmp/sample` – the same on other articles
"""
)
def run(
    job: Annotated[
        Path, typer.Argument(metavar="JOB.toml", help="A job file; pipelines/default.toml has all its keys.")
    ],
    source: Annotated[
        list[str] | None, typer.Option(metavar="SOURCE", help="Read this and not what the file says.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="DIR", help="Write there and not where it says.")
    ] = None,
) -> None:
    """Do what a job file says: a dump into tables, as `batch` does."""
    from coopnews.batch import Job
    from coopnews.pipeline import Pipeline
    from coopnews.settings import read_settings

    def made() -> Job:
        settings = read_settings(job)
        sources, folder = tuple(source or settings.source.paths), str(out) if out else settings.sink.folder
        if not sources:
            raise PipelineError(f"{job}: [source] paths: not given. Add them, or say --source.")
        if folder is None:
            raise PipelineError(f"{job}: [sink] folder: not given. Add it, or say --out.")
        return Job(
            sources=sources,
            folder=folder,
            pipeline=Pipeline.of(settings, str(job)),
            columns=settings.source.columns,
            also=settings.sink.also,
            workers=settings.engine.workers,
            scheduler=settings.engine.scheduler,
            time_limit=settings.engine.time_limit,
        )

    _do(made)


def _format(name: str) -> Format:
    for known in FORMATS:
        if name == known:
            return known
    raise PipelineError(f"--also {name}: unknown. Take one of: {', '.join(FORMATS)}.")


def _do(made: Callable[[], Job]) -> NoReturn:
    """Do a job, show how it goes on, and say what came of it."""
    from coopnews.batch import failures
    from coopnews.batch import run as run_job
    from coopnews.progress import Bar

    try:
        job = made()
        with Bar() as bar:
            outcome = run_job(job, bar)
    except PipelineError as error:
        _misuse(str(error))
    except CoopnewsError as error:
        raise typer.Exit(_fail(error)) from error
    except KeyboardInterrupt:
        print("coopnews: stopped. The same command goes on where it was.", file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    for origin, reason in failures(Path(job.folder)):
        print(f"coopnews: {origin}: {reason.rstrip('.')}.", file=sys.stderr)
    for note in outcome.notes():
        print(f"coopnews: {note}", file=sys.stderr)
    print(f"{outcome.articles:,} articles, {outcome.figures:,} figures, {outcome.errors:,} errors → {job.folder}")
    raise typer.Exit(outcome.errors > 0)


INTERRUPTED = 130
"""What a shell reports of a command that was interrupted."""


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
                _misuse(str(error))
            except CoopnewsError as error:
                self.failed = _fail(error)


def _write(page: str, output: str | None) -> None:
    """A page as UTF-8 into a file, or onto standard output."""
    if output in (None, "-"):
        sys.stdout.write(page)
        return
    try:
        Path(output).write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        remedy = "Name a file in a folder that exists and that you may write to."
        raise OutputError(f"{output}: cannot be written ({error.strerror}). {remedy}") from error


def _print_csv(articles: Iterable[Article]) -> None:
    from coopnews.tables import FIGURES, figure_rows

    writer = csv.DictWriter(sys.stdout, FIGURES, lineterminator="\n")
    writer.writeheader()
    for article in articles:
        writer.writerows(figure_rows(article.source, article))


def _print_array(articles: Iterable[Article]) -> None:
    separator = "[\n"
    for article in articles:
        print(separator, article.to_json(indent=2), sep="", end="")
        separator = ",\n"
    print("\n]" if separator[0] == "," else "[]")


def _pipeline(name: str) -> Pipeline:
    from coopnews.pipeline import Pipeline

    try:
        return Pipeline.load(name)
    except CoopnewsError as error:
        _misuse(str(error))


def _direction(bidi: Bidi) -> Direction:
    from coopnews.terminal import direction

    if bidi != "auto":
        return bidi
    # In a file the text stays as it is; whoever shows it puts it in order.
    return direction(os.environ) if sys.stdout.isatty() else "terminal"


def _show(parts: Iterable[RenderableType], how: Direction) -> None:
    from rich.console import Console

    from coopnews.terminal import as_given

    console = Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else 120)
    with as_given(sys.stdout, how):
        for part in parts:
            console.print(part)


def _reconfigure(stream: TextIO, **settings: Any) -> None:
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(**settings)


def _fail(error: CoopnewsError) -> int:
    print(f"coopnews: {error}", file=sys.stderr, flush=True)
    return 1


def _misuse(message: str) -> NoReturn:
    print(f"coopnews: {message}", file=sys.stderr)
    raise typer.Exit(2)
