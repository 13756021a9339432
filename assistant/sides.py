"""What a question sets side by side: publications that it names, months, or the same thing over time.

Each side gets a share of the answer, so that a comparison does not quote one publication alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from assistant.asking import Months, compares, goes_over_time
from assistant.telling import tell_day
from vectorstore.publications import Publication

FEWEST_SIDES = 2
MOST_SIDES = 5


@dataclass(frozen=True, slots=True)
class Side:
    """One side: how it is called, and the publications that speak for it."""

    name: str
    publications: frozenset[str]


def find_sides(
    question: str, publications: Mapping[str, Publication], *, months: Months, named: Collection[str]
) -> tuple[Side, ...]:
    """Return the sides that a comparison names, by their months or by ids, or none."""
    if not compares(question):
        return ()
    dated = [one for one in publications.values() if _month(one) in months]
    if len({_month(one) for one in dated}) >= FEWEST_SIDES:
        return _by_publication(dated)
    called = [publications[identity] for identity in named if identity in publications]
    return _by_publication(called) if FEWEST_SIDES <= len(called) <= MOST_SIDES else ()


def sides_over_time(question: str, found: Iterable[Publication]) -> tuple[Side, ...]:
    """Return what was published at several dates, when a question asks how something went on.

    ``found`` are the publications of good evidence, best first; the first few count.
    """
    if not goes_over_time(question):
        return ()
    dated = {one.id: one for one in found if one.published}
    kinds = [one for one in dated.values() if one.kind.replace("_", " ") in question.lower()]
    first = (kinds if len(kinds) >= FEWEST_SIDES else list(dated.values()))[:MOST_SIDES]
    return _by_publication(first) if len(first) >= FEWEST_SIDES else ()


def _by_publication(some: Iterable[Publication]) -> tuple[Side, ...]:
    """Return a side for each publication, by date."""
    ordered = sorted(some, key=lambda one: (one.published or dt.date.max, one.id))
    titles: Mapping[str, str] = {one.id: _name(one) for one in ordered}
    return tuple(Side(titles[one.id], frozenset({one.id})) for one in ordered)


def _name(publication: Publication) -> str:
    told = tell_day(publication.published) if publication.published else ""
    return publication.title if not told or told in publication.title else f"{publication.title}, {told}"


def _month(publication: Publication) -> tuple[int, int] | None:
    return (publication.published.year, publication.published.month) if publication.published else None
