"""The short cases of ``fixtures/cases.jsonl``: what each expects, and how an extraction differs from it.

Run as a program, it prints the cases that fail, all or those whose id begins with the words given::

    python tests/cases.py 2.15 3 --verbose
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from coopnews.finders.numbers import find_numbers
from coopnews.gold import Gold
from coopnews.pipeline import Pipeline
from coopnews.records import Article
from coopnews.score import KINDS, Line, Outcome, bare, compare
from made import FIXTURES

Case = dict[str, Any]
KNOWN_FAILURES = Path(__file__).parent / "known_failures.txt"
RECORDS = {kind.name: kind for kind in KINDS if kind.name not in ("title", "outlet")}


FILES = ("cases.jsonl", "invented/cases.jsonl")


def load() -> list[Case]:
    """All cases, in order."""
    texts = [(FIXTURES / name).read_text(encoding="utf-8") for name in FILES]
    return [json.loads(line) for text in texts for line in text.splitlines()]


def known_failures() -> dict[str, str]:
    """The ids of cases that do not hold yet, each with the reason."""
    lines = [line for line in KNOWN_FAILURES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    ids = [line.split(maxsplit=1)[0] for line in lines]
    repeated = [name for name, times in Counter(ids).items() if times > 1]
    if repeated:
        raise ValueError(f"{KNOWN_FAILURES.name} lists {', '.join(repeated)} more than once. Keep one line each.")
    return {line.split(maxsplit=1)[0]: (line.split(maxsplit=1)[1:] or [""])[0] for line in lines}


@cache
def pipeline() -> Pipeline:
    """The pipeline that the cases are run on."""
    return Pipeline.load("default")


def document(case: Case) -> str:
    """The raw text of a case: its context, if any, a newline, and its text."""
    return f"{case['context']}\n{case['text']}" if "context" in case else str(case["text"])


def extract(case: Case) -> Article:
    """What the pipeline takes out of a case."""
    return pipeline().extract(document(case))


def check(case: Case, article: Article) -> list[str]:
    """How the article differs from what the case expects of its text (not of its context); empty where it holds."""
    start = len(document(case)) - len(case["text"])
    differences = []
    for name, kind in RECORDS.items():
        if name in case:
            wanted = getattr(msgspec.convert({"title": None, "outlet": None, name: case[name]}, Gold), name)
            if name == "people":
                wanted = [Line(person) for person in wanted]
                found: list[Any] = [Line(person.name) for person in _within(article.people, start)]
                kind = next(kind for kind in KINDS if kind.name == "title")
            else:
                found = _within(getattr(article, name), start)
            outcomes = compare(kind, wanted, found)
            differences += [_told(name, outcome) for outcome in outcomes if not outcome.right or outcome.wrong]
            differences += _other_forms(case, name, outcomes)
    for name in ("title", "outlet"):
        if name in case and bare(getattr(article, name)) != bare(case[name]):
            differences.append(f"{name}: expected {case[name]!r}, got {getattr(article, name)!r}")
    if "numbers" in case:
        numbers = [number.value for number in find_numbers(document(case)) if number.start >= start]
        if numbers != case["numbers"]:
            differences.append(f"numbers: expected {case['numbers']}, got {numbers}")
    return differences + _speakers(case, article, start)


def _within(records: Any, start: int) -> list[Any]:
    """The records with a mention in the text proper."""
    return [record for record in records if any(mention.start >= start for mention in record.mentions)]


def _other_forms(case: Case, name: str, outcomes: list[Outcome]) -> list[str]:
    """Differences in the other forms of bodies, where the case gives them."""
    if name != "bodies" or not any("also" in body for body in case[name]):
        return []
    told = []
    for outcome in outcomes:
        if outcome.gold and outcome.found:
            wanted, got = ({bare(form) for form in body.also} for body in (outcome.gold, outcome.found))
            if wanted != got:
                told.append(f"bodies: also expected {outcome.gold.also}, got {outcome.found.also}")
    return told


def _speakers(case: Case, article: Article, start: int) -> list[str]:
    """Differences in who says the figures."""
    told = []
    figures = _within(article.all_figures(), start)
    for wanted in case.get("figures", ()):
        got = [figure.speaker for figure in figures if figure.value == wanted["value"]]
        if bare(wanted["speaker"]) not in map(bare, got):
            told.append(f"speaker of {wanted['value']}: expected {wanted['speaker']!r}, got {got or 'no such figure'}")
    if "speaker" in case:
        told += [
            f"speaker of {figure.value}: expected {case['speaker']!r}, got {figure.speaker!r}"
            for figure in figures
            if bare(figure.speaker) != bare(case["speaker"])
        ]
    return list(dict.fromkeys(told))


def _told(name: str, outcome: Outcome) -> str:
    if outcome.found is None:
        return f"{name}: missed {_short(outcome.gold)}"
    if outcome.gold is None:
        return f"{name}: extra {_short(outcome.found)}"
    return f"{name}: wrong {', '.join(outcome.wrong)}: expected {_short(outcome.gold)}, got {_short(outcome.found)}"


def _short(record: Any) -> str:
    hidden = {"id", "mentions", "sentence", "speaker_id", "place", "period", "rial", "gregorian_start", "gregorian_end"}
    plain: dict[str, Any] = msgspec.to_builtins(record)
    shown = {key: value for key, value in plain.items() if key not in hidden and value not in (None, False, [], ())}
    return " ".join(f"{key}={value}" for key, value in shown.items())


def main(arguments: list[str]) -> int:
    """Print the failing cases and a count.

    ``--verbose`` adds their texts and differences, ``--new`` leaves out those known to fail.
    """
    prefixes = tuple(word for word in arguments if not word.startswith("--"))
    known = known_failures() if KNOWN_FAILURES.exists() else {}
    chosen = [case for case in load() if _chosen(case["id"], prefixes)]
    begun = time.perf_counter()
    failing = 0
    for case in chosen:
        try:
            differences = check(case, extract(case))
        except Exception as error:  # a crash is one more way to fail, and the other cases are still of interest
            differences = [f"raised {type(error).__name__}: {error}"]
        listed = case["id"] in known
        failing += bool(differences)
        if differences and "--new" in arguments and listed:
            continue
        if differences:
            print(case["id"], "(known)" if listed else "")
            if "--verbose" in arguments:
                if "context" in case:
                    print("    context:", case["context"])
                print("    text:   ", case["text"].replace("\n", "⏎"))
                for difference in differences:
                    print("    -", difference)
        elif listed:
            print(case["id"], "holds now: remove its line from", KNOWN_FAILURES.name)
    print(f"{len(chosen) - failing} of {len(chosen)} hold ({time.perf_counter() - begun:.1f} s)")
    return 1 if failing else 0


def _chosen(name: str, prefixes: tuple[str, ...]) -> bool:
    """Whether a case is asked for: «2.1» asks for 2.1a but not for 2.15a."""
    return not prefixes or any(re.match(re.escape(prefix) + r"(?!(?<=\d)\d)", name) for prefix in prefixes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
