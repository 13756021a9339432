"""What a timeline tells, the same on every door."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, Literal

from pydantic import ConfigDict

from assistant.answers import AnswerWarning, Citation, Searched, Value
from assistant.correspondence import LetterSummary


class EventKind(StrEnum):
    """What a quotation of a timeline is."""

    SAID = "said"
    COMMITTED = "committed"
    FOLLOWED = "followed"
    REPLIED = "replied"


class Outcome(StrEnum):
    """What the record shows of a commitment; never inferred."""

    DONE = "done"
    TAKEN_UP = "taken up"
    NOT_SEEN = "not seen in the record"


class Commitment(Value):
    """What somebody said they would do: ``words`` say so, and ``by`` when it is to be, as printed (null: not said).

    ``mention`` is the citation that shows what became of it, by its id; null when nothing in the record does.
    """

    kind: Literal["promise", "plan", "begun"]
    words: str
    by: str | None
    outcome: Outcome
    mention: int | None


class Event(Value):
    """One quotation, on the day on which it was published or sent.

    ``said_by`` is who signed a letter, else whose words they are. ``follows`` are the commitments, by the ids of their
    citations, of which it tells what became; ``answers`` is the letter that a letter says it answers.
    """

    kind: EventKind
    date: dt.date | None
    said_by: str
    said_to: str | None
    citation: Citation
    fictional: bool
    commitment: Commitment | None = None
    follows: tuple[int, ...] = ()
    answers: LetterSummary | None = None


EXAMPLE: dict[str, Any] = {
    "topic": "regional links",
    "revision": "0f5d1c…",
    "total": 1,
    "searched": {"publications": 12, "from": "2031-01-14", "to": "2034-06-14"},
    "warnings": [],
    "events": [
        {
            "kind": "committed",
            "date": "2031-06-09",
            "said_by": "Imogen Testwell",
            "said_to": "partners",
            "fictional": True,
            "commitment": {
                "kind": "promise",
                "words": "will be looked at again",
                "by": "in June 2032",
                "outcome": "not seen in the record",
                "mention": None,
            },
            "follows": [],
            "answers": None,
            "citation": {
                "id": 1,
                "publication_id": "5d0c1f4e9b7a4c52",
                "edition_id": "9e1d…",
                "file": "circular-2031-06-09.txt",
                "title": "Circular to safeguarding partners, June 2031",
                "kind": "letter",
                "speaker": "panel",
                "published": "2031-06-09",
                "as_at": "2031-06-09",
                "section": ["Regional links"],
                "page": None,
                "quote": "The links will be looked at again in June 2032.",
                "segments": [{"start": 2801, "end": 2848, "page": None}],
                "url": "https://panel.example/circular-2031-06",
                "status": "current",
            },
        }
    ],
}


class Timeline(Value):
    """Quotations on a topic in the order of their dates, the undated last; those of one day as they are printed.

    ``total`` is how many publications speak of it; of a great many, those that come nearest are quoted.
    """

    topic: str
    revision: str
    total: int
    searched: Searched
    warnings: tuple[AnswerWarning, ...]
    events: tuple[Event, ...]

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    @property
    def leaves_open(self) -> bool:
        """Whether there is a commitment of which the record shows nothing more."""
        return any(one.commitment and one.commitment.mention is None for one in self.events)
