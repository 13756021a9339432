"""Which entries of the register are meant: as values, and as they are typed at a door."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from assistant.errors import BadRequest
from assistant.filters import read_day
from assistant.recommendations.entries import Decision, Recommendation, ResponseState
from ingest.documents import Visibility
from ingest.recommendations.entries import EntryKind
from ingest.recommendations.groups_of_bodies import all_names, as_key, groups, resolve
from ingest.subjects import subject_names
from vectorstore.publications import PUBLIC, Publication, is_between

FEWEST_ALIKE = 0.6
DAYS = ("published_from", "published_to", "changed_since")
T = TypeVar("T", bound=StrEnum)


class Review(StrEnum):
    """How far people have come with an entry."""

    WAITING = "waiting"
    SETTLED = "settled"
    DECIDED = "decided"


class Sort(StrEnum):
    """In which order entries are listed; those of one publication always as they are printed."""

    NEWEST = "newest"
    OLDEST = "oldest"
    PUBLICATION = "publication"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which entries are meant; None: whatever it is. Of several words of one kind, one is enough.

    ``bodies``, ``publications`` are ids; ``published_…`` and ``changed_since`` are inclusive, and the first leave
    undated publications out. Every word of ``text`` begins a word of the entry's text or title. ``review``: waiting for
    a person (uncertain, and nobody has decided), not waiting, or decided by one. What a person has rejected is left out
    unless asked for.
    """

    bodies: frozenset[str] | None = None
    kinds: frozenset[EntryKind] | None = None
    topics: frozenset[str] | None = None
    agencies: frozenset[str] | None = None
    publications: frozenset[str] | None = None
    published_from: dt.date | None = None
    published_to: dt.date | None = None
    statuses: frozenset[ResponseState] | None = None
    text: str = ""
    review: Review | None = None
    changed_since: dt.date | None = None
    include_rejected: bool = False
    visibilities: frozenset[Visibility] = PUBLIC

    def is_in(self, words: str) -> bool:
        """Say whether every word of ``text`` begins one of some words, which are as ``plain`` makes them."""
        return all(word.search(words) for word in self._words)

    def passes(self, one: Recommendation) -> bool:
        """Say whether an entry is meant, its publication and its words aside."""
        return (
            (self.include_rejected or one.decision is not Decision.REJECTED)
            and (self.kinds is None or one.kind in self.kinds)
            and (self.bodies is None or any(body.id in self.bodies for body in one.bodies))
            and (self.topics is None or not self.topics.isdisjoint(one.topics))
            and (self.agencies is None or not self.agencies.isdisjoint(one.agencies))
            and (self.statuses is None or one.status in self.statuses)
            and (self.changed_since is None or one.changed >= self.changed_since)
            and self._is_reviewed(one)
        )

    def covers(self, publication: Publication) -> bool:
        """Say whether entries of a publication may be meant."""
        return (
            publication.visibility in self.visibilities
            and (self.publications is None or publication.id in self.publications)
            and is_between(publication.published, self.published_from, self.published_to)
        )

    @cached_property
    def _words(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(rf"(?<!\w){re.escape(word)}") for word in plain(self.text).split())

    def _is_reviewed(self, one: Recommendation) -> bool:
        if self.review is None:
            return True
        if self.review is Review.DECIDED:
            return one.decision is not None
        return bool(one.uncertain) is (self.review is Review.WAITING)


def plain(text: str) -> str:
    """Return words as they are looked for."""
    return " ".join(text.replace("’", "'").casefold().split())


def make_wanted(  # noqa: PLR0913  everything that can be typed
    *,
    to: Iterable[str] = (),
    kind: Iterable[str] = (),
    topic: Iterable[str] = (),
    agency: Iterable[str] = (),
    publication: Iterable[str] = (),
    status: Iterable[str] = (),
    text: str = "",
    review: str | None = None,
    days: Mapping[str, str | dt.date | None] | None = None,
    include_rejected: bool = False,
    visibilities: Collection[Visibility] = PUBLIC,
) -> Wanted:
    """Return the filter that words ask for: ``to`` names bodies or groups of them, ``days`` the three days of a filter.

    ``BadRequest`` says which word cannot be used, and which can.
    """
    named = [resolve_body(words) for words in to]
    given = days or {}
    return Wanted(
        bodies=frozenset().union(*named) if named else None,
        kinds=_choose("kind", kind, EntryKind),
        topics=_check("topic", topic, subject_names("topics")),
        agencies=_check("agency", agency, subject_names("agencies")),
        publications=frozenset(publication) or None,
        published_from=read_day("from", given.get("published_from")),
        published_to=read_day("to", given.get("published_to")),
        statuses=_choose("status", status, ResponseState),
        text=text,
        review=next(iter(_choose("review", [review], Review) or ()), None) if review else None,
        changed_since=read_day("changed_since", given.get("changed_since")),
        include_rejected=include_rejected,
        visibilities=frozenset(visibilities),
    )


def resolve_body(words: str) -> frozenset[str]:
    """Return the ids of the bodies that words name, by a present or former name, an id or a group of bodies.

    ``BadRequest`` lists the names that come near when there are none.
    """
    found = resolve(words)
    if found is None:
        names = all_names()
        near = get_close_matches(as_key(words), names, n=4, cutoff=FEWEST_ALIKE)
        like = [name for key, name in names.items() if as_key(words) and as_key(words) in key and key not in near]
        told = [names[key] for key in near] + like[: 4 - len(near)]
        rest = f"did you mean {', '.join(told)}?" if told else f"use a body's name, or one of {', '.join(groups())}."
        raise BadRequest(f"No body is known as {words!r}: {rest}")
    return found


def _choose(name: str, given: Iterable[str], allowed: type[T]) -> frozenset[T] | None:
    """Return the members of an enumeration; underscores and hyphens may stand for spaces."""
    by_key = {as_key(str(one)): one for one in allowed}
    chosen = []
    for words in given:
        one = by_key.get(as_key(words.replace("-", " ")))
        if one is None:
            raise BadRequest(f"There is no {name} {words!r}; use one of {', '.join(allowed)}.")
        chosen.append(one)
    return frozenset(chosen) or None


def _check(name: str, given: Iterable[str], allowed: Sequence[str]) -> frozenset[str] | None:
    """Return words of a table; hyphens and spaces may stand for underscores, one word for all names that have it."""
    by_key = {as_key(one): one for one in allowed}
    found: set[str] = set()
    for words in given:
        key = as_key(words.replace("-", " "))
        parts = {one for other, one in by_key.items() if f" {key} " in f" {other} "}
        meant = {by_key[key]} if key in by_key else parts
        if not meant:
            raise BadRequest(f"There is no {name} {words!r}; use one of {', '.join(allowed)}.")
        found |= meant
    return frozenset(found) or None
