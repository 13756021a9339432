"""The owner's door: other commands of a data folder work through the process that has it open."""

from __future__ import annotations

import asyncio
import json
import secrets
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import StreamingResponse
from pydantic import Field, ValidationError

from assistant.answers import Value
from assistant.api.access import NotAllowed, Owner
from assistant.api.problems import ALREADY, as_problem
from assistant.api.state import Parts
from assistant.ingesting import IngestOrder, count_changes, ingest
from assistant.keeping import ORDERS
from assistant.keys import write_secret
from assistant.owner import OWNER_FILE
from assistant.syncing import SyncOrder, sync
from vectorstore.publications import Progress, Watch

PROGRESS_SECONDS = 0.1

router = APIRouter(prefix="/owner", include_in_schema=False)
Line = dict[str, Any]


Order = Callable[[Watch], Line]
"""What is to be done: it tells how far it is, and returns the last line."""


class Ingests:
    """Changes the record, one order at a time, in a thread of its own."""

    def __init__(self) -> None:
        self._free = threading.Lock()

    async def begin(self, order: Order) -> AsyncIterator[Line]:
        """Begin to take documents in and return what is told of it; ``NotAllowed`` while another order is worked on.

        It goes on to its end, also when nobody listens any more.
        """
        if not self._free.acquire(blocking=False):
            raise NotAllowed(ALREADY.because("Documents are being taken in already; wait until that is done."))
        lines: asyncio.Queue[Line | None] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def say(line: Line | None) -> None:
            # The server may have stopped: then nobody listens.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(lines.put_nowait, line)

        threading.Thread(target=self._work, args=(order, say), name="panel-ingest").start()
        return _until_end(lines)

    async def wait(self) -> None:
        """Wait until nothing is being taken in."""
        await asyncio.to_thread(self._free.acquire)
        self._free.release()

    def _work(self, order: Order, say: Callable[[Line | None], None]) -> None:
        try:
            end = order(_now_and_then(say))
        except Exception as error:  # noqa: BLE001  whatever it is, the command must be told
            end = {"problem": as_problem(error).model_dump(mode="json", exclude_none=True)}
        finally:
            # Before the end is told: who hears it may give the next order at once.
            self._free.release()
        say(end)
        say(None)


class IngestRequest(Value):
    """What ``panel ingest`` was told: absolute paths, and what was stated of the documents there."""

    paths: tuple[str, ...]
    stated: dict[str, str] = Field(default_factory=dict)


class SyncRequest(Value):
    """What ``panel sync`` was told."""

    sources: tuple[str, ...]
    since: str | None = None
    dry_run: bool = False


@contextmanager
def tell_owner(data_dir: Path, url: str) -> Iterator[str]:
    """Write where this process can be reached into its data folder, and yield the token that opens the owner's door."""
    token, path = secrets.token_urlsafe(32), data_dir / OWNER_FILE
    write_secret(path, json.dumps({"url": url, "token": token}).encode())
    try:
        yield token
    finally:
        path.unlink(missing_ok=True)


@router.get("/status")
async def status(_: Owner, panel: Parts) -> dict[str, Any]:
    """Return what ``panel status`` shows."""
    return dict(await asyncio.to_thread(panel.status))


@router.post("/ingest")
async def take_in(wanted: IngestRequest, _: Owner, request: Request) -> StreamingResponse:
    """Ingest as ``panel ingest`` does; lines of JSON tell how far it is, and at the end what became of it all."""
    order, panel = IngestOrder.check([Path(path) for path in wanted.paths], wanted.stated), request.app.state.panel
    return await _begin(request, lambda watch: {"report": count_changes(ingest(panel, order, watch=watch))})


@router.post("/sync")
async def bring_up(wanted: SyncRequest, _: Owner, request: Request) -> StreamingResponse:
    """Sync as ``panel sync`` does."""
    order, panel = SyncOrder(wanted.sources, wanted.since, wanted.dry_run), request.app.state.panel
    return await _begin(request, lambda watch: {"report": sync(panel, order, watch=watch)})


@router.post("/keep/{what}")
async def keep(what: str, given: dict[str, Any], _: Owner, panel: Parts) -> dict[str, Any]:
    """Do what ``panel publications`` does."""
    if what not in ORDERS:
        raise HTTPException(404)
    try:
        order = ORDERS[what].model_validate(given)
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error
    return await asyncio.to_thread(order.work, panel)


async def _begin(request: Request, order: Order) -> StreamingResponse:
    told = await request.app.state.ingests.begin(order)
    return StreamingResponse((json.dumps(line) + "\n" async for line in told), media_type="application/x-ndjson")


def _now_and_then(say: Callable[[Line | None], None]) -> Watch:
    """Return what tells how far work is, no oftener than anyone can see."""
    told = 0.0

    def watch(progress: Progress) -> None:
        nonlocal told
        if time.monotonic() - told >= PROGRESS_SECONDS or progress.done == progress.total:
            told = time.monotonic()
            say({"progress": progress._asdict()})

    return watch


async def _until_end(lines: asyncio.Queue[Line | None]) -> AsyncIterator[Line]:
    while (line := await lines.get()) is not None:
        yield line
