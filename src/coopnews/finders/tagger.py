"""The network of the entity model: words → labelled runs of words, in numpy.

Everything that depends on a word alone (its vector, letters, shape, the lists it stands in) is computed once per
distinct word and remembered. Layers run over all sentences of a text at once, and the best sequences of tags are
found by the Viterbi algorithm, sentences of like length side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
SIDE_BY_SIDE = 32
"""Sentences that are decoded at once; sentences are sorted by length first."""


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
        for at, word in enumerate(words):
            row = self._vectors.get(spelling(word))
            if row is not None:
                vectors[at] = weights["vectors"][row] * weights["vectors.scale"]
            row = self._learnt.get(word)
            if row is not None:
                learnt[at] = weights["learnt"][row] * weights["learnt.scale"]
            letters[at] = tables["letters"][letter_groups(word)].mean(axis=0)
            if word in self._listed:
                lists[at, weights["listed"][self._listed[word]]] = 1
            shapes[at] = tables["shapes"][shape(word)]
        hidden = np.maximum(_product(inputs, tables["word_in"]) + weights["word_in.bias"], 0)
        embedded: Array = _product(hidden, tables["word_out"]) + weights["word_out.bias"]
        return embedded

    # --- sentences ------------------------------------------------------------------------------------

    def tag(self, sentences: Sequence[Sequence[str]], hints: Sequence[Sequence[str]]) -> list[list[Run]]:
        """The mentions in each sentence, given the keys of its words and the tags that rules give them."""
        filled = [at for at, words in enumerate(sentences) if words]
        runs: list[list[Run]] = [[] for _ in sentences]
        if filled:
            scores = self._scores([sentences[at] for at in filled], [hints[at] for at in filled])
            for at, tags in zip(filled, self._best(scores), strict=True):
                runs[at] = list(self._runs(tags))
        return runs

    def _scores(self, sentences: Sequence[Sequence[str]], hints: Sequence[Sequence[str]]) -> list[Array]:
        """The score of each tag for each word of each sentence."""
        words = [word for sentence in sentences for word in sentence]
        tags = [self._hint_rows.get(tag, 0) for sentence in hints for tag in sentence]
        lengths = np.array([len(sentence) for sentence in sentences])
        rows = self._rows_of(words)
        values = self._known[rows] + self._matrices["hints"][tags]
        for layer in self._layers:
            values += layer(values, lengths)
        scores = _product(values, self._matrices["out"]) + self.weights["out.bias"]
        return np.split(scores, np.cumsum(lengths)[:-1])

    def _best(self, scores: Sequence[Array]) -> list[list[int]]:
        """The best sequence of tags for each sentence (Viterbi)."""
        starts, ends = self.weights["starts"], self.weights["ends"]
        moves = np.ascontiguousarray(self.weights["transitions"].T)
        order = sorted(range(len(scores)), key=lambda at: -len(scores[at]))
        best: list[list[int]] = [[] for _ in scores]
        for first in range(0, len(order), SIDE_BY_SIDE):
            group = order[first : first + SIDE_BY_SIDE]
            lengths = np.array([len(scores[at]) for at in group])
            longest = int(lengths[0])
            padded = np.zeros((longest, len(group), len(self.tags)), np.float32)
            for column, at in enumerate(group):
                padded[: lengths[column], column] = scores[at]
            counts = (lengths > np.arange(longest)[:, None]).sum(axis=1).tolist()
            total = starts + padded[0]
            backs = []
            for step in range(1, longest):
                count = counts[step]
                paths = total[:count, None, :] + moves
                backs.append(paths.argmax(axis=2))
                total[:count] = paths.max(axis=2)
                total[:count] += padded[step, :count]
            tags = np.empty((longest, len(group)), np.intp)
            tags[longest - 1] = tag = (total + ends).argmax(axis=1)
            every = np.arange(len(group))
            for step in range(longest - 1, 0, -1):
                count = counts[step]
                tag[:count] = backs[step - 1][every[:count], tag[:count]]
                tags[step - 1] = tag
            for column, at in enumerate(group):
                best[at] = tags[: lengths[column], column].tolist()
        return best

    def _runs(self, tags: Sequence[int]) -> Iterator[Run]:
        """The mentions that a sequence of BIO tags describes."""
        first, label = 0, ""
        for at, number in enumerate([*tags, 0]):
            tag = self.tags[number] if at < len(tags) else "O"
            if label and tag != f"I-{label}":
                yield first, at - 1, label
                label = ""
            if tag != "O" and not label:
                first, label = at, tag[2:]


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
