"""From the form on a page to a question with its history, and to what is wrong when there is no answer."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from assistant.answers import Answer, Question, Turn
from assistant.bootstrap import Panel
from assistant.conversation import MORE, go_on
from assistant.errors import BadQuestion, Busy, TooSlow
from assistant.web.fields import Fields, Problems, first
from assistant.web.filters import Filters, read_filters
from assistant.web.given import find_given
from assistant.work import Work
from vectorstore.errors import VectorStoreError

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was typed; ``previous`` is the id of the answer that it follows up, ``again`` of its own."""

    text: str
    filters: Filters
    previous: str = ""
    again: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer: an HTTP status and what is wrong."""

    status: int
    problems: Problems


def read_asked(fields: Fields) -> Asked:
    """Return what a form asks; one button of it asks for more of the answer before."""
    names = ("question", "previous", "again")
    text, previous, again = (first(fields, name) for name in names)
    return Asked(MORE if first(fields, "more") else text, read_filters(fields), previous, again)


async def answer(asked: Asked, *, panel: Panel, work: Work) -> Answer | Refusal:
    """Answer a question, or say why there is no answer: what went wrong is never shown as nothing found."""
    if asked.filters.problems:
        empty = {} if asked.text else {"question": "Type what you want to know."}
        return Refusal(422, {**empty, **asked.filters.problems})
    try:
        return await work.try_run(_answer, asked, panel)
    except BadQuestion as error:
        return Refusal(422, {"question": str(error)})
    except (Busy, TooSlow) as error:
        return Refusal(503, {"question": str(error)})
    except VectorStoreError:
        LOG.exception("A question could not be answered.")
        return Refusal(503, {"question": "The publications cannot be searched just now; try again in a few minutes."})


def _answer(asked: Asked, panel: Panel) -> Answer:
    return panel.ask(Question(asked.text, _history(asked, panel), asked.filters.wanted))


def _history(asked: Asked, panel: Panel) -> tuple[Turn, ...]:
    """Return what was said before: of a follow-up, up to the answer that it follows."""
    before = asked.previous or asked.again
    if not before:
        return ()
    given = find_given(panel, before)
    if given is None:
        raise BadQuestion("The answer before this one is no longer kept; ask the whole question on its own.")
    return go_on(given.history, given.answer) if asked.previous else given.history
