"""A fake of Slack's Web API: real HTTP, as strict as Slack is, with a memory of what was posted.

Parameters: Slack's OpenAPI description where it lies beside the checkout, and the newer ones below, which it lacks.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.conftest import SHARED
from tests.fakes.serving import served

TOKEN = "xoxb-of-a-test"  # noqa: S105  it opens nothing but a test
MOST_BLOCKS = 50
MOST_IN_SECTION = 3000
MOST_IN_MESSAGE = 13_200
MENTION = re.compile(r"<[!@#][^>]*>")
OPENAPI = SHARED / "slack" / "slack_web_openapi_v2.json"

KNOWN: Mapping[str, frozenset[str]] = {
    "auth.test": frozenset({"team_id"}),
    # https://docs.slack.dev/reference/methods/chat.postMessage
    "chat.postMessage": frozenset(
        {"channel", "text", "blocks", "thread_ts", "link_names", "parse", "unfurl_links", "unfurl_media", "metadata"}
    ),
    # https://docs.slack.dev/reference/methods/conversations.replies
    "conversations.replies": frozenset({"channel", "ts", "limit", "cursor", "include_all_metadata"}),
}
AFTER_POSTING = {"lost", "late"}
REQUIRED = {"chat.postMessage": ("channel",), "conversations.replies": ("channel", "ts")}


@dataclass
class FakeSlack:
    """What Slack was told, and what it is to answer next instead of doing it."""

    calls: Counter[str] = field(default_factory=Counter)
    messages: list[dict[str, Any]] = field(default_factory=list)
    faults: deque[str] = field(default_factory=deque)
    """One for each call of chat.postMessage: an error's name or a status such as ``429`` instead of posting it;
    ``lost`` posts and then answers 500, ``late`` posts and answers after two seconds."""
    refused: dict[str, str] = field(default_factory=dict)
    """Methods that are always refused, each with its error."""
    changed: threading.Condition = field(default_factory=threading.Condition)

    def in_thread(self, thread: str) -> list[dict[str, Any]]:
        """Return the messages under a message, in order."""
        return [message for message in self.messages if message["thread_ts"] == thread]

    def wait_for(self, count: int, *, seconds: float = 60.0) -> list[dict[str, Any]]:
        """Wait until so many messages are posted, and return them."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.messages) >= count, seconds), f"{len(self.messages)} posted"
            return list(self.messages)

    @property
    def mentions(self) -> list[str]:
        """Whom posted text would have called, in any message."""
        texts = (text for message in self.messages for text in read_texts(message))
        return [mention for text in texts for mention in MENTION.findall(text)]

    async def call(self, request: Request) -> Response:
        """Answer one call of the Web API."""
        method = request.path_params["method"]
        given = await _read(request)
        self.calls[method] += 1
        error = self._refuse(request, method, given)
        if error:
            return JSONResponse({"ok": False, "error": error})
        fault = self.faults.popleft() if method == "chat.postMessage" and self.faults else ""
        if fault not in {"", *AFTER_POSTING}:
            return _fail(fault)
        done = JSONResponse({"ok": True, **self._do(method, given)})
        if fault == "late":
            await asyncio.sleep(2)
        return _fail("500") if fault == "lost" else done

    def _refuse(self, request: Request, method: str, given: Mapping[str, Any]) -> str:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return "invalid_auth"
        if method not in KNOWN:
            return "unknown_method"
        if method in self.refused:
            return self.refused[method]
        if set(given) - KNOWN[method] - _described(method) or not all(
            given.get(name) for name in REQUIRED.get(method, ())
        ):
            return "invalid_arguments"
        return _refuse_message(given) if method == "chat.postMessage" else ""

    def _do(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        if method == "auth.test":
            return {"user_id": "U0BOT", "bot_id": "B0BOT", "team_id": "T0TEST", "team": "a test", "user": "panel"}
        if method == "conversations.replies":
            return self._page(given)
        with self.changed:
            given["ts"] = f"{2_000_000_000 + len(self.messages)}.000100"
            self.messages.append(given)
            self.changed.notify_all()
        return {"ts": given["ts"], "channel": given["channel"], "message": given}

    def _page(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return some of a thread's messages, oldest first; their metadata only when it is asked for."""
        begin, most = int(given.get("cursor") or 0), int(given.get("limit") or 1000)
        hidden = set() if str(given.get("include_all_metadata")).lower() in {"1", "true"} else {"metadata"}
        thread = [{k: v for k, v in one.items() if k not in hidden} for one in self.in_thread(given["ts"])]
        more = begin + most < len(thread)
        after = {"next_cursor": str(begin + most) if more else ""}
        return {"messages": thread[begin : begin + most], "has_more": more, "response_metadata": after}


@contextmanager
def fake_slack() -> Iterator[tuple[FakeSlack, str]]:
    """Run a fake and yield it with the address of its Web API."""
    fake = FakeSlack()
    app = Starlette(routes=[Route("/api/{method}", fake.call, methods=["GET", "POST"])])
    with served(app) as address:
        yield fake, f"{address}/api/"


def _fail(fault: str) -> Response:
    if fault == "429":
        return Response(status_code=429, headers={"Retry-After": "1"})
    return Response(status_code=int(fault)) if fault.isdigit() else JSONResponse({"ok": False, "error": fault})


def read_texts(message: Mapping[str, Any]) -> Iterator[str]:
    """Yield every text of a message: its own and those of its blocks."""
    yield message.get("text", "")
    yield from (block["text"]["text"] for block in message.get("blocks") or ())


async def _read(request: Request) -> dict[str, Any]:
    """Return the parameters of a call: from its query, a form or JSON, where JSON may stand in a form's fields."""
    given: dict[str, Any] = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        given |= json.loads(await request.body() or b"{}")
    elif request.method == "POST":
        async with request.form() as form:
            given |= {name: _parsed(name, value) for name, value in form.items()}
    return {name: value for name, value in given.items() if name != "token"}


def _parsed(name: str, value: object) -> object:
    return json.loads(value) if name in {"blocks", "metadata"} and isinstance(value, str) else value


def _refuse_message(given: Mapping[str, Any]) -> str:
    blocks = given.get("blocks") or []
    texts = [block.get("text", {}).get("text", "") for block in blocks]
    if not given.get("text") and not blocks:
        return "no_text"
    if len(blocks) > MOST_BLOCKS or any(not text or len(text) > MOST_IN_SECTION for text in texts):
        return "invalid_blocks"
    if any(block.get("type") != "section" or set(block["text"]) - {"type", "text", "verbatim"} for block in blocks):
        return "invalid_blocks"
    if sum(map(len, texts)) + len(given.get("text", "")) > MOST_IN_MESSAGE:
        return "msg_too_long"
    payload = (given.get("metadata") or {}).get("event_payload", {})
    return "" if isinstance(payload, dict) else "invalid_metadata_format"


def _described(method: str) -> frozenset[str]:
    """Return the parameters that Slack's description names; none where it is not there."""
    if not OPENAPI.is_file():
        return frozenset()
    path = _paths(OPENAPI)[f"/{method}"]
    return frozenset(one["name"] for operation in path.values() for one in operation["parameters"])


_READ: dict[Path, dict[str, Any]] = {}


def _paths(file: Path) -> dict[str, Any]:
    if file not in _READ:
        _READ[file] = json.loads(file.read_text(encoding="utf-8"))["paths"]
    return _READ[file]
