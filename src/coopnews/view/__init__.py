"""One self-contained page of an article: its text with every mention marked, and its records beside it.

The page needs no network and no server. Without its script it is still whole: the script opens, closes, scrolls and
switches, the content is in the markup.
"""

from __future__ import annotations

from coopnews.view.page import article_page

__all__ = ["article_page"]
