"""Events as Slack sends them, of a fictional workspace, and requests that carry them, really signed."""

from __future__ import annotations

import json
import time
from typing import Any

import httpx
from slack_sdk.signature import SignatureVerifier

SECRET = "a signing secret of a test"  # noqa: S105  it opens nothing but a test
BOT = "U0BOT"


def mention(number: int, text: str = "Which member is linked to each region?", **more: Any) -> dict[str, Any]:
    """Return an event: somebody mentions the bot in a channel."""
    said = {"type": "app_mention", "channel": "C0TEST", "user": "U0ASKS", "text": f"<@{BOT}> {text}"}
    return envelope(number, {**said, "ts": f"{1_900_000_000 + number}.000200", **more})


def direct(number: int, text: str, **more: Any) -> dict[str, Any]:
    """Return an event: somebody writes to the bot."""
    said = {"type": "message", "channel": "D0TEST", "channel_type": "im", "user": "U0ASKS", "text": text}
    return envelope(number, {**said, "ts": f"{1_900_000_000 + number}.000200", **more})


def envelope(number: int, event: dict[str, Any]) -> dict[str, Any]:
    """Return what Slack sends around an event."""
    return {
        "token": "unused",
        "team_id": "T0TEST",
        "api_app_id": "A0TEST",
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{number:06}",
        "event_time": 1_900_000_000 + number,
        "authorizations": [{"team_id": "T0TEST", "user_id": BOT, "is_bot": True}],
    }


def sign(body: bytes, *, secret: str = SECRET, age: int = 0) -> dict[str, str]:
    """Return the headers of a request that Slack signed ``age`` seconds ago."""
    timestamp = str(int(time.time()) - age)
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body) or ""
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature,
    }


def send(client: httpx.Client, event: dict[str, Any], *, retry: int = 0) -> httpx.Response:
    """Deliver an event; ``retry``: the how manieth repeat it is."""
    body = json.dumps(event).encode()
    again = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"} if retry else {}
    return client.post("/slack/events", content=body, headers=sign(body) | again)
