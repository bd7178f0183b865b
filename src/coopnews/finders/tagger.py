"""The network of the entity model: words → labelled runs of words, in numpy.

Everything that depends on a word alone (its vector, letters, shape, the lists it stands in) is computed once per
distinct word and remembered. Layers run over all sentences of a text at once, and the best sequences of tags are
found by the Viterbi algorithm, sentences of like length side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from thinc.api import NumpyOps

from coopnews.finders.word_features import letter_groups, shape, spelling

Array = npt.NDArray[Any]
Run = tuple[int, int, str]
"""First and last word of a mention, both within, and its label."""

_OPS = NumpyOps()
REMEMBERED = 100_000
"""Distinct words whose rows are kept; beyond, the memory is begun anew."""


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
        self._layers: list[Layer] = []
        while (name := f"layer.{len(self._layers)}") + ".matrix" in weights or f"{name}.gates" in weights:
            layer = Convolution if f"{name}.matrix" in weights else Recurrence
            self._layers.append(layer(weights, name))
        moves = np.concatenate([weights[name].ravel() for name in ("transitions", "starts", "ends")])
        self._sure = 2 * float(moves.max() - moves.min())
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[str, int] = {}
        width = self._matrices["word_out"].shape[1]
        self._known = np.zeros((1024, width), np.float32)

    # --- words ----------------------------------------------------------------------------------------

    def _rows_of(self, words: Sequence[str]) -> Array:
        if len(self._rows) > REMEMBERED:
            self._forget()
        rows = self._rows
        new = [word for word in dict.fromkeys(words) if word not in rows]
        if new:
            first = len(rows)
            while first + len(new) > len(self._known):
                self._known = np.concatenate([self._known, np.zeros_like(self._known)])
            self._known[first : first + len(new)] = self._embedded(new)
            rows.update((word, first + at) for at, word in enumerate(new))
        return np.fromiter((rows[word] for word in words), np.intp, len(words))

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
        words = list(chain.from_iterable(sentences))
        runs: list[list[Run]] = [[] for _ in sentences]
        if words:
            lengths = np.array([len(sentence) for sentence in sentences])
            scores = self._scores(words, list(chain.from_iterable(hints)), lengths[lengths > 0])
            self._gather(self._best(scores, lengths[lengths > 0]), lengths, runs)
        return runs

    def _scores(self, words: Sequence[str], hints: Sequence[str], lengths: Array) -> Array:
        """The score of each tag for each word."""
        rows = self._rows_of(words)
        values = self._known[rows] + self._matrices["hints"][[self._hint_rows.get(hint, 0) for hint in hints]]
        for layer in self._layers:
            values += layer(values, lengths)
        return _product(values, self._matrices["out"]) + self.weights["out.bias"]

    def _best(self, scores: Array, lengths: Array) -> Array:
        """The best sequence of tags for each sentence (Viterbi).

        A word whose ``O`` scores better by more than the moves to and from another tag can make up for parts its
        sentence into stretches that know nothing of each other; only these are searched, all side by side.
        """
        moves, begin, end = (self.weights[name] for name in ("transitions", "starts", "ends"))
        opens, closes = np.zeros(len(scores), bool), np.zeros(len(scores), bool)
        ends = np.cumsum(lengths)
        opens[ends - lengths] = closes[ends - 1] = True
        sure = scores[:, 0] - scores[:, 1:].max(axis=1) > self._sure
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


class Layer(Protocol):
    """What is added to the values of words, given their sentences' lengths."""

    def __init__(self, weights: Mapping[str, Array], name: str) -> None: ...

    def __call__(self, values: Array, lengths: Array) -> Array:
        """One row for each word."""


class Convolution:
    """What stands at a word and at its two neighbours."""

    def __init__(self, weights: Mapping[str, Array], name: str) -> None:
        self.matrix, self.bias = _matrix(weights, f"{name}.matrix"), weights[f"{name}.matrix.bias"]

    def __call__(self, values: Array, lengths: Array) -> Array:
        """Windows over all sentences; beyond the bounds of each stands nothing."""
        width = values.shape[1]
        windows = np.zeros((len(values), 3 * width), np.float32)
        windows[1:, :width] = values[:-1]
        windows[:, width : 2 * width] = values
        windows[:-1, 2 * width :] = values[1:]
        ends = np.cumsum(lengths)
        windows[ends[:-1], :width] = 0
        windows[ends - 1, 2 * width :] = 0
        added = _product(windows, self.matrix)
        added += self.bias
        return np.maximum(added, 0, out=added)


class Recurrence:
    """A light recurrent layer, both ways: gates look at the word alone, so all products are taken at once.

    A gate is a logistic function, a hyperbolic tangent of half the value: one call serves gates and new states.
    """

    def __init__(self, weights: Mapping[str, Array], name: str) -> None:
        gates, bias = _matrix(weights, f"{name}.gates"), weights[f"{name}.gates.bias"]
        cells = len(bias) // 6
        kinds = np.arange(6 * cells).reshape(2, 3, cells)  # for each way: what is new, what is kept, what is shown
        new, keep, show = (kinds[:, kind].ravel() for kind in range(3))
        self.width = 2 * cells
        self.gates = np.concatenate([gates[:, new], gates[:, keep] / 2, gates[:, show] / 2], axis=1)
        self.bias = np.concatenate([bias[new], (bias[keep] + 1) / 2, bias[show] / 2])
        self.out, self.out_bias = _matrix(weights, f"{name}.out"), weights[f"{name}.out.bias"]

    def __call__(self, values: Array, lengths: Array) -> Array:
        """States from left to right and from right to left, sentences side by side."""
        width, half = self.width, self.width // 2
        gates = _product(values, self.gates)
        gates += self.bias
        np.tanh(gates, out=gates)
        new, keep, show = gates[:, :width], gates[:, width : 2 * width], gates[:, 2 * width :]
        keep += 1
        keep /= 2
        show += 1
        show /= 2
        new -= keep * new
        places, back = _side_by_side(lengths)
        kept, added = _both_ways(keep, places, half), _both_ways(new, places, half)
        state = np.zeros((len(lengths), width), np.float32)
        for now_kept, now in zip(kept, added, strict=True):
            state *= now_kept
            state += now
            now[...] = state
        flat = added.reshape(-1, width)
        states = np.concatenate([flat[back[0], :half], flat[back[1], half:]], axis=1)
        states *= show
        added_to: Array = _product(states, self.out)
        added_to += self.out_bias
        return added_to


def _side_by_side(lengths: Array) -> tuple[Array, Array]:
    """Where the words of sentences stand if sentences are columns: rows of words, both ways, and the way back.

    Beyond the end of a sentence stands its last word (from right to left: its first) again, whose state nobody reads.
    """
    ends = np.cumsum(lengths)
    steps = np.minimum(np.arange(int(lengths.max()))[:, None], lengths - 1)
    places = np.stack([steps + (ends - lengths), (ends - 1) - steps])
    column = np.repeat(np.arange(len(lengths)), lengths)
    step = np.arange(int(ends[-1])) - np.repeat(ends - lengths, lengths)
    last = np.repeat(lengths, lengths) - 1
    return places, np.stack([step, last - step]) * len(lengths) + column


def _both_ways(values: Array, places: Array, half: int) -> Array:
    """Rows of words as columns of sentences: the first half of each row from left to right, the rest the other way."""
    return np.concatenate([values[places[0], :half], values[places[1], half:]], axis=2)


def _product(one: Array, other: Array) -> Array:
    """A matrix product by BLIS, which spaCy brings: as fast as NumPy's or faster, and on this one core alone."""
    product: Array = _OPS.gemm(one, other)
    return product


def _matrix(weights: Mapping[str, Array], name: str) -> Array:
    """A matrix as floats: whole numbers times the scale of their column."""
    return (weights[name] * weights[f"{name}.scale"]).astype(np.float32)


def words_packed(words: Sequence[str]) -> Array:
    """Words as one array of bytes, a line each."""
    return np.frombuffer("\n".join(words).encode(), np.uint8)


def _words(weights: Mapping[str, Array], name: str) -> list[str]:
    return weights[name].tobytes().decode().split("\n")
