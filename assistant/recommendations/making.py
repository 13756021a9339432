"""Makes what every door shows of the rows of the register."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from itertools import starmap
from typing import Any

from assistant.citing import link
from assistant.recommendations.entries import (
    BodyName,
    Decision,
    PrintedAt,
    Recommendation,
    ResponseState,
    ToldCount,
)
from ingest.documents import Segment
from ingest.recommendations.bodies import bodies, find_bodies
from ingest.recommendations.entries import EntryKind
from vectorstore.entries import Listed, StoredCount, StoredDecision
from vectorstore.publications import Publication

NOWHERE = "the words that a person gave it do not stand in the publication as it is now"


@dataclass(frozen=True, slots=True)
class Making:
    """Makes the entries of one publication. ``like`` holds what all of them share.

    Nothing is checked again: ten thousand are made at once, of what was checked when it was written.
    """

    publication: Publication
    like: Recommendation

    @classmethod
    def of(cls, publication: Publication) -> Making:
        """Make ready to make the entries of a publication."""
        return cls(publication, _make_like(publication))

    def make(self, listed: Listed) -> Recommendation:
        """Return an entry as doors show it, as a person has edited it where one has."""
        publication, page = self.publication, listed.segments[0].page
        told: dict[str, Any] = {
            "id": listed.id,
            "kind": KINDS[listed.kind],
            "number": listed.number,
            "title": listed.title,
            "text": listed.text,
            "addressees": listed.addressees,
            "bodies": name_bodies(listed.bodies),
            "edition_id": listed.edition_id,
            "page": page,
            "section": listed.section,
            "segments": listed.segments,
            "also_at": tuple(starmap(_place, listed.also_at)),
            "url": link(publication, page, listed.fragment),
            "topics": listed.topics or publication.topics,
            "agencies": listed.agencies or publication.agencies,
            "uncertain": listed.uncertain,
            "first_seen": listed.first_seen.date(),
            "changed": listed.changed.date(),
        }
        if listed.decision:
            told |= {"decision": Decision(listed.decision.decision), "uncertain": ""}
            told["decided"] = listed.decision.decided.date()
            told["changed"] = max(listed.changed, listed.decision.decided).date()
            told |= _edited(listed, listed.decision, publication)
        return self.like.model_copy(update=told)


KINDS = {str(one): one for one in EntryKind}


def _make_like(publication: Publication) -> Recommendation:
    return Recommendation(
        id="",
        kind=EntryKind.NATIONAL,
        number=None,
        title=None,
        text="",
        printed=None,
        addressees=(),
        bodies=(),
        publication_id=publication.id,
        edition_id=publication.edition_id,
        publication=publication.title,
        publication_kind=publication.kind,
        publication_status=publication.status,
        speaker=publication.speaker,
        published=publication.published,
        page=None,
        section=(),
        segments=(),
        also_at=(),
        url=None,
        topics=(),
        agencies=(),
        status=ResponseState.NONE,
        responses=(),
        uncertain="",
        decision=None,
        fictional=publication.fictional,
        first_seen=publication.first_seen.date(),
        changed=publication.first_seen.date(),
    )


def _place(segments: tuple[Segment, ...], section: tuple[str, ...]) -> PrintedAt:
    return PrintedAt.model_construct(page=segments[0].page, section=section, segments=segments)


def _edited(listed: Listed, decision: StoredDecision, publication: Publication) -> dict[str, Any]:
    """Return the fields that a person has edited; a text that does not stand there any more is not shown."""
    own: dict[str, Any] = {name: decision.fields[name] for name in ("number", "title") if name in decision.fields}
    if "kind" in decision.fields:
        own["kind"] = KINDS[decision.fields["kind"]]
    if "addressees" in decision.fields:
        own["addressees"] = tuple(decision.fields["addressees"])
        own["bodies"] = name_bodies(find_ids(own["addressees"]))
    if "text" not in decision.fields:
        return own
    if decision.segments is None:
        return own | {"uncertain": NOWHERE}
    page = decision.segments[0].page
    where = {"segments": decision.segments, "page": page, "url": link(publication, page, listed.fragment)}
    return own | where | {"text": decision.fields["text"], "printed": listed.text}


def make_count(count: StoredCount, edition_id: str, publication: Publication) -> ToldCount:
    """Return a count as doors show it."""
    page = count.segments[0].page
    return ToldCount.model_construct(
        number=count.number,
        quote=count.text,
        publication_id=publication.id,
        edition_id=edition_id,
        publication=publication.title,
        published=publication.published,
        page=page,
        segments=count.segments,
        url=link(publication, page),
    )


def find_ids(addressees: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of the bodies that addressees name, each once, in order."""
    return tuple(dict.fromkeys(named.body.id for one in addressees for named in find_bodies(one)))


@lru_cache(maxsize=4096)
def name_bodies(ids: tuple[str, ...]) -> tuple[BodyName, ...]:
    """Return bodies with their present names; one that the table no longer knows is called by its id."""
    table = bodies()
    names = ((one, table[one].name if one in table else one) for one in ids)
    return tuple(BodyName.model_construct(id=one, name=name) for one, name in names)


def order_key(one: Recommendation) -> tuple[bool, int, str, str]:
    """Return what sorts publications, the newest first and the undated last."""
    return one.published is None, -(one.published or dt.date.min).toordinal(), one.publication, one.publication_id
