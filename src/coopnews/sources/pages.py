"""Web pages → the article's text, with what the page says of it: headline, day of publication, site."""

from __future__ import annotations

import re
from typing import NamedTuple

from coopnews.errors import InputError
from coopnews.normalize import fold
from coopnews.sources.encodings import decode

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


MOST_DAMAGED = 0.01
"""The share of bytes of a page that may be damaged: a page has parts of many hands."""


def decode_page(data: bytes, name: str) -> str:
    """A file's text as :func:`coopnews.sources.encodings.decode` reads it; a page also with some bad bytes in it.

    Raises:
        InputError: it is neither text nor such a page.
    """
    try:
        return decode(data, name)
    except InputError:
        text = data.decode(errors="replace")
        if not is_page(text, "") or text.count("\ufffd") > MOST_DAMAGED * len(text):
            raise
        return text


def without_markup(text: str) -> str:
    r"""A text out of a web page's editor without its tags, its blocks on lines of their own; other text as it is.

    >>> without_markup("<p>۲۵ <b>تعاونی</b>&zwnj;ها</p><p>۱۲ طرح</p>")
    '۲۵ تعاونی\u200cها\n۱۲ طرح'
    >>> without_markup("۲ < ۳ و <نام>")
    '۲ < ۳ و <نام>'
    """
    if not _TAG.search(text):
        return text
    from lxml.html import fromstring

    root = fromstring(f"<div>{text}</div>")
    for dropped in list(root.iter("script", "style")):
        dropped.drop_tree()
    for block in root.iter(*_BLOCKS):
        block.tail = f"\n{block.tail or ''}"
    return "\n".join(filter(None, map(str.strip, str(root.text_content()).split("\n"))))


_BLOCKS = ("p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote")
_TAG = re.compile(rf"</?(?:{'|'.join(_BLOCKS)}|strong|b|em|i|span|a|ul|ol|img)\b[^<>]*>", re.IGNORECASE)


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
    try:
        document = bare_extraction(
            marked,
            favor_precision=True,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params={"extensive_search": False},  # a date in the text is not the day of publication
        )
    except Exception as error:  # of odd markup the libraries raise whatever they run into
        what = f"{name}: a web page that cannot be read ({type(error).__name__})"
        raise InputError(f"{what}. Save the article's text to a file.") from error
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
    known = not title or fold(title).strip() in fold(text[: len(title) + 200])
    return text if known else f"{title}\n\n{text}"
