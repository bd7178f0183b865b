"""Web pages → the article's text, with what the page says of it: headline, day of publication, site."""

from __future__ import annotations

import re
from typing import NamedTuple

from coopnews.errors import InputError

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HALF_SPACE = re.compile("\u200c|&zwnj;|&#8204;|&#x200c;", re.IGNORECASE)
_STAND_IN = "\ua9c1"  # a Javanese ornament: printable, and in no Persian page
_PAGE_ENDINGS = (".html", ".htm", ".xhtml")


class Page(NamedTuple):
    """The article of a web page, a text of its own (offsets count in it, not in the markup), and what the page says."""

    text: str
    title: str | None
    published: str | None
    site: str | None


def is_page(text: str, name: str) -> bool:
    """Whether a text is the markup of a web page, by its beginning or by its file's name.

    >>> is_page("<!DOCTYPE html><html>", "news.txt"), is_page("متن", "news.html"), is_page("۲ < ۳", "news.txt")
    (True, True, False)
    """
    return bool(_PAGE.match(text)) or name.lower().endswith(_PAGE_ENDINGS)


def page_of(markup: str, name: str) -> Page:
    """Headline and main content of a web page, without menus, related news and comments.

    Day of publication (ISO, Gregorian) and site are those that the page's head declares, else None.

    Raises:
        InputError: there is no article text; ``name`` is the page's, for the message.
    """
    # Loaded here: it is slow to load, and plain text needs none of it.
    from trafilatura import bare_extraction

    # The extractor drops unprintable characters and with them every half-space, so these go by another name.
    marked = _HALF_SPACE.sub(_STAND_IN, markup)
    document = bare_extraction(
        marked,
        favor_precision=True,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False},  # a date in the text is not the day of publication
    )
    text, title, published, site = (
        (getattr(document, part, None) or "").strip().replace(_STAND_IN, "\u200c")
        for part in ("text", "title", "date", "sitename")
    )
    if not text:
        raise InputError(f"{name}: a web page without any article text. Save the article's text to a file.")
    return Page(under_headline(title, text), title or None, published or None, site or None)


def under_headline(title: str | None, text: str) -> str:
    r"""A text with its headline above it, unless it stands there already.

    >>> under_headline("افتتاح ۱۲ طرح", "۱۲ طرح افتتاح شد.")
    'افتتاح ۱۲ طرح\n\n۱۲ طرح افتتاح شد.'
    """
    return text if not title or title in text[: len(title) + 200] else f"{title}\n\n{text}"
