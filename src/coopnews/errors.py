"""Errors: one root, and each message says what was wrong, where, and what to do."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f]")


def printable(text: str) -> str:
    r"""A text for a terminal: control characters, which could be commands to it, are written as escapes.

    >>> printable("news\x1b[2J.txt")
    'news\\x1b[2J.txt'
    """
    return _CONTROL.sub(lambda character: f"\\x{ord(character[0]):02x}", text)


class CoopnewsError(Exception):
    """Root of every error that coopnews raises on purpose."""


class InputError(CoopnewsError):
    """An input (file, encoding, gold annotation) cannot be read."""


class OutputError(CoopnewsError):
    """A result cannot be written."""


class LexiconError(CoopnewsError):
    """A lexicon file is malformed or contradicts itself."""


class PipelineError(CoopnewsError):
    """A pipeline name or file is unknown or malformed."""


class BatchError(CoopnewsError):
    """A job over a dump cannot start or go on; what it has done so far is kept."""
