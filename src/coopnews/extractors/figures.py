"""What the extractors of counts, amounts and percents share."""

from __future__ import annotations

from coopnews.records import Mention
from coopnews.text import Text


def mention(text: Text, first: int, last: int, kind: str) -> Mention:
    """The mention that tokens ``first`` to ``last`` make."""
    start, end = text.bounds((first, last))
    return Mention(start, end, text.raw[start:end], kind)
