"""Which quantities are money."""

from __future__ import annotations

from coopnews.finders.items import in_class, is_light
from coopnews.finders.quantities import Quantity
from coopnews.lexicon import keys_of
from coopnews.text import Text
from coopnews.tokenize import WORD


def is_money(text: Text, quantity: Quantity) -> bool:
    """Whether a quantity is money, with its currency or without («۷۰۰ میلیارد وام»)."""
    measure = quantity.measure
    if measure is not None:
        excluded = measure.kind == "money" and measure.term is not None and measure.term.data.get("excluded", False)
        return not excluded and measure.kind in ("money", "elided")
    scale = quantity.cardinals[-1].scale
    if scale < 10**6 or quantity.value < 10**6:
        return False
    after = quantity.last + 1
    word = text.key_at(after)
    if after >= len(text) or text.kinds[after] != WORD:
        return True
    if word in keys_of("not_counts.toml", "countable"):
        return False
    if word in keys_of("not_counts.toml", "money_nouns"):
        return True
    return in_class(word, "function_words") or is_light(word) or in_class(word, "verbal")
