from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.answers import Question
from assistant.bootstrap import Panel
from assistant.words import without_marks
from bot.rendering import escape
from tests.bot.conftest import QuickPanel, open_door
from tests.bot.events import BOT, direct, envelope, mention, send
from tests.fakes.slack import FakeSlack

MOVES = "What happens when a child moves to another area?"
ACKNOWLEDGED_WITHIN = 3.0


def test_a_mention_is_answered_in_its_thread(real: Panel, fake: FakeSlack) -> None:
    """Whoever mentions the bot is answered under their message with the core's words, each source named and linked."""
    question = "Which member of the panel is linked to each region?"
    with open_door(real) as client:
        assert send(client, mention(1, question)).status_code == 200
        (message, *_) = fake.wait_for(1)
    answer = real.answerer.answer(Question(question))
    assert message["thread_ts"] == "1900000001.000200"
    for statement in answer.statements:
        assert all(line.strip("*") in message["text"] for line in statement.text.splitlines())
    assert f"<{answer.citations[0].url}|{answer.citations[0].title}" in message["text"]
    assert [message.get("link_names"), message["unfurl_links"]] == [False, False]


def test_a_direct_message_is_answered(client: httpx.Client, quick: QuickPanel, fake: FakeSlack) -> None:
    """What is written to the bot is a question, and is answered in a thread under it."""
    send(client, direct(1, "What is &lt;held&gt; on &amp; about <https://panel.example/a|links>?"))
    (message,) = fake.wait_for(1)
    assert (message["channel"], message["thread_ts"]) == ("D0TEST", "1900000001.000200")
    assert [question.text for question in quick.asked] == ["What is <held> on & about links?"]


def test_a_follow_up_in_a_thread_uses_its_history(client: httpx.Client, quick: QuickPanel, fake: FakeSlack) -> None:
    """A question under an earlier one is asked with what was said there; one elsewhere is not."""
    send(client, mention(1, "Who leads it?"))
    fake.wait_for(1)
    send(client, mention(2, "Since when?", thread_ts="1900000001.000200"))
    fake.wait_for(2)
    send(client, mention(3, "And there?"))
    fake.wait_for(3)
    said = [[turn.content for turn in question.history] for question in quick.asked]
    assert said == [[], ["Who leads it?", ""], []]


def test_more_is_quoted_in_the_thread_of_an_answer(real: Panel, fake: FakeSlack) -> None:
    """An answer says how to get more; “more” under it repeats the question with twice the words, until that is all."""
    thread = "1900000001.000200"
    with open_door(real) as client:
        send(client, mention(1, MOVES))
        first = wait_for_end(fake, thread)
        send(client, mention(2, "show more", thread_ts=thread))
        second = wait_for_end(fake, thread, after=first)
    assert "More is held: ask for “more” in this thread." in first
    longer = real.answerer.answer(Question(MOVES, words=300))
    for statement in longer.statements:
        assert all(escape(without_marks(line)) in second for line in statement.text.splitlines())
    assert "No more is quoted for this question." in second


def wait_for_end(fake: FakeSlack, thread: str, *, after: str = "") -> str:
    """Return what was said in a thread since then; the last message of an answer says what was searched."""
    while not (said := "\n".join(one["text"] for one in fake.in_thread(thread)).removeprefix(after)).count("Searched"):
        fake.wait_for(len(fake.messages) + 1)
    return said


def test_twenty_questions_at_once_are_acknowledged_in_time(real: Panel, fake: FakeSlack) -> None:
    """Slack hears within three seconds that each was taken, while the answers are still being found."""
    with open_door(real) as client, ThreadPoolExecutor(20) as pool:

        def time_one(number: int) -> float:
            begun = time.monotonic()
            assert send(client, mention(number, f"What is said about region {number}?")).status_code == 200
            return time.monotonic() - begun

        assert max(pool.map(time_one, range(20))) < ACKNOWLEDGED_WITHIN
        fake.wait_for(20)


@pytest.mark.parametrize(
    "event",
    [
        mention(1, user=BOT),
        mention(1, bot_id="B0OTHER"),
        direct(1, "Who?", bot_id="B0OTHER", subtype="bot_message"),
        direct(1, "Who?", subtype="message_changed"),
        direct(1, "Who?", subtype="message_deleted"),
        direct(1, "Who?", channel="C0TEST", channel_type="channel"),
        mention(1, channel="D0TEST"),
        mention(1, user="USLACKBOT"),
        envelope(1, {"type": "reaction_added", "user": "U0ASKS"}),
        envelope(1, {"type": "team_join", "user": {"id": "U0ASKS"}}),
    ],
)
def test_what_nobody_asked_is_left_alone(
    client: httpx.Client, quick: QuickPanel, fake: FakeSlack, event: dict[str, Any]
) -> None:
    """Bots, itself, changed and deleted messages and other talk are not answered; the next question is."""
    assert send(client, event).status_code == 200
    send(client, mention(2, "Next?"))
    fake.wait_for(1)
    assert [question.text for question in quick.asked] == ["Next?"]


def test_a_mention_without_a_question_is_told_how_to_ask(client: httpx.Client, fake: FakeSlack) -> None:
    """Who only calls the bot is told what to write."""
    send(client, mention(1, " "))
    (message,) = fake.wait_for(1)
    assert message["text"].startswith("Ask a question")


def test_real_payloads_are_read(client: httpx.Client, quick: QuickPanel, fake: FakeSlack, shared: Path) -> None:
    """Of the events that Slack itself publishes as examples, the mention is answered, and none fails."""
    files = sorted((shared / "slack" / "payloads").glob("test_events*.json"))
    for file in files:
        event = json.loads(file.read_text(encoding="utf-8"))
        assert send(client, event).status_code in {200, 404}
    fake.wait_for(1)
    assert "Hi there!" in [question.text for question in quick.asked]
