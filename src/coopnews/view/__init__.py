"""Self-contained pages, which need no network and no server.

One of an article has its text with every mention marked, and its records beside it. Without its script it is still
whole: the script opens, closes, scrolls and switches, the content is in the markup. One of a folder of tables
(:mod:`coopnews.view.overview`) has figures to search, sort and filter, and charts of them, made by its script.
"""

from __future__ import annotations

from coopnews.view.page import article_page

__all__ = ["article_page"]
