"""Whether two wordings of an office mean one office, and which is the fullest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from coopnews.extractors.bodies import expanded, names_foreign_country
from coopnews.finders.items import singulars
from coopnews.finders.name_words import place_words
from coopnews.finders.offices import role_facts
from coopnews.lexicon import key, keys_of, load, read_toml
from coopnews.normalize import fold

_LONGEST_COUNTRY, _LONGEST_NAME = 4, 5


@dataclass(frozen=True)
class Fact:
    """An office that somebody holds, as one place of the text states it; ``words`` are keys of its affiliation."""

    role: str
    affiliation: str | None
    words: tuple[str, ...]
    former: bool
    plural: bool
    at: int

    @cached_property
    def content(self) -> frozenset[str]:
        """The words that tell affiliations apart."""
        words = [(singulars(word) or [word])[0] for word in expanded(self.words)]
        kept = frozenset(
            word for word in words if word not in keys_of("honorifics.toml", "of_any_office") and word.isalnum()
        )
        return kept or frozenset(word for word in self.words if word.isalnum())

    @cached_property
    def head(self) -> str | None:
        """What sort of body the affiliation begins with («سازمان», «شورای عالی»), by the lexicon's name of it."""
        forms = (form for width in (2, 1) for form in load().forms.get("".join(self.words[:width]), ()))
        return next((form.entry.id for form in forms if form.entry.data.get("part") == "head"), None)

    @cached_property
    def whole(self) -> tuple[str, int] | None:
        """The kind of the body whose whole name the affiliation begins with («بانک مرکزی»), and its length in words."""
        forms = load().forms
        for width in range(min(_LONGEST_NAME, len(self.words)), 0, -1):
            for form in forms.get("".join(self.words[:width]), ()):
                if form.entry.data.get("part") == "name" and not form.entry.data.get("portfolio"):
                    return str(form.entry.data["kind"]), width
        return None

    @cached_property
    def senders(self) -> tuple[str, ...]:
        """Whose representative somebody is at a body («مردم یزد» در مجلس)."""
        posted = next((at for at, word in enumerate(self.words) if word in keys_of("words.toml", "posted_at")), 0)
        own = keys_of("words.toml", "own_country")
        return tuple("" if word in own else word for word in self.words[:posted])

    @cached_property
    def joined(self) -> str:
        """The affiliation as it is compared when words are spaced in different ways."""
        return "".join(word for word in self.words if word.isalnum())

    @property
    def is_bare(self) -> bool:
        """Whether the role alone names its holder."""
        return bool(self.facts.get("bare"))

    @cached_property
    def is_foreign(self) -> bool:
        """Whether it is a high office of another country."""
        state = self.facts.get("places") or self.facts.get("fields")
        ends = (self.words[first:] for first in range(max(0, len(self.words) - _LONGEST_COUNTRY), len(self.words)))
        return bool(state) and any(names_foreign_country(words) for words in ends)

    @cached_property
    def is_national(self) -> bool:
        """Whether it is such an office of no country that is named."""
        state = self.facts.get("places") or self.facts.get("fields")
        return bool(state) and not self.is_foreign and not self.is_pointing

    @cached_property
    def is_pointing(self) -> bool:
        """Whether the affiliation points back: «انرژی این کشور»."""
        return not keys_of("honorifics.toml", "demonstratives").isdisjoint(self.words)

    @cached_property
    def is_seat(self) -> bool:
        """Whether it is a seat in an assembly («کمیسیون اقتصادی مجلس»), not business with it («امور مجلس»)."""
        assemblies = keys_of("words.toml", "assemblies")
        return any(
            word in assemblies and (not at or self.words[at - 1] not in keys_of("words.toml", "affairs"))
            for at, word in enumerate(self.words)
        )

    @property
    def is_ex_officio(self) -> bool:
        """Whether it is in a council, committee or headquarters, which holders of other offices sit in or head."""
        return bool(self.words) and self.words[0] in keys_of("words.toml", "ex_officio")

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        """What the lexicon says of the role."""
        return role_facts(self.role)


@cache
def _houses() -> dict[str, str]:
    """Offices of state, and the house that each of them heads."""
    pairs = (form.split("=") for form in read_toml("honorifics.toml")["houses"]["forms"])
    return {key(office): key(house) for office, house in pairs}


def same_role(one: Fact, other: Fact) -> bool:
    """Whether two roles may be wordings of one («معاون وزیر», «معاون امور تعاون وزارت»)."""
    if one.role == other.role:
        return True
    if one.words and other.words and {one.facts.get("short"), other.facts.get("short")} & {one.role, other.role}:
        return True  # «رئیس بانک مرکزی», «رئیس کل بانک مرکزی»
    for narrow, wide in ((one, other), (other, one)):
        if narrow.facts.get("same") == wide.role:
            superior = set(fold(narrow.role).split()[1:])
            superior |= {house for office, house in _houses().items() if office in superior}
            if not wide.words or superior & set(wide.words):
                return True
    return False


def is_same_office(one: Fact, other: Fact, *, of_one_person: bool = False) -> bool:
    """Whether two wordings mean one office: one affiliation holds the words of the other.

    Of one person's offices, a shared word is enough.
    """
    if one.plural != other.plural or one.former != other.former or not same_role(one, other):
        return False
    if not one.words or not other.words:
        return True
    if one.head and other.head and one.head != other.head:
        return False
    if _is_over_all(one, other) or _is_over_all(other, one):
        return False
    if _is_owner(one, other) or _is_owner(other, one) or _is_of_other_range(one, other):
        return False
    if one.senders and other.senders and not _share_words(one.senders, other.senders):
        return False  # «نماینده ایران در سازمان ملل», «نماینده اتحادیه اروپا در سازمان ملل»
    a, b = one.content, other.content
    if a <= b or b <= a or one.joined in other.joined or other.joined in one.joined:
        return True
    if of_one_person:
        return any(_tells_apart(word) for word in a & b) or one.role != other.role or one.is_bare
    return _is_within(a, b) or _is_within(b, a)


def _share_words(ones: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two runs of words have one in common, or are one in another spacing."""
    return not set(ones).isdisjoint(others) or "".join(ones) == "".join(others)


def _is_over_all(one: Fact, other: Fact) -> bool:
    """Whether one commands a whole force and the other a part of it: «کل سپاه», «نیروی هوافضای سپاه»."""
    return one.words[0] == "کل" != other.words[0] and not other.content <= one.content


def _is_owner(one: Fact, other: Fact) -> bool:
    """Whether the body of one office owns the other's: «رئیس قوه قضائیه», «رئیس مرکز آمار قوه قضائیه»."""
    if one.whole is None or other.head is None:
        return False
    kind, width = one.whole
    name, before = one.words[:width], range(1, len(other.words) - width + 1)
    at = next((first for first in before if other.words[first : first + width] == name), 0)
    same_kind = load().entries["bodies"][other.head].data.get("kind") == kind
    return at > 0 and not (at == 1 and same_kind)  # «شرکت توانیر»


def _is_of_other_range(one: Fact, other: Fact) -> bool:
    """Whether one body is the world's or a continent's, and the other is not: «فدراسیون جهانی کشتی»."""
    named = all(fact.head is not None or fact.whole is not None for fact in (one, other))
    if not named or one.joined.startswith(other.joined) or other.joined.startswith(one.joined):
        return False
    return any((word in one.joined) != (word in other.joined) for word in keys_of("body_words.toml", "other_bodies"))


def is_abroad_only(one: Fact, other: Fact) -> bool:
    """Whether of two high offices one is said to be another country's, and the other of none."""
    return (one.is_foreign and other.is_national) or (other.is_foreign and one.is_national)


def may_be_one_persons(one: Fact, other: Fact) -> bool:
    """Whether one person may hold two offices, of which the text nowhere says that two persons do.

    They are wordings of one office, offices of one house, seats in an assembly, or a deputy's beside his own.
    """
    if one.plural or other.plural:
        return False
    heads = one.is_ex_officio or other.is_ex_officio
    if same_role(one, other) and (one.role == other.role or not heads):
        return is_same_office(one, other, of_one_person=not one.is_bare and not one.facts.get("within"))
    if heads:
        return True
    if not one.words or not other.words:
        return not one.is_bare and not other.is_bare
    if any(fact.is_seat for fact in (one, other)):
        return all(fact.is_seat or fact.facts.get("within") for fact in (one, other))
    if any(fact.is_bare and not fact.facts.get("same") for fact in (one, other)):
        return False
    if any(fact.facts.get("same") for fact in (one, other)):
        return not any(fact.head in keys_of("words.toml", "private_heads") for fact in (one, other))
    return any(_tells_apart(word) for word in (one.content & other.content) - place_words())


@cache
def _tells_apart(word: str) -> bool:
    """Whether a word says more than what sort of body somebody is of («بانک», «شورا»)."""
    if word in keys_of("body_words.toml", "generic") or word in keys_of("body_words.toml", "kinds"):
        return False
    forms = load().forms.get(word, ())
    return not any(form.entry.label == "bodies" and form.entry.data["part"] == "head" for form in forms)


def _is_within(few: frozenset[str], many: frozenset[str]) -> bool:
    """Whether every word of one stands in the other with a plural or ezafe ending, or as the start of a word."""
    return all(any(word == longer or (len(word) > 3 and longer.startswith(word)) for longer in many) for word in few)


def fullest(facts: Sequence[Fact]) -> Fact:
    """The wording that says most; of equals the first.

    The affiliation with the most words wins, where the role's own further words count («معاون وزیر تعاون»), and of
    those that are spaced in different ways («بین الملل بنیاد …», «امور بین‌الملل بنیاد …») the one that holds another.
    """
    most = max(facts, key=lambda fact: (not fact.is_pointing, len(fact.words), -fact.at))
    wider = (fact for fact in facts if len(fact.words) == len(most.words) and most.joined in fact.joined)
    return max(wider, key=lambda fact: (len(fact.joined), -fact.at))


def covered_by(group: Fact, singles: Sequence[Fact]) -> bool:
    """Whether the holders of a plural office are all named by themselves («مدیران کل راه و تعاون» … each of them)."""
    same = [fact for fact in singles if not fact.plural and fact.role == group.role and fact.words]
    union: set[str] = set().union(*(fact.content for fact in same)) if same else set()
    return len(same) > 1 and group.content <= union
