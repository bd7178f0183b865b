"""Articles made from gold, for tests that need records without running the pipeline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from coopnews.gold import Gold, GoldArticle
from coopnews.records import Amount, Article, Body, Count, Date, Mention, Official, Percent, Person

FIXTURES = Path(__file__).parent.parent / "fixtures"


def article_of(wanted: GoldArticle) -> Article:
    """The article that a perfect extraction of a gold article would give, with made-up places of mention."""
    return Article(raw=wanted.raw, sentences=((0, len(wanted.raw)),), source=wanted.name, **_lists(wanted.gold))


def _lists(gold: Gold) -> dict[str, Any]:
    mention = (Mention(0, 1, "", "made"),)
    kinds = {
        "officials": Official,
        "bodies": Body,
        "counts": Count,
        "amounts": Amount,
        "percents": Percent,
        "dates": Date,
    }
    lists: dict[str, Any] = {"title": gold.title, "outlet": gold.outlet}
    lists["people"] = tuple(Person(f"p{at}", name, mention) for at, name in enumerate(gold.people, 1))
    for name, kind in kinds.items():
        plain = [msgspec.to_builtins(record) for record in getattr(gold, name)]
        lists[name] = tuple(
            msgspec.convert({"id": f"{name[0]}{at}", "mentions": mention, **record}, kind, from_attributes=True)
            for at, record in enumerate(plain, 1)
        )
    return lists
