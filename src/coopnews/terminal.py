"""Articles and scores as tables on a terminal, with Persian that reads right whatever the terminal does.

Terminals treat right-to-left text in three ways, told apart by their environment (see :func:`direction`):

* ``terminal``: it puts whole lines in order (GNOME Terminal and the others on VTE from 0.58 on, Konsole, mlterm,
  mintty, PuTTY, Terminal.app). It gets the text as it is.
* ``words``: it shows each Persian word from right to left, digits and all, and the words from left to right (kitty).
* ``visual``: it does nothing (xterm, Alacritty, VS Code, tmux in one of these, the Linux console). The letters are
  joined and the line is put in order here, as full-screen programs do. Over a remote shell a terminal on VTE
  cannot be recognised, so visual text is enclosed in the control sequence that switches its reordering off.

A terminal that puts lines in order must not carry text over from one column to the next. So of two Persian cells in a
line one in Latin letters stands between, and numbers stand behind Latin letters: columns stay in place by the
bidirectional algorithm itself. Isolating characters would be dropped by some terminals and drawn as boxes by others.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Literal, TextIO

from bidi import get_display
from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from coopnews.baseline import Change
from coopnews.errors import printable
from coopnews.explain import Explanation, Quote
from coopnews.panels import Panel
from coopnews.records import Amount, Article, Count, Official, Percent, Value
from coopnews.score import Error, Report

Direction = Literal["terminal", "words", "visual"]
EXPLICIT, IMPLICIT = "\x1b[8l", "\x1b[8h"
"""ECMA-48 BDSM: the terminal shows text in the order given, or reorders it."""
_FIRST_VTE = 5800
_NUMBER = re.compile(r"\d[\d/.,:٫٬]*\d")
_PERSIAN_COLUMNS = ("of", "place", "speaker", "name", "name and office", "text")
_JOINING = ("isolated", "final", "initial", "medial")


def direction(environment: Mapping[str, str]) -> Direction:
    """What the terminal does to right-to-left text, as far as its environment tells.

    >>> direction({"VTE_VERSION": "7203"}), direction({"TERM": "xterm-kitty"}), direction({"TERM": "xterm"})
    ('terminal', 'words', 'visual')
    """
    vte, term = environment.get("VTE_VERSION", ""), environment.get("TERM", "")
    if (
        (vte.isdigit() and int(vte) >= _FIRST_VTE)
        or "KONSOLE_VERSION" in environment
        or environment.get("TERM_PROGRAM") in ("Apple_Terminal", "mintty")
        or term.startswith(("mlterm", "putty"))
    ):
        return "terminal"
    return "words" if term == "xterm-kitty" else "visual"


@cache
def _forms() -> dict[str, dict[str, str]]:
    """For each Arabic letter its joined shapes, as the Unicode database has them."""
    forms: dict[str, dict[str, str]] = defaultdict(dict)
    for code in (*range(0xFB50, 0xFDFC), *range(0xFE70, 0xFEFD)):
        kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if len(letters) == 1 and kind.strip("<>") in _JOINING:
            forms[chr(int(letters[0], 16))][kind.strip("<>")] = chr(code)
    return dict(forms)


def shaped(text: str) -> str:
    """Arabic letters in the shapes they have within their words; marks and zero-width signs have done their work.

    >>> shaped("تعاونی‌ها") == "ﺗﻌﺎﻭﻧﯽﻫﺎ"
    True
    """
    letters = [letter for letter in text if unicodedata.category(letter) != "Mn"]
    forms = _forms()
    shapes = []
    for at, letter in enumerate(letters):
        if letter not in forms:
            if unicodedata.category(letter) != "Cf":
                shapes.append(letter)
            continue
        before = at > 0 and _joins(letters[at - 1], "initial") and "final" in forms[letter]
        after = at + 1 < len(letters) and _joins(letters[at + 1], "final") and "initial" in forms[letter]
        shape = _JOINING[before + 2 * after]
        shapes.append(forms[letter].get(shape, letter))
    return "".join(shapes)


def _joins(letter: str, towards: str) -> bool:
    """Whether a letter joins one that follows (it has an «initial» shape) or one that precedes («final»)."""
    return letter in "\u0640\u200d" or towards in _forms().get(letter, ())


def ordered(line: str, how: Direction, *, rtl: bool = True) -> str:
    """One line as a terminal of this kind must get it to show it right; ``rtl`` where its base is right-to-left.

    >>> ordered("۲۵ شرکت تعاونی", "terminal"), ordered("۲۵ شرکت تعاونی", "words")
    ('۲۵ شرکت تعاونی', 'تعاونی شرکت ۵۲')
    >>> ordered("۲۵ شرکت", "visual") == "ﺖﮐﺮﺷ ۲۵"
    True
    """
    line = printable(line)
    if how == "visual":
        return str(get_display(shaped(line), base_dir="R" if rtl else "L"))
    if how == "words" and rtl:
        return " ".join(
            word if word.isascii() else _NUMBER.sub(lambda digits: digits[0][::-1], word)
            for word in reversed(line.split())
        )
    return line


class Persian:
    """A table cell of Persian text: wrapped or cut in reading order, each line aligned right and put in order."""

    def __init__(self, text: str | None, how: Direction, *, style: str = "", one_line: bool = False) -> None:
        self.text = printable(" ".join((text or "").split()))
        self.how = how
        self.style = style
        self.one_line = one_line

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        words = [cell_len(word) for word in self.text.split()]
        return Measurement(max(words, default=0), cell_len(self.text)).with_maximum(options.max_width)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        text = Text(self.text)
        if self.one_line:
            text.truncate(options.max_width, overflow="ellipsis")
        for line in text.wrap(console, options.max_width):
            yield Text(ordered(line.plain.strip(), self.how), self.style, justify="right", no_wrap=True)


@contextmanager
def as_given(stream: TextIO, how: Direction) -> Iterator[None]:
    """Have a terminal show what is printed in the order given, if it was put in order here."""
    explicit = how == "visual" and stream.isatty()
    if explicit:
        stream.write(EXPLICIT)
    try:
        yield
    finally:
        if explicit:
            stream.write(IMPLICIT)
            stream.flush()


def number(value: Value, value_max: Value | None = None) -> str:
    """A value, or a range, as people read it.

    >>> number(1508000000000), number(42.15), number(2000, 3000)
    ('1,508,000,000,000', '42.15', '2,000-3,000')
    """
    return f"{value:,}" if value_max is None else f"{value:,}-{value_max:,}"


def article_view(article: Article, how: Direction) -> Iterator[RenderableType]:
    """What ``coopnews extract`` shows of one article: its head, then one table for each type that has records."""

    def persian(text: str | None) -> Persian:
        return Persian(text, how)

    head = Table.grid(padding=(0, 2))
    for label in ("source", "kicker", "title", "outlet", "published"):
        if getattr(article, label):
            head.add_row(label, Persian(getattr(article, label), how, style="bold" * (label == "title")))
    yield head
    figures = [
        (
            figure.id,
            number(figure.value, figure.value_max),
            persian(_counted(figure)),
            figure.qualifier,
            figure.indicator,
            # Cut, never wrapped: below each other, two wrapped Persian cells would change places.
            Persian(figure.speaker, how, one_line=True),
        )
        for figure in article.all_figures()
    ]
    yield from _table("figures", ("id", "value", "of", "qualifier", "indicator", "speaker"), figures)
    people = [("official", official.id, persian(_office(official))) for official in article.officials]
    people += [("person", person.id, persian(person.name)) for person in article.people]
    yield from _table("people", ("kind", "id", "name and office"), people)
    named = [(body.kind or "body", body.id, persian(body.name)) for body in article.bodies]
    named += [(place.kind, place.id, persian(place.name)) for place in article.places]
    yield from _table("bodies and places", ("kind", "id", "name"), named)
    dates = [(date.id, date.start or "", date.end or "", date.calendar, persian(date.text)) for date in article.dates]
    yield from _table("dates", ("id", "start", "end", "calendar", "text"), dates)
    checks = [
        (check.kind, f"{check.total} = {' + '.join(check.parts)}", "holds" if check.holds else "does not hold")
        for check in article.checks
    ]
    yield from _table("checks", ("kind", "relation", "result"), checks)


def _counted(figure: Count | Amount | Percent) -> str:
    if isinstance(figure, Count):
        return " ".join(part for part in (figure.unit, figure.item) if part)
    return figure.currency if isinstance(figure, Amount) else "%"


def _office(official: Official) -> str:
    office = " ".join(part for part in (official.role, official.affiliation) if part)
    return f"{official.name}، {office}" if official.name else office


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[RenderableType]]) -> Iterator[RenderableType]:
    if not rows:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        persian = name in _PERSIAN_COLUMNS
        table.add_column(
            name, justify="right" if persian or name == "value" or name.isdigit() else "left", no_wrap=not persian
        )
    for row in rows:
        table.add_row(*row)
    if title:
        yield Text(f"\n{title}", style="bold")
    yield table


def panel_view(panel: Panel, how: Direction) -> Iterator[RenderableType]:
    """What ``coopnews panel`` shows: one row for each cell, and what it is made of."""
    rows = [
        (
            row["indicator"],
            Persian(row["place"], how, one_line=True),
            f"{row['status'] if row['sense'] == 'reported' else row['sense']} ({row['sources']})",
            _short_period(row),
            _cell(row),
            Persian(" ".join(filter(None, (row["unit"], row["of"]))), how, one_line=True),
        )
        for row in _rows(panel.cells)
    ]
    yield from _table("panel", ("indicator", "place", "status", "period", "value", "of"), rows)
    statuses = panel.cells["status"].value_counts()
    said = ", ".join(f"{count:,} {status}" for status, count in statuses.items())
    yield Text(f"\n{len(panel.cells):,} cells of {panel.reports['doc_id'].nunique():,} articles: {said}")


def wide_view(panel: Panel, how: Direction) -> Iterator[RenderableType]:
    """What ``coopnews panel --wide`` shows: for each indicator and unit a table of places by years."""
    cells = panel.cells[panel.cells["of"].isna() & (panel.cells["sense"] == "reported")]
    tables: dict[tuple[str, str], dict[str, dict[str, str]]] = {}
    for row in _rows(cells[cells["grain"] == "year"]):
        table = tables.setdefault((row["indicator"], row["unit"] or ""), {})
        table.setdefault(row["place"] or "", {})[row["period"]] = _cell(row)
    for (indicator, unit), table in tables.items():
        years = sorted({year for said in table.values() for year in said})
        rows: list[tuple[RenderableType, ...]] = [
            (Persian(place, how), indicator, *(said.get(year, "") for year in years)) for place, said in table.items()
        ]
        yield from _table(" ".join(filter(None, (indicator, ordered(unit, how)))), ("place", "indicator", *years), rows)


def conflict_view(panel: Panel, how: Direction) -> Iterator[RenderableType]:
    """What ``coopnews panel --conflicts`` shows: for each contradiction what is said, by whom, in which sentence."""
    cells: dict[int, list[dict[str, Any]]] = {}
    for row in _rows(panel.contradictions):
        cells.setdefault(row["cell"], []).append(row)
    if not cells:
        yield "Nothing contradicts."
    for reports in cells.values():
        first = reports[0]
        head = Table.grid(padding=(0, 2))
        head.add_row(
            Text(first["indicator"], "bold"), Persian(first["place"], how, style="bold"), f"in {first['period']}"
        )
        yield head
        rows = [
            (row["part"], row["doc_id"], row["published"] or "-", _cell(row), Persian(row["sentence"], how))
            for row in reports
        ]
        yield from _table("", ("is", "article", "published", "value", "text"), rows)
        yield ""


_SIGNS = {"at_least": ">= ", "at_most": "<= ", "approx": "~ "}
_BILLION = 1_000_000_000


def _short_period(row: Mapping[str, Any]) -> str:
    """A period that fits a column: one that begins or ends within a month by its months."""
    if row["grain"] != "days":
        return str(row["period"] or "-")
    return f"{row['period_start'][:7]}..{row['period_end'][:7]}"


def _rows(frame: Any) -> list[dict[str, Any]]:
    """The rows of a table as dicts, with None where a field is missing."""
    rows: list[dict[str, Any]] = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return rows


def _cell(row: Mapping[str, Any]) -> str:
    """A value of a panel with a sign for its bound, large ones in billions."""
    value, high = row["value"], row["value_max"]
    scale, name = (_BILLION, " bn") if value >= _BILLION else (1, "")
    shown = (None if one is None else one / scale for one in (value, high))
    low, top = (int(one) if one is not None and float(one).is_integer() else one for one in shown)
    return f"{_SIGNS.get(row['qualifier'], '')}{number(low or 0, top)}{name}"


def explanation_lines(explanation: Explanation, how: Direction) -> Iterator[str]:
    """What ``coopnews explain`` shows of one mention: tokens, lexicon entries, and decisions with what they rest on."""

    def quoted(quote: Quote) -> str:
        return f"{quote.start}-{quote.end}  {ordered(' '.join(quote.text.split()), how)}"

    yield f"{', '.join(explanation.records) or 'no record'}  {quoted(explanation.of)}"
    yield ""
    yield "tokens"
    for token in explanation.tokens:
        yield f"  {token.kind:<8}{quoted(token)}  looked up as {ordered(token.key, how)}"
    if explanation.matches:
        yield ""
        yield "in the lexicon"
    for match in explanation.matches:
        yield f"  {match.entry:<30}{quoted(match)}"
    if explanation.decisions:
        yield ""
        yield "decisions, as they were made"
    for decision in explanation.decisions:
        says = "none" if decision.says is None else ordered(decision.says, how) or "open"
        replaced = "" if decision.holds else "  (a later one took its place)"
        yield f"  {decision.about:<11}{says}{replaced}"
        yield f"             by: {ordered(decision.rule, how, rtl=False)}"
        for quote in decision.on:
            yield f"             on: {quoted(quote)}"
        for cue in decision.considered:
            yield f"             cue at distance {cue.distance:g}: {cue.entry} {cue.says}  {quoted(cue)}"


def score_view(report: Report) -> Iterator[RenderableType]:
    """What ``coopnews eval`` shows: scores by type, then accuracies of attributes."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in ("type", "gold", "found", "right", "precision", "recall", "F1"):
        table.add_column(name, justify="left" if name == "type" else "right")
    for name, tally in report.types.items():
        counts = (str(count) for count in (tally.gold, tally.found, tally.right))
        table.add_row(name, *counts, *(f"{share:.3f}" for share in (tally.precision, tally.recall, tally.f1)))
    yield table
    yield ""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in ("attribute", "judged", "right", "accuracy"):
        table.add_column(name, justify="left" if name == "attribute" else "right")
    for kind, attributes in report.attributes.items():
        for name, accuracy in attributes.items():
            if accuracy.of:
                table.add_row(f"{kind}.{name}", str(accuracy.of), str(accuracy.right), f"{accuracy.share:.3f}")
    yield table


def change_view(changed: Sequence[Change]) -> Iterator[RenderableType]:
    """What ``coopnews eval --compare`` adds: the measures that are not what they were."""
    yield ""
    if not changed:
        yield "No measure differs from the baseline."
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in ("measure", "was", "is", "change"):
        table.add_column(name, justify="left" if name == "measure" else "right")
    for name, was, now in changed:
        table.add_row(name, f"{was:.4f}", f"{now:.4f}", f"{now - was:+.4f}", style="red" if now < was else "")
    yield table


def error_lines(errors: Iterable[Error], how: Direction) -> Iterator[str]:
    """What ``coopnews eval --errors`` adds: for each error its records, field by field, and the sentence."""
    for error in errors:
        yield ""
        yield f"{error.article}: {error.kind} {error.what}" + (f" in {', '.join(error.fields)}" if error.fields else "")
        for label, record in (("gold", error.gold), ("found", error.found)):
            if record is not None:
                yield f"  {label:<6}" + "  ".join(
                    f"{name}={ordered(value, how) if isinstance(value, str) else value}"
                    for name, value in record.items()
                    if value is not None
                )
        if error.sentence:
            yield f"  in    {ordered(' '.join(error.sentence.split()), how)}"
