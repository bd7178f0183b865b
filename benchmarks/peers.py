"""What is measured: for each contender the distribution it comes from, and a function that makes its work ready.

``make()`` imports and builds all that the work needs and returns a function of one text. Nothing is imported before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

Work = Callable[[str], Any]


class Peer(NamedTuple):
    """A contender; ``distribution`` is what pip calls it."""

    distribution: str
    make: Callable[[], Work]


def _hazm_normalize() -> Work:
    from hazm import Normalizer

    work: Work = Normalizer().normalize
    return work


def _hazm_tokenize() -> Work:
    from hazm import Normalizer, sent_tokenize, word_tokenize

    normalizer = Normalizer()
    return lambda text: [word_tokenize(sentence) for sentence in sent_tokenize(normalizer.normalize(text))]


def _parsivar() -> Work:
    from parsivar import Normalizer, Tokenizer

    normalizer, tokenizer = Normalizer(), Tokenizer()
    return lambda text: tokenizer.tokenize_words(normalizer.normalize(text))


def _shekar() -> Work:
    from shekar import Normalizer

    normalizer = Normalizer()
    work: Work = getattr(normalizer, "normalize", normalizer)
    return work


def _price_parser() -> Work:
    from price_parser import Price

    work: Work = Price.fromstring
    return work


def _quantulum() -> Work:
    from quantulum3 import parser

    work: Work = parser.parse
    return work


def _spacy() -> Work:
    import spacy

    nlp = spacy.blank("fa")
    nlp.max_length = 1 << 30
    work: Work = nlp
    return work


def _coopnews(pipeline: str) -> Callable[[], Work]:
    def make() -> Work:
        from coopnews import Pipeline

        return Pipeline.load(pipeline).extract

    return make


PEERS = {
    "hazm, full normaliser": Peer("hazm", _hazm_normalize),
    "hazm, normalise + sentences + words": Peer("hazm", _hazm_tokenize),
    "Parsivar, normalise + words": Peer("parsivar", _parsivar),
    "Shekar, normaliser": Peer("shekar", _shekar),
    "price-parser, first price of a text": Peer("price-parser", _price_parser),
    "quantulum3, quantities (English)": Peer("quantulum3", _quantulum),
    "spaCy, blank fa": Peer("spacy", _spacy),
    "coopnews fast": Peer("coopnews", _coopnews("fast")),
    "coopnews default": Peer("coopnews", _coopnews("default")),
}
"""In the order of the table; the first is what coopnews is compared with."""
