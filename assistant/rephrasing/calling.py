"""Asks a language model within a time and a length, whatever its provider does meanwhile.

The call runs on an event loop in a thread of its own, so that a provider that hangs, or sends a byte now and then for
ever, is left alone when the time is over: its task is cancelled, which closes its connection.
"""

from __future__ import annotations

import asyncio
import json
import logging
import queue
import threading
import time
from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, cast

from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.runnables import Runnable, RunnableSequence
from langsmith.run_helpers import tracing_context

from assistant.rephrasing.replies import reply_schema
from assistant.rephrasing.results import Why

LOG = logging.getLogger(__name__)
MOST_CHARACTERS = 16_000
"""A reply that is longer is cut off: eight statements with their quotations have about 4,000."""
GRACE = 0.5
"""Seconds in which the loop may notice by itself that the time is over."""
Messages = Sequence[tuple[str, str]]


class CallFailed(Exception):
    """A reply did not come, or did not come to its end."""

    def __init__(self, why: Why) -> None:
        super().__init__(f"The language model gave no whole reply: {why.value}.")
        self.why = why


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a reply, and tokens that its provider counted since the piece before."""

    words: str
    input_tokens: int | None = None
    output_tokens: int | None = None


@dataclass
class Line:
    """An event loop in a thread that never keeps the process from ending; it starts with the first call."""

    _loop: asyncio.AbstractEventLoop | None = field(default=None, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def call(self, model: BaseChatModel, messages: Messages, *, seconds: float) -> Generator[Piece, None, None]:
        """Yield the reply to messages as it comes; ``CallFailed`` when it ends otherwise than by its end."""
        pieces: queue.SimpleQueue[Piece | Why | None] = queue.SimpleQueue()
        end = time.monotonic() + seconds + GRACE
        call = asyncio.run_coroutine_threadsafe(_pour(model, messages, pieces, seconds), self._run())
        try:
            while (piece := _take(pieces, end)) is not None:
                if isinstance(piece, Why):
                    raise CallFailed(piece)
                yield piece
        finally:
            call.cancel()

    def close(self) -> None:
        """End the thread, and every call with it."""
        with self._lock:
            loop, self._loop = self._loop, None
        if loop:
            loop.call_soon_threadsafe(loop.stop)

    def _run(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=_serve, args=[self._loop], name="panel-model", daemon=True).start()
            return self._loop


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    try:
        loop.run_forever()
    finally:
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def _take(pieces: queue.SimpleQueue[Piece | Why | None], end: float) -> Piece | Why | None:
    try:
        return pieces.get(timeout=max(0.0, end - time.monotonic()))
    except queue.Empty:
        return Why.TIMED_OUT


async def _pour(
    model: BaseChatModel, messages: Messages, into: queue.SimpleQueue[Piece | Why | None], seconds: float
) -> None:
    """Put a reply into a queue, piece by piece, and then None or why it came to no end."""
    try:
        # With LangSmith's variables in the environment, LangChain would send every question there.
        with tracing_context(enabled=False):
            async with asyncio.timeout(seconds):
                into.put(await _read(model, messages, into))
    except Exception as error:  # noqa: BLE001  providers raise what they like, and each means that there is no reply
        # The message may hold parts of a key or of the question.
        LOG.warning("The language model gave no answer: %s %s", type(error).__name__, _status(error))
        into.put(Why.TIMED_OUT if "timeout" in type(error).__name__.lower() else Why.PROVIDER_FAILED)


async def _read(model: BaseChatModel, messages: Messages, into: queue.SimpleQueue[Piece | Why | None]) -> Why | None:
    length = 0
    pieces = cast("AsyncGenerator[BaseMessage]", _structured(model).astream(list(messages)))
    async with aclosing(pieces) as reply:
        async for message in reply:
            piece = _read_piece(message)
            length += len(piece.words)
            if length > MOST_CHARACTERS:
                return Why.TOO_LONG
            into.put(piece)
    return None


def _structured(model: BaseChatModel) -> Runnable[Any, BaseMessage]:
    """Return the model as its provider makes it reply in the agreed form; as it is where that cannot be asked for.

    LangChain puts a parser behind it, which is left off: it would wait for the end and let nothing broken through.
    """
    try:
        structured = model.with_structured_output(reply_schema())
    except (NotImplementedError, ValueError):
        return model
    first = structured.first if isinstance(structured, RunnableSequence) else None
    return first if first is not None else model


def _read_piece(message: BaseMessage) -> Piece:
    words = str(message.text) + _read_call(message)
    if isinstance(message, AIMessage) and (usage := message.usage_metadata):
        return Piece(words, usage["input_tokens"], usage["output_tokens"])
    # Where OpenAI's replies come in pieces and in an agreed form, LangChain leaves the tokens here.
    told = message.response_metadata.get("token_usage") or {}
    return Piece(words, told.get("prompt_tokens"), told.get("completion_tokens"))


def _read_call(message: BaseMessage) -> str:
    """Return the arguments of a tool's call, by which some providers reply in an agreed form."""
    if isinstance(message, AIMessageChunk) and message.tool_call_chunks:
        return "".join(call.get("args") or "" for call in message.tool_call_chunks)
    calls = message.tool_calls if isinstance(message, AIMessage) else []
    return "".join(json.dumps(call["args"]) for call in calls)


def _status(error: Exception) -> str:
    return str(getattr(error, "status_code", ""))
