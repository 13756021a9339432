"""Filters as they are typed, made into a filter of the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from assistant.errors import BadRequest
from ingest.describing import tables
from ingest.documents import Speaker, Visibility
from vectorstore.publications import PublicationFilter


def make_filter(
    *,
    kinds: Sequence[str] = (),
    speakers: Sequence[str] = (),
    published_from: str | None = None,
    published_to: str | None = None,
    staff: bool = False,
) -> PublicationFilter:
    """Return the filter; ``BadRequest`` says which word or date cannot be used."""
    _check("kind", kinds, tables().names)
    _check("speaker", speakers, list(Speaker))
    return PublicationFilter(
        kinds=frozenset(kinds) or None,
        speakers=frozenset(Speaker(speaker) for speaker in speakers) or None,
        published_from=_date("--from", published_from),
        published_to=_date("--to", published_to),
        visibilities=frozenset(Visibility) if staff else frozenset({Visibility.PUBLIC}),
    )


def _check(name: str, given: Iterable[str], allowed: Iterable[str]) -> None:
    for value in given:
        if value not in list(allowed):
            raise BadRequest(f"There is no {name} {value!r}; use one of {', '.join(allowed)}.")


def _date(option: str, given: str | None) -> dt.date | None:
    if given is None:
        return None
    try:
        return dt.date.fromisoformat(given)
    except ValueError as error:
        raise BadRequest(f"{option} {given!r} is not a date; write it as YYYY-MM-DD.") from error
