"""coopnews: figures, officials and bodies out of Persian cooperative-sector news.

The public names are loaded on first use, so that ``import coopnews`` stays light.

>>> import coopnews
>>> article = coopnews.extract("۲ هزار و ۵۰۲ تعاونی با بیش از ۲۱۰ هزار نفر عضو فعال هستند.")
>>> [(count.value, count.unit, count.item, count.qualifier) for count in article.counts]
[(2502, None, 'تعاونی', 'exact'), (210000, 'نفر', 'عضو', 'at_least')]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coopnews.errors import CoopnewsError
    from coopnews.excel import to_excel
    from coopnews.finders.numbers import Number, find_numbers
    from coopnews.panels import Panel, panel
    from coopnews.pipeline import Pipeline, extract
    from coopnews.records import Article
    from coopnews.tables import extract_frame, extract_partition

__version__ = "0.1.0"

_HOMES = {
    "Article": "coopnews.records",
    "CoopnewsError": "coopnews.errors",
    "Number": "coopnews.finders.numbers",
    "Panel": "coopnews.panels",
    "Pipeline": "coopnews.pipeline",
    "extract": "coopnews.pipeline",
    "extract_frame": "coopnews.tables",
    "extract_partition": "coopnews.tables",
    "find_numbers": "coopnews.finders.numbers",
    "panel": "coopnews.panels",
    "to_excel": "coopnews.excel",
}

__all__ = [
    "Article",
    "CoopnewsError",
    "Number",
    "Panel",
    "Pipeline",
    "extract",
    "extract_frame",
    "extract_partition",
    "find_numbers",
    "panel",
    "to_excel",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'coopnews' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
