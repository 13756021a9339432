"""Whether the service lives, and whether it can answer."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from assistant.answers import Value
from assistant.api.state import Parts

router = APIRouter(prefix="/health", tags=["Health"])


class Alive(Value):
    """The process answers."""

    status: str = "alive"


class Readiness(Value):
    """Whether questions can be answered; ``not_ready`` names each part that is down or behind, and says why."""

    status: str
    not_ready: dict[str, str]
    publications: int | None


@router.get("/live", summary="Is the process alive?")
async def live() -> Alive:
    """Say that the process answers."""
    return Alive()


@router.get(
    "/ready",
    summary="Can questions be answered?",
    response_model=Readiness,
    responses={503: {"model": Readiness, "description": "Not ready: `not_ready` names what is down."}},
)
async def ready(panel: Parts) -> Response:
    """Say whether record and indexes can be read and agree; not in the queue, which may be full."""
    missing = await asyncio.to_thread(panel.find_unready)
    held = None if missing.get("record") else (await asyncio.to_thread(panel.store.record.coverage)).count
    told = Readiness(status="not ready" if missing else "ready", not_ready=missing, publications=held)
    return JSONResponse(told.model_dump(mode="json"), 503 if missing else 200)
