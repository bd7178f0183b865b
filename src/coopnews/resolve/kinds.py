"""Kinds: what sort of thing a figure counts, which decides what cues can say of it (``kinds.toml``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from coopnews.finders.items import singulars
from coopnews.lexicon import key, keys_of, load, read_toml
from coopnews.text import Span

OTHER = "other"
_SIZED = frozenset({"project", "coop", "housing", "workshop", "firm", "premises", "shop"})
"""Kinds whose size an adjective tells («خانه ۱۰۰ متری»): the number is not a number of them."""


class Subject(NamedTuple):
    """A figure as far as its indicator needs it: tokens, kind, and whether it is money."""

    first: int
    last: int
    kind: str
    fixed: str | None
    limit: int | None = None
    """The token before which its cues must stand, for the whole of «از ۳۴۰ هکتار …، ۱۱۲ هکتار …»."""
    marker: str = ""
    """The word before it and its bound: «با», «به», «در»."""
    whole: Span | None = None
    """What it is part of («۳۰۰ نفر از اعضا»): no cue, and what it alone says gives way to the verb."""
    since: int | None = None
    """The token from which its cues stand, for a part with a verb of its own: «از ۵۱ تعاونی ثبت‌شده، ۹ تعاونی …»."""


@cache
def trait(kind: str, name: str, default: Any = None) -> Any:
    """What the lexicon says of a kind, or of the kinds it is like."""
    tables = read_toml("kinds.toml")
    return next((tables[one][name] for one in lineage(kind) if name in tables.get(one, {})), default)


@cache
def _kinds() -> dict[str, tuple[str, str | None]]:
    """Kind and fixed indicator by the key of a noun."""
    kinds: dict[str, tuple[str, str | None]] = {}
    for name, table in read_toml("kinds.toml").items():
        for noun in (*table.get("nouns", ()), *table.get("anywhere", ())):
            kinds[key(noun)] = (name, table.get("indicator"))
    return kinds


@cache
def lineage(kind: str) -> tuple[str, ...]:
    """A kind and the kinds it is like: what is said of these is said of it, where it is not named itself."""
    like = read_toml("kinds.toml").get(kind, {}).get("like")
    return (kind,) if like is None else (kind, *lineage(like))


@cache
def _endings() -> dict[tuple[str, ...], tuple[str, str | None]]:
    """Kind and fixed indicator by the endings of nouns («صیفی‌کار», «قالیباف»)."""
    return {
        tuple(table["endings"]): (name, table.get("indicator"))
        for name, table in read_toml("kinds.toml").items()
        if "endings" in table
    }


def is_oblique(subject: Subject) -> bool:
    """Whether the word before a figure makes it the place, source or partner of what is done, and not its theme."""
    obliques = trait(subject.kind, "obliques")
    return obliques is not None and subject.marker in keys_of("words.toml", obliques)


def is_personal(kind: str) -> bool:
    """Whether a kind is one of persons."""
    return bool(read_toml("kinds.toml").get(kind, {}).get("personal", False))


def kind_of(unit: str | None, item: str | None, *, adjective: bool) -> tuple[str, str | None]:
    """The kind of a count and the indicator that its kind alone decides, if any.

    >>> (
    ...     kind_of("نفر", "عضو", adjective=False),
    ...     kind_of("نفر", None, adjective=False),
    ...     kind_of("تن", "پسته", adjective=False),
    ... )
    (('member', 'members'), ('person', None), ('good', None))
    """
    unit_data = _unit_data(unit)
    fixed = unit_data.get("figure")
    if fixed is not None:
        return "measured", str(fixed)
    facility = unit_data.get("of_facilities", False) and unit_data.get("keeps_head", False)
    persons = unit_data.get("kind") == "person"
    head = _head_kind(item) if item else None
    if head is not None and not (persons and not is_personal(head[0])):
        if item and key(item).startswith("ظرفیت") and unit_data.get("sort") == "measure" and not adjective:
            return ("power", None) if unit_data.get("kind") == "power" else ("output", "production")
        if head[0] == "project" and adjective and facility:
            return "housing", "housing_units"  # «پروژه ۹۰ واحدی»
        if head[0] == "complex":
            return ("housing", "housing_units") if facility else ("facility" if adjective else "thing", None)
        area = head[0] == "housing" and unit_data.get("sort") == "measure"  # «خانه‌های بالای ۸۰ متر مربع»
        if not (area or (adjective and head[0] in _SIZED and not facility)):
            return head
    if "kind" in unit_data and not adjective:
        return str(unit_data["kind"]), None
    if facility:
        return ("unit", None) if item is None else ("premises", OTHER)
    if adjective and item is not None:
        return "facility", OTHER  # «فروشگاه ۶۰۰ متری», «سردخانه ۵ هزار تنی»
    if unit_data.get("sort") == "measure":
        return ("extent" if unit_data.get("length", False) else "good"), None
    if item is None:
        return ("bare", None) if unit_data.get("stands_for", False) or not unit_data else ("article", None)
    return ("article", None) if unit_data else ("thing", None)


def _head_kind(item: str) -> tuple[str, str | None] | None:
    """The kind of an item by its head, of one or two words, or by a word that decides wherever it stands."""
    kinds, words = _kinds(), [key(word) for word in item.split()]
    decisive = (kinds[word] for word in words[1:] if word in kinds and word in _decisive())
    return next(decisive, None) or kinds.get("".join(words[:2])) or _kind_of_word(words[0])


@cache
def _decisive() -> frozenset[str]:
    return frozenset(key(word) for table in read_toml("kinds.toml").values() for word in table.get("anywhere", ()))


def _kind_of_word(word: str) -> tuple[str, str | None] | None:
    kinds = _kinds()
    forms = (word, *singulars(word), *(word.removesuffix(end) for end in ("یان", "گان", "ان") if word.endswith(end)))
    listed = next((kinds[form] for form in forms if form in kinds), None)
    return listed or next((kind for ends, kind in _endings().items() if len(word) > 5 and word.endswith(ends)), None)


@cache
def _unit_data(unit: str | None) -> Mapping[str, Any]:
    """What the lexicon says of a unit as printed; nothing of none."""
    forms = load().forms.get(key(unit), ()) if unit is not None else ()
    return next((form.entry.data for form in forms if form.entry.label == "units"), {})


def says(data: Mapping[str, Any], kind: str) -> str | None:
    """What a cue, or one of its exceptions, says of a kind."""
    return next((data[name] for name in lineage(kind) if name in data), None)
