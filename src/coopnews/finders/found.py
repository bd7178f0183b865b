"""All that the finders see in one text, in the order in which they need each other."""

from __future__ import annotations

from typing import NamedTuple

from coopnews.finders.bodies import find_bodies
from coopnews.finders.dates import find_dates
from coopnews.finders.exclusions import counting
from coopnews.finders.labelled import hints, labelled
from coopnews.finders.mentions import (
    BodyMention,
    DateMention,
    EntityMention,
    NameMention,
    OfficeMention,
    PlaceMention,
    Structure,
)
from coopnews.finders.name_forms import named_by_form
from coopnews.finders.names import find_names
from coopnews.finders.numbers import Cardinal, find_cardinals
from coopnews.finders.offices import find_offices
from coopnews.finders.places import find_places
from coopnews.finders.quantities import Quantity, find_quantities
from coopnews.finders.reconciled import further_bodies, further_names, reconciled
from coopnews.finders.structure import find_structure
from coopnews.finders.terms import Terms
from coopnews.finders.times import find_times
from coopnews.text import Span, Text, covered


class Found(NamedTuple):
    """The mentions of one text."""

    terms: Terms
    cardinals: list[Cardinal]
    quantities: list[Quantity]
    dates: list[DateMention]
    places: list[PlaceMention]
    names: list[NameMention]
    offices: list[OfficeMention]
    bodies: list[BodyMention]
    structure: Structure
    entities: list[EntityMention]
    """Named entities, of the rules and of the model together."""


def find(text: Text, published: str | None = None, model: str | None = None) -> Found:
    """Run the finders over a text.

    Args:
        text: the text.
        published: the day of publication (ISO, Jalali); it resolves relative dates.
        model: the model of named entities (:func:`coopnews.finders.model.labels_of`); None for rules alone.
    """
    terms = Terms(text)
    cardinals = find_cardinals(text)
    dates = find_dates(text, cardinals, published=published)
    structure = find_structure(text, terms, dates)
    stamp = structure.published
    ignored = covered(len(text), structure.ignored)
    dates = [date for date in dates if date == stamp or not (ignored[date.first] or structure.is_outlet(date.first))]
    places = find_places(text, terms)
    names = [name for name in find_names(text, terms) if not structure.is_outlet(name.first)]
    bodies = find_bodies(text, terms, places, structure)
    taken = [*(Span(date.first, date.last) for date in dates), *(Span(place.first, place.last) for place in places)]
    quantities = find_quantities(text, terms, counting(text, terms, cardinals, taken, structure.ignored))
    entities = labelled(text, quantities, dates, find_times(text, dates, cardinals), bodies, names, places)
    if model is not None:
        from coopnews.finders.model import find_entities, labels_of  # loads NumPy

        rules, of_model = entities, find_entities(text, model, hints(text, entities, cardinals))
        formed = named_by_form(text, terms, cardinals, of_model)
        entities = reconciled(text, formed, rules, of_model, labels_of(model))
        names = sorted([*names, *further_names(text, terms, rules, of_model, structure)])
        bodies = sorted([*bodies, *further_bodies(text, terms, rules, of_model, structure)], key=lambda one: one[:2])
    offices = find_offices(text, terms, names, places, structure)
    return Found(terms, cardinals, quantities, dates, places, names, offices, bodies, structure, entities)


def check_model(model: str) -> None:
    """Load a model of named entities, or say what is wrong with it.

    Raises:
        PipelineError: it is missing, or marks nothing that is known here.
    """
    from coopnews.finders.model import labels_of  # loads spaCy

    labels_of(model)
