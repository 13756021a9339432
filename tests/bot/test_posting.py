from __future__ import annotations

import asyncio

import pytest

from bot.posting import open_client, post
from bot.reading import Asked
from bot.rendering import render_words
from tests.fakes.slack import TOKEN, FakeSlack

ASKED = Asked("Ev1", "T0TEST", "C0TEST", "1900000001.000200", "Who?")


def test_an_answer_that_slack_confirms_too_late_is_not_posted_again(slack: tuple[FakeSlack, str]) -> None:
    """When nobody waits for Slack any longer, the thread shows that the answer is there."""
    fake, address = slack
    fake.faults.append("late")
    client = open_client(TOKEN, address, seconds=1)
    assert asyncio.run(post(client, ASKED, render_words("A letter."), resumed=False))
    assert [message["text"] for message in fake.messages] == ["A letter."]


def test_a_wrong_token_is_no_reason_to_try_again(
    slack: tuple[FakeSlack, str], caplog: pytest.LogCaptureFixture
) -> None:
    """What Slack refuses for good is said in the log by the name that Slack gives it, and is done with."""
    fake, address = slack
    assert asyncio.run(post(open_client("xoxb-wrong", address), ASKED, render_words("A letter."), resumed=False))
    assert "invalid_auth" in caplog.text
    assert fake.calls["chat.postMessage"] == 1


def test_each_part_carries_which_answer_it_is_of(slack: tuple[FakeSlack, str]) -> None:
    """A resumed answer posts only the parts that are missing, each with the event it answers."""
    fake, address = slack
    client = open_client(TOKEN, address)
    parts = [*render_words("One."), *render_words("Two.")]
    asyncio.run(post(client, ASKED, parts[:1], resumed=False))
    asyncio.run(post(client, ASKED, parts, resumed=True))
    assert [message["text"] for message in fake.messages] == ["One.", "Two."]
    assert fake.messages[1]["metadata"]["event_payload"] == {"event_id": "Ev1", "part": 1}
