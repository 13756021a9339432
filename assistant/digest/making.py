"""Makes a digest from the record and the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

from assistant.bootstrap import Panel
from assistant.citing import link
from assistant.digest.entries import Addressed, Changed, Digest, Gone, Item, Recommended, Replaced
from assistant.recommendations.entries import Recommendation
from assistant.recommendations.wanted import Wanted, resolve_body
from assistant.telling import tell_day
from assistant.telling_wanted import name_bodies
from ingest.documents import Visibility
from ingest.recommendations.entries import RECOMMENDATIONS
from vectorstore.publications import PUBLIC, SUPERSEDED, WITHDRAWN, Publication, PublicationFilter

NOBODY = "nobody by name"
T = TypeVar("T", bound=Item)


def make_digest(
    panel: Panel, since: dt.date, *, to: Iterable[str] = (), visibilities: Collection[Visibility] = PUBLIC
) -> Digest:
    """Return what is new since a day; ``to`` are names of bodies, and ``BadRequest`` says which is none."""
    bodies = [resolve_body(words) for words in to]
    making = _Making(panel, since, frozenset(visibilities))
    held = making.list_held()
    published = _newest(making.find_published(held))
    taken_in = _newest(making.find_taken_in(held))
    changed = _newest(making.find_changed())
    asked = frozenset().union(*bodies) if bodies else None
    entries, unread = making.find_recommended([*published, *taken_in], changed, asked)
    return Digest(
        since=since,
        to=tuple(name_bodies(asked)) if asked else (),
        revision=panel.store.record.revision(),
        record_began=making.began,
        dates=tuple(tell_dates(since, making.began)),
        published=published,
        taken_in=taken_in,
        changed=changed,
        withdrawn=_newest(making.find_withdrawn(held)),
        replaced=_newest(making.find_replaced(held)),
        recommendations=len(entries),
        addressed=tuple(_address(entries, asked)),
        unread=unread,
    )


def tell_dates(since: dt.date, began: dt.date | None) -> Iterator[str]:
    """Yield by which dates each list of a digest goes, in words."""
    day = tell_day(since)
    yield f"Published: by the date that the publication itself has, on {day} or later."
    if began is None or began >= since:
        held = f"began on {tell_day(began)}" if began else "holds nothing yet"
        yield f"Taken in: nothing is listed, because this record {held}, and everything in it is new since then."
    else:
        yield f"Taken in: published before {day} or without a date, and held here only since {day}."
    yield "Changed, withdrawn and replaced: by the date that the publisher gives, or else the day it was seen here."
    yield "Recommendations: those of what is listed as published or taken in, and new ones in new editions."


@dataclass(frozen=True, slots=True)
class _Making:
    """Finds what is new in a record for those who may see so much."""

    panel: Panel
    since: dt.date
    visibilities: frozenset[Visibility]

    @property
    def began(self) -> dt.date | None:
        """When the record took in its first publication."""
        beginning = self.panel.store.record.beginning()
        return beginning.date() if beginning else None

    @property
    def moment(self) -> dt.datetime:
        """When the day begins."""
        return dt.datetime.combine(self.since, dt.time(), dt.UTC)

    def list_held(self) -> list[Publication]:
        """Return what stands."""
        return self.panel.store.record.current_publications(PublicationFilter(visibilities=self.visibilities))

    def find_published(self, held: Iterable[Publication]) -> Iterator[Item]:
        """Yield what was published since."""
        for one in held:
            if one.published and one.published >= self.since:
                yield _tell(Item, one, on=one.published)

    def find_taken_in(self, held: Iterable[Publication]) -> Iterator[Item]:
        """Yield what was published before, or on a day that is not known, and is held only since then."""
        if self.began is None or self.began >= self.since:
            return
        for one in held:
            before = one.published is None or one.published < self.since
            if before and one.first_seen >= self.moment:
                yield _tell(Item, one, on=one.first_seen.date())

    def find_changed(self) -> Iterator[Changed]:
        """Yield what has a new edition, once for each edition that was replaced."""
        record = self.panel.store.record
        earlier = [one for one in record.replaced_since(self.moment) if one.visibility in self.visibilities]
        now = record.publications(one.id for one in earlier)
        for one in earlier:
            notes = [note for day, note in now[one.id].changes if day >= self.since.isoformat()]
            if one.valid_to:
                yield _tell(Changed, now[one.id], on=one.valid_to.date(), notes=tuple(notes))

    def find_withdrawn(self, held: Iterable[Publication]) -> Iterator[Gone]:
        """Yield what its publisher has withdrawn, in words or by taking it down."""
        for one in held:
            if one.status == WITHDRAWN and one.status_since and one.status_since >= self.since:
                yield _tell(Gone, one, on=one.status_since, taken_down=False, reason=one.status_reason)
        for one in self.panel.store.record.removed_since(self.moment):
            if one.visibility in self.visibilities and one.removed:
                yield _tell(Gone, one, on=one.removed.date(), taken_down=True, reason=one.status_reason)

    def find_replaced(self, held: Iterable[Publication]) -> Iterator[Replaced]:
        """Yield what another publication has replaced."""
        for one in held:
            if one.status == SUPERSEDED and one.status_since and one.status_since >= self.since:
                by = {"replaced_by": one.replaced_by, "successor": one.successor}
                yield _tell(Replaced, one, on=one.status_since, **by)

    def find_recommended(
        self, new: Sequence[Item], changed: Sequence[Item], bodies: frozenset[str] | None
    ) -> tuple[list[Recommendation], tuple[str, ...]]:
        """Return the recommendations that are new, and in which publications they could not be looked for."""
        whole = {one.publication_id for one in new}
        ids = whole | {one.publication_id for one in changed}
        wanted = Wanted(
            publications=frozenset(ids), bodies=bodies, kinds=RECOMMENDATIONS, visibilities=self.visibilities
        )
        found = self.panel.recommendations.find(wanted)
        # Of a new edition only what was not printed before.
        entries = [one for one in found.items if one.publication_id in whole or one.first_seen >= self.since]
        return entries, found.unread


def _tell(told: type[T], one: Publication, **fields: Any) -> T:
    own = {name: getattr(one, name) for name in ("edition_id", "title", "kind", "speaker", "published", "status")}
    places = {"publication_id": one.id, "url": link(one, None), "fictional": one.fictional}
    return told.model_validate({**own, **places, "first_seen": one.first_seen.date(), **fields})


def _newest(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(sorted(items, key=lambda one: (-one.on.toordinal(), one.title, one.publication_id, one.edition_id)))


def _address(entries: Sequence[Recommendation], asked: frozenset[str] | None) -> Iterator[Addressed]:
    """Yield recommendations by whom they are for, in the order of their names; those for nobody last.

    First those for bodies of the table, then those for others, as they are printed.
    """
    named = {body.id: body.name for one in entries for body in one.bodies if asked is None or body.id in asked}
    for identity, name in sorted(named.items(), key=lambda item: (item[1].casefold(), item[0])):
        own = [one for one in entries if any(body.id == identity for body in one.bodies)]
        yield Addressed(body_id=identity, body=name, recommendations=tuple(map(_recommended, own)))
    rest: dict[str, list[Recommendation]] = {}
    for one in entries:
        for printed in () if one.bodies else one.addressees or (NOBODY,):
            rest.setdefault(printed, []).append(one)
    for printed in sorted(rest, key=lambda name: (name == NOBODY, name.casefold())):
        yield Addressed(body_id=None, body=printed, recommendations=tuple(map(_recommended, rest[printed])))


NAMES = ("id", "number", "text", "publication_id", "publication", "published", "first_seen", "page", "url", "fictional")
_fields = attrgetter(*NAMES)


def _recommended(one: Recommendation) -> Recommended:
    return Recommended.model_validate({"kind": str(one.kind), **dict(zip(NAMES, _fields(one), strict=True))})
