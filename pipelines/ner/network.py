"""The network in torch, for training; :mod:`coopnews.finders.tagger` runs it in numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from coopnews.finders.word_features import BUCKETS, SHAPES


@dataclass(frozen=True)
class Shape:
    """Sizes of a network, and how much is left out in training."""

    width: int = 128
    hidden: int = 256
    layers: tuple[str, ...] = ("recurrent", "recurrent")
    recurrent: int = 96
    learnt: int = 32
    letters: int = 48
    dropout: float = 0.3
    without_vector: float = 0.15
    without_learnt: float = 0.3
    without_hint: float = 0.1


class Words(NamedTuple):
    """What is known of some distinct words."""

    vectors: Tensor
    learnt: Tensor
    letters: Tensor
    letter_starts: Tensor
    lists: Tensor
    shapes: Tensor


class Batch(NamedTuple):
    """Sentences side by side: the row of each word in ``words``, hints, what is filled, and the tags if known.

    ``shares`` is how probable each tag is, for sentences that networks have tagged.
    """

    words: Words
    rows: Tensor
    hints: Tensor
    filled: Tensor
    tags: Tensor
    shares: Tensor | None


class Convolution(nn.Module):
    """What stands at a word and at its two neighbours."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.matrix = nn.Linear(3 * width, width)

    def forward(self, values: Tensor, filled: Tensor) -> Tensor:
        """What is added to the values."""
        values = functional.pad(values * filled[..., None], (0, 0, 1, 1))
        return functional.relu(self.matrix(torch.cat([values[:, :-2], values[:, 1:-1], values[:, 2:]], -1)))


class Recurrence(nn.Module):
    """A light recurrent layer, both ways: gates look at the word alone, so all products are taken at once."""

    def __init__(self, width: int, cells: int) -> None:
        super().__init__()
        self.cells = cells
        self.gates = nn.Linear(width, 6 * cells)
        self.out = nn.Linear(2 * cells, width)

    def forward(self, values: Tensor, filled: Tensor) -> Tensor:
        """What is added to the values."""
        count, length, _ = values.shape
        gates = self.gates(values).view(count, length, 2, 3, self.cells)
        both = torch.stack([gates[:, :, 0], gates[:, :, 1].flip(1)])
        here = torch.stack([filled, filled.flip(1)])[..., None].float()
        new, keep, show = (
            torch.tanh(both[..., 0, :]),
            torch.sigmoid(both[..., 1, :] + 1),
            torch.sigmoid(both[..., 2, :]),
        )
        keep = keep * here + (1 - here)
        new = (1 - keep) * new
        state = values.new_zeros(2, count, self.cells)
        states = []
        for kept, added in zip(keep.unbind(2), new.unbind(2), strict=True):
            state = kept * state + added
            states.append(state)
        shown = torch.stack(states, 2) * show
        return self.out(torch.cat([shown[0], shown[1].flip(1)], -1))


class Chain(nn.Module):
    """Scores of sequences of tags: a linear chain (CRF)."""

    def __init__(self, tags: int) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(tags, tags))
        self.starts = nn.Parameter(torch.zeros(tags))
        self.ends = nn.Parameter(torch.zeros(tags))

    def surprise(self, scores: Tensor, filled: Tensor, tags: Tensor) -> Tensor:
        """Minus the logarithm of the probability of the tags of each sentence."""
        here = filled.float()
        said = scores.gather(2, tags[..., None]).squeeze(2) * here
        moves = self.transitions[tags[:, :-1], tags[:, 1:]] * here[:, 1:]
        last = tags.gather(1, filled.long().sum(1, keepdim=True) - 1).squeeze(1)
        path = self.starts[tags[:, 0]] + said.sum(1) + moves.sum(1) + self.ends[last]
        return torch.logsumexp(self._before(scores, filled)[-1] + self.ends, 1) - path

    def shares(self, scores: Tensor, filled: Tensor) -> Tensor:
        """The logarithm of the probability of each tag of each word."""
        before = self._before(scores, filled)
        weights = torch.exp(self.transitions).T
        after = [self.ends.expand_as(before[0])]
        for at in range(scores.shape[1] - 1, 0, -1):
            leading = _summed(after[-1] + scores[:, at], weights)
            after.append(torch.where(filled[:, at, None], leading, after[-1]))
        total = torch.logsumexp(before[-1] + self.ends, 1)
        return torch.stack(before, 1) + torch.stack(after[::-1], 1) - total[:, None, None]

    def distance(self, scores: Tensor, filled: Tensor, shares: Tensor) -> Tensor:
        """How ill the probabilities of the tags of each sentence agree with those given (cross entropy)."""
        return -(shares * self.shares(scores, filled)).sum(2).mul(filled.float()).sum(1)

    def _before(self, scores: Tensor, filled: Tensor) -> list[Tensor]:
        """For each word and tag the logarithm of the weight of all sequences up to it."""
        weights = torch.exp(self.transitions)
        totals = [self.starts + scores[:, 0]]
        for at in range(1, scores.shape[1]):
            following = _summed(totals[-1], weights) + scores[:, at]
            totals.append(torch.where(filled[:, at, None], following, totals[-1]))
        return totals


def _summed(values: Tensor, weights: Tensor) -> Tensor:
    """``log(exp(values) @ weights)``, without overflow."""
    top = values.max(1, keepdim=True)[0]
    return torch.log(torch.exp(values - top) @ weights + 1e-30) + top


class Network(nn.Module):
    """Words → a layer over each distinct word → layers over the sentence → scores of tags, one head a corpus."""

    def __init__(
        self, shape: Shape, vectors: Tensor, learnt: int, lists: int, hints: int, heads: tuple[int, ...]
    ) -> None:
        super().__init__()
        self.shape = shape
        self.register_buffer("vectors", vectors)
        self.learnt = nn.Embedding(learnt, shape.learnt)
        self.letters = nn.EmbeddingBag(BUCKETS, shape.letters, mode="mean")
        self.lists = nn.Linear(lists, 64, bias=False)
        self.shapes = nn.Embedding(SHAPES, 16)
        self.word_in = nn.Linear(vectors.shape[1] + shape.learnt + shape.letters + 64 + 16, shape.hidden)
        self.word_out = nn.Linear(shape.hidden, shape.width)
        self.hints = nn.Embedding(hints, shape.width)
        kinds = {
            "conv": lambda: Convolution(shape.width),
            "recurrent": lambda: Recurrence(shape.width, shape.recurrent),
        }
        self.layers = nn.ModuleList([kinds[kind]() for kind in shape.layers])
        self.out = nn.ModuleList([nn.Linear(shape.width, tags) for tags in heads])
        self.chains = nn.ModuleList([Chain(tags) for tags in heads])
        nn.init.normal_(self.learnt.weight, 0, 0.05)
        nn.init.normal_(self.letters.weight, 0, 0.3)
        nn.init.normal_(self.hints.weight, 0, 0.3)

    def _drop(self, values: Tensor, share: float) -> Tensor:
        return functional.dropout(values, share, self.training)

    def _kept(self, count: int, share: float) -> Tensor:
        return (torch.rand(count, 1) >= (share if self.training else 0)).float()

    def embedded(self, words: Words) -> Tensor:
        """The row of each distinct word."""
        count = len(words.vectors)
        parts = [
            self.vectors[words.vectors] * self._kept(count, self.shape.without_vector),
            self.learnt(words.learnt) * self._kept(count, self.shape.without_learnt),
            self.letters(words.letters, words.letter_starts),
            self.lists(words.lists * (torch.rand_like(words.lists) >= 0.1).float() if self.training else words.lists),
            self.shapes(words.shapes),
        ]
        return self.word_out(functional.relu(self.word_in(self._drop(torch.cat(parts, 1), 0.1))))

    def forward(self, batch: Batch, head: int = 0) -> Tensor:
        """The score of each tag for each word."""
        hints = batch.hints
        if self.training:
            hints = hints * (torch.rand(hints.shape) >= self.shape.without_hint).long()
            hints = hints * (torch.rand(len(hints), 1) >= self.shape.without_hint).long()
        values = self._drop(self.embedded(batch.words)[batch.rows] + self.hints(hints), self.shape.dropout)
        for layer in self.layers:
            values = values + self._drop(layer(values, batch.filled), self.shape.dropout)
        return self.out[head](values)
