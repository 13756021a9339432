"""Passages of the examples, replies about them, and rephrasers whose tokens are known: t0, t1, and so on."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from assistant.composing import Chosen
from assistant.rephrasing.rephraser import Rephraser
from tests.assistant.builders import LETTER, make_sentence
from tests.fakes.chat_model import FakeChatModel, Reply

FIRST = "t0"
"""The token of the first passage."""
EXAMPLES = Path(__file__).with_name("examples.yaml")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, two statements that tell the same, and one that does not."""

    source: str
    close: str
    free: str
    wrong: str


@cache
def read_examples() -> tuple[Example, ...]:
    """Return the examples; the first and every second one were used to choose by, the others only to measure."""
    return tuple(Example(**one) for one in yaml.safe_load(EXAMPLES.read_text(encoding="utf-8")))


def make_passage(*texts: str, edition: str = "e1") -> Chosen:
    """Return a passage of sentences in a row."""
    sentences = tuple(make_sentence(text, ordinal=place) for place, text in enumerate(texts))
    return Chosen(replace(LETTER, edition_id=edition), sentences)


def make_statement(text: str, *quotations: str, token: str = FIRST) -> dict[str, object]:
    """Return a statement as a model is to give it; without quotations it quotes its own text."""
    return {"text": text, "quotations": [{"token": token, "words": words} for words in quotations or (text,)]}


def make_reply(*statements: object) -> str:
    """Return a reply in the agreed form."""
    return json.dumps({"statements": statements}, ensure_ascii=False)


def count_tokens() -> Iterator[str]:
    """Yield t0, t1, …: the passages' tokens in their order, and then the mark."""
    return (f"t{number}" for number in itertools.count())


def make_rephraser(*replies: Reply, seconds: float = 10.0, **fields: object) -> tuple[Rephraser, FakeChatModel]:
    """Return a rephraser and the fake model it asks; tokens begin at t0 in the first call."""
    model = FakeChatModel.of(*replies, **fields)
    tokens = count_tokens()
    return Rephraser(model, "fake", seconds, draw=lambda: next(tokens)), model


def find_texts(passages: Sequence[Chosen]) -> set[str]:
    """Return every run of whole sentences of some passages, a line for each: all that may be quoted."""
    return {
        "\n".join(sentence.text for sentence in passage.sentences[first : last + 1])
        for passage in passages
        for first in range(len(passage.sentences))
        for last in range(first, len(passage.sentences))
    }
