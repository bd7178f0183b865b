"""Errors: one root, and each message says what was wrong, where, and what to do."""

from __future__ import annotations


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
