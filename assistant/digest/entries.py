"""What a digest tells, the same on every door."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import ConfigDict

from assistant.answers import Value
from ingest.documents import Speaker


class Item(Value):
    """A publication, with both its dates: when it was published, and when the record first held it.

    ``on`` is the day of what is told of it: published, taken in, changed, withdrawn or replaced.
    """

    publication_id: str
    edition_id: str
    title: str
    kind: str
    speaker: Speaker
    published: dt.date | None
    first_seen: dt.date
    on: dt.date
    url: str | None
    status: str
    fictional: bool


class Changed(Item):
    """A publication of which there is a new edition: ``notes`` are what its publisher says of its changes since."""

    notes: tuple[str, ...]


class Gone(Item):
    """A publication that was withdrawn: by its publisher in words, or (``taken_down``) by taking it off its place."""

    taken_down: bool
    reason: str | None


class Replaced(Item):
    """A publication that another has replaced (null: one that is not held)."""

    replaced_by: str | None
    successor: str | None


class Recommended(Value):
    """A recommendation that is new, in the words that are printed."""

    id: str
    kind: str
    number: str | None
    text: str
    publication_id: str
    publication: str
    published: dt.date | None
    first_seen: dt.date
    page: int | None
    url: str | None
    fictional: bool


class Addressed(Value):
    """New recommendations for one body (``body_id`` null: it is not in the table of bodies, and named as printed)."""

    body_id: str | None
    body: str
    recommendations: tuple[Recommended, ...]


EXAMPLE: dict[str, Any] = {
    "since": "2033-06-01",
    "to": [],
    "revision": "0f5d1c…",
    "record_began": "2033-01-02",
    "dates": ["Published: by the date that the publication itself has, on 1 June 2033 or later."],
    "published": [],
    "taken_in": [],
    "changed": [],
    "withdrawn": [],
    "replaced": [],
    "recommendations": 0,
    "addressed": [],
    "unread": [],
}


class Digest(Value):
    """What is new since a day; that day counts. Each list has the newest first.

    ``published`` goes by the publications' own dates. ``taken_in`` are older or undated ones that the record has held
    only since then: none when the record began later. ``dates`` says of each list which dates it goes by.
    ``recommendations`` counts each once, and ``addressed`` has each under all whom it names; with ``to``, only those
    for these bodies. ``unread`` says of which publications recommendations could not be looked for.
    """

    since: dt.date
    to: tuple[str, ...]
    revision: str
    record_began: dt.date | None
    dates: tuple[str, ...]
    published: tuple[Item, ...]
    taken_in: tuple[Item, ...]
    changed: tuple[Changed, ...]
    withdrawn: tuple[Gone, ...]
    replaced: tuple[Replaced, ...]
    recommendations: int
    addressed: tuple[Addressed, ...]
    unread: tuple[str, ...]

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"examples": [EXAMPLE]})
