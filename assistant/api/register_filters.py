"""The filters of the register, as a query says them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Query
from pydantic import Field

from assistant.api.access import Known, check_staff
from assistant.api.shapes import DAY, MOST_IDS, Identity
from assistant.errors import BadRequest
from assistant.filters import read_day
from assistant.recommendations.entries import ResponseState
from assistant.recommendations.wanted import Review, Sort, Wanted, make_wanted
from ingest.recommendations.bodies import bodies
from ingest.recommendations.entries import EntryKind
from ingest.recommendations.groups_of_bodies import groups
from ingest.subjects import subject_names
from vectorstore.publications import PUBLIC

MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries are meant, and in which order."""

    wanted: Wanted
    sort: Sort


def _listed(words: Collection[str]) -> Any:
    """Return what says in the schema which words a filter takes; its core says it when it takes another."""
    return Field(json_schema_extra={"enum": [str(word) for word in words]})


Body = Annotated[str, _listed([*groups(), *bodies()])]
Kind = Annotated[str, _listed(EntryKind)]
Status = Annotated[str, _listed(ResponseState)]
Topic = Annotated[str, _listed(subject_names("topics"))]
Agency = Annotated[str, _listed(subject_names("agencies"))]
ReviewState = Annotated[str, Field(min_length=1), _listed(Review)]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]


def read_asked(
    caller: Known,
    to: Annotated[
        list[Body] | None,
        Query(description="Addressed to this body, or to one of this group; a name, present or former, is taken too."),
    ] = None,
    kind: Annotated[list[Kind] | None, Query(description="Only this kind; may be repeated.")] = None,
    topic: Annotated[list[Topic] | None, Query(description="What concerns this topic, or one of several.")] = None,
    agency: Annotated[list[Agency] | None, Query(description="What concerns this agency, or one of several.")] = None,
    publication: Annotated[
        list[Identity] | None, Query(description="Only of the publication with this id.", max_length=MOST_IDS)
    ] = None,
    published_from: Annotated[Day | None, Query(alias="from", description="Published then or later.")] = None,
    to_date: Annotated[Day | None, Query(description="Published on this day or earlier.")] = None,
    status: Annotated[list[Status] | None, Query(description="What the latest response says.")] = None,
    text: Annotated[
        str | None, Query(description="Words that begin words of the entry.", max_length=MOST_CHARACTERS)
    ] = None,
    review: Annotated[
        ReviewState | None, Query(description="Waits for a person's look, does not, or a person has decided.")
    ] = None,
    changed_since: Annotated[Day | None, Query(description="New or changed on this day or later.")] = None,
    sort: Annotated[Sort, Query(description="Those of one publication stay as they are printed.")] = Sort.NEWEST,
    staff: Annotated[bool, Query(description="Also what only staff may see; needs a staff key.")] = False,
) -> Asked:
    """Return what a query asks of the register; ``BadRequest`` says what cannot be used."""
    days = {
        "published_from": _read_day("from", published_from),
        "published_to": _read_day("to_date", to_date),
        "changed_since": _read_day("changed_since", changed_since),
    }
    wanted = make_wanted(
        to=to or (),
        kind=kind or (),
        topic=topic or (),
        agency=agency or (),
        publication=publication or (),
        status=status or (),
        text=text or "",
        review=review,
        days=days,
        visibilities=check_staff(caller) if staff else PUBLIC,
    )
    return Asked(wanted, sort)


def _read_day(name: str, given: str | None) -> dt.date | None:
    """Return a day; ``BadRequest`` also where the standard allows another form, which people do not know."""
    if given is not None and not DAY.fullmatch(given):
        raise BadRequest(f"{name} {given!r} is not a date; write it as YYYY-MM-DD.")
    return read_day(name, given)
