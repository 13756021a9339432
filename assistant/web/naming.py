"""Plain names for what is shown: kinds, speakers, states and dates."""

from __future__ import annotations

import datetime as dt

from assistant.telling import SPEAKERS
from ingest.describing import tables
from ingest.documents import Speaker

STATES = {"superseded": "Replaced by a later edition", "withdrawn": "Withdrawn", "draft": "Draft"}
"""What a publication is called that is not current."""
STATE_SENTENCES = {
    "superseded": "This publication has been replaced by a later edition.",
    "withdrawn": "This publication has been withdrawn: it is no longer published.",
    "draft": "This is a draft: what is published in the end may differ.",
}
"""What is said over its text."""


def name_kind(kind: str) -> str:
    """Return the plain name of a kind of publication."""
    return tables().names.get(kind) or kind.replace("_", " ").capitalize()


def name_speaker(speaker: str) -> str:
    """Return the plain name of whoever said something."""
    return SPEAKERS[Speaker(speaker)]


def name_day(day: dt.date) -> str:
    """Return a date as it is written in British English."""
    return f"{day.day} {day:%B %Y}"
