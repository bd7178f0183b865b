"""Hostile texts: one pattern repeated, on which time must grow no faster than the text does.

``python tests/hostile.py [SIZE]`` measures all of them at 1,000,000 characters (or ``SIZE``) beside plain news.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from coopnews.pipeline import Pipeline

FIXTURES = Path(__file__).parent.parent / "fixtures"

PATTERNS: dict[str, str] = {
    "digits": "۷",
    "digits in words": "۷۷۷ ",
    "digits and letters": "۷ت",
    "commas between digits": "۷,",
    "dots between digits": "۷.",
    "slashes between digits": "۷/",
    "groups of thousands": "۷۷۷,",
    "groups of thousands apart": "۷۷۷٬۷۷۷ ",
    "clock": "۷:",
    "spaced commas between digits": "۷ ، ",
    "spaced dots between digits": "۷ . ",
    "spaced slashes": "۷ / ",
    "verbs left open": "۵ تن تولید و ",
    "and": "و ",
    "and without spaces": "و",
    "and between numbers": "۷ و ",
    "thousand": "هزار ",
    "thousand without spaces": "هزار",
    "thousand and": "هزار و ",
    "thousand and without spaces": "هزارو",
    "five thousand and": "پنج هزار و ",
    "million": "۷ میلیون و ",
    "number words": "بیست و پنج ",
    "from to": "از ۷ تا ",
    "to": "۷ تا ",
    "dash": "۷ - ",
    "half-spaces": "\u200c",
    "half-spaces in words": "ت\u200c",
    "tatweel": "ـ",
    "tatweel between digits": "۷ـ",
    "marks": "\u064b",
    "letter and marks": "ت\u064b\u064b\u064b",
    "direction marks": "\u200f",
    "opening quotes": "«",
    "closing quotes": "»",
    "quotes": "« ",
    "pairs of quotes": "«»",
    "quoted words": "«تعاون» ",
    "nested quotes": "«تعاون ",
    "straight quotes": '" ',
    "opening parentheses": "( ",
    "closing parentheses": ") ",
    "parentheses": "(تعاون) ",
    "nested parentheses": "(۷ ",
    "commas": "،",
    "commas apart": "، ",
    "stops": ".",
    "stops apart": ". ",
    "questions": "؟ ",
    "colons": ": ",
    "slashes": "/",
    "dashes": "-",
    "at signs": "a@",
    "at signs apart": "@ ",
    "addresses": "a.ir ",
    "joined addresses": "a.",
    "underscores": "_",
    "hyphened latin": "a-",
    "entities": "&zwnj;",
    "half entities": "&#1",
    "tags": "<br>",
    "opened tags": "<",
    "opened comments": "<!--",
    "lines": "\n",
    "lines of a word": "تعاون\n",
    "lines of digits": "۷\n",
    "lines of a list": "- ۷ طرح\n",
    "carriage returns": "\r",
    "tabs": "\t",
    "letter": "ت",
    "word": "تعاونی ",
    "plural": "تعاونی ها ",
    "verb prefixes": "می ",
    "stuck suffixes": "ها",
    "glued": "سرمایهگذاری",
    "person": "علی لقمانی ",
    "given name": "علی ",
    "surname": "لقمانی ",
    "persons in a list": "علی لقمانی، ",
    "persons joined": "علی لقمانی و ",
    "honorific": "دکتر ",
    "office": "مدیرکل ",
    "office of": "مدیرکل تعاون ",
    "office and body": "رئیس اتاق تعاون ایران ",
    "offices in a list": "مدیرکل تعاون گیلان، ",
    "offices joined": "استاندار و ",
    "governor": "استاندار گیلان ",
    "representative": "نماینده ",
    "person and office": "علی لقمانی مدیرکل تعاون گیلان ",
    "office and person": "مدیرکل تعاون گیلان علی لقمانی ",
    "verb": "گفت ",
    "verb and colon": "گفت: ",
    "person and verb": "علی لقمانی گفت: ",
    "pronoun and verb": "وی گفت ",
    "he": "وی ",
    "body head": "شرکت ",
    "body heads joined": "شرکت و ",
    "body heads in a list": "شرکت، ",
    "body": "شرکت تعاونی گیلان ",
    "bodies": "اتاق تعاون ایران، ",
    "council": "شورای توسعه تعاون ",
    "bank": "بانک توسعه تعاون و ",
    "construct": "اداره کل ",
    "place": "گیلان ",
    "places in a list": "گیلان، ",
    "places joined": "گیلان و ",
    "province": "استان گیلان ",
    "date": "۱۴۰۳/۰۵/۱۲ ",
    "date words": "۲۳ اردیبهشت ۱۴۰۳ ",
    "month": "اردیبهشت ",
    "year": "سال ",
    "year of": "سال ۱۴۰۳ و ",
    "weekday": "یکشنبه ",
    "relative": "سال گذشته ",
    "unit": "نفر ",
    "counted": "۷ نفر ",
    "counted and": "۷ نفر و ",
    "counted items": "۲۵ تعاونی، ",
    "the same count in sentences": "۲۵ تعاونی فعال است. ",
    "currency": "ریال ",
    "money": "۷ میلیارد ریال ",
    "money without a currency": "۷ میلیارد ",
    "sums that might be without a currency": "۷ میلیون ",
    "money in sentences": "۷ میلیارد تومان سرمایه‌گذاری شد. ",
    "percent": "درصد ",
    "percents": "۷ درصد ",
    "percent signs": "٪",
    "digits and percent signs": "۷٪",
    "qualifier": "بیش از ",
    "ratio": "از هر ۷ نفر ۷ نفر ",
    "between": "بین ۷ و ",
    "law": "ماده ۷ ",
    "law and": "اصل چهل و چهار و ",
    "report": "به گزارش ",
    "quoting": "به نقل از ",
    "negation": "نه ",
    "this": "این ",
    "genitive": "ی ",
    "rtl override": "\u202eتعاون\u202c ",
    "emoji": "😀",
    "joined emoji": "👨\u200d👩\u200d👧",
    "zero bytes": "\x00",
    "presentation forms": "ﷺ",
    "latin": "cooperative ",
    "misspelled": "فرماندر ",
}
"""What is repeated, by what it attacks."""


DIFFERENT: dict[str, str] = {
    "different persons": "علی {}زاده ",
    "different speakers": "علی {}زاده گفت: ",
    "different offices": "مدیرکل {} گیلان ",
    "different officials": "علی {}زاده، مدیرکل {} گیلان، گفت: ",
    "different holders": "مدیرکل {} خبر داد. علی {}زاده افزود: ۲۵ طرح.\n",
    "different captions": "عکس: علی {}زاده\nگیلان {} شد.\n",
    "different guests": "علی {}زاده آمد.\nچرا {} نیامد؟\n",
    "different bodies": "شرکت تعاونی {} ",
    "different bodies in a list": "اتاق {}، ",
    "different counts": "{number} {}، ",
    "different counts in sentences": "۲۵ {} فعال است. ",
    "different sums": "{number} ریال. ",
    "different dates": "سال {number}، ",
    "different words": "{} ",
}
"""Templates that are filled with another word, and another number, each time."""
_LETTERS = "ابپتجچدرزسشفقکگلمنوهی"


def different(template: str, size: int) -> str:
    """A template filled again and again, in so many characters."""
    parts, length, at = [], 0, 0
    while length < size:
        at += 1
        letters = [_LETTERS[at // 20**place % 20] for place in range(4)]
        parts.append(template.format("".join(letters), "".join(reversed(letters)), number=1000 + at))
        length += len(parts[-1])
    return "".join(parts)[:size]


def repeated(pattern: str, size: int) -> str:
    """A pattern as often as it fits into so many characters."""
    return pattern * max(1, size // len(pattern))


def texts(size: int) -> Iterator[tuple[str, str]]:
    """Every hostile text of about so many characters, with its name."""
    yield from ((name, repeated(pattern, size)) for name, pattern in PATTERNS.items())
    yield from ((name, different(template, size)) for name, template in DIFFERENT.items())


def plain(size: int) -> str:
    """News of so many characters: the fixtures one after the other."""
    text = "\n\n".join(path.read_bytes().decode() for path in sorted(FIXTURES.glob("*.txt")))
    return (text * (size // len(text) + 1))[:size]


def seconds(text: str) -> float:
    """Processor time of an extraction, without that of the garbage collector, which other tests' objects slow down."""
    extract = Pipeline.load("default").extract
    gc.disable()
    before = time.process_time()
    extract(text)
    passed = time.process_time() - before
    gc.enable()
    return passed


def main() -> None:
    """Every hostile text of 1 MB and of a quarter of it, beside plain news of the same sizes."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    seconds(plain(20_000))  # loads the lexicon
    small, large = seconds(plain(size // 4)), seconds(plain(size))
    print(f"{'plain news':<32}{large:8.2f} s  growth {large / small:5.1f}")
    for (name, quarter), (_, whole) in zip(texts(size // 4), texts(size), strict=True):
        some, all_of_it = seconds(quarter), seconds(whole)
        growth = all_of_it / max(some, 0.01)
        print(f"{name:<32}{all_of_it:8.2f} s  growth {growth:5.1f}  {all_of_it / large:6.1f} × plain", flush=True)


if __name__ == "__main__":
    main()
