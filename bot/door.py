"""The Slack door of ``panel serve``: events come in over HTTP, signed by Slack.

Bolt: https://docs.slack.dev/tools/bolt-python/; signatures: https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from assistant.bootstrap import Panel
from assistant.doors import Door
from assistant.errors import BadRequest
from assistant.work import Work
from bot.desk import DOOR, Desk, describe
from bot.posting import open_client
from bot.reading import read_asked

LOG = logging.getLogger(__name__)
PATH = "/slack/events"
TIMESTAMP = re.compile(r"[0-9]{1,12}")
TYPES = {"event_callback", "url_verification", "app_rate_limited"}
ANY_EVENT = re.compile("")


def open_slack(panel: Panel, work: Work) -> Door | None:
    """Return the door, or None when no Slack app is set; ``BadRequest`` when it is set by half."""
    token, secret = panel.settings.slack_bot_token, panel.settings.slack_signing_secret
    if token is None and secret is None:
        return None
    if token is None or secret is None:
        missing = "PANEL_SLACK_BOT_TOKEN" if token is None else "PANEL_SLACK_SIGNING_SECRET"
        raise BadRequest(
            f"Slack needs a bot token and a signing secret, and {missing} is not set; set it or remove both."
        )
    client = open_client(token.get_secret_value(), panel.settings.slack_api_url)
    desk = Desk(panel, work, client)
    handler = AsyncSlackRequestHandler(_make_app(desk, token.get_secret_value(), secret.get_secret_value()))
    verifier = SignatureVerifier(secret.get_secret_value())

    async def handle(request: Request) -> Response:
        refused = _refuse(await request.body(), request.headers, verifier)
        return refused or await _hand_on(handler, request)

    return Door(DOOR, PATH, handle, desk.running)


def _make_app(desk: Desk, token: str, secret: str) -> AsyncApp:
    async def authorize(**_: object) -> AuthorizeResult:
        # One workspace, one token: Slack need not be asked who we are before a question can be taken.
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=token)

    # A question is acknowledged when it is kept, not before.
    app = AsyncApp(signing_secret=secret, authorize=authorize, process_before_response=True)

    async def take(body: dict[str, Any]) -> None:
        asked = read_asked(body)
        if asked:
            await desk.take(asked)

    # Every event is taken from Slack, or Bolt would write in the log what it could not place.
    app.event(ANY_EVENT)(take)
    app.error(_put_off)
    return app


async def _put_off(error: Exception) -> BoltResponse:
    """Let Slack deliver an event again that could not be taken."""
    LOG.error("An event from Slack could not be taken: %s", describe(error))
    return BoltResponse(status=503)


async def _hand_on(handler: AsyncSlackRequestHandler, request: Request) -> Response:
    try:
        return await handler.handle(request)
    except (TypeError, AttributeError, LookupError, ValueError, RecursionError):
        # Bolt takes a body apart before any code of ours sees it, and expects that each field is of its type.
        return PlainTextResponse("The body is not an event.", 400)


def _refuse(body: bytes, headers: Mapping[str, str], verifier: SignatureVerifier) -> Response | None:
    """Refuse what Slack did not send or sign, before Bolt, which takes it that all it is given can be read."""
    timestamp, signature = (headers.get(f"x-slack-{name}", "") for name in ("request-timestamp", "signature"))
    if not TIMESTAMP.fullmatch(timestamp) or not signature.isascii():
        return PlainTextResponse("Slack signs what it sends; this is not signed.", 401)
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return PlainTextResponse("The body is not UTF-8.", 400)
    if not verifier.is_valid(text, timestamp, signature):
        return PlainTextResponse("The signature is not of this body, or too old.", 401)
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return PlainTextResponse("Events come as application/json.", 415)
    return None if _is_event(text) else PlainTextResponse("The body is not an event.", 400)


def _is_event(text: str) -> bool:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return False
    if not isinstance(body, dict) or body.get("type") not in TYPES:
        return False
    event = body.get("event", {})
    return isinstance(event, dict) and isinstance(event.get("type", ""), str)
