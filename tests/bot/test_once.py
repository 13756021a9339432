from __future__ import annotations

import datetime as dt
import random
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from sqlalchemy import delete

from tests.bot.conftest import QuickPanel, open_door, wait_until_finished
from tests.bot.events import mention, send
from tests.fakes.slack import FakeSlack
from vectorstore.catalogue import deliveries

ROW = {"event": "Ev000001", "team": "T0TEST", "channel": "C0TEST", "thread": "1900000001.000200", "text": "Who?"}
"""What is kept of the first event until it is finished."""


def test_a_thousand_events_delivered_three_times_are_answered_once(
    client: httpx.Client, quick: QuickPanel, fake: FakeSlack
) -> None:
    """However often and in whatever order Slack delivers its events, each question is answered exactly once."""
    wanted = [(number, retry) for number in range(1000) for retry in range(3)]
    random.Random(7).shuffle(wanted)  # noqa: S311  an order, no secret
    with ThreadPoolExecutor(8) as pool:
        sent = pool.map(lambda one: send(client, mention(one[0], f"{one[0]}?"), retry=one[1]), wanted)
        statuses = {response.status_code for response in sent}
    messages = fake.wait_for(1000, seconds=120)
    assert statuses == {200}
    assert len({message["thread_ts"] for message in messages}) == len(messages) == len(quick.asked) == 1000
    wait_until_finished(quick)


def test_an_event_is_not_answered_again_after_a_restart(quick: QuickPanel, fake: FakeSlack) -> None:
    """What one process answered, the next one leaves alone when Slack delivers it once more."""
    with open_door(quick) as client:
        send(client, mention(1))
        fake.wait_for(1)
    with open_door(quick) as client:
        assert send(client, mention(1), retry=1).status_code == 200
        send(client, mention(2))
        fake.wait_for(2)
    assert [message["thread_ts"][9:10] for message in fake.messages] == ["1", "2"]


@pytest.mark.parametrize("posted", [False, True])
def test_what_a_crash_left_is_finished_by_the_next_start(quick: QuickPanel, fake: FakeSlack, *, posted: bool) -> None:
    """A question that was taken and not finished is answered once, whether or not its answer had been posted."""
    if posted:
        with open_door(quick) as client:
            send(client, mention(1))
            fake.wait_for(1)
    leave_unfinished(quick, ROW)
    with open_door(quick):
        fake.wait_for(1)
        wait_until_finished(quick)
    assert len(fake.messages) == 1


def test_a_thread_that_may_not_be_read_is_answered_anyway(quick: QuickPanel, fake: FakeSlack) -> None:
    """Without the right to read a channel, what a crash left is answered: better twice than never."""
    fake.refused["conversations.replies"] = "missing_scope"
    leave_unfinished(quick, ROW)
    with open_door(quick):
        fake.wait_for(1)
        wait_until_finished(quick)
    assert fake.calls["conversations.replies"] == 1


def test_an_answer_is_found_in_a_long_thread(quick: QuickPanel, fake: FakeSlack) -> None:
    """What was posted before a crash is seen, however much stands above it in the thread."""
    with open_door(quick) as client:
        send(client, mention(1))
        fake.wait_for(1)
    talk = [{"thread_ts": ROW["thread"], "ts": f"{number}.0", "text": "talk"} for number in range(450)]
    fake.messages[:0] = talk
    leave_unfinished(quick, ROW)
    with open_door(quick):
        wait_until_finished(quick)
    assert len(fake.messages) == 451
    assert fake.calls["conversations.replies"] == 3


def test_a_question_taken_up_again_is_not_its_own_history(quick: QuickPanel, fake: FakeSlack) -> None:
    """What was answered and perhaps not posted before a crash is posted as it was answered."""
    with open_door(quick) as client:
        send(client, mention(1, "Who?"))
        fake.wait_for(1)
    fake.messages.clear()
    leave_unfinished(quick, ROW)
    with open_door(quick):
        fake.wait_for(1)
    assert [(question.text, question.history) for question in quick.asked] == [("Who?", ())]


def leave_unfinished(quick: QuickPanel, row: dict[str, str]) -> None:
    """Put the record into the state in which a process that is killed leaves it."""
    with quick.conversations.database.writing() as connection:
        connection.execute(delete(deliveries))
    quick.conversations.take("slack", row["event"], row, now=dt.datetime.now(dt.UTC))


def test_an_answer_that_slack_took_without_saying_so_is_not_posted_again(
    client: httpx.Client, quick: QuickPanel, fake: FakeSlack
) -> None:
    """When Slack posts and then fails, the thread is looked at before anything is posted again."""
    fake.faults.append("lost")
    send(client, mention(1))
    fake.wait_for(1)
    wait_until_finished(quick)
    assert (len(fake.messages), fake.calls["conversations.replies"]) == (1, 1)


def test_a_stop_lets_what_has_begun_end(quick: QuickPanel, fake: FakeSlack) -> None:
    """A question that is being answered when the server stops is answered before it has stopped."""
    quick.held = threading.Event()
    with open_door(quick) as client:
        send(client, mention(1))
        threading.Timer(0.5, quick.held.set).start()
    assert len(fake.messages) == 1
    assert quick.conversations.unfinished("slack") == []
