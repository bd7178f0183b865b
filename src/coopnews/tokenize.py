"""Token bounds, with stuck words split and split words joined, on raw offsets.

A text is cut at white space; each distinct piece is analysed once and remembered. Inside a piece, digits,
letters and signs part («۷هزارتن» → ۷ · هزار · تن), and words that are stuck together part where both sides
are known words («وگفت» → و · گفت, «پنجهزارتنی» → پنج · هزار · تنی). Words that are split in print («تعاونی ها»,
«می گوید») become one token.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from typing import NamedTuple, TypeVar

import regex

from coopnews.lexicon import Form, key, keys_of, load, read_lines, read_toml
from coopnews.memo import Memo
from coopnews.normalize import HALF_SPACES, fold, fold_character
from coopnews.verbs import is_finite_verb

Column = TypeVar("Column", list[str], "array[int]")

WORD, NUMBER, SIGN = "word", "number", "sign"

BLOCK = 1 << 16
"""Characters after which the next part of a text is read, at a space: what it takes besides its tokens stays small."""
LONGEST_PIECE = 200
"""Pieces longer than this (no word is) are cut into parts of this size: time stays linear on any input."""
SHORTEST_OWNED = 4
"""Units of fewer letters look like other words with «ش» at their end («تنش», «بارش»)."""
SHORTEST_COUNTED = 4
"""Nouns of fewer letters make other words with a number before them («چهارراه», «دوره»)."""


class Token(NamedTuple):
    """A run of raw characters, ``raw[start:end]``; ``key`` is its lookup form, ``kind`` word, number or sign."""

    start: int
    end: int
    key: str
    kind: str


_PIECE = re.compile(r"\S+")  # what ``str.isspace`` calls white space, which ``regex`` does not
_LETTERS = regex.compile(r"[^\W\d_]+")  # of a whole piece: one word, or several that are stuck together
_ENTITY = regex.compile(
    r"&(?:nbsp|zwnj|zwj|laquo|raquo|quot|amp|copy|ndash|mdash|lt|gt|#\d{1,6});|<br ?/?>|</?[a-zA-Z]{1,6}>|\*\*+"
)
_ENTITIES = {"&zwnj;": "\u200c", "&zwj;": "\u200c", "&laquo;": "«", "&raquo;": "»", "&quot;": '"', "&amp;": "&"}
_ADDRESS = regex.compile(r"(?:https?://|www\.|ftp://)|[\w.]+@[\w.]+|[a-z0-9\-]+\.(?:ir|com|org|net|info|news)(?![a-z])")
_PARTS = regex.compile(
    r"""
      (?P<number>
          \d{1,2}:\d{2}(?::\d{2})?(?!\d)                       # clock
        | \d{1,4}(?P<d>[/.\-])\d{1,2}(?P=d)\d{1,4}(?!\d)         # numeric date
        | \d{1,3}(?P<g>[٬,،.'])\d{3}(?:(?P=g)\d{3})*(?![\d])     # grouped thousands
        | \d+[./٫]\d+(?![\d])                                    # decimal, code or citation
        | \d+
      )
    | (?P<word> [^\W\d_]+ )
    | (?P<sign> . )
    """,
    regex.VERBOSE | regex.DOTALL,
)


def unescaped(raw: str) -> str:
    """A quotation with left-over HTML entities and tags, and the signs of bold type, as what they stand for.

    >>> unescaped("۱۲&nbsp;کارگاه&zwnj;ها<br>") == "۱۲ کارگاه\u200cها "
    True
    """
    if "&" not in raw and "<" not in raw and "**" not in raw:
        return raw
    return str(_ENTITY.sub(lambda match: _ENTITIES.get(match.group(), " "), raw))


class Columns(NamedTuple):
    """The tokens of a text, one list for each of their fields."""

    starts: array[int]
    ends: array[int]
    keys: list[str]
    kinds: list[str]


def tokenize(raw: str) -> list[Token]:
    """The tokens of a raw text, in order, none empty, none overlapping.

    >>> [token.key for token in tokenize("۱۲ هزارو ۵۰۰نفر وگفت: تعاونی ها می روند")]
    ['12', 'هزار', 'و', '500', 'نفر', 'و', 'گفت', ':', 'تعاونیها', 'میروند']
    """
    return list(map(Token, *columns(raw)))


def columns(raw: str) -> Columns:
    """The tokens of a raw text as columns, which is what most readers need."""
    starts, ends, keys, kinds = tokens = Columns(array("I"), array("I"), [], [])
    begin = 0
    while begin <= len(raw):
        end = raw.find(" ", begin + BLOCK)
        runs = raw[begin : end if end >= 0 else len(raw)].split(" ")
        parts = [_RUNS[run] if len(run) <= LONGEST_PIECE else _run_tokens(run) for run in runs]
        offsets = accumulate([len(run) + 1 for run in runs], initial=begin)
        moved = [(offset, part) for found, offset in zip(parts, offsets, strict=False) for part in found]
        starts.extend([offset + first for offset, (first, _, _, _) in moved])
        ends.extend([offset + last for offset, (_, last, _, _) in moved])
        keys += [form for _, (_, _, form, _) in moved]
        kinds += [kind for _, (_, _, _, kind) in moved]
        begin = next(offsets)
    return _joined(raw, tokens)


Part = tuple[int, int, str, str]
"""A token inside a piece: its bounds there, key and kind."""


def _run_tokens(run: str) -> tuple[Part, ...]:
    """The tokens between two spaces: of one piece, rarely of several with other white space between."""
    found: list[Part] = []
    for piece in _PIECE.finditer(run):
        start, text = piece.start(), piece.group()
        for cut in range(0, len(text), LONGEST_PIECE):
            offset = start + cut
            for first, last, form, kind in _piece_tokens(text[cut : cut + LONGEST_PIECE]):
                found.append((offset + first, offset + last, form, kind))
    return tuple(found)


_RUNS = Memo(_run_tokens)


def _piece_tokens(piece: str) -> tuple[Part, ...]:
    word = fold(piece)
    if len(word) == len(piece) and all(map(fold_character, piece)) and _LETTERS.fullmatch(word):
        return tuple((first, last, word[first:last], WORD) for first, last in _cuts(word, frozenset()))
    folded, starts, ends, joints = _folded(piece)
    found: list[Part] = []

    def emit(first: int, last: int, kind: str) -> None:
        if found and starts[first] < found[-1][1]:
            return  # one raw character that folds to several signs («℃») is one token
        found.append((starts[first], _with_marks(piece, ends[last - 1]), folded[first:last], kind))

    if ("." in folded or "@" in folded or "://" in folded) and _ADDRESS.search(folded):
        visible = [at for at, character in enumerate(folded) if not character.isspace()]
        if visible:
            emit(visible[0], visible[-1] + 1, SIGN)
        return tuple(found)
    for match in _PARTS.finditer(folded):
        first, last = match.span()
        if match["word"] is not None:
            inner = frozenset(at - first for at in joints if first < at < last)
            cuts = _cuts(match["word"], inner)
            if len(cuts) == 1 and found and found[-1][3] == NUMBER and not inner:
                cuts = _measure_cuts(match["word"])
            for cut in cuts:
                emit(first + cut[0], first + cut[1], WORD)
        elif match["number"] is not None:
            emit(first, last, NUMBER)
        elif not match["sign"].isspace():
            emit(first, last, SIGN)
    return tuple(found)


def _folded(piece: str) -> tuple[str, list[int], list[int], set[int]]:
    """The lookup form of a piece, the raw bounds of each of its characters, and where half-spaces stood."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    joints: set[int] = set()
    at = 0
    while at < len(piece):
        width, character = 1, piece[at]
        if character in "&<*" and (entity := _ENTITY.match(piece, at)):
            width = entity.end() - at
            character = _ENTITIES.get(entity.group(), " ")
        if character in HALF_SPACES:
            joints.add(len(folded))
        elif character == "\u0640" and _between_digits(piece, at):
            character = "-"
        for form in fold_character(character):
            folded.append(form)
            starts.append(at)
            ends.append(at + width)
        at += width
    return "".join(folded), starts, ends, joints


def _between_digits(piece: str, at: int) -> bool:
    """Whether a tatweel stands for a dash: alone, or between digits."""
    before, after = piece[:at].rstrip("\u0640"), piece[at + 1 :].lstrip("\u0640")
    return (not before and not after) or (before[-1:].isdigit() and after[:1].isdigit())


def _with_marks(piece: str, end: int) -> int:
    """Take combining marks that follow a character into its token."""
    while end < len(piece) and unicodedata.category(piece[end]) == "Mn":
        end += 1
    return end


# --- stuck words ------------------------------------------------------------------------------------------


def _alternatives(words: Iterable[str]) -> str:
    """Words as parts of a pattern, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _number_words() -> regex.Pattern[str]:
    numbers = read_toml("numbers.toml")
    words = {key(word) for table in ("cardinals", "multipliers", "halves") for word in numbers[table]}
    alternatives = _alternatives(words)
    nouns = {noun for noun in keys_of("not_counts.toml", "countable") if len(noun) >= SHORTEST_COUNTED}  # «دوکارخانه»
    tails = _alternatives(keys_of("words.toml", "number_tails") | nouns)
    prefixes = _alternatives(keys_of("words.toml", "stuck_prefixes"))
    return regex.compile(
        rf"(?P<prefix>{prefixes})?(?P<number>(?:{alternatives}))+?(?:(?P<and>و)(?P<more>(?:{alternatives}))*)*(?P<tail>{tails})?"
    )


@cache
def _multipliers() -> frozenset[str]:
    """«میلیون», «میلیارد», of which somebody may own some («۱۴ میلیاردش»); «هزار» is short."""
    return frozenset(word for word in map(key, read_toml("numbers.toml")["multipliers"]) if len(word) > SHORTEST_OWNED)


@cache
def _of_offices() -> frozenset[str]:
    """What an office is of: provinces, cities, and the first words of ministers' fields («تعاون، کار …»)."""
    fields = {key(form.split()[0].strip("،")) for form in read_toml("phrases.toml")["portfolios"]["forms"]}
    known = load().entries
    places = (known["place:province"], known["place:county"], known["place:city"])
    return frozenset(fields).union(
        key(form) for table in places for one in table.values() for form in one.data["forms"]
    )


@cache
def _prefixes() -> tuple[str, ...]:
    """Words that are stuck to the next one, the longest first."""
    return tuple(sorted(keys_of("words.toml", "stuck_prefixes"), key=lambda prefix: (-len(prefix), prefix)))


@cache
def _longer_prefixes() -> tuple[str, ...]:
    return tuple(prefix for prefix in keys_of("words.toml", "stuck_prefixes") if len(prefix) > 1)


@cache
def _names() -> frozenset[str]:
    """Names of people: whole words, though «بهروز» reads like «به روز»; not known as parts, or «درمانی» would part."""
    files = ("given_names.txt", "ambiguous_given_names.txt", "surnames.txt", "foreign_given_names.txt")
    return frozenset(key(name) for file in files for name in read_lines(file))


def _cuts(word: str, joints: frozenset[int]) -> list[tuple[int, int]]:
    """Bounds of the words inside a run of letters; ``joints`` are where half-spaces stood."""
    known = load().words
    if word in _names() and word.startswith("به") and 2 in joints:
        return [(0, 2), (2, len(word))]  # «به‌نام», «به‌روز»: no Behnam, no Behruz
    if word in known or word in _names():
        return [(0, len(word))]
    if match := _number_words().fullmatch(word):
        bounds = [
            match.span("prefix"),
            *sorted([*_spans(match, "number"), *_spans(match, "and"), *_spans(match, "more")]),
        ]
        cuts = [span for span in [*bounds, match.span("tail")] if span[0] < span[1]]
        if len(cuts) > 1:
            return cuts
    if _is_known(word, known):
        return [(0, len(word))]  # «درخواست‌ها»
    for office in keys_of("words.toml", "stuck_offices"):
        if word.startswith(office) and word[len(office) :] in _of_offices():
            return [(0, len(office)), (len(office), len(word))]
    for prefix in _prefixes():
        if not word.startswith(prefix) or len(prefix) in joints:
            continue
        rest = word[len(prefix) :]
        glued = len(rest) > 2 or (prefix == "و" and rest in keys_of("words.toml", "stuck_prefixes"))  # «ودر»
        if not glued or not (_is_known(rest, known) or rest.startswith(_longer_prefixes())):
            continue
        inner = _cuts(rest, frozenset())
        chain = len(inner) > 1 and min(end - start for start, end in inner) > 1  # «درهرهکتار»
        if _is_known(rest, known) or chain:
            return [(0, len(prefix)), *((len(prefix) + first, len(prefix) + last) for first, last in inner)]
    for time in keys_of("words.toml", "stuck_times"):
        if word.startswith(time) and any(_is_day_or_month(form) for form in load().forms.get(word[len(time) :], ())):
            return [(0, len(time)), (len(time), len(word))]
    for clitic in keys_of("words.toml", "stuck_clitics"):
        if not word.endswith(clitic):
            continue
        rest = word.removesuffix(clitic)
        short = clitic == "ش" and len(rest) < SHORTEST_OWNED  # «تومانش», «هکتارش», but «تنش», «بارش»
        labels = ("currencies",) if short else ("units", "currencies")
        if len(rest) >= SHORTEST_OWNED:
            labels = (*labels, "units:adjective", "currencies:adjective")  # «متری‌مان»
        if any(form.entry.label in labels for form in load().forms.get(rest, ())) or rest in _multipliers():
            return [(0, len(rest)), (len(rest), len(word))]
    long = len(word) > 4 or word[:-1] in keys_of("words.toml", "stuck_suffixes")
    if word.endswith("و") and long and is_finite_verb(word[:-1]) and not is_finite_verb(word):
        return [(0, len(word) - 1), (len(word) - 1, len(word))]  # «رسیدو»
    participles, lights = keys_of("words.toml", "stuck_participles"), keys_of("words.toml", "stuck_lights")
    for suffix in keys_of("words.toml", "stuck_suffixes") | participles | lights:
        if not word.endswith(suffix):
            continue
        rest = word.removesuffix(suffix)
        if suffix in lights and rest not in keys_of("nouns.toml", "verbal"):
            continue
        one_word = suffix in participles and len(rest) in joints  # «خشک‌شده»
        one_word = one_word or (suffix == "داد" and rest in _names())  # «رضاداد»
        if len(rest) > 2 and rest in known and not one_word:
            return [(0, len(rest)), (len(rest), len(word))]
    return [(0, len(word))]


@cache
def _measure() -> regex.Pattern[str]:
    multipliers = _alternatives(map(key, read_toml("numbers.toml")["multipliers"]))
    return regex.compile(
        rf"(?P<number>{multipliers})*(?P<tail>{_alternatives(keys_of('words.toml', 'number_tails'))})?"
    )


def _measure_cuts(word: str) -> list[tuple[int, int]]:
    """Bounds of a multiplier or unit behind digits, and of what is stuck to it: «۳۱درصدعنوان», «۳هزارهکتارزمین»."""
    whole = [(0, len(word))]
    known = load().words
    match = _measure().match(word)
    assert match is not None
    at, rest = match.end(), word[match.end() :]
    if not at or len(rest) < 2 or word in known or word in _names():
        return whole
    inner = _cuts(rest, frozenset())
    if not (len(inner) > 1 or _is_known(rest, known) or is_finite_verb(rest)):
        return whole
    measures = [*_spans(match, "number"), match.span("tail")]
    return [*(cut for cut in measures if cut[0] < cut[1]), *((at + first, at + last) for first, last in inner)]


def _spans(match: regex.Match[str], group: str) -> list[tuple[int, int]]:
    return list(match.spans(group))


def _is_day_or_month(form: Form) -> bool:
    return form.entry.label == "dates" and form.entry.data.get("kind") in ("weekday", "month")


def _is_known(rest: str, known: set[str]) -> bool:
    return rest in known or (rest.endswith(("ها", "های")) and rest.rstrip("ی").removesuffix("ها") in known)


# --- split words ------------------------------------------------------------------------------------------


@cache
def _joinable() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Endings that join the word before, endings that join a participle, prefixes that join a verb, and all of them."""
    endings, verbal = keys_of("words.toml", "split_endings"), keys_of("words.toml", "split_verb_endings")
    prefixes = keys_of("words.toml", "split_prefixes")
    return endings, verbal, prefixes, endings | verbal | prefixes


def _joined(raw: str, tokens: Columns) -> Columns:
    """Join endings and «می» that stand apart to their word, across plain spaces only."""
    starts, ends, keys, kinds = tokens
    endings, verbal, prefixes, either = _joinable()
    joins = [0]
    for candidate in [at for at, word in enumerate(keys) if word in either]:
        for at in (candidate, candidate + 1):
            if not joins[-1] < at < len(keys) or kinds[at] != WORD or kinds[at - 1] != WORD:
                continue
            before, word = keys[at - 1], keys[at]
            if (
                word in endings
                or (before in prefixes and is_finite_verb(before + word))
                or (word in verbal and before.endswith("ه"))
            ) and raw[ends[at - 1] : starts[at]].strip(" \u00a0") == "":
                keys[at] = before + word
                joins.append(at)
    if len(joins) == 1:
        return tokens
    befores = [at - 1 for at in joins[1:]]
    return Columns(
        _without(starts, joins[1:]), _without(ends, befores), _without(keys, befores), _without(kinds, joins[1:])
    )


def _without(column: Column, places: list[int]) -> Column:
    """A column without its values at some places."""
    kept = column[:0]
    done = 0
    for at in places:
        kept += column[done:at]
        done = at + 1
    return kept + column[done:]
