"""Who says what stands at a token.

Acts of speech are found and their subjects resolved before (``speech``, ``coreference``); here their reach is laid
out over the text. An act covers its sentence, a nested one what follows it, and both the rest of the paragraph until
somebody else speaks or the article speaks for itself. Beyond the paragraph it reaches only through an open quote or
a colon. Media and crowds are no speakers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from functools import cache, cached_property
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from coopnews.finders.mentions import Structure
from coopnews.finders.terms import Terms
from coopnews.lexicon import keys_of
from coopnews.reasons import Run, because
from coopnews.records import Body, Official, Person
from coopnews.resolve.coreference import People, SpokenAct
from coopnews.resolve.speech import Act
from coopnews.text import Span, Text
from coopnews.tokenize import NUMBER, SIGN
from coopnews.verbs import is_finite_verb

LONGEST_QUESTION = 60
_HEAD = 3
"""The subject of a sentence is no farther from its head than this."""
_RULES = {
    "verb": "a reporting verb and its subject",
    "frame": "«به گفته …» and who follows",
    "colon": "a name or an office before a colon",
}


class Speaker(NamedTuple):
    """Who is given as the source of a statement: the label that records carry, and the record's id."""

    label: str
    id: str
    record: Official | Person | Body


class Speakers:
    """The speaker at each token of one text."""

    def __init__(self, length: int) -> None:
        self._at: list[Speaker | None] = [None] * length

    def at(self, token: int) -> Speaker | None:
        """Who says what stands at a token; None where the article speaks for itself."""
        return self._at[token] if 0 <= token < len(self._at) else None

    def fill(self, span: Span, speaker: Speaker | None, rule: str, on: Iterable[Run] = ()) -> None:
        """Set the speaker of a run of tokens; what is set last holds."""
        because("speaker", span, speaker.label if speaker else None, rule, on)
        self._at[span.first : span.last + 1] = [speaker] * (span.last - span.first + 1)


def find_speakers(text: Text, terms: Terms, structure: Structure, people: People, bodies: Sequence[Body]) -> Speakers:
    r"""The speaker at each token of a text.

    >>> from coopnews.finders.names import find_names
    >>> from coopnews.finders.offices import find_offices
    >>> from coopnews.resolve.coreference import resolve_people
    >>> text = Text("استاندار یزد گفت: ۵ طرح آماده است. ۳ طرح مانده است.\nاستان ۱۱ شهرستان دارد.")
    >>> terms, structure = Terms(text), Structure(None, None, None, None, ())
    >>> names = find_names(text, terms)
    >>> people = resolve_people(text, terms, names, find_offices(text, terms, names, [], structure), [], structure)
    >>> speakers = find_speakers(text, terms, structure, people, [])
    >>> [speakers.at(at) and speakers.at(at).label for at in (4, 9, 15)]
    ['استاندار یزد', 'استاندار یزد', None]
    """
    return _Layout(text, terms, structure, people, bodies).speakers()


class _Layout:
    def __init__(self, text: Text, terms: Terms, structure: Structure, people: People, bodies: Sequence[Body]) -> None:
        self.text, self.terms, self.structure, self.people = text, terms, structure, people
        self.bodies = {mention.start: body for body in bodies for mention in body.mentions}
        outlet = structure.outlet and text.starts[structure.outlet.first]
        self.outlet = None if outlet is None else self.bodies.get(outlet)
        named = self.outlet.mentions if self.outlet is not None else ()
        self.outlet_ends = {mention.start: mention.end for mention in named}
        self.acts: dict[int, list[SpokenAct]] = {}
        for spoken in people.acts:
            self.acts.setdefault(text.sentence_of[spoken.act.at], []).append(spoken)
        self.found = Speakers(len(text))

    def speakers(self) -> Speakers:
        text = self.text
        ends = [first - 1 for first in text.paragraph_starts[1:]] + [len(text) - 1]
        carried: Speaker | None = None
        listing = False
        spans = [Span(first, last) for first, last in zip(text.paragraph_starts, ends, strict=False)]
        asking = [span for span in spans if self.is_asking(span)]
        interview = len(asking) > 1
        marks = self.marks(spans, asking) if interview else set()
        for first, last in zip(text.paragraph_starts, ends, strict=False):
            span = Span(first, last)
            opened = carried
            if interview and (span in asking or self.is_marked(span, marks)):
                self.paragraph(span, None)
                carried, listing = self.guest(asking[0].first), False
                continue
            if listing and carried is not None and not self.is_item(first):
                opened = None
            said = self.paragraph(span, opened)
            opens_list = text.keys[last] in (":", "؛") or self.is_kicker(span)
            in_list = listing and opened is not None and self.is_item(first) and said is opened
            if opens_list:
                carried, listing = said, self.is_item(last + 1)
            elif in_list:
                carried = said
            elif self.is_open_quote(span, said) or (interview and said is not None and said is opened):
                carried, listing = said, False
            else:
                carried, listing = None, False
        self.headline()
        return self.found

    def is_asking(self, span: Span) -> bool:
        """Whether a paragraph is a question of an interview: it ends so, and nobody or the outlet speaks in it."""
        sentences = range(self.text.sentence_of[span.first], self.text.sentence_of[span.last] + 1)
        asks = self.text.keys[span.last] == "؟" and span.last - span.first < LONGEST_QUESTION
        return asks and (self.is_of_outlet(span) or not any(sentence in self.acts for sentence in sentences))

    def marks(self, spans: Sequence[Span], asking: Sequence[Span]) -> set[str]:
        """Signs at the head of questions alone: where answers have one, too, it tells nothing."""
        keys, asked = self.text.keys, set(asking)
        signs = {keys[span.first] for span in asking if self.text.kinds[span.first] == SIGN}
        answers = (after for span, after in pairwise(spans) if span in asked and after not in asked)
        return signs.difference(keys[span.first] for span in answers)

    def is_marked(self, span: Span, marks: Collection[str]) -> bool:
        """Whether a short paragraph begins with the sign of the questions: «* می‌گویند صادرات هم دارید.»."""
        return self.text.keys[span.first] in marks and span.last - span.first < LONGEST_QUESTION

    def is_of_outlet(self, span: Span) -> bool:
        """Whether the outlet's name and a colon open a paragraph: «ایسنا: چند عضو دارید؟»."""
        end = self.outlet_ends.get(self.text.starts[span.first])
        return end is not None and self.text.key_at(self.text.token_at(end - 1) + 1) == ":"

    def guest(self, at: int) -> Speaker | None:
        """Who answers a question: the person whom the text has named last before it."""
        before = bisect_left(self.named, self.text.starts[at], key=itemgetter(0))
        if not before:
            return None
        record = self.named[before - 1][1]
        return Speaker(record.label, record.id, record)

    @cached_property
    def named(self) -> list[tuple[int, Official | Person]]:
        """Everybody with a name, in order, and where each is first mentioned."""
        known = [record for record in self.people.records.values() if record.name]
        firsts = [(min(mention.start for mention in record.mentions), record) for record in known]
        return sorted(firsts, key=itemgetter(0))

    def paragraph(self, span: Span, now: Speaker | None) -> Speaker | None:
        """Lay out one paragraph; the speaker with whom it ends."""
        sentence = self.text.sentence_of[span.first]
        last = self.text.sentence_of[span.last]
        for index in range(sentence, last + 1):
            now = self.sentence(index, now)
        return now

    def sentence(self, index: int, now: Speaker | None) -> Speaker | None:
        span = self.text.sentences[index]
        acts = self.acts.get(index, [])
        voice = self.voice(span)
        if self.is_question(span):
            now = None
        if voice == "voice" or (voice is not None and not acts):
            now = None
        self.found.fill(span, now, "who spoke before goes on" if now else "the article speaks for itself")
        outer: tuple[Speaker | None] | None = None
        for spoken in acts:
            if voice == "voice" and spoken.act.subject is None:
                continue
            now = self.speaker(spoken)
            dateline = spoken.act.kind == "colon" and now is None  # «یزد - کویرنیوز: اداره کل تعاون … اعلام کرد:»
            if not dateline and (outer is None or not spoken.act.nested):
                outer = (now,)
            if self.is_afterwards(span, spoken):
                self.fill_before(span, now)
                outer, now = (None,), None
                self.found.fill(span, None, "«این را … می‌گوید»: what is said stands before")
                continue
            said = Span(max(spoken.act.start, span.first, self.told_from(spoken.act)), span.last)
            if said.first > spoken.act.start:
                self.found.fill(Span(span.first, said.first - 1), None, "what its subject did before it")
            verb, subject = Span(spoken.act.at, spoken.act.at), spoken.act.subject
            words: list[Run] = [verb] if subject is None else [verb, subject]
            self.found.fill(said, now, _RULES[spoken.act.kind], words)
        # Who is quoted inside another's speech has said his one sentence.
        return now if outer is None else outer[0]

    def told_from(self, act: Act) -> int:
        """Where speech begins after something else that its subject did: «… از دو تعاونی دیدن کرد و گفت: …»."""
        keys = self.text.keys
        opens = act.kind == "verb" and not act.nested and {":", "که"}.intersection(keys[act.at : act.at + 4])
        if act.subject is None or not opens or act.subject.first > self.text.sentence(act.at).first + _HEAD:
            return -1
        if (described := self.after_relative(act.subject.last + 1, act.at)) is not None:
            return described
        for at in range(act.subject.last + 1, act.at - 1):
            if keys[at] in ("که", "اینکه", ":", "«"):
                return -1
            if is_finite_verb(keys[at]) and keys[at + 1] == "و":
                verbs = [self.terms.first(token, "verbs") for token in (at - 2, at - 1, at)]
                told = any(verb is not None and verb.data["kind"] in ("say", "noun", "reached") for verb in verbs)
                return -1 if told else at + 2
        return -1

    def after_relative(self, first: int, verb: int) -> int | None:
        """Where the clause ends that tells who a speaker is: «…، کارگری که دو پسر دارد، می‌گوید: …»."""
        keys, obliques = self.text.keys, keys_of("words.toml", "obliques")
        if keys[first] not in ("،", ","):
            return None
        opening = next((at for at in range(first, verb) if keys[at] == "که" or keys[at] in obliques), verb)
        if opening == verb or keys[opening] != "که":
            return None
        ends = (at for at in range(opening, verb) if keys[at] in ("،", ",") and is_finite_verb(keys[at - 1]))
        return next((at + 1 for at in ends), None)

    def is_afterwards(self, span: Span, spoken: SpokenAct) -> bool:
        """«این را علی لقمانی می‌گوید که …»: what he says stands before; from here on the article speaks."""
        said = self.text.key_at(span.first) in ("این", "اینها") and self.text.key_at(span.first + 1) == "را"
        return said and spoken.act.kind == "verb" and self.text.key_at(spoken.act.at + 1) != ":"

    def fill_before(self, span: Span, speaker: Speaker | None) -> None:
        """What stands before in the paragraph, and nobody has said, is said by who «said this»."""
        paragraph = self.text.paragraph_starts[bisect_right(self.text.paragraph_starts, span.first) - 1]
        for token in range(paragraph, span.first):
            if self.found.at(token) is None:
                self.found.fill(Span(token, token), speaker, "«این را … می‌گوید»: what is said stands before")

    def speaker(self, spoken: SpokenAct) -> Speaker | None:
        record: Official | Person | Body | None = self.people.record_of(spoken.entity)
        if record is None and spoken.act.subject is not None and spoken.body is not None:
            record = self.bodies.get(self.text.starts[spoken.body])
            frame = self.text.keys[spoken.act.at : spoken.act.subject.first] if spoken.act.kind == "frame" else ()
            medial = record is not None and record.kind == "medium"
            if spoken.act.kind == "colon" and (medial or (record is not None and record is self.outlet)):
                return None  # a dateline
            retold = not {"گزارش", "نقل", "نوشته"}.isdisjoint(frame)
            if retold and (medial or self.is_of_press(spoken.act.subject.first)):
                return None  # «بر اساس گزارش کویرنیوز», «به نقل از ستاد خبری …»: where it is from, as «به گزارش»
        return None if record is None else Speaker(record.label, record.id, record)

    def is_of_press(self, at: int) -> bool:
        """Whether an office for the press stands at a token («روابط عمومی …», «ستاد خبری …»)."""
        return any(
            "".join(self.text.keys[at:end]) in keys_of("words.toml", "press_offices") for end in (at + 2, at + 3)
        )

    # --- what ends and what carries speech ---------------------------------------------------------------

    def voice(self, span: Span) -> str | None:
        """Whether the article begins to speak for itself at the head of a sentence."""
        for at in range(span.first, min(span.first + 3, span.last + 1)):
            for term in self.terms.at(at, "verbs"):
                kind = str(term.data["kind"])
                if kind in ("voice", "event", "outlet"):
                    return "voice" if kind == "voice" else "event"
            if self.text.keys[at] not in ("«", "-", "همچنین", "البته", "و", "🔹", "*", "•"):
                break
        return None

    def is_question(self, span: Span) -> bool:
        """«سؤال: …؟» at the head of a paragraph."""
        term = self.terms.first(span.first, "verbs")
        return term is not None and term.data["kind"] == "question" and self.text.key_at(term.last + 1) in (":", "-")

    def is_item(self, at: int) -> bool:
        """Whether a paragraph is an item of a list: it begins with a bullet or a number."""
        if at >= len(self.text):
            return False
        key = self.text.keys[at]
        if key in "-•*▪●■◾🔹🔸⬅✅✔→–«" or (len(key) == 1 and not key.isalnum() and key not in '([«"'):
            return True
        return self.text.kinds[at] == NUMBER and self.text.key_at(at + 1) in ("-", ".", ")", "/")

    def is_kicker(self, span: Span) -> bool:
        kicker = self.structure.kicker
        return kicker is not None and kicker.first >= span.first and kicker.last <= span.last

    def is_open_quote(self, span: Span, said: Speaker | None) -> bool:
        """Whether a paragraph leaves a quote open that the next one takes up with « again, or goes on with."""
        if said is None:
            return False
        keys = self.text.keys[span.first : span.last + 1]
        return keys.count("«") > keys.count("»") and self.text.key_at(span.last + 1) == "«"

    def headline(self) -> None:
        """«با اعلام این خبر»: headline and lead are the speaker's who is the subject of that sentence."""
        for term in self.terms.all("verbs"):
            if term.data["kind"] not in ("news", "back"):
                continue
            speaker = self.found.at(term.first)
            start = self.text.sentence(term.first).first
            paragraph = self.text.paragraph_starts[bisect_right(self.text.paragraph_starts, start) - 1]
            if speaker is None:
                continue
            for token in range(paragraph, start):
                if self.found.at(token) is None:
                    self.found.fill(
                        Span(token, token), speaker, "«با اشاره به این آمار» covers what stands before", [term]
                    )
            if term.data["kind"] == "back" or bisect_right(self.text.paragraph_starts, paragraph) > 6:
                continue
            for token in range(paragraph):
                if self.found.at(token) is None and self.structure.is_live(token):
                    self.found.fill(Span(token, token), speaker, "«با اعلام این خبر» covers headline and lead", [term])
            return


@cache
def _words(table: str) -> frozenset[str]:
    return keys_of("honorifics.toml", table)
