"""What is known of words before training: vectors from running text, and the lists of the lexicon as they are now."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix, csr_matrix, hstack

from coopnews.finders.word_features import spelling
from coopnews.lexicon import key, load, read_lines, read_toml

CONTEXTS = 10_000
"""The most frequent words are contexts; one more stands for the bounds of sentences."""
SLOTS = ((-1,), (1,), (-2,), (2,), (-3, -4, -5), (3, 4, 5))
"""Places around a word that are told apart."""
BOUND, RARE = -2, -1
NAME_LISTS = ("foreign_given_names", "given_names", "ambiguous_given_names", "surnames", "surname_suffixes")
WORD_LISTS = ("honorifics", "body_words", "place_words")
SMALLEST_LIST = 10
USUAL = 10**5


class Vectors(NamedTuple):
    """Words and a row for each."""

    words: list[str]
    rows: npt.NDArray[np.float32]


def vectors(sentences: Sequence[Sequence[str]], dimensions: int, rarest: int, seed: int) -> Vectors:
    """Vectors of the words that occur at least ``rarest`` times: what they tell of the words around, reduced.

    Sentences are the lookup keys of their words. The same sentences and seed give the same vectors.
    """
    spelled = [[spelling(word) for word in sentence] for sentence in sentences]
    counts = Counter(word for sentence in spelled for word in sentence)
    words = [word for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if count >= rarest]
    number = {word: at for at, word in enumerate(words)}
    line: list[int] = []
    for sentence in spelled:
        line += [number.get(word, RARE) for word in sentence]
        line += [BOUND] * max(map(abs, SLOTS[-1]))
    matrix = hstack([_information(np.array(line), slot, len(words)) for slot in SLOTS]).tocsr().astype(np.float32)
    rows = _reduced(matrix, dimensions, seed)
    rows *= 0.5 * np.sqrt(dimensions) / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6)
    return Vectors(words, rows.astype(np.float32))


def _information(line: npt.NDArray[np.int64], slot: Sequence[int], words: int) -> coo_matrix:
    """Positive pointwise mutual information of words and contexts at some distances; pairs met once count less."""
    centres, contexts = [], []
    for distance in slot:
        centre = line[max(0, -distance) : len(line) - max(0, distance)]
        context = line[max(0, distance) : len(line) + min(0, distance)].copy()
        if abs(distance) == 1:
            context[context == BOUND] = CONTEXTS
        kept = (centre >= 0) & (context >= 0) & (context <= CONTEXTS)
        centres.append(centre[kept])
        contexts.append(context[kept])
    ones = np.ones(sum(map(len, centres)), np.float32)
    shape = (words, CONTEXTS + 1)
    pairs = coo_matrix((ones, (np.concatenate(centres), np.concatenate(contexts))), shape).tocsr().tocoo()
    by_word = np.bincount(pairs.row, pairs.data, words)
    by_context = np.bincount(pairs.col, pairs.data, CONTEXTS + 1) ** 0.75
    information = np.log(pairs.data * by_context.sum() / (by_word[pairs.row] * by_context[pairs.col]))
    information *= np.minimum(1, pairs.data / 2 + 0.25)
    kept = information > 0
    return coo_matrix((information[kept], (pairs.row[kept], pairs.col[kept])), shape)


def _reduced(matrix: csr_matrix, dimensions: int, seed: int) -> npt.NDArray[np.float64]:
    """The leading left singular vectors times the roots of their values (randomised, three power iterations)."""
    sample = np.random.default_rng(seed).standard_normal((matrix.shape[1], dimensions + 10)).astype(np.float32)
    basis, _ = np.linalg.qr(matrix @ sample)
    for _ in range(3):
        other, _ = np.linalg.qr(matrix.T @ basis)
        basis, _ = np.linalg.qr(matrix @ other)
    left, values, _ = np.linalg.svd((matrix.T @ basis).T, full_matrices=False)
    return np.asarray((basis @ left)[:, :dimensions] * np.sqrt(values[:dimensions]))


def lists() -> tuple[list[str], dict[str, list[int]]]:
    """The names of the word lists, and for each word the lists it stands in."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name in NAME_LISTS:
        for word in read_lines(f"{name}.txt"):
            found[key(word)].add(name)
    lexicon = load()
    for joined, forms in lexicon.forms.items():
        for form in forms:
            if form.tokens == 1:
                found[joined].add(form.entry.label)
    for label, entries in lexicon.entries.items():
        for entry in entries.values():
            for form in entry.data.get("forms", ()):
                first, *rest = (key(word) for word in form.split(" "))
                if rest:
                    found[first].add(f"first of {label}")
                for word in rest:
                    found[word].add(f"later of {label}")
                if not rest and label == "cues":
                    found[first].add(f"cue {entry.id}")
    for file in WORD_LISTS:
        for table, value in read_toml(f"{file}.toml").items():
            for form in value.get("forms", ()) if isinstance(value, dict) else ():
                found[key(form.split(" ")[0])].add(f"{file} {table}")
    for name, text in tomllib.loads(Path(__file__).with_name("lists.toml").read_text(encoding="utf-8")).items():
        for words in (form.split() for form in text.split(",")):
            for at, word in enumerate(words):
                found[key(word)].add(name if len(words) == 1 else f"{'later' if at else 'first'} of {name}")
    for word, names in _dictionary():
        found[word] |= names
    sizes = Counter(name for names in found.values() for name in names)
    names = sorted(name for name, size in sizes.items() if size >= SMALLEST_LIST)
    number = {name: at for at, name in enumerate(names)}
    rows = {word: sorted(number[name] for name in of if name in number) for word, of in found.items() if word}
    return names, {word: row for word, row in sorted(rows.items()) if row}


def _dictionary() -> Iterator[tuple[str, set[str]]]:
    """Words of the dictionary that comes with hazm, with their parts of speech and how usual they are."""
    for line in (files("hazm") / "data" / "words.dat").read_text(encoding="utf-8").splitlines():
        word, count, tags = line.split("\t")
        names = {f"dictionary {tag}" for tag in tags.split(",") if tag != "0"}
        usual = int(count) >= USUAL
        if word and (names or usual):
            yield key(word), names | ({f"dictionary 10^{len(count) - 1}"} if usual else set())


def frequent(sentences: Iterable[Sequence[str]], rarest: int) -> list[str]:
    """The words that occur at least so often."""
    counts = Counter(word for sentence in sentences for word in sentence)
    return sorted(word for word, count in counts.items() if count >= rarest)
