"""Labelled questions: read from JSON Lines, each with the spans of the source that a good answer quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field, StrictBool, ValidationError, field_validator, model_validator

from assistant.evaluation.lines import malformed, read_json_lines, refuse_repeated_ids
from assistant.evaluation.words import count_in_order, split_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Span:
    """Verbatim words (spacing aside) of the file named ``source``."""

    source: str
    evidence: str


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """Words that a good answer quotes, and the spans that serve as well as them."""

    source: str
    evidence: str
    also_accept: tuple[Span, ...] = ()

    @property
    def accepted(self) -> tuple[Span, ...]:
        """The span itself first, then its alternatives: any one of them satisfies it."""
        return (Span(self.source, self.evidence), *self.also_accept)


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question with what a reader found in the sources; ``history`` are earlier turns as ``{"role", "content"}``."""

    id: str
    question: str
    kind: str
    answerable: bool
    history: tuple[Mapping[str, str], ...] = ()
    gold: tuple[GoldSpan, ...] = ()
    sources: tuple[str, ...] = ()
    document: str | None = None
    user: str | None = None


def read_questions(path: Path) -> list[LabelledQuestion]:
    """Return the questions of a JSON Lines file, whose ids differ; raise UnreadableFileError."""
    numbered = [(number, _read_line(path, number=number, row=row)) for number, row in read_json_lines(path)]
    refuse_repeated_ids(path, numbered=((number, question.id) for number, question in numbered))
    return [question for _, question in numbered]


def join_alternatives(spans: Sequence[Span], *, alternatives: Sequence[Span]) -> tuple[GoldSpan, ...]:
    """Give each alternative to the one gold span that it serves for.

    The labels list alternatives by question, not by span. Each goes to the span of the same source, if there is one,
    that shares most words with it in order (Dice's measure; the first of equals), so that one alternative never stands
    for a whole list. Without any gold span the alternatives are one span together, which each of them satisfies.
    """
    if not spans:
        return tuple(GoldSpan(first.source, first.evidence, tuple(alternatives[1:])) for first in alternatives[:1])
    nearest = [_find_nearest(spans, alternative) for alternative in alternatives]
    return tuple(
        GoldSpan(
            span.source,
            span.evidence,
            tuple(also for also, place in zip(alternatives, nearest, strict=True) if place == index),
        )
        for index, span in enumerate(spans)
    )


def _find_nearest(spans: Sequence[Span], alternative: Span) -> int:
    words = split_words(alternative.evidence)

    def rank(index: int) -> tuple[bool, float]:
        gold = split_words(spans[index].evidence)
        shared = 2 * count_in_order(gold, within=words) / (len(gold) + len(words))
        return spans[index].source == alternative.source, shared

    return max(range(len(spans)), key=rank)


def _check_words(evidence: str) -> str:
    if not split_words(evidence):
        message = "must hold at least one word"
        raise ValueError(message)
    return evidence


class _Turn(BaseModel):
    role: str
    content: str


class _Alternative(BaseModel):
    source: str
    evidence: str

    _words = field_validator("evidence")(_check_words)


class _Line(BaseModel):
    """One line of the file; ``sources`` and ``evidence`` run in parallel, fields not named here are left alone."""

    id: str = Field(min_length=1)
    question: str = Field(min_length=1)
    kind: str = Field(min_length=1)
    answerable: StrictBool
    history: list[_Turn] = []
    sources: list[str] = []
    evidence: list[str] = []
    also_accept: list[_Alternative] = []
    document: str | None = None
    user: str | None = None

    @field_validator("evidence")
    @classmethod
    def _hold_words(cls, evidence: list[str]) -> list[str]:
        return [_check_words(each) for each in evidence]

    @model_validator(mode="before")
    @classmethod
    def _name_sources(cls, row: dict[str, Any]) -> dict[str, Any]:
        """Read an alternative of bare words as one of the question's document, or else of its first source."""
        bare = row.get("also_accept")
        source = row.get("document") or next(iter(row.get("sources") or []), None)
        if not isinstance(bare, list) or source is None:
            return row
        named = [{"source": source, "evidence": each} if isinstance(each, str) else each for each in bare]
        return {**row, "also_accept": named}

    @model_validator(mode="after")
    def _run_in_parallel(self) -> _Line:
        if len(self.sources) != len(self.evidence):
            message = "sources and evidence must be of the same length"
            raise ValueError(message)
        return self


def _read_line(path: Path, *, number: int, row: dict[str, Any]) -> LabelledQuestion:
    try:
        line = _Line.model_validate(row)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "the row"
        raise malformed(path, line=number, mend=f"mend {field} ({first['msg']})") from error
    spans = [Span(source, evidence) for source, evidence in zip(line.sources, line.evidence, strict=True)]
    alternatives = [Span(each.source, each.evidence) for each in line.also_accept]
    return LabelledQuestion(
        id=line.id,
        question=line.question,
        kind=line.kind,
        answerable=line.answerable,
        history=tuple(turn.model_dump() for turn in line.history),
        gold=join_alternatives(spans, alternatives=alternatives),
        sources=tuple(line.sources),
        document=line.document,
        user=line.user,
    )
