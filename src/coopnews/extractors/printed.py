"""Units and items as they are reported: quoted from the text, without plural ending, ezafe or adjective ending."""

from __future__ import annotations

from coopnews.finders.items import Items
from coopnews.finders.quantities import Measure
from coopnews.lexicon import key, keys_of
from coopnews.text import Span, Text

_HALF_SPACE = "\u200c"


def printed_unit(text: Text, measure: Measure) -> str:
    """The unit as the text writes it; of an adjective («تنی»), the noun."""
    printed = text.words((measure.first, measure.last))
    if not measure.adjective or measure.term is None:
        return printed
    forms: list[str] = measure.term.data["nouns"]
    folded = key(printed)
    return next((form for form in forms if folded.startswith(key(form))), forms[0])


def printed_item(text: Text, items: Items, item: Span) -> str:
    """An item as it is reported: without the plural ending, ezafe or possessive of its head."""
    head = text.words((item.first, item.first))
    if items.has_clitic(item.first):
        head = head.rpartition(_HALF_SPACE)[0]
    if text.key_at(item.last + 1) == "که" and key(head)[:-1] in keys_of("not_counts.toml", "countable"):
        head = head[:-1].rstrip(_HALF_SPACE)  # «پنج طرحی که …»
    if item.last == item.first:
        return bare(head)
    rest = text.words((item.first + 1, item.last))
    # «نیروی ثابت»: a vowel's ezafe stays inside a phrase.
    return f"{head if head.endswith(('وی', 'وي')) else bare(head)} {rest}"


def bare(noun: str) -> str:
    """A noun without plural ending and ezafe.

    >>> bare("تعاونی‌های"), bare("اعضای"), bare("طرح"), bare("سرمایه‌های")
    ('تعاونی', 'اعضا', 'طرح', 'سرمایه')
    """
    stripped = noun.rstrip(_HALF_SPACE)
    for ending in ("هایی", "های", "هاي", "ها"):
        if stripped.endswith(ending) and len(stripped) > len(ending) + 2:
            return stripped.removesuffix(ending).rstrip("\u200c \u00ac\u00a0")
    if stripped.endswith(("وی", "وي")) and len(stripped) > 5:
        return stripped[:-1]
    if stripped.endswith(("ای", "اي")) and len(stripped) > 4 and not stripped.endswith(("‌ای", "‌اي", "ه ای")):
        return stripped[:-1]
    return stripped


def indefinite(noun: str) -> str:
    """A noun without the indefinite «ی».

    >>> indefinite("زمینی"), indefinite("جاده‌ای"), indefinite("کشتی تفریحی")
    ('زمین', 'جاده', 'کشتی تفریحی')
    """
    if " " in noun:
        return noun
    if noun.endswith("\u200cای"):
        return noun.removesuffix("\u200cای")
    return noun.removesuffix("ی") if len(noun) > 4 else noun
