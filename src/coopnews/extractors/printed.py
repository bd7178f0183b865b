"""Units and items as they are reported: quoted from the text, without plural ending, ezafe or adjective ending."""

from __future__ import annotations

from coopnews.finders.items import Items, in_class, is_light
from coopnews.finders.quantities import Measure
from coopnews.lexicon import key, keys_of, read_toml
from coopnews.text import Span, Text

_HALF_SPACE = "\u200c"
_KASRA = "\u0650"
_INDEFINITE = ("ه\u200cای", "ه ای")
_VOWELS = ("وی", "وي", "ای", "اي")


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
    head = head[: len(head) - len(items.clitic(item.first))]
    if text.keys[item.first].endswith("ست") and in_class(text.keys[item.first][:-2], "goods"):
        head = head.removesuffix("ست")  # «کالاست»: with its copula
    if item.first == item.last and (_is_relative(text, item.last) or _is_indefinite(text, item.last)):
        # «پنج طرحی که …», «دو لایحه‌ای که …», «واحدی ۶۰ متری»
        head = head.removesuffix("ای") if head.endswith(_INDEFINITE) else head[:-1]
        head = head.rstrip(_HALF_SPACE + " ")
    if item.last == item.first:
        return bare(head)
    rest = text.words((item.first + 1, item.last))
    rest = rest[: len(rest) - len(items.clitic(item.last))]
    if _is_relative(text, item.last) and in_class(text.keys[item.last][:-1], "kind_adjectives"):
        rest = rest[:-1]  # «نفت خامی که …»
    elif rest.endswith(("وی", "وي")) and in_class(text.keys[item.last][:-1], "kind_nouns"):
        rest = rest[:-1]  # «مدل خودروی تازه»
    # «نیروی ثابت», «کالای اساسی»: a vowel's ezafe stays inside a phrase, that of a plural does not.
    keeps = head.endswith(_VOWELS) and not head.endswith(("های", "هاي"))
    return f"{head if keeps else bare(head)} {rest}"


def _is_relative(text: Text, at: int) -> bool:
    """Whether a noun ends in the «ی» that announces a relative clause: «سه نمادی بودند که», «طرحی که»."""
    word, after = text.keys[at], text.key_at(at + 1)
    relative = after == "که" or (text.key_at(at + 2) == "که" and (after == "را" or is_light(after)))
    vowel = word.endswith(("ای", "وی")) and not text.quote((at, at)).endswith(_INDEFINITE)
    if not relative or not word.endswith("ی") or len(word) < 4 or vowel:
        return False
    countable = keys_of("not_counts.toml", "countable")
    return word not in countable or (word[:-1] in countable and after == "که")  # «تعاونی که», but «شهری که»


def _is_indefinite(text: Text, at: int) -> bool:
    """Whether a plainly countable noun ends in the «ی» of «a»: «واحدی», «خانه‌ای»."""
    word, countable = text.keys[at], keys_of("not_counts.toml", "countable")
    return word.endswith("ی") and word not in countable and word[:-1] in countable


def bare(noun: str) -> str:
    """A noun without plural ending and ezafe.

    >>> bare("تعاونی‌های"), bare("اعضای"), bare("طرح"), bare("دمای"), bare("چای")
    ('تعاونی', 'اعضا', 'طرح', 'دما', 'چای')
    """
    stripped = noun.rstrip(_HALF_SPACE + _KASRA)
    for ending in ("هایی", "های", "هاي", "ها"):
        if stripped.endswith(ending) and len(stripped) > len(ending) + 2:
            return stripped.removesuffix(ending).rstrip("\u200c \u00ac\u00a0")
    if stripped.endswith(("وی", "وي")) and len(stripped) > 3:
        return stripped[:-1]
    if stripped.endswith(("ای", "اي")) and len(stripped) > 3 and not stripped.endswith(("‌ای", "‌اي", "ه ای")):
        return stripped[:-1]
    return stripped


def indefinite(noun: str) -> str:
    """A noun without the indefinite «ی».

    >>> indefinite("زمینی"), indefinite("جاده‌ای"), indefinite("فضایی"), indefinite("کشتی تفریحی"), indefinite("اراضی")
    ('زمین', 'جاده', 'فضا', 'کشتی تفریحی', 'اراضی')
    """
    if " " in noun or key(noun) in keys_of("words.toml", "final_i"):
        return noun
    if noun.endswith("\u200cای"):
        return noun.removesuffix("\u200cای")
    if key(noun).removesuffix("یی") in keys_of("words.toml", "vowel_nouns"):
        return noun.removesuffix("یی")
    if noun.endswith(("ایی", "ویی", *read_toml("words.toml")["action_endings"]["forms"])):
        return noun  # «نانوایی», «دستشویی», «پرواربندی»
    return noun.removesuffix("ی") if len(noun) > 4 else noun
