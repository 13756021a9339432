"""Makes the messages that a language model gets: question and passages as data, under names that nobody can guess."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.composing import Chosen
from assistant.rephrasing.cleaning import as_offered, without_addresses, without_signs
from prompts import load_prompt

MOST_CHARACTERS = 24_000
"""How much of passages is offered, best first: about 6,000 tokens."""
MOST_STATEMENTS = 8
PROMPT = "answer"
Draw = Callable[[], str]


def draw_token() -> str:
    """Return a name that stands in no text but by a chance of one in 2 to the power of 48."""
    return secrets.token_hex(6)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a model gets: messages as (role, words), and which passage each token stands for."""

    messages: tuple[tuple[str, str], ...]
    passages: Mapping[str, Chosen]


def make_offer(question: str, passages: Sequence[Chosen], *, draw: Draw = draw_token) -> Offer:
    """Return the question and as many passages as there is room for, under tokens that are drawn anew."""
    offered = {draw(): passage for passage in _take(passages)}
    mark = draw()
    parts = [
        f"<passage {mark} {token}>\n{_say(passage)}\n</passage {mark} {token}>" for token, passage in offered.items()
    ]
    messages = load_prompt(PROMPT).fill(
        mark=mark,
        most=str(MOST_STATEMENTS),
        question=without_addresses(without_signs(question)),
        passages="\n\n".join(parts),
    )
    return Offer(tuple(messages), offered)


def _take(passages: Sequence[Chosen]) -> Iterator[Chosen]:
    room = MOST_CHARACTERS
    for passage in passages:
        room -= len(_say(passage))
        if room < 0:
            return
        yield passage


def _say(passage: Chosen) -> str:
    """Return a passage as it is offered: a line for each sentence, so that items of a list stay apart."""
    return "\n".join(as_offered(sentence) for sentence in passage.sentences)
