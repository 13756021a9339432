"""Where questions from Slack are taken on, answered and finished: each once, also across a restart."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import traceback
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from weakref import WeakValueDictionary

from slack_sdk.web.async_client import AsyncWebClient

from assistant.answers import Answer, Question, Turn
from assistant.bootstrap import Panel
from assistant.conversation import go_on
from assistant.digest.asking import read_digest
from assistant.digest.making import make_digest
from assistant.errors import AssistantError, UnverifiedQuotation
from assistant.work import Work
from bot.digest import render_digest
from bot.posting import post
from bot.reading import Asked
from bot.rendering import HOW_TO_ASK, Message, render_answer, render_words

LOG = logging.getLogger(__name__)
DOOR = "slack"
AT_ONCE = 2
STOP_SECONDS = 8.0
KEEP_EVENTS = dt.timedelta(days=7)
DEFECT = "Something went wrong here, and it has been noted; please try again."


class Desk:
    """Answers what people ask in Slack, a few questions at a time, those of one thread in order."""

    def __init__(self, panel: Panel, work: Work, client: AsyncWebClient) -> None:
        self._panel = panel
        self._work = work
        self._client = client
        self._room = asyncio.Semaphore(AT_ONCE)
        self._threads: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._begun: set[asyncio.Task[None]] = set()

    async def take(self, asked: Asked) -> None:
        """Take a question on, durably, and begin to answer it; one that was taken before is left alone."""
        said = self._panel.conversations
        asked = await asyncio.to_thread(self._screen, asked)
        # Not among the questions that wait to be answered: Slack wants to hear at once that it was taken.
        if await asyncio.to_thread(said.take, DOOR, asked.event, asked.as_row(), now=_now()):
            self._begin(asked)

    def _screen(self, asked: Asked) -> Asked:
        """Say what personal data a question holds, before it is kept."""
        return replace(asked, private=self._panel.find_private(asked.text))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Take up what an earlier process left, and at the end finish what has begun, as far as time allows."""
        said = self._panel.conversations
        await asyncio.to_thread(said.forget_events, DOOR, before=_now() - KEEP_EVENTS)
        for left in await asyncio.to_thread(said.unfinished, DOOR):
            self._begin(Asked(**left.body), resumed=True)
        try:
            yield
        finally:
            await self._stop()

    def _begin(self, asked: Asked, *, resumed: bool = False) -> None:
        task = asyncio.create_task(self._answer(asked, resumed=resumed))
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)

    async def _stop(self) -> None:
        if not self._begun:
            return
        _, late = await asyncio.wait(set(self._begun), timeout=STOP_SECONDS)
        for task in late:
            # It is taken up again when the next process starts.
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _answer(self, asked: Asked, *, resumed: bool) -> None:
        turn = self._threads.setdefault(asked.place, asyncio.Lock())
        try:
            async with turn:
                # Slack may make one channel wait; the questions of others are answered meanwhile.
                async with self._room:
                    messages = await self._compose(asked, resumed=resumed)
                if await post(self._client, asked, messages, resumed=resumed):
                    await asyncio.to_thread(self._panel.conversations.finish, DOOR, asked.event)
        except Exception as error:  # noqa: BLE001  it is taken up again when the next process starts
            LOG.error("An answer in Slack could not be finished: %s", describe(error))  # noqa: TRY400  see describe

    async def _compose(self, asked: Asked, *, resumed: bool) -> Sequence[Message]:
        """Return what is said to a question; what goes wrong is said as well."""
        if not asked.text and not asked.private:
            return render_words(HOW_TO_ASK)
        try:
            digest = read_digest(asked.text)
            if digest:
                told = await self._work.run(make_digest, self._panel, digest.since, to=digest.to)
                return render_digest(told, pages=self._panel.settings.public_url)
            answer = await self._work.run(self._ask, asked, resumed=resumed)
            return render_answer(answer, pages=self._panel.settings.public_url)
        except AssistantError as error:
            if not isinstance(error, UnverifiedQuotation):
                return render_words(str(error))
            LOG.error("A quotation for Slack could not be proved: %s", describe(error))  # noqa: TRY400  see describe
        except Exception as error:  # noqa: BLE001  nobody is left waiting
            LOG.error("A question from Slack could not be answered: %s", describe(error))  # noqa: TRY400  see describe
        return render_words(DEFECT)

    def _ask(self, asked: Asked, *, resumed: bool) -> Answer:
        if not asked.text:
            # It was taken on before a crash, and what it said was not kept.
            return self._panel.refuse(asked.private)
        said = self._panel.conversations
        last = said.last(asked.place)
        history: tuple[Turn, ...] = ()
        if last:
            before = Answer.model_validate_json(last.body)
            if resumed and before.question == asked.text:
                # The last process answered it and ended before that was known to be posted.
                return before
            history = go_on(tuple(map(Turn.model_validate, last.history)), before)
        answer = self._panel.ask(Question(asked.text, history))
        said.follow(asked.place, answer.answer_id, now=_now())
        return answer


def describe(error: Exception) -> str:
    """Return an error's type and where it arose, for the log: its message may hold somebody's question."""
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
