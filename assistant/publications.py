"""What is held, as doors list and show it: publications, and their text by blocks that can be linked to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from assistant.answers import Value
from assistant.bootstrap import Panel
from assistant.correspondence import Correspondence
from ingest.documents import Segment, Speaker, Visibility
from vectorstore.publications import Publication, PublicationFilter
from vectorstore.store import Store


class PublicationSummary(Value):
    """What is known of a publication without reading it."""

    id: str
    title: str
    kind: str
    speaker: Speaker
    published: dt.date | None
    url: str | None
    status: str
    status_since: dt.date | None
    status_reason: str | None
    replaced_by: str | None
    updated: dt.date | None
    as_at: dt.date | None
    period_from: dt.date | None
    period_to: dt.date | None
    page_url: str | None
    licence: str | None
    organisations: tuple[str, ...]
    agencies: tuple[str, ...]
    topics: tuple[str, ...]
    edition_id: str
    latest: bool
    fictional: bool
    visibility: Visibility
    contradictions: tuple[str, ...]
    sender: str | None
    recipient: str | None


class PublicationDetails(PublicationSummary):
    """What is known of a publication, and the letters it answers or is answered by (null: none, or it is no letter)."""

    correspondence: Correspondence | None


class Listing(Value):
    """Some of the publications that were asked for, and how many there are in all."""

    total: int
    items: tuple[PublicationSummary, ...]


class TextBlock(Value):
    """A typed part of a text; ``id`` is its anchor, offsets count code points of the verbatim text."""

    id: str
    kind: str
    level: int
    page: int | None
    quotable: bool
    text: str
    segments: tuple[Segment, ...]


class PublicationText(Value):
    """The verbatim text of a publication's current reading, by blocks in reading order."""

    publication: PublicationDetails
    edition_id: str
    file: str | None
    characters: int
    blocks: tuple[TextBlock, ...]


def summarise(publication: Publication) -> PublicationSummary:
    """Return what is known of a publication without the letters it is linked with."""
    return PublicationSummary.model_validate(_known(publication))


def _known(publication: Publication) -> dict[str, Any]:
    letter = publication.letter
    own = {name: getattr(publication, name) for name in PublicationSummary.model_fields if hasattr(publication, name)}
    people = {"sender": letter.sender if letter else None, "recipient": letter.recipient if letter else None}
    return own | people | {"contradictions": find_contradictions(publication)}


def find_contradictions(publication: Publication) -> list[str]:
    """Return what the dates of a publication say that cannot all be true; they are kept as they were given."""
    published, ended = publication.published, publication.period_to
    found = []
    if published and ended and published < ended:
        found.append(f"It is said to be published on {published}, before the time it reports on ended ({ended}).")
    if published and publication.as_at and published < publication.as_at:
        found.append(
            f"It is said to be published on {published}, before the day its figures stood ({publication.as_at})."
        )
    if published and publication.updated and publication.updated < published:
        found.append(f"It is said to be updated on {publication.updated}, before it was published ({published}).")
    return found


def list_publications(
    store: Store, wanted: PublicationFilter, *, text: str | None = None, limit: int = 50, offset: int = 0
) -> Listing:
    """List publications, newest first; every word of ``text`` stands in the title, the sender or the recipient."""
    words = (text or "").lower().split()
    held = store.record.current_publications(wanted)
    told = map(summarise, held)
    found = [one for one in told if _holds(one, words)]
    found.sort(key=lambda one: (one.published is None, -(one.published or dt.date.min).toordinal(), one.title, one.id))
    return Listing(total=len(found), items=tuple(found[offset : offset + limit]))


def find_publication(
    panel: Panel, identity: str, *, visibilities: Collection[Visibility], as_of: dt.date | None = None
) -> PublicationDetails | None:
    """Return a publication as it stood on a day (None: as it is now, also a withdrawn one).

    None when it is not held, may not be seen, or did not stand on that day.
    """
    publication = _visible(panel.store, identity, visibilities)
    if publication and as_of:
        stood = (one for one in panel.store.record.editions_of(identity) if one.stood(as_of))
        publication = next((one.on(as_of) for one in stood), None)
    return _detail(panel, publication, visibilities, as_of) if publication else None


def read_publication(
    panel: Panel, identity: str, *, visibilities: Collection[Visibility], edition_id: str | None = None
) -> PublicationText | None:
    """Return the text of an edition (None: the latest), also of a withdrawn publication.

    None when it is not held or may not be seen.
    """
    record = panel.store.record
    publication = _visible(panel.store, identity, visibilities)
    if publication and edition_id:
        publication = next((one for one in record.editions_of(identity) if one.edition_id == edition_id), None)
    text = record.text(identity, edition_id) if publication else None
    if publication is None or text is None:
        return None
    blocks = tuple(
        TextBlock(
            id=f"b{ordinal}",
            kind=str(block.kind),
            level=block.level,
            page=block.segments[0].page,
            quotable=block.kind.citable,
            text="\n".join(text[segment.start : segment.end] for segment in block.segments),
            segments=block.segments,
        )
        for ordinal, block in enumerate(record.blocks(identity, edition_id))
    )
    return PublicationText(
        publication=_detail(panel, publication, visibilities),
        edition_id=publication.edition_id,
        file=publication.file,
        characters=len(text),
        blocks=blocks,
    )


def _detail(
    panel: Panel, publication: Publication, visibilities: Collection[Visibility], as_of: dt.date | None = None
) -> PublicationDetails:
    find = panel.correspondences.find
    letters = find(publication.id, visibilities=visibilities, as_of=as_of) if publication.letter else None
    return PublicationDetails.model_validate(_known(publication) | {"correspondence": letters})


def _visible(store: Store, identity: str, visibilities: Collection[Visibility]) -> Publication | None:
    publication = store.record.publications([identity]).get(identity)
    return publication if publication and publication.visibility in visibilities else None


def _holds(one: PublicationSummary, words: list[str]) -> bool:
    said = " ".join(filter(None, (one.title, one.sender, one.recipient))).lower()
    return all(word in said for word in words)
