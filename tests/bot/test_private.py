from __future__ import annotations

import datetime as dt
import json
import threading

import httpx
import pytest
from sqlalchemy import select

from tests.bot.conftest import QuickPanel, open_door, wait_until_finished
from tests.bot.events import direct, send
from tests.fakes.slack import FakeSlack
from vectorstore.catalogue import deliveries

NUMBER = "943 476 5919"
PRIVATE = f"My patient has the NHS number {NUMBER}. What is the learning on burns?"


def kept(quick: QuickPanel) -> str:
    """Return all that is kept of events."""
    with quick.conversations.database.reading() as connection:
        return json.dumps([row.body for row in connection.execute(select(deliveries))])


def test_what_holds_personal_data_is_not_kept(client: httpx.Client, quick: QuickPanel, fake: FakeSlack) -> None:
    """A question from Slack with personal data in it is answered, and only the kind of data is kept of it."""
    quick.held = threading.Event()
    send(client, direct(1, PRIVATE))
    waiting = kept(quick)
    quick.held.set()
    fake.wait_for(1)
    wait_until_finished(quick)
    assert [question.text for question in quick.asked] == [PRIVATE]
    assert "nhs_number" in waiting
    assert NUMBER not in waiting


@pytest.mark.parametrize("private", [["nhs_number"], ["email", "phone"]])
def test_what_was_not_kept_is_still_answered_after_a_crash(
    quick: QuickPanel, fake: FakeSlack, private: list[str]
) -> None:
    """A question of which only the kind of its data was kept is told, at the next start, why it is not searched."""
    row = {"event": "Ev1", "team": "T0TEST", "channel": "D0TEST", "thread": "1.2", "text": "", "private": private}
    quick.conversations.take("slack", "Ev1", row, now=dt.datetime.now(dt.UTC))
    with open_door(quick):
        fake.wait_for(1)
        wait_until_finished(quick)
    assert (quick.asked, quick.refused) == ([], private)
    assert len(fake.messages) == 1
