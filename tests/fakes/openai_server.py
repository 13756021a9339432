"""A fake of an OpenAI-compatible server: real HTTP on loopback, strict, with a queue of replies and a memory.

Protocol: https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

KEY = "sk-of-a-test"
PATH = "/v1/chat/completions"
KNOWN = frozenset({"model", "messages", "stream", "stream_options", "response_format", "n", "temperature"})
ROLES = frozenset({"system", "user", "assistant"})
PIECE = 12
USAGE = {"prompt_tokens": 210, "completion_tokens": 45, "total_tokens": 255}
OPENING = '{"statements": [{"text": "'
Kind = Literal["normal", "endless", "chatty", "silent", "dropped", "busy", "broken"]


@dataclass(frozen=True, slots=True)
class Turn:
    """What is done with one request.

    "normal" replies with ``words``, a few at a time, ``pause`` seconds apart; "dropped" ends the connection in the
    middle of them; "endless" goes on for ever; "chatty" sends only comments, and "silent" nothing at all, for ever;
    "busy" is 429 with ``retry_after`` seconds, "broken" is 500.
    """

    kind: Kind
    words: str = ""
    pause: float = 0.0
    retry_after: int = 1


@dataclass
class FakeOpenAI:
    """What the server does next, what it was asked, and how many connections are open on which it still replies."""

    turns: deque[Turn] = field(default_factory=deque)
    requests: list[dict[str, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    replying: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def enter(self, change: int) -> None:
        """Count a reply that begins or ends."""
        with self._lock:
            self.replying += change

    def wait_until_idle(self, *, seconds: float = 10.0) -> bool:
        """Wait until nothing is being replied to any more; False when that does not come."""
        end = time.monotonic() + seconds
        while self.replying and time.monotonic() < end:
            time.sleep(0.02)
        return self.replying == 0


@contextmanager
def fake_openai(*turns: Turn) -> Iterator[tuple[FakeOpenAI, str]]:
    """Run a fake with some turns in its queue, and yield it with its address up to ``/v1``."""
    fake = FakeOpenAI(deque(turns))
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"fake": fake}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake, f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        fake.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


class _Handler(BaseHTTPRequestHandler):
    """One connection; every request that is not as OpenAI wants it is refused as OpenAI refuses it."""

    fake: FakeOpenAI
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Reply to a request."""
        self.fake.enter(1)
        try:
            self._reply()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            self.fake.enter(-1)

    def do_GET(self) -> None:
        """Refuse what is no request of this protocol."""
        self._fail(405, "Method not allowed")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name of the overridden one
        """Say nothing: tests look at what is kept."""

    def _reply(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        wrong = _find_fault(self.path, self.headers, raw)
        if wrong:
            self.fake.refused.append(wrong[1])
            return self._fail(*wrong)
        body = json.loads(raw)
        self.fake.requests.append(body)
        turn = self.fake.turns.popleft()
        if turn.kind == "busy":
            return self._fail(429, "Rate limit reached", headers={"Retry-After": str(turn.retry_after)})
        if turn.kind == "broken":
            return self._fail(500, "The server had an error")
        return self._stream(turn, body) if body.get("stream") else self._send(turn)

    def _fail(self, status: int, message: str, *, headers: Mapping[str, str] | None = None) -> None:
        self._send_json(status, {"error": {"message": message, "type": "error", "code": None}}, headers=headers or {})

    def _send(self, turn: Turn) -> None:
        choice = {"index": 0, "message": {"role": "assistant", "content": turn.words}, "finish_reason": "stop"}
        self._send_json(200, {**_envelope("chat.completion"), "choices": [choice], "usage": USAGE}, headers={})

    def _send_json(self, status: int, value: object, *, headers: Mapping[str, str]) -> None:
        raw = json.dumps(value).encode()
        self.send_response(status)
        for name, text in {"Content-Type": "application/json", "Content-Length": str(len(raw)), **headers}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(raw)

    def _stream(self, turn: Turn, body: Mapping[str, Any]) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for event in _events(turn, body):
            if self.fake.stopped.wait(turn.pause):
                return
            if event:
                self._send_part(event.encode())
        if turn.kind != "dropped":
            self._send_part(b"")

    def _send_part(self, part: bytes) -> None:
        """Send a part of a body whose length is not known; the empty one is its end."""
        self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        self.wfile.flush()


def _events(turn: Turn, body: Mapping[str, Any]) -> Iterator[str]:
    """Yield the events of a reply, as they are sent."""
    while turn.kind in {"chatty", "silent"}:
        yield ": still here\n\n" if turn.kind == "chatty" else ""
    words = turn.words[: len(turn.words) // 2] if turn.kind == "dropped" else turn.words
    for start in range(0, len(words), PIECE):
        yield _event({"delta": {"role": "assistant", "content": words[start : start + PIECE]}})
    while turn.kind == "endless":
        yield _event({"delta": {"content": "and so on and so on "}})
    if turn.kind == "dropped":
        return
    yield _event({"delta": {}, "finish_reason": "stop"})
    if (body.get("stream_options") or {}).get("include_usage"):
        yield f"data: {json.dumps({**_envelope('chat.completion.chunk'), 'choices': [], 'usage': USAGE})}\n\n"
    yield "data: [DONE]\n\n"


def _event(choice: Mapping[str, Any]) -> str:
    choices = [{"index": 0, "finish_reason": None, **choice}]
    return f"data: {json.dumps({**_envelope('chat.completion.chunk'), 'choices': choices})}\n\n"


def _envelope(kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": 1, "model": "fake"}


def _find_fault(path: str, headers: Message, raw: bytes) -> tuple[int, str] | None:
    """Return the status and the words with which a request is refused; None when nothing is wrong with it."""
    if path != PATH:
        return 404, "Unknown path"
    if headers.get("Authorization") != f"Bearer {KEY}":
        return 401, "Incorrect API key provided"
    if headers.get("Content-Type", "").partition(";")[0] != "application/json":
        return 415, "Content type must be application/json"
    try:
        body = json.loads(raw)
    except ValueError:
        return 400, "The body is no JSON"
    wrong = _find_wrong_field(body) if isinstance(body, dict) else "The body is no object"
    return (400, wrong) if wrong else None


def _find_wrong_field(body: Mapping[str, Any]) -> str | None:
    if unknown := set(body) - KNOWN:
        return f"Unrecognised request arguments: {sorted(unknown)}"
    messages = body.get("messages")
    if not isinstance(body.get("model"), str) or not isinstance(messages, list) or not messages:
        return "model and messages are required"
    if not all(one.get("role") in ROLES and isinstance(one.get("content"), str) for one in messages):
        return "A message has no known role or no content"
    if "stream_options" in body and not body.get("stream"):
        return "stream_options needs stream"
    wanted = body.get("response_format", {"type": "text"})
    if wanted.get("type") == "json_schema" and not {"name", "schema"} <= set(wanted.get("json_schema", {})):
        return "response_format lacks a name or a schema"
    return None
