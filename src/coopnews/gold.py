"""Gold annotations: folders of ``NAME.txt`` (a raw article) and ``NAME.gold.json`` (what a reader takes out of it)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from coopnews.errors import InputError
from coopnews.records import Calendar, Office, Qualifier, Value
from coopnews.sources import read_text

SUFFIX = ".gold.json"


class GoldOfficial(msgspec.Struct, frozen=True):
    """A person identified by an office."""

    name: str | None
    role: str
    affiliation: str | None
    plural: bool = False
    former: bool = False
    other_roles: tuple[Office, ...] = ()


class GoldPerson(msgspec.Struct, frozen=True):
    """A named person without an office; the file gives only the name."""

    name: str


class GoldBody(msgspec.Struct, frozen=True):
    """A named organisation."""

    name: str
    also: tuple[str, ...] = ()


class GoldFigure(msgspec.Struct, frozen=True, kw_only=True):
    """What counts, amounts and percents share. What a file leaves unsaid (UNSET) is not compared."""

    value: Value
    value_max: Value | None = None
    qualifier: Qualifier | msgspec.UnsetType = msgspec.UNSET
    indicator: str | msgspec.UnsetType = msgspec.UNSET
    speaker: str | msgspec.UnsetType | None = msgspec.UNSET


class GoldCount(GoldFigure, frozen=True, kw_only=True):
    """A cardinal quantity."""

    unit: str | None
    item: str | None


class GoldAmount(GoldFigure, frozen=True, kw_only=True):
    """Money."""

    currency: str


class GoldPercent(GoldFigure, frozen=True, kw_only=True):
    """A percentage."""


class GoldDate(msgspec.Struct, frozen=True):
    """A calendar expression."""

    text: str
    start: str | None
    end: str | None
    calendar: Calendar | msgspec.UnsetType = msgspec.UNSET


class Gold(msgspec.Struct, frozen=True):
    """One annotation file. ``people`` are plain names there; further keys (``not_extracted``) are remarks."""

    title: str | None
    outlet: str | None
    officials: tuple[GoldOfficial, ...] = ()
    people: tuple[str, ...] = ()
    bodies: tuple[GoldBody, ...] = ()
    counts: tuple[GoldCount, ...] = ()
    amounts: tuple[GoldAmount, ...] = ()
    percents: tuple[GoldPercent, ...] = ()
    dates: tuple[GoldDate, ...] = ()


class GoldArticle(msgspec.Struct, frozen=True):
    """An article with its annotation; ``name`` is the file's name without ending."""

    name: str
    raw: str
    gold: Gold


def load(path: Path) -> list[GoldArticle]:
    """The annotated articles of a folder in order of name, or the one of a single ``NAME.gold.json``.

    Raises InputError where there is none, where an article's text is missing, or where a file is malformed.
    """
    return list(_articles(path))


def _articles(path: Path) -> Iterator[GoldArticle]:
    if path.is_dir():
        files = sorted(path.glob("*" + SUFFIX))
        if not files:
            raise InputError(f"{path}: no *{SUFFIX} in this folder. Give a folder of NAME.txt and NAME{SUFFIX} pairs.")
    elif path.is_file() and path.name.endswith(SUFFIX):
        files = [path]
    elif path.exists():
        raise InputError(f"{path}: no gold annotation. Give a folder of gold pairs, or one NAME{SUFFIX}.")
    else:
        raise InputError(f"{path}: no such folder. Give a folder of NAME.txt and NAME{SUFFIX} pairs.")
    for file in files:
        name = file.name.removesuffix(SUFFIX)
        article = file.with_name(name + ".txt")
        if not article.is_file():
            raise InputError(f"{file}: its article {article.name} is missing. Put the text beside the annotation.")
        yield GoldArticle(name, read_text(article), _decode(file))


def _decode(file: Path) -> Gold:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Gold)
    except msgspec.ValidationError as error:
        raise InputError(f"{file}: {error}. Correct this field of the annotation.") from error
    except msgspec.DecodeError as error:
        raise InputError(f"{file}: not valid JSON ({error}). Correct the file.") from error
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror}). Check its permissions.") from error
