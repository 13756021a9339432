from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from pydantic import SecretStr

from assistant.rephrasing.rephraser import Rephraser, open_rephraser
from assistant.rephrasing.results import NotRephrased, Rephrased, Why
from assistant.settings import Settings
from tests.assistant.rephrasing.builders import count_tokens, make_passage, make_reply, make_statement
from tests.conftest import ROOT
from tests.fakes.openai_server import KEY, OPENING, USAGE, FakeOpenAI, Turn, fake_openai

TELL = "Schools must tell the police within a day."
WAIT = "They must not wait for the parents' consent."
PASSAGES = [make_passage(TELL, WAIT)]
QUESTION = "What must schools do?"
GOOD = make_reply(make_statement("Schools must inform the police within a day.", TELL))
SECONDS = 2.0
INVENTED = "t7"


@contextmanager
def rephrasing(*turns: Turn, key: str = KEY, seconds: float = SECONDS) -> Iterator[tuple[Rephraser, FakeOpenAI]]:
    """Yield a rephraser as the settings open it, and the server that it asks."""
    with fake_openai(*turns) as (fake, url):
        settings = Settings(
            chat_model="openai:fake", chat_model_url=url, chat_model_key=SecretStr(key), model_timeout=seconds
        )
        rephraser = open_rephraser(settings)
        assert rephraser
        tokens = count_tokens()
        yield replace(rephraser, draw=lambda: next(tokens)), fake
        rephraser.close()


@pytest.fixture(autouse=True, scope="module")
def loaded() -> None:
    """The provider's package loads parts of itself, for a second or more, when it is first asked."""
    with rephrasing(Turn("normal", GOOD), seconds=60) as (rephraser, _):
        rephraser.rephrase(QUESTION, PASSAGES)


def ask(*turns: Turn, key: str = KEY) -> tuple[Rephrased | NotRephrased, FakeOpenAI, float]:
    """Return how a question ended, the server, and how many seconds it took."""
    with rephrasing(*turns, key=key) as (rephraser, fake):
        begun = time.monotonic()
        ending = rephraser.rephrase(QUESTION, PASSAGES)
        return ending, fake, time.monotonic() - begun


def test_a_normal_reply_is_shown() -> None:
    """Over real HTTP, in an agreed form, in pieces; its tokens are counted."""
    ending, fake, _ = ask(Turn("normal", GOOD))
    assert isinstance(ending, Rephrased)
    assert ending.counts.shown == 1
    assert (ending.counts.input_tokens, ending.counts.output_tokens) == (
        USAGE["prompt_tokens"],
        USAGE["completion_tokens"],
    )
    (request,) = fake.requests
    assert request["response_format"]["json_schema"]["schema"]["required"] == ["statements"]
    assert [message["role"] for message in request["messages"]] == ["system", "user"]
    assert fake.refused == []


@pytest.mark.parametrize(
    ("words", "dropped"),
    [
        ("Certainly! Schools must tell the police.", 0),
        (GOOD[: len(GOOD) // 2], 0),
        (make_reply({"text": "Bare.", "quotations": "none"}), 1),
        (make_reply(make_statement(TELL, token=INVENTED)), 1),
        (make_reply(make_statement("They must wait.", WAIT.replace(" not", ""))), 1),
    ],
    ids=["prose", "cut", "malformed", "invented token", "not removed"],
)
def test_a_bad_reply_shows_nothing(words: str, dropped: int) -> None:
    """Malformed, invented or altered: the extractive answer is given, and what was dropped is counted."""
    ending, _, _ = ask(Turn("normal", words))
    assert isinstance(ending, NotRephrased)
    assert (ending.why, ending.counts.dropped) == (Why.NOTHING_VERIFIED, dropped)


@pytest.mark.parametrize(
    ("turn", "why"),
    [
        (Turn("endless", OPENING), Why.TOO_LONG),
        (Turn("endless", OPENING, pause=0.05), Why.TIMED_OUT),
        (Turn("chatty", pause=0.05), Why.TIMED_OUT),
        (Turn("silent", pause=0.05), Why.TIMED_OUT),
        (Turn("normal", GOOD, pause=0.5), Why.TIMED_OUT),
        (Turn("dropped", GOOD), Why.PROVIDER_FAILED),
    ],
    ids=["endless", "endless and slow", "only comments", "silent", "slow", "dropped connection"],
)
def test_a_provider_that_does_not_come_to_an_end_is_left_in_time(turn: Turn, why: Why) -> None:
    """The ending is typed and comes within the time that is set."""
    ending, _, took = ask(turn)
    assert isinstance(ending, NotRephrased)
    assert ending.why is why
    assert took < SECONDS + 1.5


def test_the_connection_of_a_call_that_is_over_is_closed() -> None:
    """A provider that sends a comment now and then for ever finds that nobody listens any more."""
    with rephrasing(Turn("chatty", pause=0.05), seconds=0.5) as (rephraser, fake):
        rephraser.rephrase(QUESTION, PASSAGES)
        assert len(fake.requests) == 1
        assert fake.wait_until_idle()


@pytest.mark.parametrize("fault", ["busy", "broken"])
def test_a_fault_is_tried_once_more(fault: str) -> None:
    """429 and 500 once: the answer comes at the second try."""
    ending, fake, _ = ask(Turn("busy" if fault == "busy" else "broken"), Turn("normal", GOOD))
    assert isinstance(ending, Rephrased)
    assert len(fake.requests) == 2


@pytest.mark.parametrize("turn", [Turn("busy", retry_after=30), Turn("broken")], ids=["429", "500"])
def test_a_fault_that_stays_is_a_typed_ending(turn: Turn) -> None:
    """429 and 500 for good end within the time, however long the provider says to wait."""
    ending, _, took = ask(turn, turn)
    assert isinstance(ending, NotRephrased)
    assert ending.why in {Why.PROVIDER_FAILED, Why.TIMED_OUT}
    assert took < SECONDS + 1.5


def test_a_wrong_key_is_a_typed_ending() -> None:
    """A provider that refuses the key is not asked again, and the answer is extractive."""
    ending, fake, _ = ask(Turn("normal", GOOD), key="sk-wrong")
    assert isinstance(ending, NotRephrased)
    assert (ending.why, len(fake.refused)) == (Why.PROVIDER_FAILED, 1)


def test_one_rephraser_asks_many_times() -> None:
    """Connections are kept from call to call, also after one that failed."""
    with rephrasing(Turn("normal", GOOD), Turn("dropped", GOOD), Turn("normal", make_reply())) as (rephraser, fake):
        for _ in range(3):
            rephraser.rephrase(QUESTION, PASSAGES)
        assert len(fake.requests) == 3


LEAVING = """
import sys
from assistant.rephrasing.rephraser import open_rephraser
from assistant.settings import Settings
from tests.assistant.rephrasing.builders import make_passage
from pydantic import SecretStr
settings = Settings(chat_model="openai:fake", chat_model_url=sys.argv[1], chat_model_key=SecretStr(sys.argv[2]))
rephraser = open_rephraser(settings)
import threading
thread = threading.Thread(target=lambda: rephraser.rephrase("Why?", [make_passage("One sentence of some words.")]))
thread.daemon = True
thread.start()
thread.join(3)
"""


def test_a_call_that_hangs_does_not_keep_the_process() -> None:
    """A process ends at once though a model is still being waited for."""
    with fake_openai(Turn("silent", pause=0.1)) as (_, url):
        done = subprocess.run(
            [sys.executable, "-c", LEAVING, url, KEY],
            cwd=ROOT,
            timeout=18,
            check=False,
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0, done.stderr
