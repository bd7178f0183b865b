"""How a job goes on, as a bar on a terminal."""

from __future__ import annotations

import time
from threading import Lock
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

from coopnews.batch.child import Read
from coopnews.batch.ledger import Done


class Bar:
    """A bar on standard error: articles, MB/s, figures, errors, time left; nothing where that is no terminal.

    Used as a context, and told of the job as a :class:`coopnews.batch.Watcher`.
    """

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._shown = Progress(
            SpinnerColumn(),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[articles]:,} articles"),
            TextColumn("{task.fields[speed]:.2f} MB/s"),
            TextColumn("{task.fields[figures]:,} figures"),
            TextColumn("{task.fields[errors]:,} errors"),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            disable=not self._console.file.isatty(),  # rich takes FORCE_COLOR for a terminal
        )
        self._task = self._shown.add_task("", total=None, articles=0, speed=0.0, figures=0, errors=0)
        self._lock = Lock()
        self._articles = self._figures = self._errors = self._bytes = self._position = 0
        self._told = False
        self._since = time.monotonic()

    def __enter__(self) -> Self:
        self._shown.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._shown.stop()

    def begin(self, size: int | None) -> None:
        """The job starts."""
        self._since = time.monotonic()
        self._shown.update(self._task, total=size)

    def read(self, article: Read) -> None:
        """An article is done; told by the threads that wait for the processes."""
        with self._lock:
            self._told = True
            self._articles += not article.errors
            self._figures += article.figures
            self._errors += article.errors
            self._bytes += article.bytes
            self._show()

    def stored(self, done: Done, position: int, *, kept: bool) -> None:
        """A chunk is done; of one that was done before, and of one on a cluster, it is the first word."""
        with self._lock:
            if kept or not self._told:
                self._articles += done.articles
                self._figures += done.figures
                self._errors += done.errors
                self._bytes += 0 if kept else done.bytes
            self._position = max(self._position, position)
            self._show()

    def _show(self) -> None:
        passed = max(time.monotonic() - self._since, 1e-3)
        self._shown.update(
            self._task,
            completed=self._position,
            articles=self._articles,
            speed=self._bytes / passed / 1e6,
            figures=self._figures,
            errors=self._errors,
        )
