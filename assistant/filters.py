"""Filters as they are typed, made into a filter of the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.errors import BadRequest
from ingest.describing import tables
from ingest.documents import Speaker, Visibility
from ingest.sidecars import STATUSES
from ingest.subjects import subject_names
from vectorstore.publications import PUBLIC, PublicationFilter

SETS = ("kinds", "speakers", "statuses", "agencies", "topics", "publications")
OPTIONS = {"published_from": "--from", "published_to": "--to", "as_of": "--as-of"}


def allowed_words() -> Mapping[str, Sequence[str]]:
    """Return the words that each filter by words takes."""
    return {
        "kind": tuple(tables().names),
        "speaker": list(Speaker),
        "status": STATUSES,
        "agency": subject_names("agencies"),
        "topic": subject_names("topics"),
    }


def make_filter(
    *, publication: Sequence[str] | None = None, staff: bool = False, **typed: Sequence[str] | str | None
) -> PublicationFilter:
    """Return the filter; ``typed`` are lists of words, and the days ``published_from``, ``published_to``, ``as_of``.

    ``BadRequest`` says which word or date cannot be used.
    """
    words = {name: _check(name, typed.get(name) or (), allowed) for name, allowed in allowed_words().items()}
    days = {name: read_day(option, typed.get(name)) for name, option in OPTIONS.items()}
    return PublicationFilter(
        kinds=words["kind"],
        speakers=frozenset(map(Speaker, words["speaker"])) if words["speaker"] else None,
        statuses=words["status"],
        agencies=words["agency"],
        topics=words["topic"],
        publications=frozenset(publication or ()) or None,
        published_from=days["published_from"],
        published_to=days["published_to"],
        visibilities=frozenset(Visibility) if staff else PUBLIC,
        as_of=days["as_of"],
    )


def filter_fields(wanted: PublicationFilter) -> dict[str, Any]:
    """Return what a filter asks, but for visibility, as JSON has it, in an order of its own: sets have none."""
    words = {name: sorted(getattr(wanted, name) or ()) for name in SETS}
    days = {name: getattr(wanted, name) for name in OPTIONS}
    return words | {name: day.isoformat() if day else None for name, day in days.items()}


def _check(name: str, given: Iterable[str], allowed: Sequence[str]) -> frozenset[str] | None:
    for value in given:
        if value not in allowed:
            raise BadRequest(f"There is no {name} {value!r}; use one of {', '.join(allowed)}.")
    return frozenset(given) or None


def read_day(option: str, given: object) -> dt.date | None:
    """Return the day that an option gives; ``BadRequest`` when it is none."""
    if given is None:
        return None
    try:
        return dt.date.fromisoformat(str(given))
    except ValueError as error:
        raise BadRequest(f"{option} {given!r} is not a date; write it as YYYY-MM-DD.") from error
