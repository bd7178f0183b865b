"""Cardinal numbers: digits of three scripts, words, and mixtures, read by one grammar over tokens.

``number := term (و term)*`` with terms that fall in magnitude, ``term := coefficient? multiplier*``. A
multiplier takes the coefficient before it and everything smaller collected so far («۲ هزار و ۵۰۰ میلیارد» is
2500 × 10^9, «۲۷۰ میلیارد و ۸۰۰ میلیون» is 270.8 × 10^9). Arithmetic is exact.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import prod
from typing import NamedTuple

from coopnews.lexicon import key, keys_of, load, read_toml
from coopnews.reasons import because
from coopnews.records import Value
from coopnews.text import Text
from coopnews.tokenize import NUMBER, WORD

LARGEST = 9 * 10**17
MOST_MULTIPLIERS = 8
"""More of them make any number too large, and products of many take long: «هزار هزار هزار …»."""
"""Values from here on are codes or noise; below it, the rials of a sum in toman fit a 64-bit integer."""


class Number(NamedTuple):
    """A number in a raw text: ``raw[start:end] == text``."""

    start: int
    end: int
    text: str
    value: Value


class Cardinal(NamedTuple):
    """A number over tokens ``first`` to ``last``, with what decides how it combines with its neighbours.

    ``scale`` is the product of its last multipliers (1 without), ``coefficient`` what they multiply,
    ``words`` whether it has no digit, ``shape`` the sort of digits: plain, grouped, decimal, slash or words.
    """

    first: int
    last: int
    value: Fraction
    coefficient: Fraction
    scale: int
    words: bool
    shape: str


_AND = "و"
_YEARS = range(1300, 1500)
"""Jalali years, as far as news names them."""
_ONE_OR = "یکی"
_LONGEST_RUN = 24  # digits; longer runs are codes


class _Grammar(NamedTuple):
    cardinals: dict[str, int]
    multipliers: dict[str, int]
    halves: dict[str, Fraction]
    decimals: dict[str, int]
    ordinals: frozenset[str]
    ordinal_endings: frozenset[str]
    ambiguous: frozenset[str]
    measures: frozenset[str]
    """What a number measures: units, currencies, multipliers and percent words."""
    percents: frozenset[str]
    needs_coefficient: frozenset[str]
    fine_prices: frozenset[str]


@cache
def _grammar() -> _Grammar:
    tables = read_toml("numbers.toml")
    multipliers = {key(word): value for word, value in tables["multipliers"].items()}
    measures = {key(form.split(" ")[0]) for file in ("units", "currencies") for form in _forms(file)}
    entries = (load().entries.get(f"{label}:adjective", {}) for label in ("units", "currencies"))
    measures |= {key(form) for named in entries for entry in named.values() for form in entry.data["forms"]}
    percents = keys_of("numbers.toml", "percent_signs")
    return _Grammar(
        cardinals={key(word): value for word, value in tables["cardinals"].items()},
        multipliers=multipliers,
        halves={key(word): Fraction(value) for word, value in tables["halves"].items()},
        decimals={key(word): value for word, value in tables["decimals"].items()},
        ordinals=keys_of("numbers.toml", "ordinals"),
        ordinal_endings=keys_of("numbers.toml", "ordinal_endings"),
        ambiguous=keys_of("numbers.toml", "ambiguous"),
        measures=frozenset(measures | percents | multipliers.keys() | keys_of("numbers.toml", "decimal_followers")),
        percents=percents,
        needs_coefficient=keys_of("numbers.toml", "needs_coefficient"),
        fine_prices=keys_of("numbers.toml", "fine_prices"),
    )


def _forms(file: str) -> list[str]:
    tables = read_toml(f"{file}.toml")
    return [form for table in tables.values() if isinstance(table, dict) for form in table.get("forms", ())]


class _Coefficient(NamedTuple):
    last: int
    value: Fraction
    words: bool
    shape: str
    one: bool
    """Whether it is the bare word «یک»."""


class _Term(NamedTuple):
    last: int
    coefficient: _Coefficient | None
    multipliers: tuple[int, ...]

    @property
    def scale(self) -> int:
        return prod(self.multipliers)

    @property
    def factor(self) -> Fraction:
        return self.coefficient.value if self.coefficient else Fraction(1)


class _Reader:
    """Reads the longest number at a token."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.keys = text.keys
        self.grammar = _grammar()

    def key(self, at: int) -> str:
        return self.keys[at] if at < len(self.keys) else ""

    def number(self, first: int) -> Cardinal | None:
        """The number that begins at a token, with its repetition in brackets, or None."""
        found = self._plain(first)
        if found is not None and self.key(found.last + 1) == "(":
            again = self._plain(found.last + 2)
            if again is not None and again.value == found.value and self.key(again.last + 1) == ")":
                return found._replace(last=again.last + 1)  # «۲۵,۰۰۰ (بیست و پنج هزار) ریال»
        return found

    def _plain(self, first: int) -> Cardinal | None:
        term = self.term(first)
        if term is None:
            return None
        total, scale, coefficient = term.factor * term.scale, term.scale, term.factor
        last, words, shape = term.last, term.coefficient is None or term.coefficient.words, self.shape(term)
        terms = [term]
        while (joined := self.join(terms[-1], total, single=len(terms) == 1)) is not None:
            term, total = joined
            last, coefficient = term.last, term.factor
            if self.key(term.last) not in self.grammar.halves:  # «چهار میلیارد و نیم» still counts milliards
                scale = term.scale
            words = words and (term.coefficient is None or term.coefficient.words)
            terms.append(term)
        if len(terms) > 1:
            shape = "words"
        return Cardinal(first, last, total, coefficient, scale, words, shape)

    @staticmethod
    def shape(term: _Term) -> str:
        return "words" if term.multipliers or term.coefficient is None else term.coefficient.shape

    def join(self, before: _Term, total: Fraction, *, single: bool) -> tuple[_Term, Fraction] | None:
        """The term that continues a number after ``before``, with the new total; None where the number ends."""
        if not before.multipliers:
            return None
        step = before.multipliers[-1]
        at = before.last + 1
        if self.key(at) == _AND:
            half = self.grammar.halves.get(self.key(at + 1))
            if half is not None and self.key(at + 2) not in self.grammar.multipliers:
                coefficient = _Coefficient(at + 1, half * step, True, "words", False)
                return _Term(at + 1, coefficient, ()), total + half * step
            after = self.term(at + 1)
            if after is None:
                return None
            return self._sum(before, after, total, single=single)
        after = self.term(at)  # «۱۲ هزار ۵۰۰»: the «و» forgotten
        if after is not None and step == 1000 and not after.multipliers and after.coefficient is not None:
            digits = self.key(at)
            if after.last == at and len(digits) == 3 and digits.isdigit() and digits[0] != "0":
                return after, total + after.factor
        if after is not None and len(self.key(at)) == 3 and self.key(at).isdigit() and after.scale > step == 1000:
            return self._sum(before, after, total, single=single)  # «۶۷ هزار ۵۲۲ میلیارد»
        if after is not None and after.coefficient is not None and 1 < after.scale < step and after.factor < 1000:
            return after, total + after.factor * after.scale  # «چهار میلیون ۳۸۰ هزار»
        return None

    def _sum(self, before: _Term, after: _Term, total: Fraction, *, single: bool) -> tuple[_Term, Fraction] | None:
        step, scale = before.multipliers[-1], after.scale
        if scale < step:
            value = after.factor * scale
            return (after, total + value) if value < step else None
        if after.coefficient is None:  # «هزار و هزار», but «دو میلیون و هزار»
            return None
        if single and len(before.multipliers) == 1 and scale > step > after.multipliers[0] == 1000:
            # «۶۵ میلیون و ۵۰۰ هزار میلیارد»: both count the last multiplier
            last = after.multipliers[-1]
            return after, (total + after.factor * scale / last) * last
        if scale == step or before.multipliers != (1000,) or not single:
            return None
        # «هزار و ۵۰۸ میلیارد»: both terms count thousands of the later multiplier.
        swallows = after.factor < 1000 and not after.coefficient.one and not (before.factor >= 100 and scale == 10**6)
        return (after, (total + after.factor) * scale) if swallows else None

    def term(self, first: int) -> _Term | None:
        """``coefficient? multiplier*`` at a token."""
        coefficient = self.coefficient(first)
        at = first if coefficient is None else coefficient.last + 1
        if coefficient is not None and self._is_year(first, coefficient):
            return _Term(coefficient.last, coefficient, ())
        multipliers: list[int] = []
        while (multiplier := self.grammar.multipliers.get(self.key(at))) is not None:
            doubled = bool(multipliers) and self.key(at) == self.key(at - 1)
            counts = not doubled or self.key(at + 1) in self.grammar.multipliers
            if counts and len(multipliers) < MOST_MULTIPLIERS:
                multipliers.append(multiplier)
            at += 1
        if coefficient is None and (not multipliers or self.key(first) in self.grammar.needs_coefficient):
            return None
        return _Term(at - 1, coefficient, tuple(multipliers))

    def _is_year(self, first: int, coefficient: _Coefficient) -> bool:
        """Whether digits are the year before a number: «سال ۱۴۰۳ هزار و ۲۰۰ تعاونی»."""
        of_year = self.key(first - 1) == "سال" and self.key(coefficient.last + 1) == "هزار"
        return of_year and coefficient.last == first and coefficient.value in _YEARS

    def coefficient(self, first: int) -> _Coefficient | None:
        """Digits or words below a thousand, with a half or a decimal part, and its repetition in brackets."""
        found = self._digits(first) or self._words(first)
        if found is None:
            half = self.grammar.halves.get(self.key(first))
            if half is None or self.key(first + 1) not in self.grammar.measures | {"("}:
                return None
            found = _Coefficient(first, half, True, "words", False)
        else:
            found = self._with_part(found)
        return self._with_repetition(found)

    def _with_part(self, whole: _Coefficient) -> _Coefficient:
        """«سه و نیم», «دو و هفت دهم», «یک دهم درصد»."""
        at = whole.last + 1
        decimal = self.grammar.decimals.get(self.key(at))
        if decimal and whole.words and self.key(at + 1) in self.grammar.measures:
            return whole._replace(last=at, value=whole.value / decimal, one=False)
        if self.key(at) != _AND:
            return whole
        half = self.grammar.halves.get(self.key(at + 1))
        if half is not None:
            return whole._replace(last=at + 1, value=whole.value + half, one=False)
        part = self._digits(at + 1) or self._words(at + 1)
        decimal = None if part is None else self.grammar.decimals.get(self.key(part.last + 1))
        if part is not None and decimal is not None and part.value < decimal:
            return whole._replace(last=part.last + 1, value=whole.value + part.value / decimal, one=False)
        return whole

    def _with_repetition(self, found: _Coefficient) -> _Coefficient:
        at = found.last + 1
        if self.key(at) == "(":
            again = self._digits(at + 1) or self._words(at + 1)
            if again and again.value == found.value and self.key(again.last + 1) == ")":
                return found._replace(last=again.last + 1)
        return found

    def _words(self, first: int) -> _Coefficient | None:
        """A number below a thousand in words; a hundred or ten may be followed by digits («صد و ۲۰»)."""
        if self.key(first) == _ONE_OR and self.key(first + 1) == "دو":
            return _Coefficient(first, Fraction(1), True, "words", False)  # «یکی دو نفر»
        value = self.grammar.cardinals.get(self.key(first))
        if value is None:
            return None
        one = self.key(first) == "یک"
        total, step, last = value, _step(value), first
        words = True
        while step > 1 and self.key(last + 1) == _AND:
            following = self.grammar.cardinals.get(self.key(last + 2))
            if following is None and step >= 10:
                digits = self._digits(last + 2)
                if digits is None or digits.shape != "plain" or not 0 < digits.value < step or step < 100:
                    break
                return _Coefficient(last + 2, total + digits.value, False, "words", False)
            if following is None or not 0 < following < step:
                break
            total, step, last = total + following, _step(following), last + 2
        return _Coefficient(last, Fraction(total), words, "words", one)

    def _digits(self, at: int) -> _Coefficient | None:
        """A token of digits as a number; None for clocks, dates, codes and citations."""
        if at >= len(self.keys) or self.text.kinds[at] != NUMBER:
            return None
        digits = self.keys[at]
        if self._is_spaced_decimal(at):
            return _Coefficient(at + 2, Fraction(Decimal(f"{digits}.{self.key(at + 2)}")), False, "decimal", False)
        if (last := self._spaced_groups(at)) > at:
            joined = "".join(self.keys[group] for group in range(at, last + 1, 2))
            return _Coefficient(last, Fraction(int(joined)), False, "grouped", False)
        read = self._read_digits(digits, self._follower(at))
        if read is None:
            return None
        if digits.count(".") == 1 and self.key(at + 1) in self.grammar.fine_prices and self._uses_decimals(at):
            read = Fraction(Decimal(digits)), "decimal"
        value, shape = read
        return _Coefficient(at, value, False, shape, False)

    def _follower(self, at: int) -> str:
        """What a number is followed by, or the next one whose measure it shares: «از ۹/۸ به ۸/۳ درصد»."""
        follower = self.key(at + 1)
        if "/" not in self.keys[at] or "/" not in self.key(at + 2):
            return follower
        signs = ("range_signs", "list_signs", "change_signs")
        shared = any(follower in keys_of("numbers.toml", name) for name in signs)
        return self.key(at + 3) if shared and self.text.kinds[at + 2] == NUMBER else follower

    def _uses_decimals(self, at: int) -> bool:
        """Whether a number of the sentence has a decimal point beyond doubt: not before three digits."""
        sentence = self.text.sentence(at)
        parts = (self.keys[word].split(".") for word in range(sentence.first, sentence.last + 1))
        return any(len(part) == 2 and all(map(str.isdigit, part)) and len(part[1]) != 3 for part in parts)

    def _is_spaced_decimal(self, at: int) -> bool:
        """«۲۴ , ۹۲ ریال»: a comma between spaces, before fewer than three digits and a currency."""
        part = self.key(at + 2)
        spaced = self.key(at + 1) == "," and self.text.gap(at + 1) and self.text.gap(at + 2)
        whole = self.keys[at].isdigit() and len(self.keys[at]) <= 3
        return bool(spaced) and whole and part.isdigit() and len(part) < 3 and self.key(at + 3) in self.grammar.measures

    def _spaced_groups(self, at: int) -> int:
        """The last token of thousands whose signs stand between spaces («۱ , ۲۰۰ , ۰۰۰»), else ``at``."""
        last = at
        if not self.keys[at].isdigit() or len(self.keys[at]) > 3 or self.keys[at][0] == "0":
            return at
        while self.key(last + 1) in (",", "٬") and self.text.gap(last + 1) and self.text.gap(last + 2):
            group = self.key(last + 2)
            if len(group) != 3 or not group.isdigit():
                break
            last += 2
        return last

    def _read_digits(self, digits: str, follower: str) -> tuple[Fraction, str] | None:
        if len(digits) > _LONGEST_RUN or ":" in digits:
            return None
        if digits.isdigit():
            return (Fraction(int(digits)), "plain") if digits == "0" or digits[0] != "0" or len(digits) == 2 else None
        separators = [sign for sign in digits if not sign.isdigit()]
        parts = digits.replace(separators[0], " ").split()
        if len(set(separators)) > 1 or len(parts) < 2:
            return None
        separator = separators[0]
        if (separator in "/-" and len(parts) == 3) or (separator == "." and len(parts) == 3 and len(parts[1]) < 3):
            return None  # a date
        if separator == "٫":
            return Fraction(Decimal(f"{parts[0]}.{parts[1]}")), "decimal"
        if separator == "/":
            return self._read_slash(parts[0], parts[1], follower)
        grouped = all(len(part) == 3 for part in parts[1:]) and parts[0].strip("0") != ""
        if separator == "." and len(parts) == 2:
            scaled = follower in self.grammar.multipliers or follower in self.grammar.percents
            if not grouped or scaled or len(parts[0]) > 3:
                return Fraction(Decimal(digits)), "decimal"
        return (Fraction(int("".join(parts))), "grouped") if grouped else None

    def _read_slash(self, left: str, right: str, follower: str) -> tuple[Fraction, str] | None:
        before_sign = follower in self.grammar.measures
        if left == "0":
            return Fraction(Decimal(f"0.{right}")), "slash"
        if right == "0" and before_sign and len(left) < 4:
            return Fraction(Decimal(f"0.{left}")), "slash"
        if before_sign and len(right) <= 3 and len(left) <= 6:
            return Fraction(Decimal(f"{left}.{right}")), "slash"
        return None


def _step(value: int) -> int:
    """Below what the next part of a number must be after a word of this value (1: nothing can follow)."""
    if value >= 100:
        return 100
    return 10 if value >= 20 and value % 10 == 0 else 1


@cache
def number_words() -> frozenset[str]:
    """The keys of every word that a number can begin with."""
    grammar = _grammar()
    return frozenset(grammar.cardinals.keys() | grammar.multipliers.keys() | grammar.halves.keys())


def find_cardinals(text: Text) -> list[Cardinal]:
    """Every cardinal number of a text over tokens, in order; ordinals and fractions are left out.

    >>> [str(n.value) for n in find_cardinals(Text("هزار و ۵۰۸ میلیارد ریال، ۲/۵ هکتار و سه و نیم میلیون"))]
    ['1508000000000', '5/2', '3500000']
    """
    reader = _Reader(text)
    found: list[Cardinal] = []
    after = 0
    for at in sorted([*text.numbers, *text.where(number_words() | {_ONE_OR})]):
        number = reader.number(at) if at >= after else None
        if number is None:
            continue
        after = number.last + 1
        if number.value >= LARGEST:
            because("number", number, None, "too large: a code or noise")
            continue
        if _is_ordinal(text, number) or _is_other_word(text, number):
            because("number", number, None, "an ordinal, a fraction or another word")
            after += 2 if text.key_at(after) == _AND else 0
        else:
            because("number", number, str(plain_value(number.value)), "read by the grammar of numbers")
            found.append(number)
    return found


def _is_ordinal(text: Text, number: Cardinal) -> bool:
    """«بیست و یکم», «یک سوم», «۷ام»."""
    grammar, after = _grammar(), number.last + 1
    follower = text.key_at(after)
    if follower == _AND and number.words and text.key_at(after + 1) in grammar.ordinals:
        return number.coefficient == number.value and number.value % 10 == 0
    if follower in grammar.ordinals and number.words and number.value < 10:
        return True
    if follower == "ام" and number.words and number.value % 10 == 0:
        return True
    stuck = after < len(text) and text.starts[after] == text.ends[number.last]
    return stuck and not number.words and follower in grammar.ordinal_endings


def _is_other_word(text: Text, number: Cardinal) -> bool:
    """«نه», «ده», «سی», «دو» where no number is meant: nothing that can be counted follows."""
    if number.first != number.last or text.key_at(number.first) not in _grammar().ambiguous:
        return False
    after = number.last + 1
    if after >= len(text):
        return text.key_at(number.first) == "نه"
    follower = text.key_at(after)
    if follower == "(":
        return False
    if text.key_at(number.first) == "نه":
        return not _counts_nine(text, after)
    if text.kinds[after] == NUMBER:
        return False
    grammar = _grammar()
    if follower == _AND:
        return text.key_at(after + 1) not in grammar.cardinals and text.kinds[min(after + 1, len(text) - 1)] != NUMBER
    if text.kinds[after] != WORD:
        return False
    return follower in keys_of("words.toml", "not_counted")


def _counts_nine(text: Text, after: int) -> bool:
    """Whether «نه» is nine: a unit or a plainly countable noun follows, and no «بلکه» takes the denial up."""
    follower = text.key_at(after)
    tails = keys_of("words.toml", "number_tails")
    counted = (
        follower in _grammar().measures or follower in tails or follower in keys_of("not_counts.toml", "countable")
    )
    following = text.keys[after : after + 12]
    return counted and "بلکه" not in following and "نه" not in following[:6]  # «نه دانشجو است نه استاد»


def plain_value(value: Fraction) -> Value:
    """An exact value as it is printed: an int where integral, else the nearest float.

    >>> plain_value(Fraction(5, 2)), plain_value(Fraction(4))
    (2.5, 4)
    """
    return int(value) if value.denominator == 1 else float(value)


def find_numbers(text: str) -> list[Number]:
    """Every number of a text, wherever it stands (dates, percents, money), with exact span and value.

    >>> [(n.text, n.value) for n in find_numbers("۲ هزار و ۵۰۲ تعاونی و ۱۲/۵ درصد")]
    [('۲ هزار و ۵۰۲', 2502), ('۱۲/۵', 12.5)]
    """
    parsed = Text(text)
    numbers = []
    for cardinal in find_cardinals(parsed):
        start, end = parsed.bounds((cardinal.first, cardinal.last))
        numbers.append(Number(start, end, text[start:end], plain_value(cardinal.value)))
    return numbers
