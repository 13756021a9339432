"""Recommendations that recur: near-identical ones of several publications, grouped and ranked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict, Field

from assistant.answers import Value
from assistant.ordering import Order, Words
from assistant.recommendations.entries import Recommendation
from assistant.recommendations.register import Register
from assistant.recommendations.wanted import DAYS, Wanted, make_wanted
from assistant.telling import tell_day
from assistant.words import Rarity, Terms, weigh_terms
from ingest.documents import Visibility
from ingest.recommendations.entries import RECOMMENDATIONS
from vectorstore.digests import text_digest
from vectorstore.publications import PUBLIC
from vectorstore.store import Store
from vectorstore.vectors import embed_texts

if TYPE_CHECKING:
    from assistant.bootstrap import Panel

LEAST_COSINE, LEAST_SHARED = 0.80, 0.52
"""When two recommendations are one: chosen on labelled pairs, see tests/assistant/recommendations/test_recurring.py."""
AT_ONCE = 1000
"""So many are compared with all others at a time: of 10,000, all at once take a gigabyte."""
EXAMPLE: dict[str, Any] = {"total": 0, "compared": 19, "items": [], "unread": []}
Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Gives the vector of each text, as a row of length 1."""


@dataclass(frozen=True, slots=True)
class Comparing:
    """Compares texts: their vectors, and the share of their telling words that both have, weighed by rarity."""

    embed: Embed
    terms: Terms
    rarity: Rarity

    def weigh(self, text: str) -> Mapping[str, float]:
        """Return the stems of the telling words of a text with their weights."""
        return weigh_terms(text, terms=self.terms, rarity=self.rarity)


class Group(Value):
    """Recommendations that say the same: how many, in how many publications, and from when to when.

    ``text`` is that of the latest; ``entries`` are all, the oldest first, the undated last.
    """

    text: str
    count: int
    publications: int
    first: dt.date | None
    last: dt.date | None
    bodies: tuple[str, ...]
    entries: tuple[Recommendation, ...]


class Recurring(Value):
    """What recurs, most publications first: ``total`` groups, found among ``compared`` recommendations.

    ``unread`` says of which publications none could be looked for, and why.
    """

    total: int
    compared: int
    items: tuple[Group, ...]
    unread: tuple[str, ...]

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"examples": [EXAMPLE]})


def list_recurring(register: Register, comparing: Comparing, wanted: Wanted, *, limit: int | None = None) -> Recurring:
    """Return what recurs among the recommendations that are meant, in at least two publications."""
    asked = wanted if wanted.kinds else replace(wanted, kinds=RECOMMENDATIONS)
    page = register.find(asked)
    groups = sorted(map(_make_group, group_entries(page.items, comparing)), key=_rank)
    return Recurring(total=len(groups), compared=page.total, items=tuple(groups[:limit]), unread=page.unread)


def find_recurring(panel: Panel, wanted: Wanted, *, limit: int | None = None) -> Recurring:
    """Return what recurs in a panel's register."""
    return list_recurring(panel.recommendations, comparing_of(panel), wanted, limit=limit)


def comparing_of(panel: Panel) -> Comparing:
    """Return what compares texts as a panel's search does; vectors that are made are kept in the record."""
    store = panel.store
    return Comparing(lambda texts: embed_kept(store, texts), store.lexical.terms, panel.embedder.rarity)


def embed_kept(store: Store, texts: Sequence[str]) -> NDArray[np.float32]:
    """Return the vectors of texts, of which none is embedded twice."""
    model = store.embedder.digest
    missing = store.record.missing_vectors(texts, model=model)
    if missing:
        store.record.keep_vectors(embed_texts(missing, embedder=store.embedder), model=model)
    return store.record.vectors([text_digest(text) for text in texts], model=model)


def group_entries(entries: Sequence[Recommendation], comparing: Comparing) -> list[list[Recommendation]]:
    """Return the entries of which each is alike to all others of its group, from at least two publications.

    The nearest come together first, whatever the order in which entries are given.
    """
    held = sorted(entries, key=_order)
    group_of = {place: [place] for place in range(len(held))}
    pairs = {(one, other): near for near, one, other in _find_pairs(held, comparing)}
    for one, other in sorted(pairs, key=lambda pair: (-pairs[pair], pair)):
        first, second = group_of[one], group_of[other]
        if first is second or not all((min(a, b), max(a, b)) in pairs for a in first for b in second):
            continue
        joined = sorted(first + second)
        group_of |= dict.fromkeys(joined, joined)
    groups = {id(places): [held[place] for place in places] for places in group_of.values()}
    return [one for one in groups.values() if len({entry.publication_id for entry in one}) > 1]


def _find_pairs(held: Sequence[Recommendation], comparing: Comparing) -> Iterator[tuple[float, int, int]]:
    """Yield which two are alike, by their places, the smaller first, and how near they come."""
    if len(held) < 2:  # noqa: PLR2004  there is nothing to compare it with
        return
    vectors = comparing.embed([one.text for one in held])
    weights = [comparing.weigh(one.text) for one in held]
    for start in range(0, len(held), AT_ONCE):
        cosines = vectors[start : start + AT_ONCE] @ vectors.T
        for row, column in np.argwhere(cosines >= LEAST_COSINE).tolist():
            one, other = start + row, column
            if one < other and share(weights[one], weights[other]) >= LEAST_SHARED:
                yield round(float(cosines[row, column]), 4), one, other


def share(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the share, by weight, of the words of two texts that both have."""
    heaviest = {stem: max(one.get(stem, 0.0), other.get(stem, 0.0)) for stem in {*one, *other}}
    # Summed in one order: another would differ in the last digit.
    shared = sum(heaviest[stem] for stem in sorted(one.keys() & other.keys()))
    total = sum(heaviest[stem] for stem in sorted(heaviest))
    return shared / total if total else 0.0


def _order(one: Recommendation) -> tuple[bool, dt.date, str]:
    return one.published is None, one.published or dt.date.max, one.id


def _rank(group: Group) -> tuple[int, int, int, str]:
    last = group.last.toordinal() if group.last else 0
    return -group.publications, -group.count, -last, group.entries[0].id


def _make_group(entries: Sequence[Recommendation]) -> Group:
    days = [one.published for one in entries if one.published]
    dated = [one for one in entries if one.published] or list(entries)
    return Group.model_construct(
        text=dated[-1].text,
        count=len(entries),
        publications=len({one.publication_id for one in entries}),
        first=min(days, default=None),
        last=max(days, default=None),
        bodies=tuple(dict.fromkeys(body.name for one in entries for body in one.bodies)),
        entries=tuple(entries),
    )


class ListRecurring(Order):
    """List what recurs among the entries that pass a filter; no kind stands for recommendations."""

    to: tuple[Words, ...] = ()
    kind: tuple[Words, ...] = ()
    topic: tuple[Words, ...] = ()
    agency: tuple[Words, ...] = ()
    text: Words = ""
    published_from: dt.date | None = None
    published_to: dt.date | None = None
    staff: bool = False
    limit: int | None = Field(None, ge=1)

    def work(self, panel: Panel) -> dict[str, Any]:
        """Return the groups."""
        lists = {name: getattr(self, name) for name in ("to", "kind", "topic", "agency")}
        days = {name: getattr(self, name) for name in DAYS if hasattr(self, name)}
        seen = frozenset(Visibility) if self.staff else PUBLIC
        wanted = make_wanted(**lists, text=self.text, days=days, visibilities=seen)
        return find_recurring(panel, wanted, limit=self.limit).model_dump(mode="json")


RECURRING_ORDERS: dict[str, type[Order]] = {"recurring": ListRecurring}
"""What can be done, by name."""


def tell_recurring(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield what recurs, as JSON has it, as lines of plain text."""
    if not found["items"]:
        yield f"Nothing recurs among the {found['compared']:,} recommendations that were compared."
    for number, group in enumerate(found["items"], start=1):
        for_ = f", for {'; '.join(group['bodies'])}" if group["bodies"] else ""
        yield f"{number}. {group['count']:,} times in {group['publications']:,} publications{_span(group)}{for_}"
        yield f"   “{group['text']}”"
        for one in group["entries"]:
            day = tell_day(dt.date.fromisoformat(one["published"])) if one["published"] else "no date"
            page = f", page {one['page']}" if one["page"] else ""
            sample = " (fictional sample)" if one["fictional"] else ""
            yield f"   - {one['publication']}, {day}{page}{sample} ({one['id']})"
    yield from found["unread"]


def _span(group: Mapping[str, Any]) -> str:
    if not group["first"]:
        return ""
    first, last = (tell_day(dt.date.fromisoformat(group[name])) for name in ("first", "last"))
    return f", {first}" if first == last else f", {first} to {last}"
