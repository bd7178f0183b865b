"""Raw characters → normal characters; the only importer of hazm's normaliser.

hazm's character-level rules look at one character at a time, so each distinct character is normalised once
and remembered; what they say of the usual ones is written down here, since loading hazm takes seconds and more memory
than all the rest. Its spacing and style rules rewrite numbers («۱.۲۰۰») and are left off: words are joined when
they are looked up, never in the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from string import digits
from typing import Protocol


class _Normalizer(Protocol):
    def normalize(self, text: str) -> str: ...


@cache
def _hazm() -> _Normalizer:
    from hazm import Normalizer

    # Spacing, repeats, style and «می» load hazm's word lists (one second) and change more than characters.
    normalizer: _Normalizer = Normalizer(
        correct_spacing=False, decrease_repeated_chars=False, persian_style=False, seperate_mi=False
    )
    return normalizer


_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
_KEPT = "آأؤإئءابپتةثجچحخدذرزژسشصضطظعغفقکگلمنوهۀیٱ،؛؟٪٫٬٭" + _DIGITS
_DROPPED = [*range(0x64B, 0x660), 0x670, 0x6D4, *range(0x6D6, 0x6EE), 0xFD3E, 0xFD3F]
_FOREIGN = {"ی": "ێېۍےۓ", "ک": "ګڪ", "ت": "ټٹ", "د": "ډڈ", "ر": "ړږڑڕ", "س": "ښ", "ن": "ڼں", "و": "ۆۇۋۏ"}
_FOREIGN |= {"ل": "ڵ", "ف": "ڤ", "ح": "ځڅ", "ه": "ۂۃ", "گ": "ڳ", "چ": "ڿ", "ق": "ڨ"}
"""Letters of Kurdish, Azeri, Pashto, Urdu and Arabic names, by the Persian letter that they become."""
USUAL = {
    **dict(zip(_KEPT, _KEPT, strict=True)),
    **dict(zip(digits + "٠١٢٣٤٥٦٧٨٩", 2 * _DIGITS, strict=True)),
    **dict(zip("%كيىەھہ“”\u00a0", '٪کییههه"" ', strict=True)),
    **{letter: persian for persian, letters in _FOREIGN.items() for letter in letters},
    **dict.fromkeys(map(chr, _DROPPED), ""),
}
"""What hazm makes of the characters of Persian news, and of its neighbours' letters."""


def without_hazm(character: str) -> str | None:
    """What hazm makes of a character, None where it has to be asked: letters that Persian does not use."""
    arabic = "\u0600" <= character <= "\u08ff" or "\ufb50" <= character <= "\ufeff"
    return USUAL.get(character, None if arabic else character)


def by_hazm(text: str) -> str:
    """A text by hazm's character rules."""
    known = [form for form in map(without_hazm, text) if form is not None]
    return "".join(known) if len(known) == len(text) else _hazm().normalize(text)


# Marks that stand for a half-space in badly converted text: ¬, soft hyphen, zero-width signs, word joiner.
HALF_SPACES = frozenset("\u00ac\u00ad\u200b\u200c\u200d\u2060")
_INVISIBLE = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u061c\u0640\ufe0f")
_FOLDED = {
    "آ": "ا",
    "أ": "ا",
    "إ": "ا",
    "ٱ": "ا",
    "ؤ": "و",
    "ئ": "ی",
    "ى": "ی",
    "ي": "ی",
    "ك": "ک",
    "ۀ": "ه",
    "ة": "ه",
    "ء": "",
    "ٔ": "",
    "“": '"',
    "”": '"',
    "„": '"',
    "‹": "«",
    "›": "»",
    "‘": "'",
    "’": "'",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "%": "٪",
    "﹪": "٪",
}


@cache
def normal_character(character: str) -> str:
    """The normal form of one raw character: compatibility form (NFKC), then hazm's character rules.

    >>> normal_character("ي"), normal_character("ﻻ"), normal_character("4"), normal_character("\u064b")
    ('ی', 'لا', '۴', '')
    """
    if character in HALF_SPACES:
        return "\u200c"
    if character in _INVISIBLE:
        return ""
    if character == "﷼":
        return "ریال"
    # «…» would become three full stops, «²» and «½» digits of a number that nobody wrote.
    if character == "…" or unicodedata.category(character) == "No":
        return character
    # Isolated forms of diacritics decompose to a space and the mark (U+FE70 …): only the mark matters.
    compatible = unicodedata.normalize("NFKC", character)
    if character != " " and not character.isspace():
        compatible = compatible.strip()
    return by_hazm(compatible)


@cache
def fold_character(character: str) -> str:
    """The lookup form of one raw character: normal form, letters that vary in print made one, digits ASCII.

    >>> fold_character("آ"), fold_character("ئ"), fold_character("٤"), fold_character("\u200c")
    ('ا', 'ی', '4', '')
    """
    if character in _FOLDED and unicodedata.category(character) != "Lo":
        return _FOLDED[character]
    folded = []
    for normal in normal_character(character):
        if normal == "\u200c":
            continue
        normal = _FOLDED.get(normal, normal)
        if not normal or (normal.isspace() and not character.isspace()):
            continue
        if unicodedata.category(normal[0]) in ("Mn", "Me", "Cf", "Cc") and not normal.isspace():
            continue
        folded.append(str(unicodedata.digit(normal)) if normal.isdigit() else normal.lower())
    return "".join(folded)


class _Characters(dict[int, str]):
    """A function of a character as a table that ``str.translate`` fills when it meets one."""

    def __init__(self, function: Callable[[str], str]) -> None:
        super().__init__()
        self.function = function

    def __missing__(self, ordinal: int) -> str:
        form = self[ordinal] = self.function(chr(ordinal))
        return form


_NORMAL, _FOLD = _Characters(normal_character), _Characters(fold_character)


def normalize(raw: str) -> str:
    """The normal form of a text, for reading and for statistical models.

    >>> normalize("شركت تعاوني ٣٤")
    'شرکت تعاونی ۳۴'
    """
    return raw.translate(_NORMAL)


def fold(text: str) -> str:
    """The lookup form of a text: one spelling for what readers take as the same word; spaces stay.

    >>> fold("تعاونی‌هاي رئیس هیئت")
    'تعاونیهای رییس هییت'
    """
    return text.translate(_FOLD)
