"""Finders turn a :class:`~coopnews.text.Text` into mentions: numbers, lexicon terms, dates, entities."""
