"""Small answers and questions about invented documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.evaluation.questions import GoldSpan, LabelledQuestion, Span

LETTER = "letter.txt"


def make_citation(quote: str, *, number: int = 1, file: str | None = LETTER) -> dict[str, Any]:
    """Return a citation of an invented letter."""
    return {"id": number, "publication_id": "pub-1", "file": file, "page": 2, "quote": quote, "segments": []}


def make_answer(*quotes: str, outcome: str = "answered", file: str | None = LETTER) -> dict[str, Any]:
    """Return an answer that makes one statement of each quotation."""
    citations = [make_citation(quote, number=number, file=file) for number, quote in enumerate(quotes, start=1)]
    statements = [{"text": citation["quote"], "citations": [citation["id"]]} for citation in citations]
    return {"outcome": outcome, "statements": statements, "citations": citations, "nearest": []}


def make_question(*evidence: str, kind: str = "lookup", answerable: bool = True, **more: Any) -> LabelledQuestion:
    """Return a question whose gold spans are words of the invented letter."""
    gold = tuple(GoldSpan(LETTER, words) for words in evidence)
    return LabelledQuestion(id="Q1", question="Who?", kind=kind, answerable=answerable, gold=gold, **more)


def make_gold(evidence: str, *also: str) -> GoldSpan:
    """Return a gold span of the invented letter and what serves as well."""
    return GoldSpan(LETTER, evidence, tuple(Span(LETTER, words) for words in also))


def count_up(start: int, *, to: int) -> str:
    """Return numbered words, each different, such as ``w1 w2 w3``."""
    return " ".join(f"w{number}" for number in range(start, to + 1))


class FakeAnswers:
    """Answers from a queue and remembers what was asked."""

    def __init__(self, *answers: Mapping[str, Any]) -> None:
        self.queue = list(answers)
        self.asked: list[tuple[str, Sequence[Mapping[str, str]]]] = []

    def __call__(self, question: str, history: Sequence[Mapping[str, str]]) -> Mapping[str, Any]:
        """Return the next answer of the queue."""
        self.asked.append((question, history))
        return self.queue.pop(0)
