"""The parts of the page: kicker, headline, outlet, publication stamp, and what yields no records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from coopnews.finders.mentions import DateMention, Structure
from coopnews.finders.outlets import find_outlet, is_masthead
from coopnews.finders.terms import Terms
from coopnews.lexicon import key, keys_of
from coopnews.text import Span, Text
from coopnews.tokenize import NUMBER, SIGN, WORD
from coopnews.verbs import is_finite_verb

_FILE = "structure.toml"
_STOPS = frozenset(".")
_CLOSING = frozenset("»\"')] ")
SEARCHED_MASTHEADS = 3
"""In so many lines at the top the name of the medium may stand alone."""
LONGEST_HEADLINE, LONGEST_MARKED, LONGEST_BYLINE, LONGEST_KICKER = 40, 30, 12, 8


def find_structure(text: Text, terms: Terms, dates: Sequence[DateMention] = ()) -> Structure:
    r"""The parts of the page a text was taken from.

    >>> text = Text(
    ...     "کد خبر: ۱۲\n\nفرماندار بافق خبر داد:\nافتتاح ۸ طرح\n\nبه گزارش ایلنا، آیین برگزار شد.\nانتهای پیام"
    ... )
    >>> structure = find_structure(text, Terms(text))
    >>> [text.quote(part) for part in (structure.kicker, structure.title, structure.outlet)]
    ['فرماندار بافق خبر داد:', 'افتتاح ۸ طرح', 'ایلنا']
    """
    lines = _lines(text)
    tail = _tail(text, lines)
    furniture = _furniture(text, lines, tail, {at for date in dates for at in range(date.first, date.last + 1)})
    apart = set(furniture)
    body = [line for line in lines if line not in apart and line.first < tail]
    tops = (line for line in body[:-1][:SEARCHED_MASTHEADS] if not _is_prose(text, line))
    mastheads = [line for line in tops if is_masthead(text, terms, line)]
    furniture += mastheads
    body = [line for line in body if line not in mastheads]
    headlines = _headlines(text, body)
    kicker, title = _kicker_and_title(text, headlines)
    paragraphs = body[len(headlines) :] or body
    source = Span(tail, len(text) - 1) if tail < len(text) else None
    outlet = find_outlet(text, terms, paragraphs, source, furniture)
    outlet = outlet or (kicker and find_outlet(text, terms, [kicker], None))
    in_furniture = {at for line in furniture for at in range(line.first, line.last + 1)}
    stamps = [date for date in dates if date.first in in_furniture]
    ignored = [*furniture, source] if source else furniture
    published = next((date for date in stamps if date.start is not None and date.start == date.end), None)
    return Structure(title, kicker, outlet, published, tuple(_without(ignored, stamps)))


def _lines(text: Text) -> list[Span]:
    """The lines of a text, soft line breaks undone."""
    starts = [*text.paragraph_starts, len(text)]
    return [Span(first, after - 1) for first, after in pairwise(starts)]


def _tail(text: Text, lines: list[Span]) -> int:
    """The first token after the article proper; the length of the text where there is no tail."""
    for line in lines[1:]:
        if _begins(text, line, "tail") or _is_signature(text, line, lines):
            return line.first
    for at in text.where(_openings("inline_tail")):
        if at and _matches(text, at, len(text) - 1, "inline_tail"):
            return at
    return len(text)


def _is_signature(text: Text, line: Span, lines: list[Span]) -> bool:
    """Whether the last line is an editor's sign («ك/۷»)."""
    if line != lines[-1] or line.last - line.first > 3:
        return False
    keys = text.keys[line.first : line.last + 1]
    return "/" in "".join(keys) and all(len(part) <= 2 or not part.isalpha() for part in keys)


def _furniture(text: Text, lines: list[Span], tail: int, dated: set[int]) -> list[Span]:
    """Lines about the page: codes, counters, breadcrumbs, bare dates, bylines, links to other articles."""
    found: list[Span] = []
    related = False
    for line in lines:
        if line.first >= tail:
            break
        related = _is_related(text, line) or (related and not _is_prose(text, line))
        length = line.last - line.first + 1
        if (
            related
            or (length <= LONGEST_MARKED and not _is_prose(text, line) and _is_marked(text, line))
            or (length <= LONGEST_BYLINE and _matches(text, line.first, line.last, "bylines") is not None)
            or (len(lines) > 1 and (_is_bare(text, line, dated) or _is_menu(text, line)))
        ):
            found.append(line)
    return found


def _is_related(text: Text, line: Span) -> bool:
    """Whether a line leads to other articles; «آخرین اخبار» does so alone or before a colon only."""
    if _begins(text, line, "related"):
        return True
    last = _matches(text, line.first, line.last, "related_labels")
    return last is not None and (last == line.last or text.keys[last + 1] == ":")


def _is_bare(text: Text, line: Span, dated: set[int]) -> bool:
    """Whether a line has no words but a date: signs, codes, a time."""
    line_tokens = range(line.first, line.last + 1)
    return all(at in dated or (text.kinds[at] != WORD and text.keys[at] != "٪") for at in line_tokens)


def _is_menu(text: Text, line: Span) -> bool:
    """Whether a line is made of the words of a menu: «جستجو | ورود / ثبت نام»."""
    words = [text.keys[at] for at in range(line.first, line.last + 1) if text.kinds[at] != SIGN]
    return bool(words) and keys_of(_FILE, "menu_words").issuperset(words)


def _is_marked(text: Text, line: Span) -> bool:
    """Whether a line, or a part of it after «|», begins with a mark of the page."""
    starts = [line.first, *(at + 1 for at in range(line.first, line.last) if text.keys[at] in ("|", "•"))]
    return any(_is_mark(text, at, line) for at in starts)


def _is_mark(text: Text, at: int, line: Span) -> bool:
    """Whether a mark of the page stands at a token: followed by a sign or a number, or by nothing."""
    if _matches(text, at, line.last, "page_lines") is not None:
        return True
    last = _matches(text, at, line.last, "page_marks")
    return last is not None and (last == line.last or text.kinds[last] == SIGN or text.kinds[last + 1] != WORD)


def _headlines(text: Text, body: list[Span]) -> list[Span]:
    """The lines before the first that reads like a paragraph; none where nothing follows them."""
    count = 0
    for line in body:
        if (
            (_is_prose(text, line) and not (count == 0 and _breaks_off(text, line)))
            or _is_source_line(text, line)
            or line.last - line.first >= LONGEST_HEADLINE
        ):
            break
        count += 1
    return body[: min(count, 3)] if 0 < count < len(body) else body[: 1 if len(body) > 1 and count else 0]


def _kicker_and_title(text: Text, headlines: list[Span]) -> tuple[Span | None, Span | None]:
    """Which of the headlines is the title, and the kicker above it."""
    if not headlines:
        return None, None
    if len(headlines) > 1:
        first, second = headlines[:2]
        topic = _is_topic(text, first) and not _is_topic(text, second)
        if topic or _is_kicker(text, first) or (_is_occasion(text, first) and not _is_occasion(text, second)):
            return first, _title(text, second)
    return None, _title(text, headlines[0])


def _title(text: Text, line: Span) -> Span:
    """A headline without signs that stand before it."""
    first = line.first
    while first < line.last and text.kinds[first] == SIGN and text.keys[first] not in ("«", '"', "(", "'", "["):
        first += 1
    return Span(first, line.last)


def _is_kicker(text: Text, line: Span) -> bool:
    """Whether a line announces the headline: it ends with a colon or with a reporting verb."""
    last = line.last
    if text.keys[last] in (":", "؛"):
        return True
    while last > line.first and text.kinds[last] == SIGN:
        last -= 1
    verbs = keys_of(_FILE, "kicker_verbs")
    return any("".join(text.keys[first : last + 1]) in verbs for first in range(max(line.first, last - 2), last + 1))


def _is_occasion(text: Text, line: Span) -> bool:
    """Whether a line tells only where something happened: «در نشست اصفهان بررسی شد»."""
    return text.keys[line.first] in keys_of(_FILE, "occasions") and is_finite_verb(text.keys[line.last])


def _is_topic(text: Text, line: Span) -> bool:
    """Whether a line is a short phrase without verb and source: «نگاهی به …»."""
    keys = text.keys[line.first : line.last + 1]
    return len(keys) <= LONGEST_KICKER and ":" not in keys and not any(map(is_finite_verb, keys))


def _is_prose(text: Text, line: Span) -> bool:
    """Whether a line ends like a sentence."""
    last = line.last
    while last > line.first and text.keys[last] in _CLOSING:
        last -= 1
    return text.keys[last] in _STOPS and last - line.first > 2


def _breaks_off(text: Text, line: Span) -> bool:
    """Whether a line ends with several dots: «… و...»."""
    return line.last > line.first and text.keys[line.last] == text.keys[line.last - 1] == "."


def _is_source_line(text: Text, line: Span) -> bool:
    return _begins(text, line, "reports")


def _without(spans: list[Span], stamps: list[DateMention]) -> Iterator[Span]:
    """The spans with the dates cut out."""
    for span in spans:
        first = span.first
        for stamp in sorted(stamps):
            if span.first <= stamp.first <= span.last:
                if stamp.first > first:
                    yield Span(first, stamp.first - 1)
                first = stamp.last + 1
        if first <= span.last:
            yield Span(first, span.last)


def _begins(text: Text, line: Span, table: str) -> bool:
    """Whether a line begins with a form of a table, signs before it left out."""
    first = line.first
    while first < line.last and text.kinds[first] in (SIGN, NUMBER):
        first += 1
    return _matches(text, first, line.last, table) is not None


def _matches(text: Text, first: int, last: int, table: str) -> int | None:
    """The last token of the longest form of a table that begins at a token."""
    forms, prefixes = keys_of(_FILE, table), _openings(table)
    joined, found = "", None
    for at in range(first, min(last, first + 5) + 1):
        joined += text.keys[at]
        if joined in forms:
            found = at
        if joined not in prefixes:
            return found
    return found


@cache
def _openings(table: str) -> frozenset[str]:
    """Every beginning of the forms of a table."""
    return frozenset(form[:end] for form in map(key, keys_of(_FILE, table)) for end in range(1, len(form) + 1))
