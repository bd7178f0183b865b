"""What the entity model sees of a word: its letters and its shape. Training and tagging share this module."""

from __future__ import annotations

from zlib import crc32

BUCKETS = 1 << 14
"""Rows of the table of letter groups; a group's row is a hash."""
SHAPES = 22
_NUMBER_SHAPES = {":": 8, "/": 9, "-": 10}


def spelling(key: str) -> str:
    """The word under which a token is looked up: digits are one another's equals.

    >>> spelling("1403"), spelling("گیلان")
    ('0000', 'گیلان')
    """
    return "0" * len(key) if key.isdigit() else key


def letter_groups(key: str) -> list[int]:
    """The rows of the groups of two to four letters of a token, its bounds included."""
    word = f"<{spelling(key)}>"
    groups = {word[at : at + width] for width in (2, 3, 4) for at in range(len(word) - width + 1)}
    return [crc32(group.encode()) % BUCKETS for group in sorted(groups)]


def shape(key: str) -> int:
    """The class of a token by its characters: years, numbers by length, dates, times, Latin, signs, words by length.

    >>> shape("1403"), shape("2024"), shape("12"), shape("10:30"), shape("،"), shape("رشت")
    (1, 2, 4, 8, 13, 16)
    """
    if key.isdigit():
        if len(key) == 4 and key[:2] in ("12", "13", "14"):
            return 1
        if len(key) == 4 and key[:2] in ("18", "19", "20"):
            return 2
        return 2 + min(len(key), 5)
    if any(character.isdigit() for character in key):
        return next((_NUMBER_SHAPES[sign] for sign in _NUMBER_SHAPES if sign in key), 11)
    if key.isascii() and key.isalpha():
        return 12
    if not any(character.isalpha() for character in key):
        return 13
    return 13 + min(len(key), 8)
