"""How many publications and recommendations are held, by year, topic and addressee: all are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import ConfigDict

from assistant.answers import Value
from assistant.bootstrap import Panel
from assistant.recommendations.entries import Recommendation
from assistant.recommendations.wanted import Wanted
from ingest.recommendations.entries import RECOMMENDATIONS
from vectorstore.publications import Publication, PublicationFilter

UNDATED, NO_TOPIC, NO_BODY = "No date", "No topic of the list", "No body that is named"
"""What is counted under none of the others."""


class By(StrEnum):
    """What figures are counted by."""

    YEAR = "year"
    TOPIC = "topic"
    ADDRESSEE = "addressee"


class Count(Value):
    """How many publications and how many recommendations are of one year or topic, or for one addressee."""

    name: str
    publications: int
    recommendations: int


EXAMPLE: dict[str, Any] = {
    "by": "year",
    "publications": 12,
    "recommendations": 11,
    "rows": [{"name": "2031", "publications": 6, "recommendations": 0}],
}


class Figures(Value):
    """Counts, and of how many publications and recommendations in all.

    One that has several topics, or that several are asked to act on, is counted under each of them. By addressee, the
    publications are those that recommend something to them.
    """

    by: By
    publications: int
    recommendations: int
    rows: tuple[Count, ...]

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"examples": [EXAMPLE]})


@dataclass(frozen=True, slots=True)
class _Counted:
    """What is counted."""

    publications: Sequence[Publication]
    entries: Sequence[Recommendation]


def count_figures(panel: Panel, wanted: PublicationFilter, *, by: By) -> Figures:
    """Return the figures of all publications that pass a filter, and of the recommendations in them."""
    held = panel.store.record.current_publications(wanted)
    asked = Wanted(
        publications=frozenset(one.id for one in held), kinds=RECOMMENDATIONS, visibilities=wanted.visibilities
    )
    entries = panel.recommendations.find(asked).items
    rows = COUNTERS[by](_Counted(held, entries))
    return Figures(by=by, publications=len(held), recommendations=len(entries), rows=tuple(rows))


def count_all(panel: Panel, wanted: PublicationFilter) -> tuple[Figures, ...]:
    """Return the figures by year, by topic and by addressee."""
    return tuple(count_figures(panel, wanted, by=by) for by in By)


def _count_years(counted: _Counted) -> Iterator[Count]:
    """Yield every year from the first to the last, those of which nothing is held as well."""
    held = Counter(one.published.year if one.published else None for one in counted.publications)
    asked = Counter(one.published.year if one.published else None for one in counted.entries)
    years = sorted(year for year in held if year)
    for year in range(years[0], years[-1] + 1) if years else ():
        yield Count(name=str(year), publications=held[year], recommendations=asked[year])
    if held[None]:
        yield Count(name=UNDATED, publications=held[None], recommendations=asked[None])


def _count_topics(counted: _Counted) -> list[Count]:
    held = Counter(topic for one in counted.publications for topic in one.topics or (NO_TOPIC,))
    asked = Counter(topic for one in counted.entries for topic in one.topics or (NO_TOPIC,))
    return _order(
        Count(name=_name(topic), publications=held[topic], recommendations=asked[topic]) for topic in held | asked
    )


def _count_addressees(counted: _Counted) -> list[Count]:
    asked = Counter(body for one in counted.entries for body in _bodies(one))
    places = {(body, one.publication_id) for one in counted.entries for body in _bodies(one)}
    held = Counter(body for body, _ in places)
    return _order(Count(name=_name(body), publications=held[body], recommendations=asked[body]) for body in asked)


def _bodies(entry: Recommendation) -> Iterable[str]:
    return dict.fromkeys(body.name for body in entry.bodies) or (NO_BODY,)


def _name(topic: str) -> str:
    plain = topic.replace("_", " ")
    return plain[0].upper() + plain[1:]


def _order(counts: Iterable[Count]) -> list[Count]:
    """Return counts, the largest first, and what is of none of the others last."""
    none = (NO_TOPIC, NO_BODY)
    return sorted(counts, key=lambda one: (one.name in none, -one.recommendations, -one.publications, one.name))


COUNTERS: Mapping[By, Callable[[_Counted], Iterable[Count]]] = {
    By.YEAR: _count_years,
    By.TOPIC: _count_topics,
    By.ADDRESSEE: _count_addressees,
}
