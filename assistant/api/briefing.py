"""What recurs among recommendations, and a briefing on a topic, by HTTP."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from assistant.api.access import Known, check_staff
from assistant.api.register_filters import Asked, read_asked
from assistant.api.shapes import WORDS, problems
from assistant.api.state import Parts, Works
from assistant.exporting import WORD
from assistant.recommendations.briefings import make_briefing
from assistant.recommendations.recurring import Recurring, find_recurring
from assistant.timeline.topics import LONGEST
from vectorstore.publications import PUBLIC

FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The document.",
        "content": {WORD: {"schema": {"type": "string", "format": "binary"}}},
        "headers": {"Content-Disposition": {"description": "The dated name.", "schema": {"type": "string"}}},
    }
}

router = APIRouter(tags=["Recommendations"])


@router.get("/v1/recurring-recommendations", summary="List what recurs", responses=problems(400, 403, 422, 503))
async def list_recurring(
    asked: Annotated[Asked, Depends(read_asked)],
    panel: Parts,
    work: Works,
    limit: Annotated[int, Query(ge=1, le=200, description="How many groups.")] = 50,
) -> Recurring:
    """Return recommendations that several publications make in nearly the same words, most publications first."""
    return await work.try_run(find_recurring, panel, asked.wanted, limit=limit)


@router.get(
    "/v1/briefing.docx",
    summary="Take a briefing on a topic away",
    response_class=Response,
    responses={**FILE, **problems(400, 403, 422, 503)},
)
async def write(
    topic: Annotated[
        str,
        Query(
            description="What it is about.",
            examples=["missed appointments"],
            max_length=LONGEST,
            json_schema_extra=WORDS,
        ),
    ],
    caller: Known,
    panel: Parts,
    work: Works,
    staff: Annotated[bool, Query(description="Also what only staff may see; needs a staff key.")] = False,
) -> Response:
    """Return the outline of a seven-minute briefing: seven parts, of verbatim quotations with their sources."""
    seen = check_staff(caller) if staff else PUBLIC
    today = dt.datetime.now(dt.UTC).date()
    made = await work.try_run(make_briefing, panel, topic, made=today, visibilities=seen)
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return Response(made.content, media_type=WORD, headers=headers)
