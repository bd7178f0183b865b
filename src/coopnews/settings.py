"""Pipeline and job files: TOML, checked key by key.

A pipeline file says which records are made and with which lexicon; a job file says also from where, to where and
by how many. One file can be both: each reader takes its own sections.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec

from coopnews.errors import PipelineError

Kind = Literal["officials", "people", "bodies", "places", "counts", "amounts", "percents", "dates", "checks"]
"""Kinds of records, by their names in an article."""
KINDS: tuple[Kind, ...] = (
    "officials",
    "people",
    "bodies",
    "places",
    "counts",
    "amounts",
    "percents",
    "dates",
    "checks",
)
Format = Literal["csv", "jsonl", "sqlite", "xlsx", "duckdb"]
"""Formats in which a job can write its tables besides Parquet."""
FORMATS: tuple[Format, ...] = get_args(Format)
STATE = "_coopnews"
"""The folder in which a job notes what is done; where it is, the files beside it are the job's tables."""
BUILT_IN, NONE = "built-in", "none"
"""Models of named entities that are no spaCy pipelines of the user's."""
LONGEST = 86_400.0
TIME_LIMIT = 120.0
"""Seconds after which an article is given up; the longest one that is read takes about ten."""


class _Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What all sections have in common: an unknown key is an error."""


class Stages(_Section, frozen=True):
    """Which kinds of records are made."""

    records: tuple[Kind, ...] = KINDS


class Overlays(_Section, frozen=True):
    """Folders whose files extend the lexicon; relative to the file that names them."""

    overlays: tuple[str, ...] = ()


class Columns(_Section, frozen=True):
    """The names of the columns with text, title, identifier, date of publication and source; None is to be guessed."""

    text: str | None = None
    title: str | None = None
    id: str | None = None
    date: str | None = None
    source: str | None = None


class Entities(_Section, frozen=True):
    """The model that finds named entities: the one of the package, the name or folder of a spaCy pipeline, or none."""

    model: str = BUILT_IN


class Source(_Section, frozen=True):
    """Where the articles are: files, folders, globs, URLs; relative to the file that names them."""

    paths: tuple[str, ...] = ()
    columns: Columns = Columns()


class Sink(_Section, frozen=True):
    """Where the tables go, relative to the file that names it, and in which formats besides Parquet."""

    folder: str | None = None
    also: tuple[Format, ...] = ()


class Engine(_Section, frozen=True):
    """What does the work: processes on this machine (default: one per core) or a Dask cluster."""

    workers: Annotated[int, msgspec.Meta(ge=1)] | None = None
    scheduler: str | None = None
    time_limit: Annotated[float, msgspec.Meta(gt=0, le=LONGEST)] = TIME_LIMIT


class Settings(_Section, frozen=True):
    """A pipeline or job file."""

    stages: Stages = Stages()
    lexicon: Overlays = Overlays()
    entities: Entities = Entities()
    source: Source = Source()
    sink: Sink = Sink()
    engine: Engine = Engine()


def read_settings(path: Path) -> Settings:
    """The settings in a TOML file.

    Raises:
        PipelineError: the file is not there, is no TOML, or has a key or value that is not known.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        settings = msgspec.convert(tables, Settings)
    except OSError as error:
        raise PipelineError(f"{path}: cannot be read ({error.strerror}). Check the path.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PipelineError(f"{path}: no TOML ({error}). Mend the file.") from error
    except RecursionError as error:
        raise PipelineError(f"{path}: TOML in too many layers. Mend the file.") from error
    except msgspec.ValidationError as error:
        raise PipelineError(f"{path}: {_explained(error)}") from error
    base = path.parent
    return msgspec.structs.replace(
        settings,
        lexicon=Overlays(tuple(_from(base, folder) for folder in settings.lexicon.overlays)),
        entities=Entities(_model(base, settings.entities.model)),
        source=msgspec.structs.replace(settings.source, paths=tuple(_from(base, one) for one in settings.source.paths)),
        sink=msgspec.structs.replace(settings.sink, folder=settings.sink.folder and _from(base, settings.sink.folder)),
    )


def _from(base: Path, name: str) -> str:
    """A path in a settings file, seen from where the program runs; addresses stay as they are."""
    return name if "://" in name else str(base / name)


def _model(base: Path, name: str) -> str:
    """A model in a settings file: a folder is seen from where the program runs, other names stay as they are."""
    return _from(base, name) if "/" in name or (base / name).is_dir() else name


_WHERE = re.compile(r" - at `\$\.?([^`]*)`$")
_UNKNOWN = re.compile(r"^Object contains unknown field `([^`]*)`")


def _explained(error: msgspec.ValidationError) -> str:
    """A library's words on a wrong value, in terms of sections and keys."""
    message = str(error)
    found = _WHERE.search(message)
    path = re.sub(r"\[[^\]]*\]", "", found[1] if found else "")
    what = _WHERE.sub("", message)
    if unknown := _UNKNOWN.match(what):
        section: Any = Settings
        for name in filter(None, path.split(".")):
            section = _fields(section)[name]
        holder = f"[{path}] {unknown[1]}" if path else f"[{unknown[1]}]"
        return f"{holder}: unknown. Known {'keys' if path else 'sections'}: {', '.join(_fields(section))}."
    section_name, _, key = path.rpartition(".")
    if "enum value" in what:
        known = ", ".join({"records": KINDS, "also": FORMATS}[key])
        return f"[{section_name}] {key}: {what.split()[-1]} is unknown. Known: {known}."
    holder = f"[{section_name}] {key}" if section_name else f"[{key}]"
    return f"{holder}: {what[0].lower()}{what[1:]}. Mend the value."


def _fields(section: Any) -> dict[str, Any]:
    """The types of a section's keys."""
    return {field.name: field.type for field in msgspec.structs.fields(section)}
