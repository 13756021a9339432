"""Limits on requests, held before anything reads them: size of the body, time it takes to arrive; and safe headers."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.problems import BAD_REQUEST, TOO_LARGE, TOO_LONG_COMING, Problem, as_response

PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'"
)
SAFE_HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class _Refused(Exception):
    """A request will not be read to its end."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Limits:
    """Reads the body of each request before the app sees it; one that is too large or too slow never gets there."""

    app: ASGIApp
    most_bytes: int
    seconds: float

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            body = await self._read(Headers(scope=scope), receive)
        except _Refused as refused:
            await as_response(refused.problem, {"Connection": "close"})(scope, receive, send)
            return
        if body is not None:
            await self.app(scope, _Replay(body, receive), send)

    async def _read(self, headers: Headers, receive: Receive) -> bytes | None:
        """Return the whole body; None when the client went away."""
        stated = headers.get("content-length", "0")
        if not stated.isdigit():
            raise _Refused(BAD_REQUEST.because("The Content-Length is not a number; send the right one."))
        if int(stated) > self.most_bytes:
            raise _Refused(self._too_large())
        parts = bytearray()
        try:
            async with asyncio.timeout(self.seconds):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return None
                    parts += message.get("body", b"")
                    if len(parts) > self.most_bytes:
                        raise _Refused(self._too_large())
                    if not message.get("more_body", False):
                        return bytes(parts)
        except TimeoutError:
            detail = f"A request must arrive within {self.seconds:g} seconds; send it again, all at once."
            raise _Refused(TOO_LONG_COMING.because(detail)) from None

    def _too_large(self) -> Problem:
        return TOO_LARGE.because(f"A request may have {self.most_bytes // 1024:,} kB; send a smaller one.")


@dataclass(slots=True)
class _Replay:
    """Gives a body that was read to the app, and then whatever else comes."""

    body: bytes | None
    receive: Receive

    async def __call__(self) -> MutableMapping[str, Any]:
        if self.body is None:
            return await self.receive()
        body, self.body = self.body, None
        return {"type": "http.request", "body": body, "more_body": False}


@dataclass(frozen=True, slots=True)
class SafeHeaders:
    """Adds to every response what keeps browsers from doing harm with it; what is not an asset is not stored."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SAFE_HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, send_safely if scope["type"] == "http" else send)
