"""What the register tells of each recommendation, the same on every door."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from assistant.answers import Value
from ingest.documents import Segment, Speaker
from ingest.recommendations.entries import EntryKind


class ResponseState(StrEnum):
    """What somebody said of a recommendation; never inferred."""

    ACCEPTED = "accepted"
    IN_PRINCIPLE = "accepted in principle"
    PARTLY = "partly accepted"
    NOT_ACCEPTED = "not accepted"
    CONSIDERED = "under consideration"
    IMPLEMENTED = "implemented according to the source"
    MENTIONED = "spoken of"
    NONE = "no response held"


class Decision(StrEnum):
    """What a person said of an entry that was found."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


class BodyName(Value):
    """A body of the table, with its present name."""

    id: str
    name: str


class PrintedAt(Value):
    """A place where the same words are printed."""

    page: int | None
    section: tuple[str, ...]
    segments: tuple[Segment, ...]


class Response(Value):
    """What a publication says of a recommendation, in its own words: ``quote`` is verbatim."""

    state: ResponseState
    quote: str
    publication_id: str
    edition_id: str
    title: str
    speaker: Speaker
    published: dt.date | None
    page: int | None
    segments: tuple[Segment, ...]
    url: str | None


class Recommendation(Value):
    """One entry of the register.

    ``id`` stays for as long as the publication prints these words, whatever reads them. ``text`` is as printed, its
    runs joined by single spaces, and ``segments`` where it stands in the verbatim text of the edition; of an entry that
    a person has edited ``printed`` holds the words that were found, and is null else. ``number`` is as printed (null:
    none is). ``addressees`` are in the words of the document, ``bodies`` who they are. ``status`` is the latest that a
    response says. ``uncertain`` says why a person should look at it ("": no reason, or a person has, who ``decided`` on
    that day).
    """

    id: str
    kind: EntryKind
    number: str | None
    title: str | None
    text: str
    printed: str | None
    addressees: tuple[str, ...]
    bodies: tuple[BodyName, ...]
    publication_id: str
    edition_id: str
    publication: str
    publication_kind: str
    publication_status: str
    speaker: Speaker
    published: dt.date | None
    page: int | None
    section: tuple[str, ...]
    segments: tuple[Segment, ...]
    also_at: tuple[PrintedAt, ...]
    url: str | None
    topics: tuple[str, ...]
    agencies: tuple[str, ...]
    status: ResponseState
    responses: tuple[Response, ...]
    uncertain: str
    decision: Decision | None
    decided: dt.date | None = None
    fictional: bool
    first_seen: dt.date
    changed: dt.date


class ToldCount(Value):
    """A number of recommendations that a publication tells of, whose wording it does not hold."""

    number: int
    quote: str
    publication_id: str
    edition_id: str
    publication: str
    published: dt.date | None
    page: int | None
    segments: tuple[Segment, ...]
    url: str | None
