"""Invented news by a grammar: its numbers, units, roles, bodies, places and verbs come from the lexicons.

It makes no sense, and is written as news is: property tests and the fuzzer look in it for what breaks.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from coopnews.lexicon import read_lines, read_rows, read_toml

Written = st.SearchStrategy[str]

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
LATIN = str.maketrans("", "")


def forms(label: str, **wanted: Any) -> list[str]:
    """The forms of a lexicon file, of the entries that say this."""
    tables = (table for table in read_toml(f"{label}.toml").values() if isinstance(table, dict))
    said = (table for table in tables if all(table.get(name) == value for name, value in wanted.items()))
    return [form for table in said for form in table.get("forms", ())]


def words(file: str, table: str) -> Written:
    """One of a list that the lexicon's grammar asks for by name."""
    return st.sampled_from(read_toml(f"{file}.toml")[table]["forms"])


def phrase(*parts: Written | str, by: str = " ") -> Written:
    """Parts one after the other, without those that are empty."""
    given = [st.just(part) if isinstance(part, str) else part for part in parts]
    return st.tuples(*given).map(lambda values: by.join(filter(None, values)))


def perhaps(part: Written) -> Written:
    return st.just("") | part


# --- numbers ----------------------------------------------------------------------------------------------

Valued = st.SearchStrategy[tuple[str, float]]
"""A number as written, and its value."""
scripts = st.sampled_from([PERSIAN, PERSIAN, ARABIC, LATIN])


@cache
def _spelled() -> dict[int, str]:
    return {value: word for word, value in reversed(read_toml("numbers.toml")["cardinals"].items())}


def in_words(number: int) -> str:
    """A number below a million in words.

    >>> in_words(25_310)
    'بیست و پنج هزار و سیصد و ده'
    """
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        return f"{in_words(thousands)} هزار" + (f" و {in_words(rest)}" if rest else "")
    parts = []
    for step in (100, 10):
        if number > step and number not in _spelled():
            parts.append(_spelled()[number // step * step])
            number %= step
    return " و ".join([*parts, _spelled()[number]])


plain: Valued = st.builds(lambda value, script: (str(value).translate(script), value), st.integers(2, 9999), scripts)
grouped: Valued = st.builds(
    lambda value, script, sign: (f"{value:,}".replace(",", sign).translate(script), value),
    st.integers(1000, 10**12),
    scripts,
    st.sampled_from(",٬،"),
)
spelled: Valued = st.integers(2, 999_999).map(lambda value: (in_words(value), value))
mixed: Valued = st.builds(
    lambda low, high, scale, script: (
        f"{high} {scale[0]} و {low}".translate(script),
        high * scale[1] + low,
    ),
    st.integers(1, 999),
    st.integers(1, 999),
    st.sampled_from([("هزار", 10**3), ("میلیون", 10**6), ("میلیارد", 10**9)]),
    scripts,
)
halved: Valued = st.builds(
    lambda value, script: (f"{value} و نیم میلیون".translate(script), value * 10**6 + 500_000),
    st.integers(1, 99),
    scripts,
)
decimal: Valued = st.builds(
    lambda whole, tenth, script, sign: (f"{whole}{sign}{tenth}".translate(script), whole + tenth / 10),
    st.integers(1, 99),
    st.integers(1, 9),
    scripts,
    st.sampled_from("/٫."),
)
valued = plain | grouped | spelled | mixed | halved
numbers: Written = (valued | decimal).map(lambda pair: pair[0])
ranges: Written = phrase(numbers, st.sampled_from(["تا", "-", "و", "،", "الی", "یا"]), numbers)
quantities = numbers | numbers | ranges | phrase("از", numbers, "به", numbers)

# --- what is counted, and who says so -----------------------------------------------------------------------

units = st.sampled_from(forms("units"))
currencies = st.sampled_from(forms("currencies"))
qualifiers = st.sampled_from(forms("qualifiers"))
places = st.sampled_from(
    [row["name"] for file in ("provinces", "counties", "countries") for row in read_rows(f"{file}.csv")]
)
persons: Written = phrase(
    perhaps(words("honorifics", "titles")),
    st.sampled_from(list(read_lines("given_names.txt"))),
    st.sampled_from(list(read_lines("surnames.txt"))),
)
items = phrase(
    words("not_counts", "countable"), perhaps(words("nouns", "kind_nouns")), perhaps(words("nouns", "descriptive"))
)
bodies: Written = phrase(
    st.sampled_from(forms("bodies")),
    perhaps(words("nouns", "kind_nouns")),
    perhaps(phrase("و", words("nouns", "kind_nouns"))),
    perhaps(places),
)
offices: Written = phrase(
    st.sampled_from(forms("roles")), perhaps(words("phrases", "portfolios")), perhaps(bodies | places)
)
holders = offices | persons | phrase(persons, offices, by="، ") | phrase(offices, persons)
dates = phrase(perhaps(st.sampled_from(["در", "از", "تا پایان"])), st.sampled_from(forms("dates")), perhaps(numbers))
saying = st.sampled_from(forms("verbs", kind="say"))
reporting = st.sampled_from(forms("verbs"))
events = st.sampled_from(forms("cues"))

figures: Written = phrase(
    perhaps(qualifiers),
    quantities,
    phrase(perhaps(units), items)
    | units
    | currencies
    | words("numbers", "percent_signs")
    | phrase("میلیارد", currencies),
)
clauses: Written = phrase(
    perhaps(dates),
    figures,
    perhaps(phrase("با", figures)),
    perhaps(phrase("در", places)),
    events,
    st.sampled_from(["شد", "است", "دارد", "می‌شود", ""]),
)
openings = (
    phrase(holders, saying, by=" ").map(lambda words: f"{words}:")
    | phrase("به گزارش", bodies).map(lambda words: f"{words}،")
    | phrase("به گفته", holders).map(lambda words: f"{words}،")
    | phrase("وی", reporting).map(lambda words: f"{words}:")
)
sentences: Written = phrase(
    perhaps(openings),
    st.lists(clauses, min_size=1, max_size=3).map(" و ".join),
    st.sampled_from([".", "؟", "»", "", " (", "!"]),
    by=" ",
)
paragraphs: Written = st.lists(sentences, min_size=1, max_size=3).map(" ".join)

# --- how it is printed --------------------------------------------------------------------------------------

MISPRINTS = (
    ("ی", "ي"),
    ("ک", "ك"),
    ("\u200c", ""),
    ("\u200c", " "),
    (" ", ""),
    (" ", "\u200c"),
    (" ", "\u00a0"),
    (" ", "\n"),
    ("\n", "\r\n"),
    ("و", " و"),
    ("،", ","),
    (".", " ."),
    (" ", "&nbsp;"),
    ("ا", "ا\u064b"),
)


def _misprinted(text: str, damage: list[tuple[float, float, tuple[str, str]]]) -> str:
    for start, length, (right, wrong) in damage:
        first = int(start * len(text))
        last = first + int(length * len(text))
        text = text[:first] + text[first:last].replace(right, wrong) + text[last:]
    return text


shares = st.floats(0, 1, allow_nan=False)
articles: Written = st.builds(
    _misprinted,
    phrase(
        perhaps(openings), perhaps(clauses), st.lists(paragraphs, min_size=1, max_size=3).map("\n\n".join), by="\n\n"
    ),
    st.lists(st.tuples(shares, shares, st.sampled_from(MISPRINTS)), max_size=2),
)
"""Whole articles: a kicker, a headline, paragraphs; printed with some errors."""
