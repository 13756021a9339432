from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.errors import BadRequest
from assistant.settings import Settings
from assistant.work import Work
from bot.door import open_slack
from tests.bot.conftest import QuickPanel, open_door
from tests.bot.events import SECRET, mention, send, sign
from tests.fakes.slack import FakeSlack


def test_slack_is_told_that_the_address_is_right(client: httpx.Client) -> None:
    """The challenge with which Slack checks an address comes back."""
    assert send(client, {"type": "url_verification", "challenge": "c0", "token": "t"}).json() == {"challenge": "c0"}


@pytest.mark.parametrize(
    ("body", "change"),
    [
        (b'{"type":"event_callback"}', {"X-Slack-Signature": "v0=0000"}),
        (b'{"type":"event_callback"}', {"X-Slack-Signature": ""}),
        (b'{"type":"event_callback"}', {"X-Slack-Signature": "v0=é"}),
        (b'{"type":"event_callback"}', {"X-Slack-Request-Timestamp": "soon"}),
        (b'{"type":"event_callback"}', {"X-Slack-Request-Timestamp": "²"}),
        (b'{"type":"event_callback"}', {"X-Slack-Request-Timestamp": "9" * 5000}),
        (b'{"authorizations": 5}', {"X-Slack-Signature": "v0=0000"}),
        (b'{"type":"event_callback","authorizations":5}', {}),
        (b'{"type":"event_callback","event":{"type":["message"]}}', {}),
        (b'{"type":"view_submission","view":1}', {}),
        (b'{"type":"event_callback"}', sign(b'{"type":"event_callback"}', age=600)),
        (b'{"type":"event_callback"}', sign(b'{"type":"event_callback"}', secret=SECRET[1:])),
        (b'{"type":"event_callback"}', {"Content-Type": "text/plain"}),
        (b"a=b", {"Content-Type": "application/x-www-form-urlencoded"}),
        (b"\xff\xfe", {}),
        (b"{", {}),
        (b"[]", {}),
        (b"[" * 100_000, {}),
        (b"", {}),
    ],
)
def test_what_slack_did_not_send_is_refused(
    client: httpx.Client, quick: QuickPanel, body: bytes, change: dict[str, str]
) -> None:
    """Wrong signatures, old ones, other types and what is no event are the sender's fault, never the server's."""
    readable = body if body != b"\xff\xfe" else b""
    # As bytes: headers may hold what is no ASCII.
    headers = {name.encode(): value.encode("latin-1") for name, value in {**sign(readable), **change}.items()}
    status = client.post("/slack/events", content=body, headers=headers).status_code
    assert 400 <= status < 500
    assert quick.asked == []


@pytest.mark.parametrize(
    "event", [{"type": "event_callback"}, {"event": None}, {"type": "event_callback", "event": {}}]
)
def test_an_event_that_says_nothing_does_no_harm(client: httpx.Client, event: dict[str, Any]) -> None:
    """A signed event without what events have is no error of the server."""
    assert send(client, event).status_code < 500


@pytest.mark.parametrize("missing", ["slack_bot_token", "slack_signing_secret"])
def test_half_an_app_is_said(quick: QuickPanel, missing: str) -> None:
    """A token without a secret, or a secret without a token, is one sentence that names what is missing."""
    quick.settings = quick.settings.model_copy(update={missing: None})
    with pytest.raises(BadRequest, match=f"PANEL_{missing.upper()} is not set"):
        open_slack(quick, Work(threads=1, most_waiting=1, seconds=1))  # type: ignore[arg-type]


def test_without_an_app_there_is_no_door(quick: QuickPanel, tmp_path: Path) -> None:
    """Where no Slack app is set, nothing is opened."""
    quick.settings = Settings(data_dir=tmp_path)
    assert open_slack(quick, Work(threads=1, most_waiting=1, seconds=1)) is None  # type: ignore[arg-type]


def test_a_token_in_the_environment_changes_nothing(
    quick: QuickPanel, fake: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Slack's own tools read from the environment does not change whose events are taken."""
    for name in ("BOT_TOKEN", "SIGNING_SECRET", "CLIENT_ID", "CLIENT_SECRET", "VERIFICATION_TOKEN"):
        monkeypatch.setenv(f"SLACK_{name}", "of-another-app")
    with open_door(quick) as client:
        assert send(client, mention(1)).status_code == 200
        fake.wait_for(1)
    assert fake.calls["auth.test"] == 0
