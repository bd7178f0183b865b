"""Phrase-level scores of ``article.entities()`` on an annotated corpus: what users get, exact spans.

python pipelines/ner/evaluate.py CONLL_FILE… [--pipeline NAME|FILE] [--labels PER ORG LOC]
        [--rename POG=ORG] [--joined N] [--errors]
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from corpus import LABELS, Sentence, read

from coopnews.pipeline import Pipeline


class Scores:
    """Entities that were right, found too much and missed, by label."""

    def __init__(self, labels: Iterable[str] = LABELS) -> None:
        self.labels = tuple(labels)
        self.right: Counter[str] = Counter()
        self.extra: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()

    def add(self, gold: Iterable[tuple[int, int, str]], found: Iterable[tuple[int, int, str]]) -> None:
        """Count one text."""
        expected = {entity for entity in gold if entity[2] in self.labels}
        given = {entity for entity in found if entity[2] in self.labels}
        self.right.update(label for *_, label in expected & given)
        self.extra.update(label for *_, label in given - expected)
        self.missed.update(label for *_, label in expected - given)

    def row(self, labels: Iterable[str]) -> tuple[float, float, float, int]:
        """Precision, recall, F1 and number of gold entities of some labels together."""
        labels = tuple(labels)
        right, extra, missed = (
            sum(counts[label] for label in labels) for counts in (self.right, self.extra, self.missed)
        )
        precision, recall = right / max(right + extra, 1), right / max(right + missed, 1)
        return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9), right + missed

    def table(self) -> str:
        """One row a label, then people, organisations and places together, then all."""
        groups = [(label, (label,)) for label in self.labels]
        groups += [("PER+ORG+LOC", LABELS[:3]), ("all", self.labels)]
        lines = [f"{'label':12}{'P':>7}{'R':>7}{'F1':>7}{'gold':>6}"]
        for name, labels in groups:
            precision, recall, f1, gold = self.row(labels)
            lines.append(f"{name:12}{precision:7.3f}{recall:7.3f}{f1:7.3f}{gold:6}")
        return "\n".join(lines)


def joined(sentences: list[Sentence], size: int) -> list[Sentence]:
    """Every ``size`` sentences as one text, a line each."""
    texts = []
    for first in range(0, len(sentences), size):
        text, entities = "", []
        for sentence in sentences[first : first + size]:
            entities += [(start + len(text), end + len(text), label) for start, end, label in sentence.entities]
            text += sentence.text + "\n"
        texts.append(Sentence(text, tuple(entities)))
    return texts


def main() -> None:
    """Parse, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pipeline", default="default")
    parser.add_argument("--labels", nargs="+", default=LABELS)
    parser.add_argument("--rename", nargs="*", default=[], metavar="OLD=NEW", help="labels that are taken for others")
    parser.add_argument("--joined", type=int, default=1, help="sentences that are read as one text")
    parser.add_argument("--errors", action="store_true", help="also print what is missed and found too much")
    arguments = parser.parse_args()
    pipeline = Pipeline.load(arguments.pipeline)
    labels = {label: label for label in arguments.labels} | dict(pair.split("=") for pair in arguments.rename)
    pipeline.extract("").entities()
    for path in arguments.files:
        scores, start, size = Scores(arguments.labels), time.perf_counter(), 0
        for sentence in joined(list(read(path, labels)), arguments.joined):
            found = pipeline.extract(sentence.text).entities()
            scores.add(sentence.entities, found)
            size += len(sentence.text.encode())
            if arguments.errors:
                _print_errors(sentence, found)
        print(path, f"{size / (time.perf_counter() - start) / 1e6:.2f} MB/s", scores.table(), sep="\n")


def _print_errors(sentence: Sentence, found: list[tuple[int, int, str]]) -> None:
    missed, extra = set(sentence.entities) - set(found), set(found) - set(sentence.entities)
    if missed or extra:
        print(sentence.text)
        for mark, entities in (("-", missed), ("+", extra)):
            for start, end, label in sorted(entities):
                print(f"   {mark} {label} {sentence.text[start:end]}")


if __name__ == "__main__":
    main()
