"""The network of the entity model: words → labelled runs of words, in numpy.

Everything that depends on a word alone (its vector, letters, shape, the lists it stands in, what it gives to its
neighbours in the first layer) is computed once per distinct word and remembered. Layers run over many sentences at
once, and the best sequences of tags are found by the Viterbi algorithm, sentences of like length side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from blis.py import gemm

from coopnews.finders.word_features import letter_groups, shape, spelling
from coopnews.records import writable

Array = npt.NDArray[Any]
Run = tuple[int, int, str]
"""First and last word of a mention, both within, and its label."""

REMEMBERED, KEPT = 1 << 15, 20_000
"""Distinct words whose rows are kept (two kilobytes each); beyond, those that were met first are kept: most are
frequent ones."""
BATCH = 1024
"""Words after which the next sentences are read apart: what the layers make of so many fits into a cache."""


class Tagger:
    """The weights, and the rows of the words that have been met.

    Matrices are int8 with a ``.scale`` for each column. ``words`` and ``vectors``, ``learnt_words`` and ``learnt`` are
    tables of known words, ``letters`` one of letter groups, ``shapes`` one of shapes; ``listed_words`` stand in the
    lists ``listed``, each word's up to its ``listed_ends``. The layers ``word_in`` and ``word_out`` are over a word,
    ``layer.N.…`` over a sentence, ``out`` gives the scores of ``tags``. ``hints`` is a table for what rules say of
    a token, one row for each of ``hint_tags``.
    """

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self.weights = dict(weights)
        self.tags = _words(weights, "tags")
        self.labels = sorted({tag[2:] for tag in self.tags} - {""})
        self._hint_rows = {tag: row for row, tag in enumerate(_words(weights, "hint_tags"))}
        self._vectors = {word: row for row, word in enumerate(_words(weights, "words"))}
        self._learnt = {word: row for row, word in enumerate(_words(weights, "learnt_words"))}
        ends = [0, *weights["listed_ends"].tolist()]
        self._listed = {word: slice(ends[at], ends[at + 1]) for at, word in enumerate(_words(weights, "listed_words"))}
        self._matrices = {
            name: _matrix(weights, name) for name in ("letters", "shapes", "hints", "word_in", "word_out", "out")
        }
        self._layers: list[Convolution | Recurrence] = []
        while (name := f"layer.{len(self._layers)}") + ".matrix" in weights or f"{name}.gates" in weights:
            layer = Convolution if f"{name}.matrix" in weights else Recurrence
            self._layers.append(layer(weights, name))
        self._hints = self._with_parts(self._matrices["hints"])
        self._most_gain = _most_gain(*(weights[name] for name in ("transitions", "starts", "ends")))
        self._rows: dict[str, int] = {}
        self._known = np.empty((2 * BATCH, self._hints.shape[1]), np.float32)

    @classmethod
    def read(cls, path: Path) -> Tagger:
        """The tagger of a file of weights (``.npz``)."""
        with np.load(path, allow_pickle=False) as weights:
            return cls(dict(weights))

    def _with_parts(self, values: Array) -> Array:
        """Values of words and, beside them, what a first layer that is a convolution makes of each alone."""
        first = self._layers[0]
        return np.concatenate([values, first.parts(values)], axis=1) if isinstance(first, Convolution) else values

    # --- words ----------------------------------------------------------------------------------------

    def _known_of(self, words: Sequence[str]) -> Array:
        """A row for each word: its values, and parts of the first layer."""
        rows, distinct = self._rows, dict.fromkeys(words)
        if len(rows) + len(distinct) > REMEMBERED:
            rows = self._rows = dict(islice(rows.items(), KEPT))
        new = [word for word in distinct if word not in rows]
        if new:
            first = len(rows)
            if first + len(new) > len(self._known):
                grown = np.empty((2 * (first + len(new)), self._known.shape[1]), np.float32)
                grown[:first] = self._known[:first]
                self._known = grown
            self._known[first : first + len(new)] = self._with_parts(self._embedded(writable(new)))
            rows.update((word, first + at) for at, word in enumerate(new))
        return self._known[[rows[word] for word in words]]

    def _embedded(self, words: Sequence[str]) -> Array:
        """The rows of words: a layer over all that is known of them, and a second one."""
        weights, tables = self.weights, self._matrices
        sizes = [weights["vectors"].shape[1], weights["learnt"].shape[1], tables["letters"].shape[1]]
        lists_size = len(tables["word_in"]) - sum(sizes) - tables["shapes"].shape[1]
        inputs = np.zeros((len(words), len(tables["word_in"])), np.float32)
        vectors, learnt, letters, lists, shapes = np.split(inputs, np.cumsum([*sizes, lists_size]), axis=1)
        for name, part, known, spelled in (
            ("vectors", vectors, self._vectors, map(spelling, words)),
            ("learnt", learnt, self._learnt, words),
        ):
            found = [(at, known[word]) for at, word in enumerate(spelled) if word in known]
            if found:
                places, rows = map(list, zip(*found, strict=True))
                part[places] = weights[name][rows] * weights[f"{name}.scale"]
        groups = [letter_groups(word) for word in words]
        counts = np.array([len(group) for group in groups])
        sums = np.add.reduceat(tables["letters"][list(chain.from_iterable(groups))], np.cumsum(counts) - counts)
        letters[:] = sums / counts[:, None]
        for at, word in enumerate(words):
            if word in self._listed:
                lists[at, weights["listed"][self._listed[word]]] = 1
        shapes[:] = tables["shapes"][[shape(word) for word in words]]
        hidden = np.maximum(_product(inputs, tables["word_in"]) + weights["word_in.bias"], 0)
        embedded: Array = _product(hidden, tables["word_out"]) + weights["word_out.bias"]
        return embedded

    # --- sentences ------------------------------------------------------------------------------------

    def tag(self, sentences: Sequence[Sequence[str]], hints: Sequence[Sequence[str]]) -> list[list[Run]]:
        """The mentions in each sentence, given the keys of its words and the tags that rules give them."""
        runs: list[list[Run]] = [[] for _ in sentences]
        batch: list[int] = []
        words = 0
        for at, sentence in enumerate(sentences):
            if batch and words + len(sentence) > BATCH:
                self._tag(sentences, hints, batch, runs)
                batch, words = [], 0
            if sentence:
                batch.append(at)
                words += len(sentence)
        if batch:
            self._tag(sentences, hints, batch, runs)
        return runs

    def _tag(
        self,
        sentences: Sequence[Sequence[str]],
        hints: Sequence[Sequence[str]],
        batch: Sequence[int],
        runs: list[list[Run]],
    ) -> None:
        """Put the mentions of some of the sentences, none empty, to their runs."""
        words = list(chain.from_iterable([sentences[at] for at in batch]))
        said = chain.from_iterable([hints[at] for at in batch])
        lengths = np.array([len(sentences[at]) for at in batch])
        tags = self._best(self._scores(words, said, lengths), lengths)
        self._gather(tags, lengths, [runs[at] for at in batch])

    def _scores(self, words: Sequence[str], hints: Iterable[str], lengths: Array) -> Array:
        """The score of each tag for each word."""
        known = self._known_of(words)
        rows = self._hint_rows
        known += self._hints[[rows.get(hint, 0) for hint in hints]]
        width = self._matrices["hints"].shape[1]
        values, layers = known[:, :width], self._layers
        if isinstance(layers[0], Convolution):
            values, layers = values + layers[0].joined(known[:, width:], lengths), layers[1:]
        for layer in layers:
            values += layer(values, lengths)
        return _product(values, self._matrices["out"]) + self.weights["out.bias"]

    def _best(self, scores: Array, lengths: Array) -> Array:
        """The best sequence of tags for each sentence (Viterbi).

        A word whose ``O`` scores better by more than the moves to and from any other tag can make up for parts its
        sentence into stretches that know nothing of each other; only these are searched, all side by side.
        """
        moves, begin, end = (self.weights[name] for name in ("transitions", "starts", "ends"))
        opens, closes = np.zeros(len(scores), bool), np.zeros(len(scores), bool)
        ends = np.cumsum(lengths)
        opens[ends - lengths] = closes[ends - 1] = True
        sure = scores[:, 0] > (scores[:, 1:] + self._most_gain).max(axis=1)
        firsts = np.flatnonzero(~sure & (opens | np.concatenate([[True], sure[:-1]])))
        lasts = np.flatnonzero(~sure & (closes | np.concatenate([sure[1:], [True]])))
        tags = np.zeros(len(scores), np.intp)
        if not len(firsts):
            return tags
        order = np.argsort(firsts - lasts, kind="stable")
        firsts, lasts = firsts[order], lasts[order]
        steps = np.arange(int(lasts[0] - firsts[0]) + 1)
        counts = (lasts - firsts >= steps[:, None]).sum(axis=1).tolist()
        total = np.where(opens[firsts, None], begin, moves[0]) + scores[firsts]
        back, turned = [], np.ascontiguousarray(moves.T)
        for step in range(1, len(steps)):
            count = counts[step]
            paths = total[:count, None, :] + turned
            back.append(paths.argmax(axis=2))
            total[:count] = paths.max(axis=2) + scores[firsts[:count] + step]
        tag = (total + np.where(closes[lasts, None], end, moves[:, 0])).argmax(axis=1)
        for step in range(len(steps) - 1, 0, -1):
            count = counts[step]
            tags[firsts[:count] + step] = tag[:count]
            tag[:count] = back[step - 1][np.arange(count), tag[:count]]
        tags[firsts] = tag
        return tags

    def _gather(self, tags: Array, lengths: Array, runs: list[list[Run]]) -> None:
        """Put the mentions that BIO tags describe to their sentences."""
        sentence_of = np.repeat(np.arange(len(lengths)), lengths)
        starts = np.cumsum(lengths) - lengths
        before, going = -1, ""
        marked = np.flatnonzero(tags)
        for at, number, sentence in zip(
            marked.tolist(), tags[marked].tolist(), sentence_of[marked].tolist(), strict=True
        ):
            tag, here, of = self.tags[number], at - int(starts[sentence]), runs[sentence]
            if of and at == before + 1 and tag == going:
                of[-1] = (of[-1][0], here, tag[2:])
            else:
                of.append((here, here, tag[2:]))
            before, going = at, f"I-{tag[2:]}"


class Convolution:
    """What stands at a word and at its two neighbours.

    What each of the three gives depends on it alone, so the product is taken before they are put together.
    """

    def __init__(self, weights: Mapping[str, Array], name: str) -> None:
        matrix, self.bias = _matrix(weights, f"{name}.matrix"), weights[f"{name}.matrix.bias"]
        self.matrix = np.concatenate(np.split(matrix, 3), axis=1)

    def parts(self, values: Array) -> Array:
        """What each word gives to the next, to itself and to the one before."""
        return _product(values, self.matrix)

    def joined(self, parts: Array, lengths: Array) -> Array:
        """One row for each word, of parts that are not kept; beyond the bounds of each sentence stands nothing."""
        to_next, to_itself, to_last = np.split(parts, 3, axis=1)
        ends = np.cumsum(lengths)
        to_next[ends - 1] = 0
        to_last[ends - lengths] = 0
        added: Array = to_itself + self.bias
        added[1:] += to_next[:-1]
        added[:-1] += to_last[1:]
        np.maximum(added, 0, out=added)
        return added

    def __call__(self, values: Array, lengths: Array) -> Array:
        """What is added to the values of words, given their sentences' lengths."""
        return self.joined(self.parts(values), lengths)


class Recurrence:
    """A light recurrent layer, both ways: gates look at the word alone, so all products are taken at once.

    A gate is a logistic function, a hyperbolic tangent of half the value: one call serves gates and new states.
    """

    def __init__(self, weights: Mapping[str, Array], name: str) -> None:
        gates, bias = _matrix(weights, f"{name}.gates"), weights[f"{name}.gates.bias"]
        self.cells = len(bias) // 6
        # For each way: what is new, what is kept, what is shown.
        halves = np.array([1, 0.5, 0.5], np.float32)
        matrices = gates.reshape(len(gates), 2, 3, self.cells).transpose(1, 2, 0, 3)
        self.gates = np.ascontiguousarray(matrices * halves[:, None, None])
        self.bias = (bias.reshape(2, 3, self.cells) + np.array([[0], [1], [0]], np.float32)) * halves[:, None]
        # States are twice, and what is shown of them four times as much (see below), so a quarter of it is taken.
        self.out, self.out_bias = _matrix(weights, f"{name}.out") / 4, weights[f"{name}.out.bias"]

    def __call__(self, values: Array, lengths: Array) -> Array:
        """States from left to right and from right to left, sentences side by side."""
        cells, ways = self.cells, _both_ways(lengths)
        gates = np.empty((2, 3, len(values), cells), np.float32)
        for places, matrices, of in zip(ways.places, self.gates, gates, strict=True):
            there = values[places]
            for matrix, into in zip(matrices, of, strict=True):
                gemm(there, matrix, out=into, beta=0.0)
        gates += self.bias[:, :, None]
        np.tanh(gates, out=gates)
        new, keep, show = gates.swapaxes(0, 1)
        states = 1 - keep
        states *= new
        keep += 1
        keep *= 0.5
        before = states[:, : ways.bounds[0][1]]
        for first, end in ways.bounds[1:]:
            moved, now = keep[:, first:end], states[:, first:end]
            moved *= before[:, : end - first]
            now += moved
            before = now
        show += 1
        states *= show
        shown = np.empty((len(values), 2 * cells), np.float32)
        shown[ways.places[0], :cells], shown[ways.places[1], cells:] = states
        added = _product(shown, self.out)
        added += self.out_bias
        return added


class Ways(NamedTuple):
    """An order of words in which sentences stand side by side: all their first words, then all their second ones."""

    places: Array
    """The words from left to right, and from right to left."""
    bounds: list[tuple[int, int]]
    """Where the words of each step begin and end; the sentences that are over would be its last, and are left off."""


def _both_ways(lengths: Array) -> Ways:
    """The order for sentences of some lengths."""
    longest_first = np.argsort(-lengths, kind="stable")
    sizes = lengths[longest_first]
    step = np.arange(int(sizes[0]))[:, None]
    steps, sentences = np.nonzero(step < sizes)
    firsts = (np.cumsum(lengths) - lengths)[longest_first]
    places = np.stack([firsts[sentences] + steps, (firsts + sizes - 1)[sentences] - steps])
    ends = np.cumsum(np.bincount(steps)).tolist()
    return Ways(places, list(pairwise([0, *ends])))


def _most_gain(moves: Array, starts: Array, ends: Array) -> Array:
    """The most that moves to and from a tag can be better than to and from ``O``, for each other tag."""
    before = np.maximum((moves - moves[:, :1]).max(axis=0), starts - starts[0])
    after = np.maximum((moves - moves[:1]).max(axis=1), ends - ends[0])
    gain: Array = (before + after)[1:]
    return gain


def _product(one: Array, other: Array) -> Array:
    """A matrix product by BLIS, which spaCy brings: faster than NumPy's, and on this one core alone."""
    product: Array = gemm(one, other, beta=0.0)
    return product


def _matrix(weights: Mapping[str, Array], name: str) -> Array:
    """A matrix as floats: whole numbers times the scale of their column."""
    matrix: Array = np.ascontiguousarray(weights[name] * weights[f"{name}.scale"], np.float32)
    return matrix


def words_packed(words: Sequence[str]) -> Array:
    """Words as one array of bytes, a line each."""
    return np.frombuffer("\n".join(words).encode(), np.uint8)


def _words(weights: Mapping[str, Array], name: str) -> list[str]:
    return weights[name].tobytes().decode().split("\n")
