"""Timelines by HTTP: what was said on a topic in date order, and figures with their chart."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from assistant.answers import Value
from assistant.api.access import Known
from assistant.api.shapes import (
    WORDS,
    Agencies,
    AsOf,
    Filters,
    From,
    Ids,
    Kinds,
    Speakers,
    Staff,
    Statuses,
    To,
    Topic,
    problems,
    read_filters,
)
from assistant.api.state import Parts, Works
from assistant.timeline.chart import draw_chart
from assistant.timeline.entries import Timeline
from assistant.timeline.figures import By, Figures, count_all, count_figures
from assistant.timeline.making import make_timeline
from assistant.timeline.topics import LONGEST

SVG = "image/svg+xml"
DRAWN: dict[int | str, dict[str, Any]] = {
    200: {"description": "The chart, as SVG.", "content": {SVG: {"schema": {"type": "string"}}}}
}
Filtered = Annotated[Filters, Depends(read_filters)]
"""Filters as everywhere, in which a topic is one of the list."""


def read_filters_beside(
    kind: Kinds = None,
    speaker: Speakers = None,
    status: Statuses = None,
    agency: Agencies = None,
    subject: Annotated[list[Topic] | None, Query(description="What concerns this topic of the list of topics.")] = None,
    publication: Ids = None,
    published_from: From = None,
    published_to: To = None,
    as_of: AsOf = None,
    staff: Staff = False,
) -> Filters:
    """Return the filters of a query in which ``topic`` is in free words."""
    days = published_from, published_to, as_of
    return read_filters(kind, speaker, status, agency, subject, publication, *days, staff)


router = APIRouter(prefix="/v1/timeline", tags=["Timeline"])


class FiguresList(Value):
    """Figures by year, by topic and by addressee."""

    items: tuple[Figures, ...]


@router.get("", summary="Tell what was said on a topic, in date order", responses=problems(400, 403, 422, 503))
async def tell(
    topic: Annotated[
        str,
        Query(
            description="What it is about.", examples=["regional links"], max_length=LONGEST, json_schema_extra=WORDS
        ),
    ],
    filters: Annotated[Filters, Depends(read_filters_beside)],
    caller: Known,
    panel: Parts,
    work: Works,
) -> Timeline:
    """Return dated quotations, with what was promised and what became of it, and which letter answers which."""
    return await work.try_run(make_timeline, panel, topic, filters.wanted(caller))


@router.get("/figures", summary="Count what is held", responses=problems(400, 403, 422, 503))
async def count(filters: Filtered, caller: Known, panel: Parts, work: Works) -> FiguresList:
    """Return how many publications and recommendations are held, by year, topic and addressee."""
    return FiguresList(items=await work.try_run(count_all, panel, filters.wanted(caller)))


@router.get(
    "/chart.svg",
    summary="Draw what is held",
    response_class=Response,
    responses={**DRAWN, **problems(400, 403, 422, 503)},
)
async def draw(
    filters: Filtered,
    caller: Known,
    panel: Parts,
    work: Works,
    by: Annotated[By, Query(description="What the figures are counted by.")] = By.YEAR,
) -> Response:
    """Return a chart of the same figures: two bars for each row, told apart without colour."""
    figures = await work.try_run(count_figures, panel, filters.wanted(caller), by=by)
    return Response(draw_chart(figures), media_type=SVG)
