"""Entries of the register, made up, and what the exports say of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from assistant.recommendations.entries import BodyName, PrintedAt, Recommendation, Response, ResponseState
from assistant.recommendations.exports.about import About
from ingest.documents import Segment, Speaker
from ingest.recommendations.entries import EntryKind

ABOUT = About(dt.datetime(2034, 2, 3, 14, 5, tzinfo=dt.UTC), "revision-1", (("addressed to", "police"),))
SEGMENTS = (Segment(start=10, end=60, page=12),)
WORDS = "The council should ask each child – in a place they choose – what they want to happen."


def make_entry(count: int = 1, /, **changed: Any) -> Recommendation:
    """Return a fictional entry that has every field, with some of them changed."""
    fields: dict[str, Any] = {
        "id": f"rec-{count:06x}",
        "kind": EntryKind.NATIONAL,
        "number": f"{count}.",
        "title": "Ask the child",
        "text": WORDS,
        "printed": None,
        "addressees": ("the council", "police forces"),
        "bodies": (BodyName(id="councils", name="Local authorities"), BodyName(id="police", name="Police")),
        "publication_id": "p1",
        "edition_id": "e1",
        "publication": "Between two doors",
        "publication_kind": "national_review",
        "publication_status": "current",
        "speaker": Speaker.PANEL,
        "published": dt.date(2032, 5, 14),
        "page": 12,
        "section": ("Part 3", "What we ask"),
        "segments": SEGMENTS,
        "also_at": (PrintedAt(page=3, section=("Summary",), segments=SEGMENTS),),
        "url": "https://panel.example/doors#page=12",
        "topics": ("child's voice",),
        "agencies": ("police", "social care"),
        "status": ResponseState.NONE,
        "responses": (),
        "uncertain": "",
        "decision": None,
        "fictional": True,
        "first_seen": dt.date(2032, 5, 15),
        "changed": dt.date(2032, 6, 1),
    }
    return Recommendation(**{**fields, **changed})


def make_response(state: ResponseState, quote: str, **changed: Any) -> Response:
    """Return a fictional response to an entry."""
    fields: dict[str, Any] = {
        "state": state,
        "quote": quote,
        "publication_id": "p2",
        "edition_id": "e2",
        "title": "A reply",
        "speaker": Speaker.GOVERNMENT,
        "published": dt.date(2033, 1, 5),
        "page": 2,
        "segments": SEGMENTS,
        "url": "https://panel.example/reply#page=2",
    }
    return Response(**{**fields, **changed})
