"""A person in the making, and the record that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from coopnews.finders.mentions import NameMention
from coopnews.finders.name_spans import name_parts
from coopnews.records import Mention, Office, Official
from coopnews.resolve.affiliations import Fact, fullest, is_same_office
from coopnews.text import Text


@dataclass(eq=False)
class Entity:
    """A person in the making."""

    first: int
    names: list[NameMention] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    mentions: list[tuple[int, int, str]] = field(default_factory=list)
    described: bool = False
    """Whether the text says what the person is besides offices («…، زنبوردار،»)."""
    spoke: bool = False
    """Whether something has been said by the person."""
    indefinite: bool = False
    """Whether every office of somebody without a name is indefinite or said of somebody else."""
    dropped: bool = False
    into: Entity | None = None
    """Who this turned out to be."""

    def final(self) -> Entity:
        """Who this is in the end."""
        return self.into.final() if self.into is not None else self

    @property
    def is_named(self) -> bool:
        """Whether the text gives a name."""
        return bool(self.names)

    def add_fact(self, fact: Fact) -> None:
        """Take an office in, unless it has been stated in the same words."""
        said = fact.role, fact.words, fact.former, fact.plural
        if all(said != (other.role, other.words, other.former, other.plural) for other in self.facts):
            self.facts.append(fact)

    def quoted(self, text: Text) -> tuple[Mention, ...]:
        """The mentions as they stand in the raw text, in order."""
        found = []
        for first, last, kind in sorted(set(self.mentions)):
            start, end = text.bounds((first, last))
            found.append(Mention(start, end, text.raw[start:end], kind))
        return tuple(found)


def official_of(text: Text, name: str, entity: Entity) -> Official:
    """The official that an entity with offices is; ``name`` is the id. Wordings of one office become one."""
    groups: list[list[Fact]] = []
    for fact in entity.facts:
        same = (group for group in groups if any(is_same_office(other, fact, of_one_person=True) for other in group))
        group = next(same, None)
        if group is None:
            groups.append([fact])
        else:
            group.append(fact)
    first, *others = (fullest(group) for group in groups)
    further = [other for other in others if other.words or other.is_bare]
    return Official(
        name,
        fullest_name(text, entity),
        first.role,
        first.affiliation,
        first.plural,
        first.former,
        tuple(Office(other.role, other.affiliation, other.former) for other in further),
        entity.quoted(text),
    )


def fullest_name(text: Text, entity: Entity) -> str | None:
    """The longest form of a name, the first of equals."""
    if not entity.names:
        return None

    def length(name: NameMention) -> tuple[bool, int, bool, int, int]:
        given, surname = name_parts(text, name)
        letters = sum(map(len, (*given, *surname)))
        return name.full, len(given) + len(surname), text.keys[name.first].startswith("سید"), letters, -name.first

    return text.words(max(entity.names, key=length)[:2]).strip("«»\"'")
