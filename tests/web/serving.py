"""The pages as a browser meets them: really served, on a free port of this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import httpx
import uvicorn
from fastapi import FastAPI

from assistant.bootstrap import Panel
from assistant.web import STATIC, Assets, make_pages
from assistant.work import Work
from tests.web.markup import Element, read_html

SECONDS = 30.0


def make_work(*, seconds: float = SECONDS) -> Work:
    """Return threads that answer questions, as ``panel serve`` has them."""
    return Work(threads=2, most_waiting=8, seconds=seconds)


def make_site(panel: Panel, work: Work) -> FastAPI:
    """Return a program of nothing but the pages and what they load."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(make_pages(panel, work))
    app.mount("/assets", Assets(directory=STATIC))
    return app


@contextmanager
def serve(app: FastAPI) -> Iterator[str]:
    """Serve a program until the end of the block; the address is given."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + SECONDS
    while not server.started:
        assert thread.is_alive(), "The server did not start."
        assert time.monotonic() < deadline, "The server did not start in time."
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(SECONDS)


@contextmanager
def visit(app: FastAPI) -> Iterator[httpx.Client]:
    """Serve a program until the end of the block, to a client that follows no redirect by itself."""
    with serve(app) as address, httpx.Client(base_url=address, timeout=SECONDS, trust_env=False) as client:
        yield client


@contextmanager
def visit_pages(panel: Panel, *, seconds: float = SECONDS) -> Iterator[httpx.Client]:
    """Serve the pages of a panel until the end of the block."""
    with closing(make_work(seconds=seconds)) as work, visit(make_site(panel, work)) as client:
        yield client


def ask(client: httpx.Client, question: str, **fields: str) -> Element:
    """Ask by the form and return the page of the answer."""
    sent = client.post("/", data={"question": question, **fields})
    assert sent.status_code == httpx.codes.SEE_OTHER, sent.text
    return get(client, sent.headers["location"])


def get(client: httpx.Client, address: str, *, status: int = 200) -> Element:
    """Return a page."""
    response = client.get(address)
    assert response.status_code == status, response.text
    return read_html(response.text)
