"""The offices that one person holds.

Two offices joined by «و» are one person's where a title of rank stands first, or one name and a singular verb beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from coopnews.finders.holders import Holders, OfficeReading
from coopnews.lexicon import keys_of
from coopnews.text import Span
from coopnews.verbs import is_finite_verb

_SHORTEST_ROW = 3
_QUOTES = frozenset("«»\"'")
_COMMAS = frozenset("،,٬")


class FurtherOffices(Holders):
    """Finds which offices of one text are further ones of the same person."""

    def linked(self, offices: list[OfficeReading]) -> Iterator[OfficeReading]:
        """The offices, further ones of the same person linked to the first, shared affiliations spread."""
        offices = self.shared(offices)
        settled: list[OfficeReading] = []
        row = False
        for index, office in enumerate(offices):
            bracketed = index > 0 and self.is_bracketed(settled[index - 1], office)
            row = row and index > 0 and office.name is None and self.is_coordinated(settled[index - 1], office)
            row = row or (index > 0 and self.is_relative(settled[index - 1], office))
            row = row or bracketed or (index > 0 and self.is_in_row(offices, index))
            as_well = index > 0 and self.is_held_as_well(settled[index - 1], office)
            if row or as_well or (index and self.is_coordinated(settled[index - 1], office)):
                first = settled[index - 1]
                if row or as_well or self.is_one_person(offices, index):
                    root = index - 1 if first.of is None else first.of
                    if settled[root].name is None and office.name is not None:
                        settled[root] = replace(settled[root], name=office.name)
                    office = replace(office, of=root)
            settled.append(office)
        return iter(settled)

    def shared(self, offices: list[OfficeReading]) -> list[OfficeReading]:
        """«مدیرعامل و بازرس تعاونی کوشا»: what is written once at the end belongs to all."""
        found = list(offices)
        for index in range(len(found) - 2, -1, -1):
            office, following = found[index], found[index + 1]
            if office.affiliation is not None or office.term.data.get("bare") or office.term.plural:
                continue
            before = office.name is not None and office.name.first < office.term.first
            if following.affiliation is None or not (office.name is None or before):
                continue
            further = before and not following.term.data.get("within") and self.is_next_in_list(office, following)
            if self.is_coordinated(office, following) or further:
                whole = office.term.data.get("whole") and not following.term.data.get("whole")
                span = self.body_of(following.affiliation) if whole else following.affiliation
                found[index] = replace(office, affiliation=span)
        return found

    def body_of(self, affiliation: Span) -> Span:
        """The body that an affiliation ends with, without the field before it: «فروش شرکت فولاد» → «شرکت فولاد»."""
        heads = (at for at in range(affiliation.first, affiliation.last + 1) if self.is_body(at))
        return Span(next(heads, affiliation.first), affiliation.last)

    def is_next_in_list(self, office: OfficeReading, following: OfficeReading) -> bool:
        """Whether «name, office» follows «name, office» in a list («… رئیس، … دبیر و … بازرس اتاق»)."""
        name = following.name
        if name is None or name.first > following.term.first:
            return False
        between = range(office.end + 1, name.first)
        return 0 < len(between) <= 4 and all(
            self.keys[at] in _COMMAS or self.keys[at] == "و" or self.is_title(at) for at in between
        )

    def is_bracketed(self, office: OfficeReading, following: OfficeReading) -> bool:
        """Whether brackets say of one office that its holder has another: «رئیس شورا (وزیر کار)»."""
        opened, closed = office.end + 1, following.end + 1
        signs = self.text.key_at(opened) == "(" and self.text.key_at(closed) == ")"
        return signs and following.term.first == opened + 1 and following.name is None and not office.term.plural

    def is_held_as_well(self, office: OfficeReading, following: OfficeReading) -> bool:
        """Whether an office is held with another: «وزیر اقتصاد به عنوان رئیس شورای بورس»."""
        if "".join(self.keys[office.end + 1 : following.term.first]) not in _words("held_as_well"):
            return False
        before = self.text.key_at(office.term.first - 1)
        governed = any(before in _words(table) for table in ("orders", "agents", "not_subjects_after"))
        return not (governed or office.term.plural or following.term.plural or following.name)

    def is_relative(self, office: OfficeReading, following: OfficeReading) -> bool:
        """Whether a relative clause says that a holder has a further office: «… که نماینده حزب کار نیز هست»."""
        at = following.term.first - 1
        at -= self.text.key_at(at) in _words("firsts")
        held = following.name is None and self.text.key_at(at) == "که" and office.end == at - 1
        return held and self.verb_after(following) in keys_of("words.toml", "copulas")

    def is_in_row(self, offices: list[OfficeReading], index: int) -> bool:
        """Whether commas and «و» join three offices of one name: «…، رئیس مجلس، نماینده امام و سخنگوی شورا گفت»."""
        row = offices[index - 1 : index + 2]
        if len(row) < _SHORTEST_ROW or any(office.term.plural for office in row):
            return False
        if index > 1 and self.text.sentence_of[offices[index - 2].end] == self.text.sentence_of[row[0].end]:
            return False  # «با حضور …، استاندار ایلام، …، مدیرکل تعاون، فرماندار دهلران و امام جمعه»
        first, second, third = row
        named = first.name is not None and first.name.first < first.term.first
        parted = self.text.key_at(first.end + 1) in _COMMAS and second.term.first == first.end + 2
        alone = second.name is None and third.name is None and self.number_after(third) == "singular"
        return named and parted and alone and self.is_coordinated(second, third)

    def is_coordinated(self, office: OfficeReading, following: OfficeReading) -> bool:
        """Whether «و» alone stands between two offices."""
        after = office.end + 1
        if self.text.key_at(after) == "در" and self.text.key_at(after + 1) in keys_of("words.toml", "regions"):
            after += 2
        while self.text.key_at(after) in _QUOTES or self.text.key_at(after) in _COMMAS:
            after += 1
        return (
            self.text.key_at(after) == "و" and following.term.first == after + 1 and following.term.first > office.last
        )

    def is_one_person(self, offices: list[OfficeReading], index: int) -> bool:
        """Whether two offices joined by «و» are one person's."""
        office, following = offices[index - 1], offices[index]
        if office.term.plural or following.term.plural:
            return False
        if office.name is not None and following.name is not None:
            return False
        if self.is_deputed_cleric(office, following):
            return True
        if self.text.key_at(office.term.first - 1) == "(" and self.text.key_at(following.end + 1) == ")":
            return True  # «علی لقمانی (قائم‌مقام و معاون مالی بنیاد)»
        if following.name is not None and following.name.first < following.term.first:
            return False
        rank = office.term.data.get("rank") or following.term.data.get("rank")
        alone = self.number_after(following) != "plural"
        sentence_of = self.text.sentence_of
        listed = index > 1 and sentence_of[offices[index - 2].term.first] == sentence_of[office.term.first]
        if office.name is not None:
            # After «name, office» a second office is the same person's, after «office name» somebody else's.
            return office.name.first < office.term.first and (alone or bool(rank)) and (not listed or bool(rank))
        if rank:
            return following.name is not None or (not listed and alone)
        return alone and self.heads_sentence(office) and self.is_speech(following)

    def is_deputed_cleric(self, office: OfficeReading, following: OfficeReading) -> bool:
        """«نماینده ولی فقیه در استان و امام جمعه بوشهر»: always one person."""
        deputed = office.affiliation is not None and self.keys[office.affiliation.first] in _words("guardians")
        return deputed and following.term.id == "friday_imam"

    def number_after(self, office: OfficeReading) -> str | None:
        """Whether the next verb of the sentence is singular or plural."""
        for at in range(office.end + 1, self.text.sentence(office.term.first).last + 1):
            if is_finite_verb(self.keys[at]):
                return "plural" if self.keys[at].endswith("ند") else "singular"
        return None

    def is_speech(self, office: OfficeReading) -> bool:
        """Whether the sentence goes on with a reporting verb."""
        for at in range(office.end + 1, self.text.sentence(office.term.first).last + 1):
            verb = self.terms.first(at, "verbs")
            if verb is not None and verb.data["kind"] in ("say", "noun", "reached"):
                return True
        return False


@cache
def _words(table: str) -> frozenset[str]:
    return keys_of("honorifics.toml", table)
