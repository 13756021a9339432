"""Follow-ups: makes of a question and its history one that stands alone, and knows who asks for more of an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import Answer, Question, Turn, more_words

REFERS = re.compile(
    r"\b(it|its|they|them|their|those|these|he|him|his|she|her|one|ones|there|latter|former|both)\b", re.IGNORECASE
)
GOES_ON = re.compile(r"^(and|or|but|so|ok|okay|also|what about|how about|what if)\b", re.IGNORECASE)
FOR_MORE = re.compile(
    r"\W*(?:please\W+)?(?:(?:show|tell|give)\s+(?:(?:me|us)\s+)?)?more(?:\W+please)?\W*", re.IGNORECASE
)
MORE = "Show more"
"""What a button says for whoever presses it."""
NO_MORE = "No more is quoted for this question."
TURN = re.compile(r"(?:^|\n)\s*\|user\|:\s*")
SHORT_QUESTION = 4
SHORT_REPLY = 30


def make_standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what it refers to put in front, or as it is when it refers to nothing.

    What it refers to is the user's last question and, where it was short, the reply to it.
    """
    said = (turn.content.strip() for turn in history if turn.role == "user")
    # Who asked for more still speaks of what was asked before.
    asked = [words for words in said if words and not asks_for_more(words)]
    if not asked or not _refers_back(question):
        return question
    replies = [turn.content.strip() for turn in history if turn.role == "assistant"]
    reply = replies[-1] if replies and len(replies[-1].split()) <= SHORT_REPLY else ""
    return " ".join(part for part in (asked[-1], reply, question) if part)


def reply_followed(question: str, history: Sequence[Turn]) -> str:
    """Return the reply that a question goes on from; empty when it refers to nothing."""
    replies = [turn.content.strip() for turn in history if turn.role == "assistant"]
    return replies[-1] if replies and make_standalone(question, history) != question else ""


def asks_for_more(question: str) -> bool:
    """Say whether a question asks for more of an answer, and for nothing else."""
    return bool(FOR_MORE.fullmatch(question))


def ask_again(question: Question, *, words: int) -> Question:
    """Return the question that one which only asks for more repeats, with twice as many words for each such turn.

    ``words`` is how many are quoted when nobody asks for a number. Any other question is returned as it is.
    """
    asked = [place for place, turn in enumerate(question.history) if turn.role == "user" and turn.content.strip()]
    before = [place for place in asked if not asks_for_more(question.history[place].content)]
    if not before or not asks_for_more(question.text):
        return question
    times = 1 + sum(place > before[-1] for place in asked)
    return replace(
        question,
        text=question.history[before[-1]].content.strip(),
        history=question.history[: before[-1]],
        words=more_words(question.words or words, times=times),
    )


def gave_all(answer: Answer) -> bool:
    """Say whether an answer to a question that asked for more quotes all that it can."""
    return bool(answer.citations) and not answer.more and asks_for_more(answer.question or "")


def _refers_back(question: str) -> bool:
    return bool(len(question.split()) <= SHORT_QUESTION or REFERS.search(question) or GOES_ON.match(question.strip()))


def go_on(history: Sequence[Turn], answer: Answer) -> tuple[Turn, ...]:
    """Return the history with which a follow-up to an answer is asked."""
    said = " ".join(statement.text for statement in answer.statements[:1])
    asked = Turn(role="user", content=answer.question or "")
    return (*history, asked, Turn(role="assistant", content=said))


def split_turns(text: str) -> list[str]:
    """Return the turns of a query; ``|user|:`` marks where each begins, as in MTRAG's files."""
    return [turn.strip() for turn in TURN.split(text) if turn.strip()]
