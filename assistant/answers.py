"""The shape of a question and of an answer: the same on every door."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ingest.documents import Segment, Speaker
from vectorstore.publications import PublicationFilter


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    NOT_HELD = "not_held"
    FALSE_PREMISE = "false_premise"
    NEEDS_CLARIFICATION = "needs_clarification"
    OUT_OF_SCOPE = "out_of_scope"
    PERSONAL_DATA = "personal_data"
    IMMEDIATE_DANGER = "immediate_danger"
    INFORMATION_REQUEST = "information_request"
    UNAVAILABLE = "unavailable"


class Value(BaseModel):
    """A value that does not change and knows no field it was not told of."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Turn(Value):
    """One turn of a conversation."""

    role: Literal["user", "assistant"]
    content: str = Field(json_schema_extra={"pattern": r"^[^\x00]*$"})


FEWEST_WORDS, MOST_WORDS = 20, 600
"""So many words may be asked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its history, and which publications may be searched for it.

    ``words`` is about how many words are to be quoted; None stands for the setting.
    """

    text: str
    history: tuple[Turn, ...] = ()
    wanted: PublicationFilter = field(default_factory=PublicationFilter)
    words: int | None = None


def more_words(words: int, *, times: int = 1) -> int:
    """Return how many words are quoted when more than ``words`` is asked for: twice as many each time, up to a most."""
    return max(words, min(words << times, MOST_WORDS))


class Citation(Value):
    """Quoted words, where they stand, and where to open them. ``quote`` is the source's text, letter for letter."""

    id: int
    publication_id: str
    edition_id: str
    file: str | None
    title: str
    kind: str
    speaker: Speaker
    published: dt.date | None
    as_at: dt.date | None
    section: tuple[str, ...]
    page: int | None
    quote: str
    segments: tuple[Segment, ...]
    url: str | None
    status: str


Label = Literal["finding", "recommendation", "reflective_question", "illustration", "position", "fact"]
"""What kind of statement words are."""


class Statement(Value):
    """One thing an answer says, with the citations (by id) that carry it."""

    text: str
    kind: Literal["quotation", "summary", "notice"]
    label: Label | None = None
    group: str | None = None
    citations: tuple[int, ...] = ()


class AnswerWarning(Value):
    """Something a reader must know about a citation (by id), or about the whole answer."""

    kind: Literal[
        "superseded",
        "withdrawn",
        "earlier_edition",
        "fictional",
        "as_at",
        "as_of",
        "undated",
        "declined",
        "planned",
        "enquiry",
        "draft",
        "not_held",
        "figures",
        "incomplete",
        "recognised",
        "model",
    ]
    message: str
    citation: int | None = None


class Nearest(Value):
    """Something held that comes near, shown when the record does not answer."""

    publication_id: str
    edition_id: str
    title: str
    quote: str
    url: str | None
    segments: tuple[Segment, ...]


class Searched(Value):
    """What was searched: how many publications, and their first and last dates."""

    publications: int
    from_: dt.date | None
    to: dt.date | None

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        serialize_by_alias=True,
        alias_generator=lambda n: n.rstrip("_"),
        populate_by_name=True,
    )


class ModelUse(Value):
    """What a language model had to do with an answer: its name, the prompt's version, and what became of its reply.

    It was offered passages and returned statements. Of these some are shown, ``replaced`` counts those of them that are
    quotations in place of its own words, and some were dropped. Tokens are as its provider counts them, or null.
    """

    name: str
    prompt: int
    offered: int
    returned: int
    shown: int
    replaced: int
    dropped: int
    input_tokens: int | None
    output_tokens: int | None


class Answer(Value):
    """A cited answer, or which way there is none. ``more``: whether asking for more words would quote more."""

    answer_id: str
    revision: str
    question: str | None
    standalone_question: str | None
    outcome: Outcome
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    warnings: tuple[AnswerWarning, ...] = ()
    readings: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    total: int | None = None
    more_url: str | None = None
    more: bool = False
    nearest: tuple[Nearest, ...] = ()
    searched: Searched
    mode: Literal["extractive", "rephrased"] = "extractive"
    model: ModelUse | None = None
