"""Bodies: the mentions that name one organisation become one record under its fullest form."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from coopnews.finders.mentions import BodyMention
from coopnews.finders.name_words import common_words, place_words
from coopnews.lexicon import PLURAL_ENDINGS, Form, Lexicon, key, keys_of, load, read_toml
from coopnews.memo import Memo
from coopnews.normalize import fold
from coopnews.records import Body, Mention
from coopnews.text import Text

_FILE = "body_words.toml"
_SHORTEST_UNION, _LEFT_OUT = 3, 2
_PLAINLY_NAMED = ("fund", "bank", "office", "committee", "council", "chamber", "union", "military")
"""Kinds of bodies of whose name a shorter form leaves out words in the middle."""
_BY_NAME = ("company", "club", "university", "institute", "hospital", "foundation", "medium")
"""Kinds of bodies that often bear a name that is nobody else's."""
_PARTS = ("committee", "council", "court", "hospital", "institute", "medium", "union")
"""Kinds of bodies of which another body may have one: «موزه بانک مرکزی»."""
_LINKED = ("ای", "وی")
"""A vowel with a written genitive: «بورس کالا», «بورس کالای ایران»."""
_PLURALS = ("های", "ها")
_SIGNS = str.maketrans(dict.fromkeys("«»\"'،,٬؛-–/()", " "))


class _Reading(NamedTuple):
    """What a name says by itself: the words that tell bodies apart, how many of them are the head, and spellings."""

    words: tuple[str, ...]
    head: int
    joined: str
    bare: str
    """Without spaces and signs."""
    spelling: str
    """Without the «شرکت», «جمعیت» or «اداره کل» that may stand before it, too."""
    level: str
    """Whether it says that it is the country's or a branch («nation», «branch»), else nothing."""


class _Named(NamedTuple):
    """A mention with its text and what that says."""

    mention: BodyMention
    name: str
    words: tuple[str, ...]
    head: int
    joined: str
    bare: str
    spelling: str
    level: str


MOST_COMPARED = 200
"""Bodies that each mention is compared with; of further ones, which no news has, only equal forms are one."""


class _Group:
    """The mentions of one body: the fullest first, and their places in order."""

    def __init__(self, fullest: _Named) -> None:
        self.fullest = fullest
        self.mentions: list[_Named] = []
        self.starts: list[int] = []
        self.names: set[str | None] = set()
        self.add(fullest)

    def add(self, one: _Named) -> None:
        self.mentions.append(one)
        insort(self.starts, one.mention.first)
        self.names.add(one.bare)

    def distance(self, one: _Named) -> tuple[bool, int]:
        """How near the last mention before another mention is; groups that come later are farther."""
        at = bisect_right(self.starts, one.mention.first)
        return (False, one.mention.first - self.starts[at - 1]) if at else (True, self.starts[0] - one.mention.first)


def bodies(text: Text, mentions: Sequence[BodyMention]) -> Iterator[Body]:
    """Yield every body once, in order of first mention; shorter forms of its name go to ``also``.

    >>> from coopnews.finders.bodies import find_bodies
    >>> from coopnews.finders.mentions import Structure
    >>> from coopnews.finders.terms import Terms
    >>> text = Text("وزارت تعاون، کار و رفاه اجتماعی نوشت. وزارت کار نظارت می‌کند. اتاق تعاون ایران و اتاق تعاون آمدند.")
    >>> empty = Structure(None, None, None, None, ())
    >>> [(body.name, body.also) for body in bodies(text, find_bodies(text, Terms(text), (), empty))]
    [('وزارت تعاون، کار و رفاه اجتماعی', ('وزارت کار',)), ('اتاق تعاون ایران', ('اتاق تعاون',))]
    """
    named = [_named(text, mention) for mention in mentions]
    full_names = {**_short_names(), **_bracketed(text, named)}
    groups: list[_Group] = []
    further: dict[tuple[str, ...], _Group] = {}
    alike: dict[tuple[str, str], list[bool]] = {}  # by name and kind, for which groups it may be short
    for one in sorted(named, key=lambda one: (-len(one.words), -len(one.joined), one.mention.first)):
        full = full_names.get(one.bare)
        short = alike.setdefault((one.name, one.mention.kind), [])
        short.extend([_is_short(one, group.fullest) for group in groups[len(short) :]])
        candidates = [group for group, may_be in zip(groups, short, strict=True) if may_be or full in group.names]
        if _is_of_that_country(text, one.mention):
            abroad = [group for group in groups if _is_abroad(one, group.fullest)]
            candidates = abroad or candidates
        same = [group for group in candidates if group.fullest.words == one.words]
        if candidates:
            min(same or candidates, key=lambda group: group.distance(one)).add(one)
        elif len(groups) < MOST_COMPARED:
            groups.append(_Group(one))
        elif one.words in further:
            further[one.words].add(one)
        else:
            further[one.words] = _Group(one)
    for group in sorted([*_united(groups, full_names), *further.values()], key=lambda group: group.starts[0]):
        yield _body(text, sorted(group.mentions, key=lambda one: one.mention.first))


def _is_of_that_country(text: Text, mention: BodyMention) -> bool:
    """Whether «این کشور» follows a name: it is a body of the country spoken of."""
    pointing = text.key_at(mention.last + 1) in keys_of("honorifics.toml", "demonstratives")
    return pointing and text.key_at(mention.last + 2) in keys_of("words.toml", "countries")


def _is_abroad(short: _Named, full: _Named) -> bool:
    """Whether a fuller name says of which foreign country a body is: «بانک مرکزی ژاپن»."""
    width = len(short.words)
    return full.words[:width] == short.words and names_foreign_country(full.words[width:])


def _united(groups: Sequence[_Group], full_names: dict[str, str]) -> list[_Group]:
    """The groups, those made one whose names the text or the lexicon gives for one body («سازمان ایمیدرو»)."""
    united: list[_Group] = []
    for group in groups:
        full = next((full_names[one.spelling] for one in group.mentions if one.spelling in full_names), None)
        other = next((earlier for earlier in united if full in earlier.names), None)
        if other is None:
            united.append(group)
        else:
            for one in group.mentions:
                other.add(one)
    return united


def _bracketed(text: Text, named: Sequence[_Named]) -> dict[str, str]:
    """Short names that stand in brackets right after a full one, each with it: «… تأمین اجتماعی (شستا)»."""
    found: dict[str, str] = {}
    for full, short in pairwise(named):
        first, last = short.mention.first, short.mention.last
        if (
            first == full.mention.last + 2
            and text.keys[first - 1] == "("
            and text.key_at(last + 1) == ")"
            and not short.head
            and len(short.words) < len(full.words)
            and not (full.mention.kind == "office" and _is_name(short.words))
        ):
            found.setdefault(short.bare, full.bare)
    return found


@cache
def _same_heads() -> dict[str, str]:
    """Head nouns of which another may stand before the same name, each with that."""
    pairs = (form.split("=") for form in read_toml(_FILE)["same_heads"]["forms"])
    return {key(one): key(other) for one, other in pairs}


@cache
def _short_names() -> dict[str, str]:
    """Known short names and the full names they stand for."""
    pairs = (form.split("=") for form in read_toml(_FILE)["short_names"]["forms"])
    return {_bare(short): _bare(full) for short, full in pairs}


def _body(text: Text, group: list[_Named]) -> Body:
    fullest = max(
        group, key=lambda one: (len(one.words), "محترم" not in one.name, len(key(one.name)), -one.mention.first)
    )
    forms: dict[str, str] = {}
    for one in group:
        forms.setdefault(one.bare, one.name)
    forms.pop(fullest.bare)
    return Body(
        id="",
        name=fullest.name,
        kind=fullest.mention.kind,
        also=tuple(forms.values()),
        mentions=tuple(_mention(text, one.mention) for one in group),
    )


def _mention(text: Text, found: BodyMention) -> Mention:
    start, end = text.bounds(found[:2])
    return Mention(start, end, text.raw[start:end], "name")


def _named(text: Text, mention: BodyMention) -> _Named:
    name = mention.name or text.words(mention[:2])
    return _Named(mention, name, *_READINGS[name])


def _read(name: str) -> _Reading:
    words = tuple(_same_words().get(word, word) for word in _with_endings(fold(name).translate(_SIGNS).split()))
    lexicon = load()
    head = max((width for width in range(1, min(4, len(words)) + 1) if _is_head(lexicon, words[:width])), default=0)
    dropped = keys_of(_FILE, "dropped")
    joined = _same_heads().get("".join(words[:head]), "".join(words[:head]))
    opening = ("اداره",) if joined in _offices() else (joined,) if head else ()
    rest = tuple(_plain(word) for word in words[head:])
    kept = opening + (tuple(word for word in rest if word not in dropped) or rest)
    bare = _bare(name)
    spelling = bare.removeprefix("شرکت").removeprefix("جمعیت").removeprefix("ادارهکل")
    return _Reading(kept, len(opening), "".join(kept), bare, spelling, _level(words))


def _level(words: Sequence[str]) -> str:
    """«بنیاد مسکن انقلاب اسلامی» is of the country, «بنیاد مسکن استان یزد» is a branch."""
    if not keys_of(_FILE, "branch_marks").isdisjoint(words):
        return "branch"
    return "nation" if not keys_of(_FILE, "nation_marks").isdisjoint(words) else ""


def _plain(word: str) -> str:
    """A word without the ending of a plural or a written genitive."""
    plural = next((ending for ending in _PLURALS if word.endswith(ending) and len(word) > len(ending) + 2), "")
    return word.removesuffix(plural) if plural else word.removesuffix("ی") if word.endswith(_LINKED) else word


def _with_endings(words: Sequence[str]) -> list[str]:
    """Words, those with plural endings that a space parts from them: «نهاده های» is «نهاده‌های»."""
    joined: list[str] = []
    for word in words:
        if joined and word in PLURAL_ENDINGS:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


_READINGS = Memo(_read)


def _is_head(lexicon: Lexicon, words: tuple[str, ...]) -> bool:
    forms: tuple[Form, ...] = lexicon.forms.get("".join(words), ())
    return any(form.entry.label == "bodies" and form.entry.data["part"] == "head" for form in forms)


def _is_plant(head: str) -> bool:
    """Whether a head noun is of plants and shops that a firm has."""
    return any(form.entry.label == "bodies" and form.entry.data.get("houses") for form in load().forms.get(head, ()))


def _is_name(words: tuple[str, ...]) -> bool:
    forms: tuple[Form, ...] = load().forms.get("".join(words), ())
    return any(form.entry.label == "bodies" and form.entry.data["part"] == "name" for form in forms)


def _is_short(short: _Named, full: _Named) -> bool:
    """Whether a form may stand for a fuller name.

    It is the fuller one's beginning («اتاق تعاون»), its head with a part of the portfolio («وزارت کار»), or its
    name without the head («کویرنیوز»).
    """
    if short.level and full.level and short.level != full.level:
        return False
    if short.words == full.words:
        return True
    if not short.words:
        return False
    if short.spelling == full.spelling:
        return True
    joined, whole = short.joined, full.joined
    cooperatives = full.mention.kind == short.mention.kind == "cooperative"
    heads_agree = cooperatives or short.words[: short.head] == full.words[: full.head]
    if not heads_agree and joined not in whole:
        return False
    if not keys_of(_FILE, "other_bodies").isdisjoint(full.words[len(short.words) :]):
        return False
    begins = short.head == full.head and joined in accumulate(full.words)
    if joined == whole or (begins and (len(short.words) > 1 or _is_name(full.words))):
        return not names_foreign_country(full.words[len(short.words) :]) or _bears_name(short)
    rest = full.words[full.head :]
    if full.head and not short.head and _is_without_head(short, full, rest):
        return True
    if not heads_agree or (full.mention.kind != short.mention.kind and not short.head):
        return False
    asked = short.words[short.head :]
    if full.mention.kind == "cooperative" and _is_distinct(asked, rest):
        return True
    if (
        full.mention.kind == "club"
        and tuple(word for word in rest if word not in keys_of(_FILE, "club_kinds")) == asked
    ):
        return True  # «باشگاه استقلال» and «باشگاه فرهنگی ورزشی استقلال»
    headed = short.head or full.mention.kind != "military"  # «ارتش» is not «نیروی زمینی ارتش»
    headed = headed and not (short.head and _is_name(short.words))  # «بانک صادرات» is not «بانک توسعه صادرات»
    if full.mention.kind in _PLAINLY_NAMED and headed and _leaves_out(asked, rest):
        return True
    if _bears_name(short) and _leaves_out(asked, rest):
        return True
    if full.mention.kind == "union" and _is_headline_form(asked, rest):
        return True
    spelled_out = expanded(asked)
    if full.mention.kind == "ministry":
        if keys_of(_FILE, "own_ministries").issuperset(asked):
            return False
        return _are_among(spelled_out, rest)
    return spelled_out != asked and _are_among(spelled_out, rest)


def _is_without_head(short: _Named, full: _Named, rest: tuple[str, ...]) -> bool:
    """Whether a form is a name without its head, and without the sort of body: «ایران ایر» of «شرکت هواپیمایی …».

    A whole name of another kind of body is whose the fuller one is («موزه بانک مرکزی»).
    """
    whole = _is_name(short.words)
    if whole and short.mention.kind != full.mention.kind and (full.mention.kind in _PARTS or _is_plant(full.words[0])):
        return False
    for at in range(len(rest) if whole else min(len(rest), 1)):
        if "".join(rest[at : at + len(short.words)]) == short.joined:
            return True
        if rest[at] not in _sorts():
            break
    return False


def _bears_name(one: _Named) -> bool:
    """Whether a firm, school, club or house has a name of its own behind its head: «شرکت کرسنت», not «شرکت نفت»."""
    named = one.mention.kind in _BY_NAME and len(one.words) > one.head > 0
    return named and one.words[-1] not in _nameless()


@cache
def _nameless() -> frozenset[str]:
    """Words that are no proper name at the end of a body's name."""
    kinds = keys_of(_FILE, "kinds") | keys_of(_FILE, "generic") | keys_of("phrases.toml", "fields")
    return frozenset(common_words() | kinds | place_words())


@cache
def _sorts() -> frozenset[str]:
    """Words that say only of what sort a body is."""
    return keys_of(_FILE, "kinds") | keys_of(_FILE, "sorts") | keys_of(_FILE, "generic")


def _leaves_out(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a form leaves out what stands before the last words of a name: «صندوق امید» of «صندوق کارآفرینی امید».

    «فدراسیون کشتی» is another body than «فدراسیون جهانی کشتی».
    """
    one, other = (
        [word for word in words if word not in keys_of(_FILE, "dropped") and word not in place_words()]
        for words in (short, full)
    )
    shorter = len(short) < len(full) and one[-1:] == other[-1:] != []
    return shorter and _are_among(short, full) and not keys_of(_FILE, "other_bodies") & (set(full) - set(short))


def _is_distinct(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a cooperative's short form keeps its proper name: «تعاونی سیمین‌رود» of «… پرورش ماهی سیمین‌رود لردگان».

    It may leave that out and say of what sort and where it is: «تعاونی دامداران بستک» of «… دامداران شیرگستر بستک».
    """
    kinds = keys_of(_FILE, "kinds")
    proper = [word for word in short if word not in kinds]
    placed = proper and place_words().issuperset(proper) and len(short) > len(proper) and short[-1] == full[-1]
    if placed and [word for word in short if word in kinds] == [word for word in full if word in kinds]:
        return _are_among(short, full)
    return (
        bool(proper) and _are_among(short, full) and proper[0] == next((word for word in full if word not in kinds), "")
    )


def _is_headline_form(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a union's name leaves out words of a fuller one.

    «تعاونی‌های فرش قم» is short for «شرکت‌های تعاونی فرش دستباف قم», «تاکسیرانی‌های شهری» for «… تعاونی تاکسیرانی شهری».
    """
    ones, others = ([word.removesuffix("های").removesuffix("ها") for word in words] for words in (short, full))
    left_out = [word for word in others if word not in ones]
    if not ones or not 0 < len(left_out) <= _LEFT_OUT or ones[-1] != others[-1] or not _are_among(ones, others):
        return False
    return len(ones) >= _SHORTEST_UNION or (len(ones) > 1 and keys_of(_FILE, "legal_forms").issuperset(left_out))


@lru_cache(maxsize=1 << 14)
def expanded(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words of a name with short portfolios spelled out; what says nothing apart («و») left out.

    >>> expanded(("صمت", "سمنان"))
    ('صنعت', 'معدن', 'تجارت', 'سمنان')
    """
    parts, first = [], 0
    while first < len(words):
        last = next((end for end in range(len(words), first, -1) if "".join(words[first:end]) in _aliases()), first + 1)
        joined = "".join(words[first:last])
        parts.append(_aliases().get(joined, joined))
        first = last
    spelled = " ".join(parts).translate(_SIGNS)
    return tuple(word for word in fold(spelled).split() if word != "و")


def _are_among(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether words stand in others in their order."""
    left = iter(others)
    return all(word in left for word in words)


def names_foreign_country(words: Sequence[str]) -> bool:
    """Whether words are the name of a foreign country: «بانک مرکزی عراق» is not «بانک مرکزی»."""
    forms = load().forms.get("".join(words), ()) if words else ()
    return any(form.entry.label == "place:country" and form.entry.data["name"] != "ایران" for form in forms)


@cache
def _bare(name: str) -> str:
    return "".join(filter(str.isalnum, fold(name)))


@cache
def _same_words() -> dict[str, str]:
    """Number words and their digits, «کمیسیون اصل نود» is «کمیسیون اصل ۹۰», and words that are spelled in two ways."""
    pairs = (form.split("=") for form in read_toml(_FILE)["same_words"]["forms"])
    digits = {key(word): str(value) for word, value in read_toml("numbers.toml")["cardinals"].items()}
    return {**digits, **{key(one): key(other) for one, other in pairs}}


@cache
def _offices() -> frozenset[str]:
    return frozenset(map(key, load().entries["bodies"]["office"].data["forms"]))


@cache
def _aliases() -> dict[str, str]:
    """Short portfolios and what they are in full, by lookup key."""
    pairs = (form.split("=") for form in read_toml(_FILE)["aliases"]["forms"])
    return {key(short): full for short, full in pairs}
