"""A fake of a LangChain chat model: a queue of replies, and a memory of what it was given."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

Reply = str | Exception | Callable[[Sequence[BaseMessage]], str]
"""Words, what goes wrong, or a function of the messages that were given."""
PIECE = 7
USAGE = UsageMetadata(input_tokens=120, output_tokens=30, total_tokens=150)


class FakeChatModel(BaseChatModel):
    """Replies from its queue, a few characters at a time, ``delay`` seconds apart; knows no structured output."""

    delay: float = 0.0
    counts: bool = True
    _replies: deque[Reply] = PrivateAttr(default_factory=deque)
    _heard: list[list[BaseMessage]] = PrivateAttr(default_factory=list)

    @classmethod
    def of(cls, *replies: Reply, **fields: Any) -> FakeChatModel:
        """Return one with some replies in its queue."""
        model = cls(**fields)
        model._replies.extend(replies)
        return model

    @property
    def heard(self) -> list[list[BaseMessage]]:
        """The messages of every call, in order."""
        return self._heard

    @property
    def left(self) -> int:
        """How many replies nobody has asked for."""
        return len(self._replies)

    @property
    def _llm_type(self) -> str:
        return "fake"

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self._next(messages), usage_metadata=USAGE))])

    async def _astream(self, messages: list[BaseMessage], *_: Any, **__: Any) -> AsyncIterator[ChatGenerationChunk]:
        words = self._next(messages)
        for start in range(0, len(words), PIECE):
            await asyncio.sleep(self.delay)
            yield ChatGenerationChunk(message=AIMessageChunk(content=words[start : start + PIECE]))
        yield ChatGenerationChunk(message=AIMessageChunk(content="", usage_metadata=USAGE if self.counts else None))

    def _next(self, messages: list[BaseMessage]) -> str:
        self._heard.append(messages)
        reply = self._replies.popleft()
        if isinstance(reply, Exception):
            raise reply
        return reply if isinstance(reply, str) else reply(messages)
