from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from vectorstore.conversations import Conversations, Delivery, KeptAnswer
from vectorstore.record import Record

NOON = dt.datetime(2032, 5, 4, 12, tzinfo=dt.UTC)
ANSWER = KeptAnswer("a1", ({"role": "user", "content": "And before?"},), '{"answer_id":"a1"}', NOON)


@pytest.fixture
def said(record: Record) -> Conversations:
    """What was said, in a record of each kind of database."""
    return Conversations(record.database)


def test_an_answer_comes_back_as_it_was_given(said: Conversations) -> None:
    """An answer that is kept is found by its id, letter for letter; another id finds nothing."""
    said.keep(ANSWER)
    assert (said.find("a1"), said.find("a2")) == (ANSWER, None)


def test_an_answer_given_again_stays_as_it_was(said: Conversations) -> None:
    """The same answer given later keeps the moment at which it was first given."""
    said.keep(ANSWER)
    said.keep(replace(ANSWER, given=NOON + dt.timedelta(days=1)))
    assert said.find("a1") == ANSWER


def test_a_conversation_remembers_its_last_answer(said: Conversations) -> None:
    """Each conversation leads to the answer given last in it, and to no other's."""
    said.keep(ANSWER)
    said.keep(replace(ANSWER, id="a2"))
    said.follow("thread 1", "a1", now=NOON)
    said.follow("thread 2", "a1", now=NOON)
    said.follow("thread 1", "a2", now=NOON)
    found = [said.last(place) for place in ("thread 1", "thread 2", "thread 3")]
    assert [kept and kept.id for kept in found] == ["a2", "a1", None]


def test_an_event_is_taken_once(said: Conversations) -> None:
    """Of many deliveries of one event at the same time exactly one is taken on; another door has its own."""
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda n: said.take("slack", "e1", {"n": n}, now=NOON), range(24)))
    assert (sum(taken), said.take("mail", "e1", {}, now=NOON)) == (1, True)


def test_what_is_not_finished_is_found_again(said: Conversations) -> None:
    """Events that were taken and not finished come back in order, with what they need; finished ones do not."""
    for minute, event in enumerate(("e3", "e1", "e2")):
        said.take("slack", event, {"text": event}, now=NOON + dt.timedelta(minutes=minute))
    said.finish("slack", "e1")
    assert said.unfinished("slack") == [Delivery("e3", {"text": "e3"}), Delivery("e2", {"text": "e2"})]


def test_only_old_finished_events_are_forgotten(said: Conversations) -> None:
    """Forgetting spares what is young, and what is not finished however old."""
    for day, event in enumerate(("old", "open", "young")):
        said.take("slack", event, {"text": event}, now=NOON + dt.timedelta(days=day))
    for event in ("old", "young"):
        said.finish("slack", event)
    said.forget_events("slack", before=NOON + dt.timedelta(days=2))
    again = [said.take("slack", event, {}, now=NOON) for event in ("old", "open", "young")]
    assert again == [True, False, False]


def test_what_is_said_leaves_the_revision_as_it_is(said: Conversations, record: Record) -> None:
    """Answers and events are no part of what was published."""
    before = (record.revision(), record.state())
    said.keep(ANSWER)
    said.take("slack", "e1", {}, now=NOON)
    assert (record.revision(), record.state()) == before
