"""Numbers that count nothing: citations, labels, codes, numbering, vague and fixed expressions, ratios."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from coopnews.finders.items import singulars
from coopnews.finders.numbers import Cardinal, number_words
from coopnews.finders.terms import Terms
from coopnews.lexicon import key, keys_of
from coopnews.reasons import because
from coopnews.text import Span, Text, covered
from coopnews.tokenize import NUMBER, SIGN, WORD

LONGEST_PLAIN = 7
"""A plain run of this many digits without unit is a code or a telephone number."""
NEAR_RATIO = 3
"""Words between the two numbers of a ratio."""


_CLOCK, HOURS = re.compile(r"([01]?\d|2[0-3]):[0-5]\d"), 24

LONGEST_AGED = 7
"""Letters of «ساله» with a possessive."""
NEAR_VERB = 6
"""Words behind a number among which the verb is sought that makes it a duration."""
NEAR_YEARS = 3
"""Years that «و» joins are neighbours: «سال ۹۱ و ۹۲»."""
PARTS = (100, 1000)
"""What a number stands in a ratio to: «صد در صد», «دو در هزار»."""
MEASURES = ("units", "currencies", "units:adjective", "currencies:adjective")


@cache
def _list(name: str) -> Collection[str]:
    return keys_of("not_counts.toml", name)


def counting(
    text: Text, terms: Terms, cardinals: Sequence[Cardinal], taken: Sequence[Span] = (), ignored: Sequence[Span] = ()
) -> list[Cardinal]:
    """The cardinals that may count, measure or price something; ``taken`` are dates and names around numbers.

    >>> from coopnews.finders.numbers import find_cardinals
    >>> text = Text("ماده ۱۲ قانون، اصل ۴۴ و ۱۲ طرح")
    >>> [str(c.value) for c in counting(text, Terms(text), find_cardinals(text))]
    ['12']
    """
    closed = covered(len(text), [*taken, *ignored])
    idioms = [(term.first, term.last) for term in terms.all("idioms")]
    kept: list[Cardinal] = []
    cited = -2  # last token of the citation or label read last
    several = False  # whether its word is a plural: «مواد ۷ و ۱۷ طرح»
    year: Cardinal | None = None  # the year read last
    for cardinal in _without_ratios(text, cardinals):
        named = bool(closed[cardinal.first] or closed[cardinal.last])
        if _ends_years(text, terms, year, cardinal):
            because("number", cardinal, None, "the last year of a span")
            continue
        if text.key_at(cardinal.first - 1) in _list("years"):
            year = cardinal
        if named or any(first <= cardinal.first and cardinal.last <= last for first, last in idioms):
            outside = "in a date, a place or a part of the page that is no article"
            because("number", cardinal, None, outside if named else "an idiom")
            continue
        counted = (is_counted(text, terms, cardinal.last + 1) or _is_measured(text, terms, cardinal)) and not (
            _is_part_of_law(text, cited, cardinal, several=several)
        )
        label = _is_label(text, cardinal.first - 1) or _is_of_year(text, cardinal)
        if text.key_at(cardinal.first - 1) in _list("venues") and _is_name(text, terms, cardinal):
            because("number", cardinal, None, "part of the name of a place")
            continue
        citation = _is_cited(text, cardinal)
        if citation:
            several = text.key_at(cardinal.first - 1) in _list("plural_citations")
        if citation or (not counted and (label or _links(text, cited, cardinal))):
            because("number", cardinal, None, "a citation or a label")
            cited = cardinal.last
            continue
        # «سوم آذر ۹۸», but «تا پایان آذر ۶.۲ همت»
        of_month = text.key_at(cardinal.first - 1) in _list("months") and cardinal.coefficient.denominator == 1
        if not counted and (of_month or _is_score(text, cardinal)):
            because("number", cardinal, None, "of a month" if of_month else "a score or a ratio")
        elif _is_code(text, terms, cardinal):
            because("number", cardinal, None, "a code or a numbering")
        elif (why := _no_number(text, cardinal)) is not None:
            because("number", cardinal, None, why)
        else:
            kept.append(cardinal)
    return kept


def _without_ratios(text: Text, cardinals: Sequence[Cardinal]) -> list[Cardinal]:
    """The cardinals without «از هر ده نفر هفت نفر», «هفت نفر از هر ده نفر» and «دو در هزار»."""
    kept: list[Cardinal] = []
    dropped_until = -1
    for cardinal in cardinals:
        if cardinal.first <= dropped_until:
            because("number", cardinal, None, "a ratio: «از هر … … »")
            dropped_until = -1
            continue
        if cardinal.value in PARTS and _is_part_per(text, cardinal):
            because("number", cardinal, None, "a ratio: «… در هزار»")
            if kept and kept[-1].last == cardinal.first - 2:
                kept.pop()
            continue
        if text.key_at(cardinal.first - 1) != "هر":
            kept.append(cardinal)
            continue
        because("number", cardinal, None, "after «هر»")
        of_each = text.key_at(cardinal.first - 2) == "از"
        before = kept[-1] if kept else None
        if of_each and before is not None and 0 < cardinal.first - 2 - before.last <= NEAR_RATIO:
            because("number", kept.pop(), None, "a ratio: «… از هر …»")
        elif of_each:
            last = text.sentence(cardinal.first).last
            clause = (
                "که" in text.keys[cardinal.last + 1 : cardinal.last + NEAR_RATIO + 1]
            )  # «از هر ده نفری که …، شش نفر»
            dropped_until = last if clause else min(last, cardinal.last + 2 * NEAR_RATIO)
    return kept


def _is_part_per(text: Text, cardinal: Cardinal) -> bool:
    """«دو در هزار»: a number stands right before «در»."""
    at = cardinal.first - 2
    number = at >= 0 and (text.kinds[at] == NUMBER or text.keys[at] in number_words())
    return number and text.keys[at + 1] == "در"


def is_counted(text: Text, terms: Terms, at: int) -> bool:
    """Whether a unit, a currency, a percent sign or a plainly countable noun stands at a token."""
    if at >= len(text) or (text.keys[at] == "تا" and at + 1 < len(text) and text.kinds[at + 1] == NUMBER):
        return False
    return (
        any(terms.at(at, label) for label in MEASURES)
        or text.keys[at] in _list("countable")
        or text.keys[at] in keys_of("numbers.toml", "percent_signs")
    )


def _is_measured(text: Text, terms: Terms, cardinal: Cardinal) -> bool:
    """Whether a number begins a range of measures: «واحدهای ۶۰ تا ۷۰ متر مربع»."""
    after = cardinal.last + 2
    ranged = text.key_at(cardinal.last + 1) in keys_of("numbers.toml", "range_signs") and after + 1 < len(text)
    unit = terms.first(after + 1, "units") if ranged and text.kinds[after] == NUMBER else None
    return unit is not None and unit.data["sort"] == "measure" and not unit.data.get("time", False)


def _is_cited(text: Text, cardinal: Cardinal) -> bool:
    """«ماده ۱۲», «شماره ثبت ۱۴۵۲», «کد خبر: ۷۷۱۲۴۵», «ساعت ۱۰» (but «۲۴ ساعت ۱۲ نفر»)."""
    at = cardinal.first - 1
    for _ in range(3):
        if text.key_at(at) in (":", "(", "«", '"', "حدود") or text.key_at(at) in _list("citation_words"):
            at -= 1
    if at < 0 or not (
        text.keys[at] in _list("citations") or any(form in _list("citations") for form in singulars(text.keys[at]))
    ):
        return False
    # «۲۴ ساعت ۱۲ نفر»: after a number the word is its unit.
    return text.keys[at] not in _list("clock_words") or at == 0 or text.kinds[at - 1] != NUMBER


def _links(text: Text, cited: int, cardinal: Cardinal) -> bool:
    """Whether a number goes on a citation: «مواد ۴ تا ۷», «ماده ۱۲ و ۱۵»."""
    if cited >= 0 and text.key_at(cited + 1) in keys_of("words.toml", "day_parts"):
        return cardinal.first == cited + 3 and text.keys[cited + 2] in ("تا", "الی")
    if text.keys[cited + 1] == "،" and text.kinds[cited] != text.kinds[cardinal.first]:
        return False  # «با وجود ماده ۱۳۳، سه اداره …»
    return cardinal.first == cited + 2 and text.keys[cited + 1] in ("و", "،", "تا", "الی", "-", ",", "/")


def _is_part_of_law(text: Text, cited: int, cardinal: Cardinal, *, several: bool) -> bool:
    """«بندهای ۳ و ۷ ماده ۱۷», «بندهای ۳ و ۷ قانون»: a citation goes on with what the cited is part of."""
    after = cardinal.last + 1
    numbered = text.kinds[min(after + 1, len(text) - 1)] == NUMBER and text.key_at(after) in _list("citations")
    law = several and text.key_at(after) in _list("laws")
    return _links(text, cited, cardinal) and (numbered or law)


def _is_label(text: Text, at: int) -> bool:
    """Whether a number behind a token is its label: «بلوک ۲۲», «بازدید: ۳۴۴», but «در این بلوک ۲۲ معلم»."""
    if text.key_at(at) == ":" and text.key_at(at - 1) in _list("web_counters"):
        return True
    pointed = text.key_at(at - 1) in _list("pointing") and text.kinds[at - 1] == WORD
    return text.key_at(at) in _list("labels") and not pointed


def _is_name(text: Text, terms: Terms, cardinal: Cardinal) -> bool:
    """Whether a number word and the next are one word that measures nothing: «هفت‌تن», but «سه‌هکتاری»."""
    after = cardinal.last + 1
    joined = after < len(text) and text.gap(after) == "\u200c" and text.kinds[cardinal.first] == WORD
    return joined and not terms.at(after, "units:adjective") and text.keys[after] not in _list("countable")


def _is_of_year(text: Text, cardinal: Cardinal) -> bool:
    """«بودجه ۹۸», «فتنه ۸۸»."""
    digits = text.keys[cardinal.last]
    plain = cardinal.shape == "plain" and cardinal.first == cardinal.last
    return plain and len(digits) in (2, 4) and text.key_at(cardinal.first - 1) in _list("yearly")


def _ends_years(text: Text, terms: Terms, year: Cardinal | None, cardinal: Cardinal) -> bool:
    """Whether a number ends a span of years whose start was read: «از سال ۸۰ تا ۹۴ دولت پول داد»."""
    joint = text.key_at(cardinal.first - 1)
    near = joint == "و" and year is not None and cardinal.value - year.value <= NEAR_YEARS
    if year is None or cardinal.first != year.last + 2 or not (joint in ("تا", "الی") or near):
        return False
    alike = len(text.keys[year.last]) == len(text.keys[cardinal.last]) and year.value < cardinal.value
    return alike and (cardinal.value > 1000 or not is_counted(text, terms, cardinal.last + 1))


def _is_code(text: Text, terms: Terms, cardinal: Cardinal) -> bool:
    first, after = cardinal.first, cardinal.last + 1
    if cardinal.shape not in ("plain", "slash"):
        return False
    measured = any(terms.at(after, label) for label in MEASURES)
    if len(text.keys[first]) >= LONGEST_PLAIN and not measured and text.key_at(after) not in _list("countable"):
        return True
    before_sign, after_sign = text.key_at(first - 1), text.key_at(after)
    if before_sign in ("/", "#", "@", "_", "+") and text.gap(first) == "":
        return True
    if (
        before_sign == "-"
        and text.gap(first) == ""
        and (text.key_at(first - 2) in _list("citations") or text.key_at(first - 2).isascii())
        and text.key_at(first - 2)[-1:].isalpha()
    ):
        return True  # «CVE-2020», «کووید-۱۹»
    if after_sign in ("/", "_", "=") and text.gap(after) == "":
        return True
    stuck = before_sign == "." and text.gap(first) == text.gap(first - 1) == ""
    if stuck and first > 1 and text.kinds[first - 2] == NUMBER:
        return True  # «86.0.4240.111»
    if (before_sign.isascii() and before_sign.isalpha() and text.gap(first) == "") or (
        after_sign.isascii() and after_sign.isalpha() and text.gap(after) == ""
    ):
        return True  # «A2141», «5G»
    return _is_numbering(text, cardinal)


def _is_numbering(text: Text, cardinal: Cardinal) -> bool:
    """«۱- آموزش», «(۳) بازاریابی», «۴. بازاریابی»."""
    first, after = cardinal.first, cardinal.last + 1
    if cardinal.value >= 100 or after >= len(text):
        return False
    starts_line = first == 0 or "\n" in text.gap(first)
    bracketed = text.key_at(first - 1) == "(" and (first == 1 or "\n" in text.gap(first - 1))
    sign, follows_word = text.keys[after], after + 1 < len(text) and text.kinds[after + 1] == WORD
    if bracketed and sign == ")":
        return True
    if sign in (".", ")") and (starts_line or text.sentence(first).first == first):
        return True
    return sign == "-" and text.gap(after) == "" and follows_word


def _no_number(text: Text, cardinal: Cardinal) -> str | None:
    """Why the words around a number make it none, if they do."""
    before, after = text.key_at(cardinal.first - 1), text.key_at(cardinal.last + 1)
    letters = _list("letter_names")
    if text.keys[cardinal.first : cardinal.last + 1] == ["سی"] and (before in letters or after in letters):
        return "a letter of a foreign name"
    if _is_rate(text, cardinal):
        return "what something is measured by"
    turn = after.startswith("درجه") and text.keys[cardinal.first] in _list("turns")
    if turn and "سانت" not in text.key_at(cardinal.last + 2):
        return "a turn"
    if _is_half_of_time(text, cardinal):
        return "the half of a time"
    if before == "تا" and _CLOCK.fullmatch(text.key_at(cardinal.first - 2)) and cardinal.value <= HOURS:
        return "the later of two clock times"  # «ساعت ۹:۳۰ تا ۱۱»
    if before in _list("vague"):
        return "vague"
    if after in _list("day_times") and cardinal.value <= HOURS:
        return "a clock time"  # «۷ صبح تا ۳ بعدازظهر»
    if after.startswith(key("ساله\u200cا")) and len(after) <= LONGEST_AGED:
        return "an age"  # «با پس‌انداز ۲۲ ساله‌ام»
    if _lasts(text, cardinal):
        return "how long something lasts"
    if before in _list("years") and after == "عنوان" and text.key_at(cardinal.last + 2) in ("و", "کرد", "کردند"):
        return "a year, and what is said of it"  # «دستاوردهای سال ۹۷ عنوان و اظهار کرد»
    if after in _list("multiples") or after in _list("months"):
        return "before a word that makes it a multiple, a rank or a date"
    if after in _list("web_counters") and _ends_line(text, cardinal.last + 1):
        return "a counter of the page"
    if _is_denied(text, cardinal):
        return "denied"
    return "cut off by the end of the text" if _is_cut_off(text, cardinal) else None


def _lasts(text: Text, cardinal: Cardinal) -> bool:
    """«۲۱ فصل به طول انجامید», «۱۰ تا ۱۲ فصل طول کشیده است», but «ساخت ۳۰۰ واحد سه سال طول کشید»."""
    if text.key_at(cardinal.last + 1) not in _list("lasting_spans"):
        return False
    verbs, end = tuple(_list("lasting")), text.sentence(cardinal.last).last
    starts = range(cardinal.last + 2, min(cardinal.last + NEAR_VERB, end + 1))
    return any("".join(text.keys[at : at + width]).startswith(verbs) for at in starts for width in (2, 3))


def _is_rate(text: Text, cardinal: Cardinal) -> bool:
    """«۵ لیتر در صد کیلومتر»: the round number that another is measured by."""
    joint, unit = text.key_at(cardinal.first - 1), text.key_at(cardinal.first - 2)
    return cardinal.value in PARTS and joint in ("در", "بر") and unit in _list("rated")


def _is_half_of_time(text: Text, cardinal: Cardinal) -> bool:
    """«یک ماه و نیم تا شروع فصل»: the half belongs to the unit before it."""
    half = text.keys[cardinal.first] == "نیم" and text.key_at(cardinal.first - 1) == "و"
    return half and text.key_at(cardinal.first - 2) in keys_of("words.toml", "spans")


def _is_score(text: Text, cardinal: Cardinal) -> bool:
    """«۲ بر ۱», «۳:۱»: two small bare numbers with such a sign between."""
    if cardinal.value >= 100:
        return False
    signs, first, last = _list("score_signs"), cardinal.first, cardinal.last
    before = first > 1 and text.keys[first - 1] in signs and text.kinds[first - 2] == NUMBER
    after = last + 2 < len(text) and text.keys[last + 1] in signs and text.kinds[last + 2] == NUMBER
    stuck = text.gap(first) == "" if before else text.gap(last + 1) == ""
    return (before or after) and (stuck or ":" not in (text.key_at(first - 1), text.key_at(last + 1)))


def _ends_line(text: Text, at: int) -> bool:
    return at + 1 >= len(text) or text.kinds[at + 1] == SIGN or "\n" in text.gap(at + 1)


def _is_denied(text: Text, cardinal: Cardinal) -> bool:
    """«نه ۲۰ تعاونی بلکه ۳۰», «حتی یک نفر هم نیامد»."""
    before = text.key_at(cardinal.first - 1)
    if before == "حتی":
        return True
    if before != "نه":
        return False
    following = text.keys[cardinal.last + 1 : cardinal.last + 8]
    return "بلکه" in following or "که" in following


def _is_cut_off(text: Text, cardinal: Cardinal) -> bool:
    """A number at the very end of a text that breaks off: «… ۱۲ هزار و»."""
    return cardinal.last + 2 == len(text) and text.keys[-1] == "و"
