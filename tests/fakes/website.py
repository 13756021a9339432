"""A small website on loopback: it answers what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import hashlib
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Asked:
    """One request: its path with the query, its headers in lower case, and when it came."""

    path: str
    headers: Mapping[str, str]
    when: float


@dataclass(frozen=True)
class Answer:
    """What is answered. claimed is a Content-Length that is not true; tag makes it answer 304 to who has it.

    Each of the drops is sent after a pause, before the body.
    """

    body: bytes = b""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    claimed: int | None = None
    tag: bool = True
    drops: int = 0
    pause: float = 0.05


NOTHING = Answer(b"Nothing is here.", 404, tag=False)
Answering = Answer | list[Answer] | Callable[[Asked], Answer]


class Site:
    """The pages by their paths, and the requests as they came. Of a list, the last answer is given again and again."""

    def __init__(self) -> None:
        self.pages: dict[str, Answering] = {}
        self.asked: list[Asked] = []
        self.address = ""

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [asked.path for asked in self.asked]

    def answer(self, asked: Asked) -> Answer:
        """Give the answer to a request, and remember the request."""
        self.asked.append(asked)
        said = self.pages.get(asked.path, NOTHING)
        if isinstance(said, list):
            return said.pop(0) if len(said) > 1 else said[0]
        return said if isinstance(said, Answer) else said(asked)


def page(body: str, **more: Any) -> Answer:
    """Give a page of HTML."""
    return Answer(body.encode(), **more)


def to(location: str, status: int = 301) -> Answer:
    """Give a redirect."""
    return Answer(status=status, headers={"Location": location}, tag=False)


@contextmanager
def website() -> Iterator[Site]:
    """Serve a site that has no page yet."""
    site = Site()
    server = _Server(("127.0.0.1", 0), _handler(site))
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that has gone, which some tests are about."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 10

        def do_GET(self) -> None:
            asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()}, time.monotonic())
            answer = site.answer(asked)
            tag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"' if answer.tag and answer.status == 200 else None
            _say(self, answer, tag, same=bool(tag) and asked.headers.get("if-none-match") == tag)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
            """Say nothing."""

    return Handler


def _say(handler: BaseHTTPRequestHandler, answer: Answer, tag: str | None, *, same: bool) -> None:
    handler.send_response(304 if same else answer.status)
    if not same:
        handler.send_header("Content-Type", answer.media_type)
        handler.send_header("Content-Length", str(len(answer.body) if answer.claimed is None else answer.claimed))
    for name, value in {**answer.headers, **({"ETag": tag} if tag else {})}.items():
        handler.send_header(name, value)
    handler.end_headers()
    if not same:
        _send_body(handler, answer)


def _send_body(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    handler.close_connection = handler.close_connection or answer.claimed is not None
    with suppress(OSError):
        for _ in range(answer.drops):
            handler.wfile.write(b" ")
            time.sleep(answer.pause)
        handler.wfile.write(answer.body)
