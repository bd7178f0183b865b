"""The one place where what a model found meets what the rules found.

The model has been told what the rules say, so it knows their mentions and where they end otherwise in corpora. Hence:

- Named entities are the model's; a mention of the rules stands where the model has nothing.
- Records are the rules'; the model adds a person or a body where the rules have nothing at all.
"""

from __future__ import annotations

from collections.abc import Sequence

from coopnews.finders.labelled import apart
from coopnews.finders.mentions import EntityMention


def reconciled(rules: Sequence[EntityMention], model: Sequence[EntityMention]) -> list[EntityMention]:
    """Named entities: the model's, and those of the rules that overlap none of them."""
    return apart([*model, *rules])
