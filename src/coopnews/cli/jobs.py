"""Commands on dumps: batch, run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from coopnews.cli.shared import PipelineOption, app, fail, load_pipeline, misuse
from coopnews.errors import CoopnewsError, PipelineError, printable
from coopnews.settings import FORMATS, LONGEST, TIME_LIMIT, Columns, Format

if TYPE_CHECKING:
    from coopnews.batch import Job

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
            pipeline=load_pipeline(pipeline),
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
        misuse(str(error))
    except CoopnewsError as error:
        raise typer.Exit(fail(error)) from error
    except KeyboardInterrupt:
        print("coopnews: stopped. The same command goes on where it was.", file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    for origin, reason in failures(Path(job.folder)):
        print(printable(f"coopnews: {origin}: {reason.rstrip('.')}."), file=sys.stderr)
    for note in outcome.notes():
        print(printable(f"coopnews: {note}"), file=sys.stderr)
    print(f"{outcome.articles:,} articles, {outcome.figures:,} figures, {outcome.errors:,} errors → {job.folder}")
    raise typer.Exit(outcome.errors > 0)


INTERRUPTED = 130
"""What a shell reports of a command that was interrupted."""
