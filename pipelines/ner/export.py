"""A trained network as a spaCy pipeline in a folder, its matrices as whole numbers."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import spacy
import torch
from network import Network

from coopnews.finders.entities import Component
from coopnews.finders.tagger import Tagger, words_packed

Array = npt.NDArray[Any]
LARGEST = 127


def weights(network: Network, words: Mapping[str, Any], tags: Sequence[str], hints: Sequence[str]) -> dict[str, Array]:
    """The weights of a network and its tables of words, as :class:`~coopnews.finders.tagger.Tagger` takes them."""
    state = {name: value.numpy() for name, value in network.state_dict().items()}
    matrices = {
        "vectors": words["vectors"],
        "learnt": state["learnt.weight"][1:],
        "letters": state["letters.weight"],
        "shapes": state["shapes.weight"],
        "hints": state["hints.weight"],
        "word_in": _with_lists(state),
        "word_out": state["word_out.weight"].T,
        "out": state["out.0.weight"].T,
    }
    exact = {
        "word_in.bias": state["word_in.bias"],
        "word_out.bias": state["word_out.bias"],
        "out.bias": state["out.0.bias"],
    }
    for at, layer in enumerate(network.layers):
        for part in ("matrix", "gates", "out"):
            if hasattr(layer, part):
                matrices[f"layer.{at}.{part}"] = state[f"layers.{at}.{part}.weight"].T
                exact[f"layer.{at}.{part}.bias"] = state[f"layers.{at}.{part}.bias"]
    for part in ("transitions", "starts", "ends"):
        exact[part] = state[f"chains.0.{part}"]
    listed = list(words["lists"].values())
    return {
        **_whole(matrices),
        **{name: value.astype(np.float32) for name, value in exact.items()},
        "words": words_packed(words["words"]),
        "learnt_words": words_packed(words["learnt_words"]),
        "listed_words": words_packed(list(words["lists"])),
        "listed": np.concatenate([np.array(one, np.uint8) for one in listed]),
        "listed_ends": np.cumsum([len(one) for one in listed]).astype(np.uint32),
        "tags": words_packed(tags),
        "hint_tags": words_packed(hints),
    }


def _with_lists(state: Mapping[str, Array]) -> Array:
    """The first layer over a word, the table of its lists multiplied in."""
    matrix, lists = state["word_in.weight"].T, state["lists.weight"].T
    before = matrix.shape[0] - lists.shape[1] - state["shapes.weight"].shape[1]
    inner = slice(before, before + lists.shape[1])
    return np.concatenate([matrix[:before], lists @ matrix[inner], matrix[inner.stop :]])


def _whole(matrices: Mapping[str, Array]) -> dict[str, Array]:
    """Each column in steps of its own size, from -127 to 127."""
    found: dict[str, Array] = {}
    for name, matrix in matrices.items():
        scale = np.maximum(np.abs(matrix).max(axis=0), 1e-8) / LARGEST
        found[name] = np.round(matrix / scale).astype(np.int8)
        found[f"{name}.scale"] = scale.astype(np.float32)
    return found


def export(
    folder: Path,
    network: Network,
    words: Mapping[str, Any],
    tags: Sequence[str],
    hints: Sequence[str],
    meta: Mapping[str, Any],
) -> None:
    """Write the pipeline; what is in the folder is replaced."""
    torch.set_grad_enabled(False)
    nlp = spacy.blank("fa")
    component = nlp.add_pipe("coopnews_entities")
    assert isinstance(component, Component)
    component.tagger = Tagger(weights(network, words, tags, hints))
    nlp.meta.update(meta)
    shutil.rmtree(folder, ignore_errors=True)
    nlp.to_disk(folder)
