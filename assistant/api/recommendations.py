"""The register of recommendations by HTTP: its entries by pages, one of them, and all that are meant as a file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import Response

from assistant.answers import Value
from assistant.api.access import Known
from assistant.api.register_filters import Asked, read_asked
from assistant.api.shapes import problems
from assistant.api.state import Parts, Works
from assistant.exporting import FORMATS, Form, export
from assistant.recommendations.entries import Recommendation, ToldCount
from assistant.recommendations.register import Register

PREFIX = "/v1/recommendations"
SUMMARIES = {
    Form.CSV: "Take the recommendations away as CSV",
    Form.XLSX: "Take the recommendations away as a workbook",
    Form.DOCX: "Take the recommendations away as a document",
    Form.ASSURANCE_XLSX: "Take away a blank assurance table as a workbook",
    Form.ASSURANCE_DOCX: "Take away a blank assurance table as a document",
}
Filtered = Annotated[Asked, Depends(read_asked)]

router = APIRouter(tags=["Recommendations"])


class RecommendationPage(Value):
    """Some of the entries that were asked for, how many there are in all, and where the next ones are.

    ``told_counts`` are numbers of recommendations that the same publications tell of without their wording. ``unread``
    says of which of these publications nothing is listed, and why.
    """

    total: int
    items: tuple[Recommendation, ...]
    next: str | None
    told_counts: tuple[ToldCount, ...]
    unread: tuple[str, ...]


async def list_entries(
    request: Request,
    asked: Filtered,
    panel: Parts,
    work: Works,
    limit: Annotated[int, Query(ge=1, le=200, description="How many on a page.")] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="How many to leave out.")] = 0,
) -> RecommendationPage:
    """Return entries of the register: of every kind, unless ``kind`` says which."""
    page = await work.try_run(_find, panel.recommendations, asked, limit=limit, offset=offset)
    after = request.url.include_query_params(offset=offset + limit, limit=limit)
    return page.model_copy(update={"next": f"{after.path}?{after.query}" if offset + limit < page.total else None})


async def describe(recommendation_id: str, caller: Known, panel: Parts, work: Works) -> Recommendation:
    """Return one entry, with its places and what was said of it; also one that a person has rejected."""
    register, visibilities = panel.recommendations, caller.visibilities
    found = await work.try_run(register.get, recommendation_id, visibilities=visibilities)
    if found is None:
        raise HTTPException(404)
    return found


def _find(register: Register, asked: Asked, *, limit: int, offset: int) -> RecommendationPage:
    found = register.find(asked.wanted, sort=asked.sort, limit=limit, offset=offset)
    counts = register.told_counts(asked.wanted)
    return RecommendationPage(total=found.total, items=found.items, next=None, told_counts=counts, unread=found.unread)


def _make_download(form: Form) -> Callable[..., Awaitable[Response]]:
    async def download(asked: Filtered, panel: Parts, work: Works) -> Response:
        """Return all entries that are meant, in one file."""
        made = await work.try_run(export, panel.recommendations, asked.wanted, form=form, sort=asked.sort)
        headers = {
            "Content-Disposition": f'attachment; filename="{made.name}"',
            "X-Total-Count": str(made.total),
        }
        return Response(made.content, media_type=made.media_type, headers=headers)

    download.__name__ = f"download_{form.replace('.', '_')}"
    return download


def _describe_file(form: Form) -> dict[int | str, dict[str, Any]]:
    text = {"type": "string"}
    headers = {
        "Content-Disposition": {"description": "The dated name of the file.", "schema": text},
        "X-Total-Count": {"description": "How many entries the file holds.", "schema": {"type": "integer"}},
    }
    content = {FORMATS[form].media_type.partition(";")[0]: {"schema": {**text, "format": "binary"}}}
    return {200: {"description": "The file, with all entries that are meant.", "content": content, "headers": headers}}


def _offer(path: str, give: Callable[..., Awaitable[object]], **described: Any) -> None:
    """Add a route, which answers HEAD as well, as the pages do."""
    router.add_api_route(f"{PREFIX}{path}", give, methods=["GET"], **described)
    router.add_api_route(f"{PREFIX}{path}", give, methods=["HEAD"], include_in_schema=False, **described)


def _offer_all() -> None:
    refused = problems(400, 403, 422, 503)
    _offer("", list_entries, summary="List recommendations", responses=refused)
    for form, summary in SUMMARIES.items():
        path = f"/{form}" if form.startswith("assurance") else f".{form}"
        told = {**_describe_file(form), **refused}
        _offer(path, _make_download(form), summary=summary, responses=told, response_class=Response)
    # After the files: an id could be called as one of them.
    _offer("/{recommendation_id}", describe, summary="Describe one recommendation", responses=problems(404, 422, 503))


_offer_all()
