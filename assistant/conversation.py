"""Follow-ups: makes of a question and its history one that stands alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers import Answer, Turn

REFERS = re.compile(
    r"\b(it|its|they|them|their|those|these|he|him|his|she|her|one|ones|there|latter|former|both)\b", re.IGNORECASE
)
GOES_ON = re.compile(r"^(and|or|but|so|ok|okay|also|what about|how about|what if)\b", re.IGNORECASE)
TURN = re.compile(r"(?:^|\n)\s*\|user\|:\s*")
SHORT_QUESTION = 4
SHORT_REPLY = 30


def make_standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what it refers to put in front, or as it is when it refers to nothing.

    What it refers to is the user's last question and, where it was short, the reply to it.
    """
    asked = [turn.content.strip() for turn in history if turn.role == "user" and turn.content.strip()]
    if not asked or not _refers_back(question):
        return question
    replies = [turn.content.strip() for turn in history if turn.role == "assistant"]
    reply = replies[-1] if replies and len(replies[-1].split()) <= SHORT_REPLY else ""
    return " ".join(part for part in (asked[-1], reply, question) if part)


def reply_followed(question: str, history: Sequence[Turn]) -> str:
    """Return the reply that a question goes on from; empty when it refers to nothing."""
    replies = [turn.content.strip() for turn in history if turn.role == "assistant"]
    return replies[-1] if replies and make_standalone(question, history) != question else ""


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
