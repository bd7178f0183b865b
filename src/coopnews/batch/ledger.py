"""What of a job is done: kept in ``_coopnews/`` beside the tables, so that the same command goes on where it stopped.

A part of a table is written aside and renamed; a chunk is done when its entry here says so, which is written last.
So whatever stops a run, every part that is there is whole, and every chunk without an entry is made again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from coopnews import __version__
from coopnews.errors import BatchError
from coopnews.pipeline import NAMES, Pipeline
from coopnews.settings import NONE, STATE, Columns
from coopnews.tables import TABLES


class Done(msgspec.Struct, frozen=True):
    """A chunk that is done: which one it was, and what came of it."""

    fingerprint: str
    articles: int = 0
    figures: int = 0
    errors: int = 0
    bytes: int = 0
    tables: tuple[str, ...] = ()
    """The tables that have a part of it."""
    late: float | None = None
    """The time limit under which articles were given up, if any were."""


class Identity(msgspec.Struct, frozen=True):
    """What a folder's tables were made from and with."""

    version: str
    pipeline: str
    lexicon: str
    model: str
    records: tuple[str, ...]
    sources: tuple[str, ...]
    columns: Columns

    @classmethod
    def of(cls, pipeline: Pipeline, sources: tuple[str, ...], columns: Columns) -> Identity:
        """The identity of a job; sources on this machine by their full paths."""
        return cls(
            version=__version__,
            pipeline=pipeline.name if pipeline.name in NAMES else "file",
            lexicon=_digest(pipeline.overlays),
            model=pipeline.model or NONE,
            records=tuple(pipeline.records),
            sources=tuple(name if "://" in name else str(Path(name).absolute()) for name in sources),
            columns=columns,
        )


def _digest(overlays: tuple[str, ...]) -> str:
    """What tells the contents of lexicon overlays apart; empty without overlays."""
    digest = blake2b(digest_size=16)
    for folder in overlays:
        for path in sorted(Path(folder).iterdir()):
            if path.is_file():
                digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest() if overlays else ""


class Ledger:
    """The record of a job in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = folder / STATE
        self._lock = FileLock(self.state / "lock")

    def claim(self, identity: Identity) -> None:
        """Make the folder this job's own, or go on in it.

        Raises:
            BatchError: it is another job's, or at work now, or it holds something else.
        """
        try:
            if self.folder.exists() and not self.state.exists() and any(self.folder.iterdir()):
                raise BatchError(f"{self.folder}: not empty, and not made by coopnews. Give a new folder.")
            self.state.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
        except Timeout as error:
            held = f"{self.folder}: another run writes to it"
            raise BatchError(f"{held}. Wait for its end, or give a new folder.") from error
        record = self.state / "job.json"
        if record.exists():
            self._compare(_read_identity(record), identity)
        shutil.rmtree(self.state / "aside", ignore_errors=True)
        for name in ("aside", "done", "signatures"):
            (self.state / name).mkdir(exist_ok=True)
        for table in TABLES:
            (self.folder / table).mkdir(exist_ok=True)
        self.write(record, lambda path: path.write_bytes(msgspec.json.format(msgspec.json.encode(identity))))

    def _compare(self, there: Identity, here: Identity) -> None:
        for field, what in (
            ("pipeline", "another pipeline"),
            ("records", "another choice of records"),
            ("lexicon", "another lexicon"),
            ("model", "another model of entities"),
            ("sources", "another source"),
            ("columns", "other columns"),
        ):
            if getattr(there, field) != getattr(here, field):
                held, asked = (_said(getattr(one, field)) for one in (there, here))
                raise BatchError(
                    f"{self.folder}: made from {what} ({held}, now {asked}). Give a new folder, or remove this one."
                )

    def release(self) -> None:
        """Let other runs have the folder."""
        self._lock.release()

    def done(self, index: int) -> Done | None:
        """What is known of a chunk that is done and whose parts are there, or None."""
        try:
            done = msgspec.json.decode(self._entry(index).read_bytes(), type=Done)
        except (FileNotFoundError, msgspec.DecodeError):
            return None
        there = all(self.part(table, index).exists() for table in done.tables) and self.signatures(index).exists()
        return done if there else None

    def _entry(self, index: int) -> Path:
        return self.state / "done" / f"{index:05}.json"

    def begin(self, index: int) -> None:
        """Forget that a chunk was done: before any of its parts is written again."""
        self._entry(index).unlink(missing_ok=True)

    def part(self, table: str, index: int) -> Path:
        """The file with a chunk's rows of a table."""
        return self.folder / table / f"part-{index:05}.parquet"

    def parts(self, table: str) -> list[Path]:
        """The files of a table, in order."""
        return sorted((self.folder / table).glob("part-*.parquet"), key=index_of)

    def signatures(self, index: int) -> Path:
        """The file with the signatures of a chunk's articles."""
        return self.state / "signatures" / f"{index:05}.npy"

    def finish(self, index: int, done: Done) -> None:
        """Note that a chunk is done: after all its parts are written."""
        self.write(self._entry(index), lambda path: path.write_bytes(msgspec.json.encode(done)))

    def write(self, path: Path, content: Callable[[Path], object]) -> None:
        """Have a file written aside and put into its place when it is whole."""
        aside = self.state / "aside" / f"{path.parent.name}-{path.name}-{os.getpid()}"
        aside.parent.mkdir(exist_ok=True)
        content(aside)
        aside.replace(path)

    def drop_from(self, index: int) -> int:
        """Remove chunks that the source no longer has, done or not, and say how many they were."""
        entries = [path for path in (self.state / "done").glob("*.json") if index_of(path) >= index]
        parts = [path for table in TABLES for path in self.parts(table) if index_of(path) >= index]
        signatures = [path for path in (self.state / "signatures").glob("*.npy") if index_of(path) >= index]
        for path in [*entries, *parts, *signatures]:
            path.unlink()
        return len({index_of(path) for path in [*entries, *parts]})

    def all_done(self) -> Iterator[Done]:
        """What is known of all chunks that are done, in order."""
        for path in sorted((self.state / "done").glob("*.json"), key=index_of):
            yield msgspec.json.decode(path.read_bytes(), type=Done)


def index_of(path: Path) -> int:
    """The number of the chunk that a file is of."""
    return int(path.stem.removeprefix("part-"))


def _read_identity(record: Path) -> Identity:
    """What a folder was made from."""
    folder = record.parent.parent
    try:
        known = msgspec.json.decode(record.read_bytes())
        if known["version"] != __version__:
            made = f"{folder}: made by another version of coopnews ({known['version']}, now {__version__})"
            raise BatchError(f"{made}. Give a new folder, or remove this one.")
        return msgspec.convert(known, Identity)
    except (msgspec.DecodeError, msgspec.ValidationError, KeyError, TypeError) as error:
        raise BatchError(f"{record}: damaged ({error}). Make a new folder, or remove {folder}.") from error


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, Columns):
        named = msgspec.structs.asdict(value).items()
        return ", ".join(f"{part} {name}" for part, name in named if name) or "guessed"
    return str(value) or "none"
