"""Questions and their answers, as JSON or as events one after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from fastapi.sse import format_sse_event

from assistant.answers import Answer
from assistant.api.access import Known
from assistant.api.shapes import AnswerRequest, problems
from assistant.api.state import Parts, Works
from assistant.showing import Sources

STREAM = "text/event-stream"
EVENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answer; with `Accept: text/event-stream` as events `sources`, `sentence` … and `done`, "
        "which holds the whole answer.",
        "content": {STREAM: {"schema": {"type": "string"}, "example": 'event: done\ndata: {"answer_id": "…"}\n\n'}},
    }
}

router = APIRouter(prefix="/v1/answers", tags=["Answers"])


@router.post(
    "", summary="Ask a question", response_model=Answer, responses={**EVENTS, **problems(400, 403, 408, 413, 422, 503)}
)
async def ask(asked: AnswerRequest, request: Request, caller: Known, panel: Parts, work: Works) -> Response:
    """Answer a question in verified quotations; the answer is kept under its ``answer_id``."""
    answer = await work.try_run(panel.ask, asked.asked(caller))
    if STREAM in request.headers.get("accept", ""):
        return StreamingResponse(as_events(answer), media_type=STREAM)
    return JSONResponse(answer.model_dump(mode="json"))


@router.get("/{answer_id}", summary="Read an answer again", response_model=Answer, responses=problems(404, 422, 503))
async def read(answer_id: str, caller: Known, panel: Parts, work: Works) -> Response:
    """Return an answer as it was given."""
    answer = await work.try_run(panel.find_answer, answer_id, visibilities=caller.visibilities)
    if answer is None:
        raise HTTPException(404)
    return JSONResponse(answer.model_dump(mode="json"))


@router.get(
    "/{answer_id}/sources",
    summary="Ask whether an answer's sources still stand",
    response_model=Sources,
    responses=problems(404, 422, 503),
)
async def read_sources(answer_id: str, caller: Known, panel: Parts, work: Works) -> Response:
    """Return of each citation of an answer whether it stands as it was quoted, or what has become of it since."""
    found = await work.try_run(panel.find_sources, answer_id, visibilities=caller.visibilities)
    if found is None:
        raise HTTPException(404)
    return JSONResponse(found.model_dump(mode="json"))


def as_events(answer: Answer) -> Iterator[str]:
    """Yield an answer as server-sent events: its sources, each statement, then all of it."""
    whole = answer.model_dump(mode="json")
    yield _event("sources", {"citations": whole["citations"], "searched": whole["searched"]})
    for statement in whole["statements"]:
        yield _event("sentence", statement)
    yield _event("done", whole)


def _event(name: str, data: object) -> str:
    return format_sse_event(event=name, data_str=json.dumps(data, ensure_ascii=False)).decode()
