"""Who is who: mentions of names and offices → one entry for each official and person.

The text is read once from left to right. A name joins the entry with the same name; an office without a name the
entry with a compatible office; a surname, a title alone or «وی» whoever it fits. Two steps look at who speaks: the
name of the next speaker completes an official who spoke without a name («مدیرکل … خبر داد. علی لقمانی افزود»), and an
office without a name that goes on speaking completes a person without an office.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from coopnews.finders.mentions import BodyMention, NameMention, OfficeMention, Structure
from coopnews.finders.name_spans import before_titles
from coopnews.finders.offices import role_of
from coopnews.finders.terms import Terms
from coopnews.lexicon import keys_of
from coopnews.records import Official, Person
from coopnews.resolve.affiliations import Fact, covered_by, is_abroad_only, is_same_office, may_be_one_persons
from coopnews.resolve.cast import Entity, fullest_name, official_of
from coopnews.resolve.namesakes import name_clusters
from coopnews.resolve.refs import Ref, find_refs
from coopnews.resolve.speech import Act, find_acts
from coopnews.resolve.stated import Stated
from coopnews.resolve.surroundings import Surroundings
from coopnews.text import Span, Text, covered
from coopnews.tokenize import SIGN
from coopnews.verbs import is_finite_verb

_KINDS = {
    "office": "office",
    "name": "name",
    "surname": "surname",
    "pronoun": "pronoun",
    "anaphor": "pronoun",
    "later": "office",
}

_PERSONS = ("name", "surname", "pronoun", "office")
_FARTHEST_HEADED = 8
"""The name of an official who stands without one is no more paragraphs farther on."""
_MOST_BETWEEN = 12
"""So many mentions behind an office are looked through for the next sentence's."""
MOST_ASKED = 200
"""Of those who were named before so many are asked whether they hold an office, the last ones."""


class SpokenAct(NamedTuple):
    """An act of speech and who performs it: an entity, a body that is named at a token, or nobody in particular."""

    act: Act
    entity: Entity | None
    body: int | None


@dataclass(frozen=True)
class People:
    """The officials and persons of one text, and who says what."""

    officials: tuple[Official, ...]
    people: tuple[Person, ...]
    acts: tuple[SpokenAct, ...]
    records: dict[int, Official | Person]
    """The record of an entity, by ``id()`` of the entity."""

    def record_of(self, entity: Entity | None) -> Official | Person | None:
        """The record that an entity became."""
        return None if entity is None else self.records.get(id(entity.final()))


def resolve_people(
    text: Text,
    terms: Terms,
    names: Sequence[NameMention],
    offices: Sequence[OfficeMention],
    bodies: Sequence[BodyMention],
    structure: Structure,
) -> People:
    """Link the mentions of a text to officials and persons, in order of first mention.

    >>> from coopnews.finders.names import find_names
    >>> from coopnews.finders.offices import find_offices
    >>> text = Text("مدیرکل شیلات یزد گفت: بازار رونق دارد. علی لقمانی افزود: ۵ طرح آماده است. لقمانی رفت.")
    >>> terms, structure = Terms(text), Structure(None, None, None, None, ())
    >>> names = find_names(text, terms)
    >>> found = resolve_people(text, terms, names, find_offices(text, terms, names, [], structure), [], structure)
    >>> [(official.name, official.role, official.affiliation) for official in found.officials]
    [('علی لقمانی', 'مدیرکل', 'شیلات یزد')]
    """
    ignored = covered(len(text), structure.ignored)
    outlet = "".join(text.keys[structure.outlet.first : structure.outlet.last + 1]) if structure.outlet else ""
    names = [
        name for name in names if not ignored[name.first] and "".join(text.keys[name.first : name.last + 1]) != outlet
    ]
    return _Resolver(text, terms, names, offices, bodies, structure).people()


class _Resolver:
    def __init__(
        self,
        text: Text,
        terms: Terms,
        names: Sequence[NameMention],
        offices: Sequence[OfficeMention],
        bodies: Sequence[BodyMention],
        structure: Structure,
    ) -> None:
        self.text, self.names, self.offices, self.bodies = text, names, offices, bodies
        self.terms, self.structure = terms, structure
        self.refs = find_refs(text, terms, names, offices, bodies)
        self.acts = find_acts(text, terms, self.refs)
        self.clusters = name_clusters(text, names)
        self.name_index = {name.first: index for index, name in enumerate(names)}
        self.acts_of: dict[int, list[Act]] = {}
        for act in self.acts:
            self.acts_of.setdefault(text.sentence_of[act.at], []).append(act)
        self.around = Surroundings(text, terms, self.refs)
        self.stated = Stated(text, terms, offices, bodies)
        self.entities: list[Entity] = []
        self.by_cluster: dict[int, Entity] = {}
        self.of_office: dict[int, Entity] = {}
        self.of_ref: dict[int, Entity] = {}
        self.last_speaker: Entity | None = None
        self.speakers: list[Entity] = []
        """Everybody who has spoken, the last one last."""
        self.last_headed: Entity | None = None
        """The official without a name at the head of a sentence since somebody last spoke."""
        self.topic: tuple[int, Entity] | None = None
        """Who stands at the head of a paragraph without speaking, and the number of that paragraph."""

    def people(self) -> People:
        subjects: dict[int, list[Act]] = {}
        for act in self.acts:
            if act.subject is not None:
                subjects.setdefault(act.subject.first, []).append(act)
        silent = [act for act in self.acts if act.subject is None]
        spoken: dict[Act, SpokenAct] = {}
        everything: list[Ref | Act] = [*self.refs, *silent]
        pending = sorted(everything, key=lambda item: item.first if isinstance(item, Ref) else item.at)
        outer: tuple[int, Entity | None] = (-1, None)
        for item in pending:
            if isinstance(item, Act):
                spoken[item] = SpokenAct(item, None if item.plural else self.meant(item.at), None)
                continue
            acts = subjects.get(item.first, [])
            entity = self.resolve(item, acts[0] if acts else None)
            if entity is not None:
                self.of_ref[item.first] = entity
                heads = self.around.opens_paragraph(item) or self.around.is_interviewed(item)
                if not acts and entity.is_named and heads:
                    self.topic = self.around.paragraph(item.first), entity
            body = self.bodies[item.which].first if item.kind == "body" else None
            for act in acts:
                spoken[act] = SpokenAct(act, None if item.kind == "crowd" else entity, body)
                if entity is not None and item.kind != "crowd" and self.goes_on(act, outer):
                    entity.spoke = True
                    self.speakers.append(entity)
                    self.last_speaker, self.last_headed, self.topic = entity, None, None
                    outer = self.text.sentence_of[act.at], entity
        return self.finished([spoken[act] for act in self.acts if act in spoken])

    def meant(self, at: int) -> Entity | None:
        """Who «وی» or a verb without a subject means: whom the paragraph is about, else the last speaker."""
        if self.topic is not None and self.topic[0] == self.around.paragraph(at):
            return self.topic[1].final()
        return self.last_speaker

    def goes_on(self, act: Act, outer: tuple[int, Entity | None]) -> bool:
        """Whether «وی» after an act means its subject: not one quoted inside another's speech."""
        sentence = self.text.sentence_of[act.at]
        if act.kind == "frame":
            return not any(other is not act and other.subject is not None for other in self.acts_of[sentence])
        return not (act.nested and outer[0] == sentence)

    # --- one mention -----------------------------------------------------------------------------------

    def resolve(self, ref: Ref, act: Act | None) -> Entity | None:
        """The entity of a mention, a new one if need be."""
        if ref.kind == "office":
            return self.office(ref, act)
        if ref.kind in ("name", "surname"):
            return self.name(ref, act)
        if ref.kind == "body" or ref.kind == "crowd":
            return None
        entity = self.behind(ref)
        if entity is not None:
            entity.mentions.append((ref.first, ref.last, _KINDS[ref.kind]))
        return entity

    def behind(self, ref: Ref) -> Entity | None:
        """Who is meant by a pronoun, «این مسئول» or a title that refers back."""
        if ref.kind == "later":
            role = self.terms.first(ref.first, "roles")
            if role is not None:
                wanted = role_of(role.data)
                for entity in reversed(self.entities):
                    if any(fact.role == wanted and not fact.plural for fact in entity.facts):
                        return entity
        if (speaker := self.meant(ref.first)) is not None:
            return speaker
        return next(
            (entity for entity in reversed(self.entities) if not any(fact.plural for fact in entity.facts)), None
        )

    def office(self, ref: Ref, act: Act | None) -> Entity | None:
        mention = self.offices[ref.which]
        fact = self.fact(mention)
        speaker = self.last_speaker
        if speaker is not None and mention.name is None and not fact.plural and self.around.is_own(ref):
            return self.joined(speaker, ref, mention, fact)
        if mention.of is not None and (entity := self.of_office.get(mention.of)) is not None:
            if entity.is_named and (unnamed := self.unnamed(fact)) is not None:
                self.absorb(entity, unnamed)
            return self.joined(entity, ref, mention, fact)
        if mention.name is None and (entity := self.once_in(ref)) is not None:
            return self.joined(entity, ref, mention, replace(fact, former=True))
        if mention.name is None and not fact.plural and (entity := self.said_of(ref)) is not None:
            return self.joined(entity, ref, mention, fact)
        cluster = self.cluster_of_name(mention.name)
        if cluster is not None:
            entity = self.by_cluster.get(cluster)
            unnamed = self.unnamed(fact)
            if entity is not None and unnamed is not None:
                self.absorb(entity, unnamed)
            if unnamed is None and (entity is None or not (entity.facts or entity.spoke)):
                unnamed = self.unnamed_holder(ref, fact)
                if unnamed is not None and entity is not None:
                    self.absorb(entity, unnamed)
            entity = entity or unnamed
        else:
            entity = self.holder(fact)
            silent = entity is not None and not entity.is_named and not entity.spoke
            if (entity is None or silent) and act is not None and not act.nested:
                speaker = self.speaking_person(ref, fact, self.text.keys[act.at])
                if speaker is not None and entity is not None:
                    self.absorb(speaker, entity)
                entity = speaker or entity
        if entity is None:
            pointed = mention.affiliation is not None and act is not None  # «مدیرعامل این تعاونی گفت»
            if cluster is None and not self.opens(fact) and not pointed:
                return None
            entity = Entity(ref.first, indefinite=True)
            self.entities.append(entity)
        if cluster is not None:
            self.by_cluster[cluster] = entity
        if not entity.is_named and cluster is None and not fact.plural and self.around.heads_sentence(ref):
            self.last_headed = entity
        return self.joined(entity, ref, mention, fact)

    def absorb(self, entity: Entity, other: Entity) -> None:
        """Make one of a named person and an official whose name has just come to light."""
        entity.facts[:0] = other.facts
        entity.indefinite = entity.indefinite and other.indefinite
        entity.mentions.extend(other.mentions)
        entity.first = min(entity.first, other.first)
        other.into = entity
        self.entities.remove(other)
        for index, holder in self.of_office.items():
            if holder is other:
                self.of_office[index] = entity
        if self.last_speaker is other:
            self.last_speaker = entity
        if self.last_headed is other:
            self.last_headed = entity

    def joined(self, entity: Entity, ref: Ref, mention: OfficeMention, fact: Fact) -> Entity:
        self.of_office[ref.which] = entity
        entity.add_fact(fact)
        entity.indefinite = entity.indefinite and (mention.indefinite or mention.predicate)
        if mention.name is not None:
            name = self.names[self.name_index[mention.name.first]]
            entity.names.append(name)
            entity.mentions.append((*mention.name, "name" if name.full else "surname"))
        last = mention.affiliation.last if mention.affiliation else mention.head.last
        entity.mentions.append((mention.head.first, last, "office"))
        return entity

    def name(self, ref: Ref, act: Act | None) -> Entity | None:
        name = self.names[ref.which]
        cluster = self.clusters.get(ref.which)
        entity = self.by_cluster.get(cluster) if cluster is not None else None
        nested = act is not None and act.nested
        if entity is None:
            heads = act is not None or self.around.heads_paragraph(ref)
            entity = self.unnamed_speaker(ref, nested=nested) if heads else None
            if entity is None and not name.full and act is None and not self.is_full(cluster):
                return None
            if entity is None:
                entity = Entity(ref.first)
                self.entities.append(entity)
            if cluster is not None:
                self.by_cluster[cluster] = entity
        elif self.may_get_office(entity) and (act is not None or self.around.heads_paragraph(ref)):
            unnamed = self.unnamed_speaker(ref, nested=nested)
            if unnamed is not None:
                self.absorb(entity, unnamed)  # who stands in the headline by name and in the lead by office
        entity.names.append(name)
        entity.described = entity.described or self.around.is_described(ref)
        entity.mentions.append((ref.first, ref.last, _KINDS[ref.kind]))
        return entity

    def may_get_office(self, entity: Entity) -> bool:
        """Whether a named person without an office has not spoken yet, but for the headline («لقمانی: …»)."""
        title = self.structure.title
        headlined = title is not None and all(last <= title.last for _, last, _ in entity.mentions)
        return not entity.facts and (headlined or not entity.spoke)

    # --- who it may be ---------------------------------------------------------------------------------

    def cluster_of_name(self, name: Span | None) -> int | None:
        if name is None:
            return None
        index = self.name_index.get(name.first)
        return None if index is None else self.clusters.get(index, -1 - index)

    def once_in(self, ref: Ref) -> Entity | None:
        """The person of the sentence who «پیش‌تر مدیرکل … بود»."""
        text, earlier = self.text, keys_of("honorifics.toml", "earlier")
        if not any(
            "".join(text.keys[first : ref.first]) in earlier for first in range(max(0, ref.first - 3), ref.first)
        ):
            return None
        sentence = text.sentence(ref.first)
        verbs = (at for at in range(ref.last + 1, sentence.last + 1) if is_finite_verb(text.keys[at]))
        if text.key_at(next(verbs, -1)) not in keys_of("honorifics.toml", "was"):
            return None
        before = [other for other in self.refs if sentence.first <= other.first < ref.first and other.kind in _PERSONS]
        entity = self.of_ref.get(before[-1].first) if before else None
        return entity if entity is not None and entity.is_named else None

    def said_of(self, ref: Ref) -> Entity | None:
        """The person right before an office of whom a copula says that they hold it: «وی همچنین رئیس … است»."""
        text, sentence = self.text, self.text.sentence(ref.first)
        at = bisect_left(self.refs, ref.first, key=attrgetter("first")) - 1
        before = self.refs[at] if at >= 0 else None
        if before is None or before.first < sentence.first or before.kind not in ("pronoun", "surname", "name"):
            return None
        between = text.keys[before.last + 1 : ref.first]
        if not keys_of("honorifics.toml", "nows").issuperset(between):
            return None
        first = before_titles(text, before.first)
        subject = first < sentence.first or text.kinds[first] == SIGN or text.keys[first] in ("و", "که")
        after = ref.last + 1 + (text.key_at(ref.last + 1) in ("نیز", "هم"))
        held = text.key_at(after) in keys_of("words.toml", "copulas")
        # «در کنار وی رئیس اتحادیه … نشسته بود»: somebody else
        return self.of_ref.get(before.first) if held and subject else None

    def unnamed(self, fact: Fact) -> Entity | None:
        """An official without a name who has this office."""
        # «رهبر خود» is whoever is meant; only the one just spoken of is joined by the role alone.
        alone = not fact.words and not fact.is_bare
        for entity in reversed(self.entities[-MOST_ASKED:]):
            if alone and entity not in (self.last_headed, self.last_speaker):
                continue
            if not entity.is_named and any(
                is_same_office(other, fact)
                and not is_abroad_only(other, fact)
                and not (fact.words and self.is_shorthand(other, entity))
                for other in entity.facts
            ):
                return entity
        return None

    def is_shorthand(self, fact: Fact, entity: Entity) -> bool:
        """Whether a role alone is short for a fuller wording: the «وزیر» of «وزیر کشور» is no «وزیر راه»."""
        return not fact.words and any(other.words and other.role == fact.role for other in entity.facts)

    def holder(self, fact: Fact) -> Entity | None:
        """The official who has an office: the one whose wording agrees best, then the last one mentioned."""
        best: tuple[int, int] = (-1, -1)
        found = None
        for entity in self.entities[-MOST_ASKED:]:
            for other in entity.facts:
                if is_same_office(other, fact) and not (fact.words and self.is_shorthand(other, entity)):
                    # «وزیر نفت» alone is Iran's, unless the one of another country is speaking.
                    if is_abroad_only(other, fact) and (fact.is_foreign or entity is not self.last_speaker):
                        continue
                    shared = len(other.content & fact.content)
                    latest = entity.mentions[-1][1]
                    if (shared, latest) > best:
                        best, found = (shared, latest), entity
        return found

    def speaking_person(self, ref: Ref, fact: Fact, verb: str) -> Entity | None:
        """The person who has been speaking, if an office without a name goes on.

        The text knows no other holder of the office, and the speaker no office beside which it cannot be held.
        """
        introduced = self.text.key_at(ref.last + 1) == "که"  # «معاون استاندار که اداره جلسه با او بود، …»
        another = verb not in keys_of("words.toml", "adding") and self.is_named_next(ref)
        if fact.plural or introduced or another or self.is_switch(ref):
            return None
        opens = self.around.opens_sentence(ref)
        if (last := self.last_speaker) is not None and last.is_named and not last.facts:
            last = self.interviewed(last)
            return None if last.described or not (opens or fact.words[1:]) else last
        spoken = dict.fromkeys(entity.final() for entity in reversed(self.speakers[-MOST_ASKED:]))
        named = [entity for entity in spoken if entity.is_named and not entity.described]
        # A member of an assembly who has quoted others goes on; anybody else only if nobody else has a name.
        speaker = next(
            (
                entity
                for entity in (named if fact.is_seat else named[:1])
                if all(may_be_one_persons(other, fact) for other in entity.facts)
            ),
            None,
        )
        adds = {verb, self.text.key_at(ref.last + 1)} & keys_of("words.toml", "adding")
        near = bool(named) and self.is_near(named[0], ref, 1)
        if speaker is None and len(spoken) == 1 and near and adds and not fact.is_bare:
            # Nobody else has spoken, and «… افزود» goes on.
            speaker = None if any(other.role == fact.role for other in named[0].facts) else named[0]
        if speaker is None or not opens:
            return None
        # «نایب‌رئیس اتاق پیشنهاد داد» after the head of a bank spoke: somebody else; but «به گفته معاون وزیر»
        elsewhere = all(other.words and other.words != fact.words for other in speaker.facts)
        beside = fact.is_ex_officio and not any(other.is_ex_officio for other in speaker.facts)
        goes_on = fact.is_seat or beside or adds or ref.first > self.text.sentence(ref.first).first
        if fact.words and elsewhere and not goes_on:
            return None
        return None if any(is_same_office(other, fact) for _, other in self.held) else speaker

    def interviewed(self, last: Entity) -> Entity:
        """Who has spoken by full name and without an office, where the last speaker is told by a surname alone."""
        if any(name.full for name in last.names):
            return last
        spoken = (entity.final() for entity in reversed(self.speakers[-MOST_ASKED:]))
        full = (one for one in spoken if not one.facts and any(name.full for name in one.names))
        return next(full, last)

    def is_named_next(self, ref: Ref) -> bool:
        """Whether somebody new speaks in the next sentence of the paragraph: «مدیر شیلات … . علی لقمانی گفت»."""
        text, at = self.text, bisect_left(self.refs, ref.first, key=attrgetter("first")) + 1
        sentence = text.sentence_of[ref.first]
        later = (other for other in self.refs[at : at + _MOST_BETWEEN] if text.sentence_of[other.first] > sentence)
        name = next(later, None)
        if name is None or name.kind != "name" or text.sentence_of[name.first] != sentence + 1:
            return False
        paragraph = self.around.paragraph
        if not self.around.heads_sentence(name) or paragraph(name.first) != paragraph(ref.first):
            return False
        speaks = any(act.subject == name for act in self.acts_of.get(sentence + 1, ()))
        known = self.clusters.get(name.which) in self.by_cluster
        return speaks and not known and not self.around.is_described(name)

    def is_near(self, entity: Entity, ref: Ref, paragraphs: int) -> bool:
        """Whether somebody has been mentioned not more than some paragraphs before."""
        return self.around.paragraph(ref.first) - self.around.paragraph(max(entity.mentions)[0]) <= paragraphs

    @cached_property
    def held(self) -> list[tuple[int | None, Fact]]:
        """The offices that stand beside a name, each with the cluster of the name."""
        return [
            (self.cluster_of_name(mention.name), self.fact(mention))
            for mention in self.offices
            if mention.name is not None
        ]

    def unnamed_holder(self, ref: Ref, fact: Fact) -> Entity | None:
        """The official without a name who has been speaking, if a name with a further office goes on."""
        speaker = self.unnamed_speaker(ref) if self.around.heads_paragraph(ref._replace(kind="name")) else None
        if speaker is None or not all(may_be_one_persons(other, fact) for other in speaker.facts):
            return None
        return speaker

    def unnamed_speaker(self, ref: Ref, *, nested: bool = False) -> Entity | None:
        """The official without a name who has been speaking, if a name goes on.

        Whoever is ``nested`` in the speech of another is not that other: at most who was spoken of before.
        """
        speaker = self.last_headed or (None if nested else self.last_speaker or self.only_unnamed())
        if speaker is None or speaker.is_named or any(fact.plural for fact in speaker.facts):
            return None
        if not self.is_near(speaker, ref, _FARTHEST_HEADED):
            return None
        if (
            self.is_switch(ref)
            or self.around.is_described(ref)
            or self.is_appointed(speaker)
            or self.is_held(speaker, ref)
            or self.around.is_scholar(ref)
        ):
            return None
        return None if not speaker.spoke and self.is_contradicted(speaker, ref) else speaker

    def is_held(self, unnamed: Entity, ref: Ref) -> bool:
        """Whether somebody else than who a name is stands by name beside an office, wherever in the text."""
        cluster = self.clusters.get(ref.which)
        for fact in unnamed.facts:
            holders = {
                other
                for other, own in self.held
                if own.words and is_same_office(replace(own, former=fact.former), fact)
            }
            if holders and cluster not in holders:
                return True
        return False

    def is_contradicted(self, unnamed: Entity, ref: Ref) -> bool:
        """Whether whoever a name is speaks on under an office that the official of the headline cannot hold.

        «وزیر دفاع به مجلس رفت / علی لقمانی گفت … نماینده مردم فسا افزود»
        """
        title = self.structure.title
        if title is None or not title.first <= unnamed.first <= title.last:
            return False
        subjects = {act.subject.first for act in self.acts if act.subject is not None}
        for other in self.refs:
            if other.first <= ref.last:
                continue
            if other.kind == "name" and self.clusters.get(other.which) != self.clusters.get(ref.which):
                return False
            if other.kind == "office" and self.is_switch(other):
                return False
            if other.kind == "office" and other.first in subjects:
                mention = self.offices[other.which]
                fact = self.fact(mention)
                known = (own for entity in self.entities for own in entity.facts)
                if mention.name is not None or any(is_same_office(own, fact) for own in known):
                    return False
                if fact.words and not all(may_be_one_persons(own, fact) for own in unnamed.facts):
                    return True
        return False

    def is_appointed(self, entity: Entity) -> bool:
        """Whether an office is given to somebody where it is first mentioned: who speaks next gave it."""
        last = min(entity.mentions)[1]
        following = self.text.keys[last + 1 : self.text.sentence(last).last + 1]
        if ":" in following:
            following = following[: following.index(":")]  # «… گزارش داد: ۴۲ طرح به بانک معرفی شد»: not the office
        return any(
            word in keys_of("words.toml", "appointed") and self.text.key_at(last + at + 2) != "کرد"
            for at, word in enumerate(following)
        )

    def only_unnamed(self) -> Entity | None:
        """The only person that the text has spoken of so far, where nobody has been quoted yet."""
        if len(self.entities) != 1 or not self.entities[0].facts:
            return None
        # «پاسخگویی وزیر کشور به نمایندگان», «پرسش از وزیر کشور»: who is named next is somebody else.
        at = self.entities[0].first
        if self.around.is_joined(min(self.entities[0].mentions)[1]):
            return None
        before = before_titles(self.text, at)
        opens = before < self.text.sentence(at).first or self.text.kinds[before] == SIGN
        return self.entities[0] if opens or self.text.keys[before] in keys_of("honorifics.toml", "topics") else None

    def opens(self, fact: Fact) -> bool:
        """Whether an office without a name makes an entry."""
        return bool(fact.words) or fact.is_bare

    def is_switch(self, ref: Ref) -> bool:
        """Whether the words beside a subject show that somebody else begins to speak."""
        return self.around.is_switch(ref, several=len({id(entity.final()) for entity in self.speakers}) > 1)

    def is_full(self, cluster: int | None) -> bool:
        """Whether a cluster has a full name."""
        return cluster is not None and 0 <= cluster < len(self.names) and self.names[cluster].full

    # --- records ---------------------------------------------------------------------------------------

    def fact(self, mention: OfficeMention) -> Fact:
        return self.stated.fact(mention)

    def finished(self, acts: list[SpokenAct]) -> People:
        singles = [fact for entity in self.entities for fact in entity.facts if not fact.plural]
        for entity in self.entities:
            plural = [fact for fact in entity.facts if fact.plural]
            nobody = entity.indefinite and not entity.is_named
            entity.dropped = nobody or (bool(plural) and covered_by(plural[0], singles))
        officials: list[Official] = []
        people: list[Person] = []
        records: dict[int, Official | Person] = {}
        for entity in sorted(self.entities, key=lambda entity: min(entity.mentions)[0]):
            if entity.dropped:
                continue
            record: Official | Person
            if entity.facts:
                record = official_of(self.text, f"o{len(officials) + 1}", entity)
                officials.append(record)
            else:
                record = Person(f"p{len(people) + 1}", fullest_name(self.text, entity) or "", entity.quoted(self.text))
                people.append(record)
            records[id(entity)] = record
        return People(tuple(officials), tuple(people), tuple(acts), records)
