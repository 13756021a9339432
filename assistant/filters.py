"""Filters as they are typed, made into a filter of the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from assistant.errors import BadRequest
from ingest.describing import tables
from ingest.documents import Speaker, Visibility
from vectorstore.publications import PublicationFilter

OPTIONS = {"published_from": "--from", "published_to": "--to", "as_of": "--as-of"}


def make_filter(
    kinds: Sequence[str] | None = None,
    speakers: Sequence[str] | None = None,
    *,
    staff: bool = False,
    **days: str | None,
) -> PublicationFilter:
    """Return the filter; ``days`` are ``published_from``, ``published_to`` and ``as_of``.

    ``BadRequest`` says which word or date cannot be used.
    """
    _check("kind", kinds or (), tables().names)
    _check("speaker", speakers or (), list(Speaker))
    return PublicationFilter(
        kinds=frozenset(kinds or ()) or None,
        speakers=frozenset(map(Speaker, speakers or ())) or None,
        visibilities=frozenset(Visibility) if staff else frozenset({Visibility.PUBLIC}),
        **{name: read_day(OPTIONS[name], day) for name, day in days.items()},
    )


def _check(name: str, given: Iterable[str], allowed: Iterable[str]) -> None:
    for value in given:
        if value not in list(allowed):
            raise BadRequest(f"There is no {name} {value!r}; use one of {', '.join(allowed)}.")


def read_day(option: str, given: str | None) -> dt.date | None:
    """Return the day that an option gives; ``BadRequest`` when it is none."""
    if given is None:
        return None
    try:
        return dt.date.fromisoformat(given)
    except ValueError as error:
        raise BadRequest(f"{option} {given!r} is not a date; write it as YYYY-MM-DD.") from error
