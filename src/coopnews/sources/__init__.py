"""Readers: what holds articles → their texts.

One file is read whole (:func:`read`), a dump of any size as a stream (:mod:`coopnews.sources.documents`).
"""

from coopnews.sources.files import STDIN, read, read_text, text_of

__all__ = ["STDIN", "read", "read_text", "text_of"]
