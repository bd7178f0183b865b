"""From articles to a panel: which province, which period, how much, says who.

The tables of a job become cells: one for each indicator, place, period and unit, with the reports that speak of it
and how they agree. :func:`panel` is the way in.
"""

from coopnews.panels.cells import Panel, panel

__all__ = ["Panel", "panel"]
