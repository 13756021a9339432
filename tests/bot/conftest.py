from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from assistant.answers import Answer, Outcome, Question, Searched
from assistant.bootstrap import Panel, open_panel
from assistant.personal.recognising import find_personal_data
from assistant.settings import Settings
from assistant.work import Work
from bot.door import open_slack
from tests.bot.events import SECRET
from tests.conftest import copy_folder
from tests.fakes.serving import served
from tests.fakes.slack import TOKEN, FakeSlack, fake_slack
from vectorstore.conversations import Conversations, KeptAnswer
from vectorstore.record import open_record


@dataclass
class QuickPanel:
    """A panel that answers at once and remembers what it was asked; what it keeps is really kept."""

    conversations: Conversations
    settings: Settings
    asked: list[Question] = field(default_factory=list)
    fault: Exception | None = None
    held: threading.Event | None = None
    refused: list[str] = field(default_factory=list)

    def find_private(self, text: str) -> tuple[str, ...]:
        """Return what kinds of personal data a text holds."""
        return tuple(one.kind for one in find_personal_data(text))

    def refuse(self, kinds: Sequence[str]) -> Answer:
        """Say that a question was not kept."""
        self.refused += kinds
        return make_answer("")

    def ask(self, question: Question) -> Answer:
        """Answer and keep the answer, or fail as it was told."""
        self.asked.append(question)
        if self.held:
            self.held.wait(30)
        if self.fault:
            raise self.fault
        answer = make_answer(question.text, number=len(self.asked))
        history = tuple(turn.model_dump() for turn in question.history)
        kept = KeptAnswer(answer.answer_id, history, answer.model_dump_json(), dt.datetime.now(dt.UTC))
        self.conversations.keep(kept)
        return answer


def make_answer(question: str, *, number: int = 1, **more: Any) -> Answer:
    """Return an answer that nothing is held."""
    return Answer(
        answer_id=f"a{number}",
        revision="r",
        question=question,
        standalone_question=question,
        outcome=more.pop("outcome", Outcome.NOT_HELD),
        searched=Searched(publications=8, from_=None, to=None),
        **more,
    )


@pytest.fixture
def slack() -> Iterator[tuple[FakeSlack, str]]:
    """A fake Slack and the address of its Web API."""
    with fake_slack() as fake:
        yield fake


@pytest.fixture
def fake(slack: tuple[FakeSlack, str]) -> FakeSlack:
    """The fake Slack."""
    return slack[0]


@pytest.fixture
def slack_settings(slack: tuple[FakeSlack, str], tmp_path: Path) -> Settings:
    """Settings that lead to the fake Slack."""
    return Settings.model_validate(
        {
            "data_dir": tmp_path / "data",
            "slack_bot_token": TOKEN,
            "slack_signing_secret": SECRET,
            "slack_api_url": slack[1],
        }
    )


@pytest.fixture
def quick(slack_settings: Settings, tmp_path: Path) -> Iterator[QuickPanel]:
    """A quick panel over a real record."""
    with closing(open_record(f"sqlite:///{tmp_path / 'said.sqlite3'}")) as record:
        yield QuickPanel(Conversations(record.database), slack_settings)


@contextmanager
def open_door(panel: object) -> Iterator[httpx.Client]:
    """Serve the Slack door of a panel and yield a client that stands for Slack."""
    with ExitStack() as opened:
        work = opened.enter_context(closing(Work(threads=2, most_waiting=64, seconds=30)))
        door = open_slack(cast("Panel", panel), work)
        assert door is not None
        app = Starlette(routes=[Route(door.path, door.handle, methods=["POST"])], lifespan=lambda _: door.running())
        address = opened.enter_context(served(app))
        yield opened.enter_context(httpx.Client(base_url=address, timeout=30))


def wait_until_finished(quick: QuickPanel) -> None:
    """Wait until no question is left to be answered."""
    end = time.monotonic() + 30
    while quick.conversations.unfinished("slack"):
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def client(quick: QuickPanel) -> Iterator[httpx.Client]:
    """A client that stands for Slack, before the door of the quick panel."""
    with open_door(quick) as client:
        yield client


@pytest.fixture
def real(sample_folder: Path, slack_settings: Settings) -> Iterator[Panel]:
    """The real panel over the samples."""
    copy_folder(sample_folder, slack_settings.data_dir)
    with open_panel(slack_settings, purpose="a test") as panel:
        yield panel
