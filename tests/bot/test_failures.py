from __future__ import annotations

import socket
import time

import httpx
import pytest
from sqlalchemy import text

from assistant.errors import BadQuestion, UnverifiedQuotation
from bot.posting import PAUSES
from tests.bot.conftest import QuickPanel, open_door, wait_until_finished
from tests.bot.events import mention, send
from tests.fakes.slack import FakeSlack

TRIES = len(PAUSES) + 1


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (BadQuestion("The question is empty; type what you want to know."), "The question is empty"),
        (UnverifiedQuotation("a secret"), "Something went wrong here, and it has been noted"),
        (ZeroDivisionError("a secret"), "Something went wrong here, and it has been noted"),
    ],
)
def test_a_failure_is_said_in_the_thread(
    quick: QuickPanel, fake: FakeSlack, fault: Exception, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody waits for an answer that does not come; a defect tells nothing of itself, and the log no question."""
    quick.fault = fault
    with open_door(quick) as client:
        send(client, mention(1, "A private matter"))
        (message,) = fake.wait_for(1)
    assert message["text"].startswith(said)
    assert "secret" not in message["text"]
    assert "secret" not in caplog.text
    assert "private" not in caplog.text
    assert (type(fault).__name__ in caplog.text) == ("noted" in said)


def test_an_event_that_cannot_be_kept_is_not_acknowledged(
    quick: QuickPanel, fake: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    """While the record fails, Slack is told to deliver again, and the log holds no question."""
    with open_door(quick) as client:
        with quick.conversations.database.writing() as connection:
            connection.execute(text("ALTER TABLE deliveries RENAME TO away"))
        assert send(client, mention(1, "A private matter")).status_code == 503
        with quick.conversations.database.writing() as connection:
            connection.execute(text("ALTER TABLE away RENAME TO deliveries"))
        assert send(client, mention(1, "A private matter"), retry=1).status_code == 200
        fake.wait_for(1)
    assert "RecordUnavailable" in caplog.text
    assert "private" not in caplog.text


def test_slack_is_not_needed_to_start_or_to_take_questions(quick: QuickPanel, fake: FakeSlack) -> None:
    """Where Slack cannot be reached the server starts, takes what it is sent, and the next start answers it."""
    reached = quick.settings
    with socket.create_server(("127.0.0.1", 0)) as closed:
        away = f"http://127.0.0.1:{closed.getsockname()[1]}/api/"
    quick.settings = reached.model_copy(update={"slack_api_url": away})
    with open_door(quick) as client:
        assert send(client, mention(1)).status_code == 200
    quick.settings = reached
    with open_door(quick):
        assert len(fake.wait_for(1)) == 1


def test_refused_blocks_are_sent_as_text(client: httpx.Client, fake: FakeSlack) -> None:
    """When Slack cannot show the blocks, the same words come without them."""
    fake.faults.append("invalid_blocks")
    send(client, mention(1))
    (message,) = fake.wait_for(1)
    assert (message.get("blocks"), "Searched 8 publications" in message["text"]) == (None, True)


@pytest.mark.parametrize("fault", ["429", "500"])
def test_a_busy_slack_is_tried_again(client: httpx.Client, fake: FakeSlack, fault: str) -> None:
    """A limit or an error of Slack's own delays an answer and does not lose it."""
    fake.faults.append(fault)
    send(client, mention(1))
    assert len(fake.wait_for(1)) == 1
    assert fake.calls["chat.postMessage"] == 2


def test_what_slack_refuses_for_good_is_not_tried_for_ever(
    client: httpx.Client, quick: QuickPanel, fake: FakeSlack
) -> None:
    """An archived channel ends the matter; the next question is answered."""
    fake.faults.append("is_archived")
    send(client, mention(1))
    send(client, mention(2))
    fake.wait_for(1)
    wait_until_finished(quick)
    assert fake.calls["chat.postMessage"] == 2


@pytest.mark.parametrize("fault", ["fatal_error", "502"])
def test_what_slack_cannot_take_now_is_kept_for_later(quick: QuickPanel, fake: FakeSlack, fault: str) -> None:
    """An outage of Slack leaves the question to the next start, which answers it."""
    with open_door(quick) as client:
        fake.faults.extend([fault] * TRIES)
        send(client, mention(1))
        end = time.monotonic() + 30
        while fake.faults and time.monotonic() < end:
            time.sleep(0.02)
    assert len(quick.conversations.unfinished("slack")) == 1
    with open_door(quick):
        fake.wait_for(1)
