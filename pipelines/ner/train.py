r"""From annotated sentences and running text to the entity model, in one command.

    python pipelines/ner/train.py --news peyma/train.txt.gz --tweets parstwiner/train.txt.gz --dev peyma/dev.txt.gz \\
        --raw isna_6000.jsonl.gz --work build/ner --out src/coopnews/model

Steps leave their results in the folder ``--work`` and are not done again when these are there:

1. ``samples.pkl``   our tokens, the tags of the corpora and what the rules say (annotated news, tweets, raw news)
2. ``words.pkl``     word vectors from all texts but the dev set; the word lists of the lexicon
3. ``network-G-N.pt`` networks of generation ``G``, trained on the annotated sentences and, from the second generation
   on, on silver ones (``--only network-1-2`` trains one: run several at once)
4. ``silver-G.pkl``  raw sentences and how probable each tag is, as the networks of generation ``G`` together see it
5. ``--out``         a spaCy pipeline with the weights of the last network as whole numbers, and its ``meta.json``

``config.toml`` beside this file has every number; torch, scipy and numpy are all it needs besides the package.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Container, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from corpus import LABELS, read
from evaluate import joined
from export import export
from network import Batch, Network, Shape, Words
from samples import HINTS, Sample, articles, runs, samples, scores, tagset
from words import frequent, lists, vectors

from coopnews.finders.word_features import letter_groups, shape, spelling

TWEET_LABELS = {"PER": "PER", "ORG": "ORG", "POG": "ORG", "LOC": "LOC"}
TAGS = (tagset(LABELS), tagset(LABELS[:3]))
"""The tags of the two heads: news and tweets."""
JOINED = 15
"""Sentences that are read as one text for the second reading of the news, in which rules see what stands around."""


class Known:
    """Tables of words, and the rows of the words that have been met."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.vectors = {word: at + 1 for at, word in enumerate(data["words"])}
        self.learnt = {word: at + 1 for at, word in enumerate(data["learnt_words"])}
        self.met: dict[str, int] = {}
        self.rows: list[tuple[int, int, int, list[int], list[int]]] = []

    def row(self, word: str) -> int:
        """The number of a word."""
        if word not in self.met:
            self.met[word] = len(self.rows)
            vector = self.vectors.get(spelling(word), 0)
            listed = self.data["lists"].get(word, [])
            self.rows.append((vector, self.learnt.get(word, 0), shape(word), letter_groups(word), listed))
        return self.met[word]

    def words(self, rows: Sequence[int]) -> Words:
        """What is known of some words, as tensors."""
        vector, learnt, shapes, letters, listed = zip(*(self.rows[row] for row in rows), strict=True)
        starts = np.cumsum([0, *map(len, letters)])[:-1]
        marked = np.zeros((len(rows), len(self.data["list_names"])), np.float32)
        for at, one in enumerate(listed):
            marked[at, one] = 1
        tensors = (np.array(vector), np.array(learnt), np.concatenate(letters), starts, marked, np.array(shapes))
        return Words(*map(torch.from_numpy, tensors))

    def batch(self, sentences: Sequence[Sample], tags: Sequence[str]) -> Batch:
        """Sentences side by side."""
        length = max(len(sentence.keys) for sentence in sentences)
        rows, said, gold = (np.zeros((len(sentences), length), np.int64) for _ in range(3))
        filled = np.zeros((len(sentences), length), bool)
        tag_number, hint_number = ({name: at for at, name in enumerate(names)} for names in (tags, HINTS))
        for at, sentence in enumerate(sentences):
            width = len(sentence.keys)
            rows[at, :width] = [self.row(word) for word in sentence.keys]
            said[at, :width] = [hint_number[hint] for hint in sentence.hints]
            gold[at, :width] = [tag_number[tag] for tag in sentence.tags]
            filled[at, :width] = True
        distinct, places = np.unique(rows, return_inverse=True)
        tensors = (torch.from_numpy(one) for one in (places.reshape(rows.shape), said, filled, gold))
        return Batch(self.words(distinct.tolist()), *tensors, shares=_shares(sentences, len(tags)))

    def network(self, design: Shape) -> Network:
        """A network for these words."""
        rows = self.data["vectors"]
        table = torch.from_numpy(np.vstack([np.zeros((1, rows.shape[1]), np.float32), rows]))
        heads = tuple(map(len, TAGS))
        return Network(design, table, len(self.learnt) + 1, len(self.data["list_names"]), len(HINTS), heads)


def _shares(sentences: Sequence[Sample], tags: int) -> torch.Tensor | None:
    """The probabilities of tags of silver sentences, side by side."""
    if sentences[0].shares is None:
        return None
    shares = np.zeros((len(sentences), max(len(sentence.keys) for sentence in sentences), tags), np.float32)
    for row, sentence in zip(shares, sentences, strict=True):
        row[: len(sentence.keys)] = sentence.shares
    return torch.from_numpy(shares)


def batches(sentences: Sequence[Sample], words: int, chance: random.Random) -> list[list[Sample]]:
    """Sentences of like length together, about ``words`` words a batch with what is left empty."""
    groups: list[list[Sample]] = [[]]
    for sentence in sorted(sentences, key=lambda one: len(one.keys) + 4 * chance.random()):
        if groups[-1] and len(sentence.keys) * (len(groups[-1]) + 1) > words:
            groups.append([])
        groups[-1].append(sentence)
    return groups


def trained(
    known: Known, data: dict[str, list[Sample]], config: dict[str, Any], design: Shape, seed: int, name: str
) -> Network:
    """A network trained on news and tweets, and on silver news if there are some; weights are averaged at the end."""
    chance = random.Random(seed)  # noqa: S311  (order of sentences)
    torch.manual_seed(seed)
    network = known.network(design)
    weights = list(network.parameters())
    optimiser = torch.optim.AdamW(weights, lr=config["rate"], weight_decay=0.01)
    epochs, size = config["epochs"], config["batch_words"]

    def epoch(number: int) -> list[tuple[int, float, list[Sample]]]:
        chosen = [(0, 1.0, data["news_joined" if number % 2 else "news"])]
        chosen.append((1, 1.0, chance.sample(data["tweets"], int(len(data["tweets"]) * config["tweets"]))))
        if silver := data.get("silver"):
            chosen.append((0, config["silver_weight"], chance.sample(silver, min(config["silver"], len(silver)))))
        groups = [(head, weight, group) for head, weight, part in chosen for group in batches(part, size, chance)]
        chance.shuffle(groups)
        return groups

    steps = epochs * (len(epoch(1)) + 5)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, config["rate"], total_steps=steps, pct_start=0.1)
    average: list[torch.Tensor] | None = None
    begun, step = time.time(), 0
    for number in range(1, epochs + 1):
        network.train()
        total = 0.0
        groups = epoch(number)
        for head, weight, group in groups:
            batch = known.batch(group, TAGS[head])
            loss = _loss(network, batch, head).mean() * weight
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 5.0)
            optimiser.step()
            if step + 1 < steps:
                schedule.step()
            step += 1
            total += float(loss.detach())
            if number > epochs * 0.6 and step % 5 == 0:
                with torch.no_grad():
                    average = average or [one.detach().clone() for one in weights]
                    for mean, now in zip(average, weights, strict=True):
                        mean.lerp_(now, 0.02)
        print(f"{name} epoch {number}: loss {total / len(groups):.2f}, {time.time() - begun:.0f} s", flush=True)
        if number % 3 == 0 and number < epochs:
            print(name, scored(known, [network], data["dev"]), flush=True)
    if average is not None:
        with torch.no_grad():
            for now, mean in zip(weights, average, strict=True):
                now.copy_(mean)
    network.eval()
    print(name, "averaged", scored(known, [network], data["dev"]), flush=True)
    print(name, "tweets", scored(known, [network], data["tweets_dev"], head=1), flush=True)
    return network


def _loss(network: Network, batch: Batch, head: int) -> torch.Tensor:
    """How far a network is from what is known of each sentence: its tags, or their probabilities."""
    values, chain = network(batch, head), network.chains[head]
    if batch.shares is None:
        return chain.surprise(values, batch.filled, batch.tags)
    return chain.distance(values, batch.filled, batch.shares)


def tagged(known: Known, networks: Sequence[Network], sentences: Sequence[Sample], head: int = 0) -> list[list[str]]:
    """The tags that networks give sentences together: the mean of their scores and transitions, the best sequence."""
    order = sorted(range(len(sentences)), key=lambda at: len(sentences[at].keys))
    found: list[list[str]] = [[] for _ in sentences]
    for network in networks:
        network.eval()
    with torch.no_grad():
        for first in range(0, len(order), 64):
            group = order[first : first + 64]
            batch = known.batch([sentences[at] for at in group], TAGS[head])
            values = torch.stack([network(batch, head) for network in networks]).mean(0)
            chains = [network.chains[head] for network in networks]
            moves, starts, ends = (
                torch.stack([getattr(chain, part) for chain in chains]).mean(0)
                for part in ("transitions", "starts", "ends")
            )
            for at, tags in zip(group, _best(values, batch.filled, moves, starts, ends), strict=True):
                found[at] = [TAGS[head][tag] for tag in tags[: len(sentences[at].keys)]]
    return found


def _best(
    scores: torch.Tensor, filled: torch.Tensor, moves: torch.Tensor, starts: torch.Tensor, ends: torch.Tensor
) -> list[list[int]]:
    total, backs = starts + scores[:, 0], []
    for at in range(1, scores.shape[1]):
        value, back = (total[:, :, None] + moves).max(1)
        total = torch.where(filled[:, at, None], value + scores[:, at], total)
        backs.append(back)
    tag = (total + ends).argmax(1)
    path = [tag]
    for at in range(scores.shape[1] - 1, 0, -1):
        tag = torch.where(filled[:, at], backs[at - 1].gather(1, tag[:, None]).squeeze(1), tag)
        path.append(tag)
    return torch.stack(path[::-1], 1).tolist()


def scored(known: Known, networks: Sequence[Network], sentences: Sequence[Sample], head: int = 0) -> dict[str, float]:
    """F1 of networks together."""
    labels = LABELS if head == 0 else LABELS[:3]
    return scores([one.tags for one in sentences], tagged(known, networks, sentences, head), labels)


def kept(path: Path, make: Callable[[], Any]) -> Any:
    """What a step has left, or what it makes now."""
    if not path.exists():
        begun = time.time()
        made = make()
        path.with_suffix(".part").write_bytes(pickle.dumps(made))
        path.with_suffix(".part").rename(path)
        print(f"{path.name}: {time.time() - begun:.0f} s", flush=True)
    return pickle.loads(path.read_bytes())  # noqa: S301  (our own)


def read_all(arguments: argparse.Namespace) -> dict[str, list[Sample]]:
    """Step 1."""
    news, dev = list(read(arguments.news)), list(read(arguments.dev))
    tweets = list(read(arguments.tweets, TWEET_LABELS))
    tweets_dev = list(read(arguments.tweets_dev, TWEET_LABELS))
    single = [list(samples([sentence])) for sentence in news]
    return {
        "news": [sample for parts in single for sample in parts],
        "news_joined": list(samples(joined(news, JOINED))),
        "tweets": list(samples(tweets)),
        "raw": list(samples(articles(arguments.raw))),
        "dev": list(samples(dev)),
        "tweets_dev": list(samples(tweets_dev)),
    }


def known_words(data: dict[str, list[Sample]], config: dict[str, Any]) -> dict[str, Any]:
    """Step 2."""
    texts = [sample.keys for part in ("news", "tweets", "raw") for sample in data[part]]
    words, rows = vectors(texts, config["dimensions"], config["rarest"], config["seed"])
    names, listed = lists()
    learnt = frequent((sample.keys for part in ("news", "tweets") for sample in data[part]), config["learnt_rarest"])
    return {"words": words, "vectors": rows, "list_names": names, "lists": listed, "learnt_words": learnt}


def silver(
    known: Known, networks: Sequence[Network], data: dict[str, list[Sample]], config: dict[str, Any]
) -> list[Sample]:
    """Step 4: raw sentences of a middling length and tweets, and what networks together make of them."""
    chance = random.Random(config["seed"])  # noqa: S311
    fit = [one for one in data["raw"] if config["shortest"] <= len(one.keys) <= config["longest"]]
    chosen = [*chance.sample(fit, min(config["sentences"], len(fit))), *data["tweets"]]
    usual = untagged(data["news"], config["usual"])
    found: list[Sample] = []
    with torch.no_grad():
        for group in batches(chosen, config["batch_words"], chance):
            batch = known.batch(group, TAGS[0])
            each = [network.eval().chains[0].shares(network(batch), batch.filled).exp() for network in networks]
            mean = torch.stack(each).mean(0).numpy()
            found += [
                told(one, row[: len(one.keys)], usual, config["told"]) for one, row in zip(group, mean, strict=True)
            ]
    return found


def told(sample: Sample, shares: npt.NDArray[np.float32], usual: Container[tuple[str, ...]], share: float) -> Sample:
    """A silver sentence: where annotators name what networks see nothing of, they have most of the say.

    Tweets and news are annotated by different rules («مجلس» alone is named in tweets only), so the bounds and labels of
    networks stay, and what is ``usual`` is left to them.
    """
    taken = {at for first, last, _ in runs([TAGS[0][tag] for tag in shares.argmax(1)]) for at in range(first, last + 1)}
    for first, last, label in runs(sample.tags):
        run = range(first, last + 1)
        if taken.isdisjoint(run) and tuple(sample.keys[first : last + 1]) not in usual:
            shares[run] *= 1 - share
            shares[run, [TAGS[0].index(f"{'B' if at == first else 'I'}-{label}") for at in run]] += share
    return sample._replace(shares=shares.astype(np.float16))


def untagged(sentences: Sequence[Sample], often: int) -> set[tuple[str, ...]]:
    """Runs of up to three words that annotators leave untagged so often, and so many times as often as named."""
    left: Counter[tuple[str, ...]] = Counter()
    named: Counter[tuple[str, ...]] = Counter()
    for keys, _, tags, _ in sentences:
        named.update(tuple(keys[first : last + 1]) for first, last, _ in runs(tags))
        for width in (1, 2, 3):
            places = range(len(keys) - width + 1)
            left.update(tuple(keys[at : at + width]) for at in places if set(tags[at : at + width]) == {"O"})
    return {run for run, count in left.items() if count >= often * (1 + named[run])}


def main() -> None:
    """Run the steps that are not done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("news", "dev", "tweets", "tweets-dev", "raw"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("build/ner"))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--only", help="stop after this step: samples, words, network-G-N, silver-G")
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("config.toml"))
    arguments = parser.parse_args()
    config = tomllib.loads(arguments.config.read_text(encoding="utf-8"))
    work: Path = arguments.work
    work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(config["threads"])

    data = kept(work / "samples.pkl", lambda: read_all(arguments))
    if arguments.only == "samples":
        return
    known = Known(kept(work / "words.pkl", lambda: known_words(data, config["words"])))
    if arguments.only == "words":
        return
    networks: list[Network] = []
    for generation, own in enumerate(config["generations"], 1):
        names = [f"network-{generation}-{number}" for number in range(1, len(own["networks"]) + 1)]
        networks = [
            _network(known, data, {**config["training"], **own, **one}, config["design"], work / f"{name}.pt")
            for name, one in zip(names, own["networks"], strict=True)
            if arguments.only in (None, name) or arguments.only not in names
        ]
        if arguments.only in names:
            return
        print(f"generation {generation}", scored(known, networks, data["dev"]), flush=True)
        if generation < len(config["generations"]):
            tag = partial(silver, known, networks, data, config["silver"])
            data["silver"] = kept(work / f"silver-{generation}.pkl", tag)
        if arguments.only == f"silver-{generation}":
            return
    if arguments.out:
        meta = {**config["meta"], "performance": scored(known, networks[-1:], data["dev"])}
        export(arguments.out, networks[-1], known.data, TAGS[0], HINTS, meta)


def _network(
    known: Known, data: dict[str, list[Sample]], settings: dict[str, Any], design: dict[str, Any], path: Path
) -> Network:
    """A network of one step, trained if it is not there."""
    form = Shape(**{**design, **settings.get("design", {})})
    if not path.exists():
        torch.save(trained(known, data, settings, form, settings["seed"], path.stem).state_dict(), path)
    network = known.network(form)
    network.load_state_dict(torch.load(path))
    return network


if __name__ == "__main__":
    main()
