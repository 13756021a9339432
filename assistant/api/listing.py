"""Publications by HTTP: what is held, and its text."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request

from assistant.answers import Value
from assistant.api.access import Known
from assistant.api.shapes import Day, Filters, problems, read_filters
from assistant.api.state import Parts, Works
from assistant.publications import (
    PublicationDetails,
    PublicationSummary,
    PublicationText,
    find_publication,
    list_publications,
    read_publication,
)

router = APIRouter(prefix="/v1/publications", tags=["Publications"])


class PublicationPage(Value):
    """Some of the publications that were asked for, how many there are in all, and where the next ones are."""

    total: int
    items: tuple[PublicationSummary, ...]
    next: str | None


@router.get("", summary="List what is held", responses=problems(400, 403, 422, 503))
async def list_held(
    request: Request,
    filters: Annotated[Filters, Depends(read_filters)],
    caller: Known,
    panel: Parts,
    work: Works,
    text: Annotated[str | None, Query(description="Words of the title, the sender or the recipient.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="How many on a page.")] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="How many to leave out.")] = 0,
) -> PublicationPage:
    """Return publications, newest first."""
    wanted = filters.wanted(caller)
    found = await work.try_run(list_publications, panel.store, wanted, text=text, limit=limit, offset=offset)
    more = offset + limit < found.total
    after = request.url.include_query_params(offset=offset + limit, limit=limit)
    return PublicationPage(total=found.total, items=found.items, next=f"{after.path}?{after.query}" if more else None)


@router.get("/{publication_id}", summary="Describe one publication", responses=problems(404, 422, 503))
async def describe(
    publication_id: str,
    caller: Known,
    panel: Parts,
    work: Works,
    as_of: Annotated[Day | None, Query(description="As it stood on this day, if it did.")] = None,
) -> PublicationDetails:
    """Return what is known of a publication; of a letter also what it answers and what answers it."""
    find, visibilities = find_publication, caller.visibilities
    found = await work.try_run(find, panel, publication_id, visibilities=visibilities, as_of=as_of)
    if found is None:
        raise HTTPException(404)
    return found


@router.get("/{publication_id}/text", summary="Read one publication", responses=problems(404, 422, 503))
async def read(publication_id: str, caller: Known, panel: Parts, work: Works) -> PublicationText:
    """Return a publication's verbatim text by blocks, each with an anchor."""
    found = await work.try_run(read_publication, panel, publication_id, visibilities=caller.visibilities)
    if found is None:
        raise HTTPException(404)
    return found
