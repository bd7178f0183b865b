"""What is known about words: TOML and CSV files, folded through the same normalisation as the text.

A TOML file holds entries; the file's name is their label, the table's name their id::

    [toman]
    forms = ["تومان", "تومن"]
    code = "IRT"

A form matches however it is spaced («سال جاری», «سال‌جاری», «سالجاری»): forms are stored without spaces and
looked up by joining tokens. ``plurals`` lists irregular plurals; with ``inflect = true`` at the head of a file
the regular plurals (ها، های، هایی) are forms too. One form stands in one entry of a file.
"""

from __future__ import annotations

import csv
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from coopnews.errors import LexiconError
from coopnews.normalize import fold

PLURAL_ENDINGS = ("ها", "های", "هایی")
SHORTEST_JOINED = 6
"""Shorter forms match across other token bounds than they are written with only by accident."""
POSSESSIVE_ENDINGS = ("ش", "شان", "اش", "مان")
POSSESSED_LABELS = ("cues",)
"""Labels whose words are met with a possessive as well."""
SHORTEST_POSSESSED = 4
"""No longer words are read as having a possessive: they look like others."""
EZAFE_LABELS = ("bodies",)
"""Labels whose heads ending in a silent ه are met with a written genitive as well."""


class Entry(NamedTuple):
    """One entry: its file (``label``), its table (``id``) and what the table says."""

    label: str
    id: str
    data: Mapping[str, Any]

    def __hash__(self) -> int:
        return hash((self.label, self.id))


class Form(NamedTuple):
    """One spelling of an entry: the words it is written with in the file, and letters without spaces."""

    entry: Entry
    plural: bool
    tokens: int
    length: int


class Lexicon:
    """Entries by label and id, and their forms by lookup key.

    >>> lexicon = load()
    >>> [form.entry.id for form in lexicon.forms[key("سال جاری")]]
    ['this_year']
    """

    def __init__(self) -> None:
        self.entries: dict[str, dict[str, Entry]] = {}
        self.forms: dict[str, tuple[Form, ...]] = {}
        self.prefixes: set[str] = set()
        """Every beginning of a form: a joined run of tokens outside of it can become none."""
        self.words: set[str] = set()
        """Every single word of every form: what counts as known when glued words are split."""

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The tokens with which a form may begin, once all are added."""
        return frozenset(self.prefixes).union(self.forms)

    def add(self, label: str, name: str, data: Mapping[str, Any], inflect: bool = False) -> None:
        """Add one entry under all its forms."""
        entry = Entry(label, name, data)
        self.entries.setdefault(label, {})[name] = entry
        for spelled in data.get("forms", ()):
            self._add_form(entry, spelled, plural=False)
            if inflect:
                head, *rest = spelled.split(" ")
                if label in EZAFE_LABELS and head.endswith("ه") and not head.endswith(("اه", "وه")):
                    self._add_form(entry, " ".join([f"{head}ی", *rest]), plural=False)  # «دانشکده‌ی»
                for ending in PLURAL_ENDINGS:
                    self._add_form(entry, " ".join([head + ending, *rest]), plural=True)
                if label in POSSESSED_LABELS and not rest:
                    for ending in POSSESSIVE_ENDINGS:
                        if len(head) + len(ending) > SHORTEST_POSSESSED:
                            self._add_form(entry, head + ending, plural=False)  # «تولیدش», «وامشان»
        for spelled in data.get("plurals", ()):
            self._add_form(entry, spelled, plural=True)

    def _add_form(self, entry: Entry, spelled: str, *, plural: bool) -> None:
        words = fold(spelled).split()
        joined = "".join(words)
        known = self.forms.get(joined, ())
        homonyms = label_allows_homonyms(entry.label)
        if not homonyms and any(form.entry.label == entry.label and form.entry.id != entry.id for form in known):
            other = next(form.entry.id for form in known if form.entry.label == entry.label)
            raise LexiconError(
                f"lexicon {entry.label}: [{entry.id}] repeats «{spelled}», already in [{other}]. "
                "Keep the form in one entry."
            )
        spaced = len(joined) < SHORTEST_JOINED  # «دست‌کم», «دست کم»
        if not any(form.entry == entry and (not spaced or form.tokens == len(words)) for form in known):
            self.forms[joined] = (*known, Form(entry, plural, len(words), len(joined)))
        self.words.update(words)
        if len(words) == 1 and len(joined) > 3:
            self.words.add(joined)
        for end in range(1, len(joined)):
            self.prefixes.add(joined[:end])

    def ids(self, label: str) -> Iterator[str]:
        """The ids of one label, in file order."""
        yield from self.entries[label]

    def keys(self, label: str, name: str) -> frozenset[str]:
        """The lookup keys of one entry."""
        return frozenset(fold(form).replace(" ", "") for form in self.entries[label][name].data["forms"])


def label_allows_homonyms(label: str) -> bool:
    """Whether two entries of a label may share a form: two towns may share a name, two units may not."""
    return label.startswith("place:")


def key(spelled: str) -> str:
    """The lookup key of a spelling: folded, without spaces.

    >>> key("سال‌ جاری")
    'سالجاری'
    """
    return "".join(fold(spelled).split())


def read_toml(name: str) -> dict[str, Any]:
    """The tables of one TOML file of the lexicon; tables of overlays are added, their lists joined to those there."""
    return dict(_tables(name))


@cache
def _tables(name: str) -> dict[str, Any]:
    """The same, read once: a file with word lists is asked for one list after the other."""
    tables: dict[str, Any] = {}
    for path in _sources(name):
        try:
            added = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            raise LexiconError(f"lexicon {path}: {error}. Mend the file.") from error
        for key, value in added.items():
            tables[key] = _joined(tables[key], value) if isinstance(tables.get(key), dict) else value
    return tables


def _joined(known: Mapping[str, Any], added: Any) -> Any:
    """A table with another one over it."""
    if not isinstance(added, dict):
        return added
    return {
        **known,
        **{
            key: [*known[key], *value] if isinstance(value, list) and isinstance(known.get(key), list) else value
            for key, value in added.items()
        },
    }


def read_lines(name: str) -> Iterator[str]:
    """The lines of one list file of the lexicon and of overlays, without comments and blank lines."""
    for line in read_all_lines(name):
        text = line.split("#")[0].strip()
        if text:
            yield text


def read_all_lines(name: str) -> Iterator[str]:
    """The lines of one list file with its comments, for lists whose comments say something about the next line."""
    for path in _sources(name):
        yield from path.read_text(encoding="utf-8").splitlines()


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one CSV file of the lexicon and of overlays as dicts."""
    for path in _sources(name):
        yield from csv.DictReader(path.read_text(encoding="utf-8").splitlines())


_overlays: tuple[Path, ...] = ()
_switching = Lock()
_ENDINGS = (".toml", ".csv", ".txt")


def _sources(name: str) -> Iterator[Traversable]:
    """The file of a name in the package, and in each overlay that has one."""
    yield files(__name__) / name
    yield from (folder / name for folder in _overlays if (folder / name).is_file())


def use(overlays: Iterable[str | Path]) -> None:
    """Have the lexicon of this process extended by folders with files of the same names and forms as its own.

    TOML entries, CSV rows and lines of lists are added to those of the package; of an entry that is there, lists
    are made longer and other fields replaced. Tables built from another lexicon are forgotten and built anew, half
    a second's work, so a process had better keep to one set of overlays; extractions of other threads must be over.

    Raises:
        LexiconError: an overlay is no folder, or holds a file that the lexicon does not know.
    """
    global _overlays
    wanted = tuple(map(Path, overlays))
    with _switching:
        if wanted != _overlays:
            for folder in wanted:
                _check(folder)
            _overlays = wanted
            _forget()


def _check(folder: Path) -> None:
    if not folder.is_dir():
        raise LexiconError(f"lexicon {folder}: no such folder. An overlay is a folder with files such as units.toml.")
    known = {entry.name for entry in files(__name__).iterdir() if not entry.name.startswith("_")}
    known -= {"__init__.py"}
    for path in sorted(folder.iterdir()):
        if path.name not in known and path.suffix in _ENDINGS:
            names = ", ".join(sorted(known))
            raise LexiconError(f"lexicon {path}: no file of the lexicon. Name it as one of: {names}.")


def _forget() -> None:
    """Empty every memory of the package: whatever is cached may have been read from the lexicon."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "coopnews":
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear") and not isinstance(value, type):
                    value.cache_clear()


@cache
def keys_of(file: str, table: str) -> frozenset[str]:
    """The lookup keys of one word list: a table of a file whose value has ``forms``.

    >>> key("و") in keys_of("words.toml", "conjunctions")
    True
    """
    return frozenset(key(form) for form in read_toml(file)[table]["forms"])


TERM_FILES = ("units", "currencies", "qualifiers", "idioms", "cues", "roles", "held_roles", "bodies", "verbs", "dates")
WORD_FILES = ("words.toml", "nouns.toml", "not_counts.toml")
"""Lists that grammar rules ask for by name (:func:`keys_of`)."""
PLACE_FILES = {"country": "countries.csv", "province": "provinces.csv", "county": "counties.csv", "city": "cities.csv"}


ADJECTIVE_LABELS = ("units", "currencies")
"""What a number makes an adjective of: «۳۰ تنی», «۵۰ میلیون تومانی»."""


def _adjectives(data: Mapping[str, Any]) -> Iterator[str]:
    """The adjective of a unit or currency: «تن» → «تنی», «قطعه» → «قطعه‌ای», or as the entry says."""
    yield from data.get("adjectives", ())
    if "adjectives" not in data:
        for form in data["forms"]:
            yield form + ("ای" if form.endswith("ه") else "یی" if form.endswith(("و", "ا")) else "ی")


@cache
def load() -> Lexicon:
    """The lexicon of the package, read once per process."""
    lexicon = Lexicon()
    for label in TERM_FILES:
        tables = read_toml(f"{label}.toml")
        inflect = bool(tables.pop("inflect", False))
        for name, data in tables.items():
            lexicon.add(label, name, data, inflect=bool(data.get("inflect", inflect)))
            if label in ADJECTIVE_LABELS:
                lexicon.add(
                    f"{label}:adjective", name, {**data, "forms": list(_adjectives(data)), "nouns": data["forms"]}
                )
    for file in WORD_FILES:
        for table in read_toml(file).values():
            lexicon.words.update(word for form in table.get("forms", ()) for word in fold(form).split())
    for kind, file in PLACE_FILES.items():
        for row in read_rows(file):
            forms = [row["name"], *filter(None, (row.get("forms") or "").split("|"))]
            facts = {"forms": forms, "name": row["name"], "kind": kind, "province": row.get("province")}
            lexicon.add(f"place:{kind}", "{name} ({province})".format(**facts), facts)
    return lexicon
