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

from coopnews.finders.word_features import letter_groups, shape, spelling

Array = npt.NDArray[Any]
Run = tuple[int, int, str]
"""First and last word of a mention, both within, and its label."""

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
        hidden = np.maximum(inputs @ tables["word_in"] + weights["word_in.bias"], 0)
        return hidden @ tables["word_out"] + weights["word_out.bias"]

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
        scores = values @ self._matrices["out"] + self.weights["out.bias"]
        return np.split(scores, np.cumsum(lengths)[:-1])

    def _best(self, scores: Sequence[Array]) -> list[list[int]]:
        """The best sequence of tags for each sentence (Viterbi)."""
        transitions, starts, ends = (self.weights[name] for name in ("transitions", "starts", "ends"))
        order = sorted(range(len(scores)), key=lambda at: -len(scores[at]))
        best: list[list[int]] = [[] for _ in scores]
        for first in range(0, len(order), SIDE_BY_SIDE):
            group = order[first : first + SIDE_BY_SIDE]
            lengths = np.array([len(scores[at]) for at in group])
            padded = np.zeros((int(lengths[0]), len(group), len(self.tags)), np.float32)
            for column, at in enumerate(group):
                padded[: lengths[column], column] = scores[at]
            active = [int((lengths > step).sum()) for step in range(int(lengths[0]))]
            total = starts + padded[0]
            backs: list[Array] = []
            for step in range(1, int(lengths[0])):
                count = active[step]
                paths = total[:count, None, :] + transitions.T
                back = paths.argmax(axis=2)
                backs.append(back)
                total[:count] = np.take_along_axis(paths, back[:, :, None], 2)[:, :, 0] + padded[step, :count]
            current = (total + ends).argmax(axis=1)
            for column, at in enumerate(group):
                tag = int(current[column])
                path = [tag]
                for step in range(int(lengths[column]) - 2, -1, -1):
                    tag = int(backs[step][column, tag])
                    path.append(tag)
                best[at] = path[::-1]
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
        return np.maximum(windows @ self.matrix + self.bias, 0)


class Recurrence:
    """A light recurrent layer, both ways: gates look at the word alone, so all products are taken at once."""

    def __init__(self, weights: Mapping[str, Array], name: str) -> None:
        self.gates, self.gates_bias = _matrix(weights, f"{name}.gates"), weights[f"{name}.gates.bias"].copy()
        self.out, self.out_bias = _matrix(weights, f"{name}.out"), weights[f"{name}.out.bias"]
        self.cells = self.gates.shape[1] // 6
        for way in range(2):  # the constant of the gate that keeps
            self.gates_bias[(3 * way + 1) * self.cells : (3 * way + 2) * self.cells] += 1

    def __call__(self, values: Array, lengths: Array) -> Array:
        """States from left to right and from right to left, sentences side by side, the longest first."""
        cells = self.cells
        gates = (values @ self.gates + self.gates_bias).reshape(len(values), 2, 3, cells)
        new = np.tanh(gates[:, :, 0])
        keep = 1 / (1 + np.exp(-gates[:, :, 1]))
        new -= keep * new
        order = np.argsort(-lengths, kind="stable")
        ends = np.cumsum(lengths)
        starts, lasts = (ends - lengths)[order], ends[order] - 1
        sorted_lengths = lengths[order]
        states = np.empty_like(new)
        state = np.zeros((len(lengths), 2, cells), np.float32)
        both = np.stack([starts, lasts], 1)
        ways = np.array([0, 1])
        count = len(lengths)
        steps = np.arange(int(sorted_lengths[0]))[:, None] * (1, -1)
        for step in range(int(sorted_lengths[0])):
            while sorted_lengths[count - 1] <= step:
                count -= 1
            at = both[:count] + steps[step], ways
            now = state[:count]
            now *= keep[at]
            now += new[at]
            states[at] = now
        states *= 1 / (1 + np.exp(-gates[:, :, 2]))
        added: Array = states.reshape(len(values), 2 * cells) @ self.out + self.out_bias
        return added


def _matrix(weights: Mapping[str, Array], name: str) -> Array:
    """A matrix as floats: whole numbers times the scale of their column."""
    return (weights[name] * weights[f"{name}.scale"]).astype(np.float32)


def words_packed(words: Sequence[str]) -> Array:
    """Words as one array of bytes, a line each."""
    return np.frombuffer("\n".join(words).encode(), np.uint8)


def _words(weights: Mapping[str, Array], name: str) -> list[str]:
    return weights[name].tobytes().decode().split("\n")
