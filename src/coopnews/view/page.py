"""The page itself: templates filled, with style and script within and a policy that lets nothing else run."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from coopnews import __version__
from coopnews.records import Article
from coopnews.view.labels import digits, iso, label, labels
from coopnews.view.marks import marks_of, paragraphs
from coopnews.view.shown import panels

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def article_page(article: Article) -> str:
    """One self-contained page of an article, right to left: its text with marks, its records in tables.

    The text of the element ``#text`` is the raw text, character for character, but that U+0000 and lone surrogates,
    which no page can hold, stand as U+FFFD.

    >>> from coopnews import extract
    >>> page = article_page(extract("<i>۲۵ تعاونی</i> در گیلان"))
    >>> "&lt;i&gt;<mark" in page, "<i>" in page
    (True, False)
    """
    kinds = labels()["kinds"]
    marks = marks_of(article, tuple(kinds))
    return render(
        "article",
        ("style.css",),
        article=article,
        paragraphs=paragraphs(article, marks),
        panels=list(panels(article)),
        kinds=[(kind, name, len(getattr(article, kind))) for kind, name in kinds.items() if getattr(article, kind)],
    )


def render(name: str, styles: tuple[str, ...], **content: Any) -> str:
    """A page from its template, with its styles, its own script if it has one, and the one of all pages."""
    style = Markup("").join(map(_own, styles))
    own = f"{name}.js"
    script = _own("theme.js") + (_own(own) if files("coopnews.view").joinpath(own).is_file() else "")
    page = (
        _environment()
        .get_template(f"{name}.html")
        .render(style=style, script=script, style_hash=_hash(style), script_hash=_hash(script), **content)
    )
    return _UNSTORABLE.sub("\ufffd", page)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("coopnews", "view"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(exact=_exact, digits=digits, iso=iso, label=lambda name, table: label(table, name))
    environment.globals.update(version=__version__)
    return environment


def _own(name: str) -> Markup:
    """A file of this package, which is no text of an article and goes into the page as it is."""
    return Markup(files("coopnews.view").joinpath(name).read_text(encoding="utf-8"))  # noqa: S704


def _hash(source: str) -> Markup:
    """What the policy knows a style or script by."""
    return Markup(f"'sha256-{b64encode(hashlib.sha256(source.encode()).digest()).decode()}'")  # noqa: S704


def _exact(text: str) -> Markup:
    """Text as markup that is read back as the same text: a bare carriage return would be read as a line feed."""
    return escape(text).replace("\r", Markup("&#13;"))
