"""Search by HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from assistant.answers import Question
from assistant.api.access import Known, Owner
from assistant.api.shapes import WORDS, Filters, OwnerSearch, problems, read_filters
from assistant.api.state import Parts, Works
from assistant.found import SearchResult

router = APIRouter(tags=["Search"])


@router.get("/v1/search", summary="Search the passages held", responses=problems(400, 403, 422, 503))
async def find(
    q: Annotated[str, Query(description="What to search for.", examples=["regional links"], json_schema_extra=WORDS)],
    filters: Annotated[Filters, Depends(read_filters)],
    caller: Known,
    panel: Parts,
    work: Works,
    limit: Annotated[int, Query(ge=1, le=200, description="How many passages.")] = 10,
) -> SearchResult:
    """Return the passages that come nearest, by meaning and by words, best first."""
    return await work.try_run(panel.search, Question(q, wanted=filters.wanted(caller)), limit=limit)


@router.post("/owner/search", include_in_schema=False)
async def find_for_owner(asked: OwnerSearch, caller: Owner, panel: Parts, work: Works) -> SearchResult:
    """Return what a command searches for: with a history and without a limit that doors have."""
    return await work.run(panel.search, asked.asked(caller), limit=asked.limit)
