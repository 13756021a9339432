"""How passages are spread over publications of many kinds, and filters that each leave a known share of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from ingest.documents import Description, Speaker, Visibility
from tests.benchmarks.scale.making import name_publication
from vectorstore.publications import PublicationFilter

FILTERS = TypeAdapter(PublicationFilter)
SEED = 2032
STAFF = 0.02
"""Share of the passages that staff alone see."""
FIRST_DAY, DAYS = dt.date(2016, 1, 1), 4000
LONGEST = 8
"""How many times as long as usual the longest publications are."""

SHARES: Mapping[str, float] = {"kind": 0.5, "agency": 0.1, "status": 0.05, "topic": 0.01, "speaker": 0.001}
"""By which of its properties a share of all passages is found. Whatever one of these filters leaves is public."""
MARKED: Mapping[str, Mapping[str, Any]] = {
    "kind": {"kind": "national_review"},
    "agency": {"agencies": ("police", "health")},
    "status": {"status": "draft"},
    "topic": {"topics": ("home_education", "neglect")},
    "speaker": {"speaker": Speaker.COMMISSIONED},
}
"""What a publication says that is one of the share."""
KINDS = ("letter", "annual_report", "practice_briefing", "guidance", "research", "newsletter")
SPEAKERS = (Speaker.PANEL, Speaker.GOVERNMENT, Speaker.STATUTORY_GUIDANCE, Speaker.OTHER)
AGENCIES = (("health",), ("education", "local_authority"), ("housing",), ())
TOPICS = (("neglect",), ("domestic_abuse", "mental_health"), ("disability",), ("babies_under_one",), ())


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter, and the share of all passages that it leaves."""

    name: str
    share: float
    wanted: PublicationFilter


@dataclass(frozen=True, slots=True)
class Spread:
    """How many passages each publication has, which are for staff, and which are of each marked share."""

    sizes: tuple[int, ...]
    staff: frozenset[int]
    marked: Mapping[str, frozenset[int]]

    @classmethod
    def plan(cls, count: int, *, each: int) -> Spread:
        """Spread passages over publications of ``each`` on average, long and short ones, the same way each time."""
        choose = np.random.default_rng([SEED, count])
        sizes = _draw_sizes(choose, count, each)
        order = [int(one) for one in choose.permutation(len(sizes))]
        staff = _choose(sizes, order, STAFF) if len(sizes) > 1 else frozenset()
        seen = [number for number in order if number not in staff]
        marked = {}
        for name, share in SHARES.items():
            marked[name] = _choose(sizes, seen, share)
            seen = [int(one) for one in choose.permutation(seen)]
        return cls(sizes, staff, marked)

    def describe(self, number: int, title: str) -> Description:
        """Return what is known of a publication."""
        said: dict[str, Any] = {
            "kind": KINDS[number % len(KINDS)],
            "speaker": SPEAKERS[number % len(SPEAKERS)],
            "agencies": AGENCIES[number // 3 % len(AGENCIES)],
            "topics": TOPICS[number // 2 % len(TOPICS)],
            "visibility": Visibility.STAFF if number in self.staff else Visibility.PUBLIC,
        }
        for name, members in self.marked.items():
            said |= MARKED[name] if number in members else {}
        return Description(title=title, published=day_of(number), fictional=True, **said)

    def filters(self) -> list[Filter]:
        """Return filters that leave from half of all passages to one publication, with the share of each."""
        found = [
            self._filter(f"{_percent(SHARES[name])} ({name})", self.marked[name], **_asked(name)) for name in SHARES
        ]
        one = self._usual_publication()
        found.append(self._filter("one publication", {one}, publications=frozenset({name_publication(one)})))
        until = FIRST_DAY + dt.timedelta(days=DAYS // 4)
        early = {number for number in range(len(self.sizes)) if day_of(number) <= until} - self.staff
        found.append(self._filter("dates", early, published_to=until))
        everyone = frozenset(Visibility)
        return [*found, self._filter("staff too", range(len(self.sizes)), visibilities=everyone)]

    def _usual_publication(self) -> int:
        """Return the public publication of middling length."""
        public = [number for number in range(len(self.sizes)) if number not in self.staff]
        return sorted(public, key=lambda number: (self.sizes[number], number))[len(public) // 2]

    def _filter(self, name: str, numbers: Iterable[int], **wanted: Any) -> Filter:
        share = sum(self.sizes[number] for number in numbers) / sum(self.sizes)
        return Filter(name, share, PublicationFilter(**wanted))


def day_of(number: int) -> dt.date:
    """Return when a publication was published."""
    return FIRST_DAY + dt.timedelta(days=number * 37 % DAYS)


def dump_filters(filters: Sequence[Filter]) -> list[dict[str, Any]]:
    """Return filters as JSON keeps them."""
    return [
        {"name": one.name, "share": one.share, "wanted": FILTERS.dump_python(one.wanted, mode="json")}
        for one in filters
    ]


def load_filters(kept: Iterable[Mapping[str, Any]]) -> list[Filter]:
    """Return filters that JSON kept."""
    return [Filter(one["name"], one["share"], FILTERS.validate_python(one["wanted"])) for one in kept]


def _percent(share: float) -> str:
    return f"{100 * share:g} %"


def _asked(name: str) -> dict[str, Any]:
    """Return the filter for what is marked by a property alone: the first of several agencies or topics."""
    ((key, value),) = MARKED[name].items()
    values = value[:1] if isinstance(value, tuple) else [value]
    return {{"kind": "kinds", "speaker": "speakers", "status": "statuses"}.get(key, key): frozenset(values)}


def _draw_sizes(choose: np.random.Generator, count: int, each: int) -> tuple[int, ...]:
    sizes: list[int] = []
    left = count
    while left:
        size = int(np.clip(choose.exponential(each), 2, LONGEST * each))
        sizes.append(min(size, left))
        left -= sizes[-1]
    return tuple(sizes)


def _choose(sizes: Sequence[int], order: Sequence[int], share: float) -> frozenset[int]:
    """Return publications that together hold about a share of all passages; the shortest one where none is so short."""
    room = share * sum(sizes)
    chosen = set()
    for number in order:
        if sizes[number] <= room:
            chosen.add(number)
            room -= sizes[number]
    return frozenset(chosen or {min(order, key=lambda number: (sizes[number], number))})
