"""What the record's fields tell, and what proves it: values that do not change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.answers import Outcome
from ingest.documents import Said, Segment
from vectorstore.publications import Publication


@dataclass(frozen=True, slots=True)
class Proof:
    """Words of a publication: segments of its edition's verbatim text, and the headings under which they stand."""

    publication: Publication
    segments: tuple[Segment, ...]
    section: tuple[str, ...] = ()
    fragment: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to say. Of a quotation ``text`` is the verbatim words, of a summary it is made of fields.

    Every word of a field that a summary says stands in one of its proofs, but for what a publisher states of a
    publication beside its text (title, date, kind): that stands in the citation's own fields.
    """

    text: str
    kind: Literal["quotation", "summary"]
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What the fields answer: ``outcome`` is ``answered``, ``partly_answered`` or ``false_premise``.

    ``total`` is how many entries a list has (None: it is no list); fewer statements than that are shown of a very long
    one. ``unanswered`` says what of the question is not told. ``dated`` holds what is true as at the date of its source
    only: a warning is due for each of these publications. ``unknown`` is a name of the question for which there is no
    entry, where the entries there are are told instead.
    """

    told: tuple[Told, ...]
    outcome: Outcome = Outcome.ANSWERED
    total: int | None = None
    unanswered: tuple[str, ...] = ()
    dated: tuple[Publication, ...] = ()
    unknown: str | None = None


def prove(publication: Publication, *said: Said | None) -> tuple[Proof, ...]:
    """Return a proof for each of the words of a publication that are there."""
    return tuple(Proof(publication, one.at) for one in said if one)
