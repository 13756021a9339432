"""The app of ``panel serve``: routes, pages and doors over one open panel."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response
from starlette.staticfiles import StaticFiles

from assistant.api import answers, briefing, digest, health, listing, owner, recommendations, searching, timeline
from assistant.api.access import Access, NotAllowed
from assistant.api.limits import Limits, SafeHeaders
from assistant.api.owner import Ingests
from assistant.api.problems import RenderPage, as_response, tell_problems
from assistant.api.schedule import sync_now_and_then
from assistant.api.shapes import PROBLEM_SCHEMA
from assistant.bootstrap import Panel
from assistant.doors import Door
from assistant.keys import KeyFile
from assistant.settings import Settings
from assistant.work import Work

ROUTERS = (
    answers.router,
    searching.router,
    listing.router,
    recommendations.router,
    briefing.router,
    timeline.router,
    digest.router,
    health.router,
    owner.router,
)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages for people: their routes, their files, and what they show when something goes wrong."""

    router: APIRouter
    static: StaticFiles
    render: RenderPage


def create_app(
    panel: Panel, *, work: Work, doors: Sequence[Door] = (), pages: Pages | None = None, token: str = ""
) -> FastAPI:
    """Return the app; ``token`` opens the owner's door. Whoever made ``panel`` and ``work`` closes them."""
    app = FastAPI(
        title="Panel assistant",
        summary="Answers about what the Child Safeguarding Practice Review Panel publishes, in verified quotations.",
        version=version("panel-assistant"),
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(doors),
    )
    app.state.panel, app.state.work, app.state.ingests = panel, work, Ingests()
    for router in ROUTERS:
        app.include_router(router)
    for door in doors:
        app.add_route(door.path, door.handle, methods=["POST"], include_in_schema=False)
    if pages:
        app.include_router(pages.router, include_in_schema=False)
        app.mount("/assets", pages.static)
    tell_problems(app, pages.render if pages else None)
    app.add_exception_handler(NotAllowed, _refuse)
    # The way to extend it that FastAPI documents: https://fastapi.tiangolo.com/how-to/extending-openapi/
    app.openapi = lambda: _describe(app)  # type: ignore[method-assign]
    _guard(app, panel.settings, token, doors)
    return app


def _lifespan(doors: Sequence[Door]) -> Any:
    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as opened:
            for door in doors:
                await opened.enter_async_context(door.running())
            panel, ingests = app.state.panel, app.state.ingests
            hours = panel.settings.sync_every
            syncs = asyncio.create_task(sync_now_and_then(panel, ingests, hours=hours)) if hours else None
            yield
            if syncs:
                syncs.cancel()
        await app.state.ingests.wait()

    return running


def _guard(app: FastAPI, settings: Settings, token: str, doors: Sequence[Door]) -> None:
    """Put what every request must pass in front of the app; what is added last comes first."""
    app.add_middleware(
        Access,
        keys=KeyFile(settings.key_file),
        loopback=settings.on_loopback,
        token=token,
        doors=frozenset(door.path for door in doors),
    )
    app.add_middleware(Limits, most_bytes=settings.max_request_kb * 1024, seconds=settings.request_seconds)
    app.add_middleware(SafeHeaders)


async def _refuse(_: Request, error: Exception) -> Response:
    assert isinstance(error, NotAllowed)  # noqa: S101  what the handler is registered for
    return as_response(error.problem)


def _describe(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        schema = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
        own = dict(PROBLEM_SCHEMA)
        schemas = schema.setdefault("components", {}).setdefault("schemas", {})
        schemas.update(own.pop("$defs", {}))
        schemas["Problem"] = own
        most = app.state.panel.settings.max_question_characters
        schemas["AnswerRequest"]["properties"]["question"]["maxLength"] = most
        (query,) = [one for one in schema["paths"]["/v1/search"]["get"]["parameters"] if one["name"] == "q"]
        query["schema"]["maxLength"] = most
        app.openapi_schema = schema
    return app.openapi_schema
