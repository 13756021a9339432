"""Posts messages in a thread: again when Slack is busy, as plain text when it refuses the blocks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.reading import Asked
from bot.rendering import Message

LOG = logging.getLogger(__name__)
EVENT_TYPE = "panel_answer"
MOST_WAITS = 10
SECONDS = 10
PAUSES = (0.5, 1.5, 4.0)
REPLIES_AT_A_TIME = 200
REFUSES_BLOCKS = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"}
PASSES = {"", "ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
"""What Slack says when it is worth trying later; nothing at all when something between us and Slack answered."""


def open_client(token: str, address: str, *, seconds: int = SECONDS) -> AsyncWebClient:
    """Return a client of Slack's Web API that waits as long as Slack says when it is told to slow down."""
    # The client puts the method's name right behind the address.
    return AsyncWebClient(
        token=token,
        base_url=f"{address.rstrip('/')}/",
        timeout=seconds,
        retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=MOST_WAITS)],
    )


async def post(client: AsyncWebClient, asked: Asked, messages: Sequence[Message], *, resumed: bool) -> bool:
    """Post an answer under its question; False when it is worth trying later.

    ``resumed``: it may have been posted in part before this process began, and what is there is not posted again.
    """
    there = await _find_parts(client, asked) if resumed else set()
    try:
        for part, message in enumerate(messages):
            if part not in there:
                await _post_surely(client, asked, message, part=part)
    except SlackApiError as error:
        reason = _reason(error)
        LOG.error("Slack refused an answer: %s", reason or "no reason given")  # noqa: TRY400  no traceback helps
        return reason not in PASSES
    except Exception as error:  # noqa: BLE001  of any of the client's transports
        LOG.error("Slack cannot be reached: %s", type(error).__name__)  # noqa: TRY400  as above
        return False
    return True


async def _post_surely(client: AsyncWebClient, asked: Asked, message: Message, *, part: int) -> None:
    """Post one message, a few times when Slack fails; one that got there before Slack failed is not posted again."""
    for pause in PAUSES:
        try:
            return await _post_one(client, asked, message, part=part)
        except Exception as error:
            if isinstance(error, SlackApiError) and _reason(error) not in PASSES:
                raise
        await asyncio.sleep(pause)
        if part in await _find_parts(client, asked):
            return None
    return await _post_one(client, asked, message, part=part)


async def _post_one(client: AsyncWebClient, asked: Asked, message: Message, *, part: int) -> None:
    said: dict[str, Any] = {
        "channel": asked.channel,
        "thread_ts": asked.thread,
        "text": message.text,
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"event_id": asked.event, "part": part}},
        "link_names": False,
        "parse": "none",
        "unfurl_links": False,
        "unfurl_media": False,
    }
    try:
        await client.chat_postMessage(blocks=list(message.blocks), **said)
    except SlackApiError as error:
        reason = _reason(error)
        if reason not in REFUSES_BLOCKS:
            raise
        LOG.warning("Slack refused the blocks of an answer (%s); it is sent as text.", reason)
        await client.chat_postMessage(**said)


async def _find_parts(client: AsyncWebClient, asked: Asked) -> set[int]:
    """Return which parts of an answer are in its thread; none when that cannot be read."""
    found: set[int] = set()
    try:
        pages = await client.conversations_replies(
            channel=asked.channel, ts=asked.thread, include_all_metadata=True, limit=REPLIES_AT_A_TIME
        )
        async for page in pages:
            payloads = [message.get("metadata", {}).get("event_payload", {}) for message in page.get("messages") or ()]
            found |= {int(one["part"]) for one in payloads if one.get("event_id") == asked.event and "part" in one}
    except Exception as error:  # noqa: BLE001  without the right to read a thread, it is answered anyway
        LOG.info("A thread in Slack cannot be read: %s", type(error).__name__)
    return found


def _reason(error: SlackApiError) -> str:
    """Return the name that Slack gives to an error; empty when what answered was not Slack's Web API."""
    said = getattr(error.response, "data", None)
    return str(said.get("error") or "") if isinstance(said, dict) else ""
