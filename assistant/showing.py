"""Says of an answer that was given whether its sources still stand as they were quoted."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ConfigDict

from assistant.answers import Answer, Citation, Value
from ingest.documents import Visibility
from vectorstore.publications import SUPERSEDED, WITHDRAWN, Publication

if TYPE_CHECKING:
    # A command that works through a running server needs the shapes alone, and must be quick.
    from vectorstore.record import Record

State = Literal["stands", "reread", "superseded", "newer_edition", "withdrawn", "staff_only", "gone"]
EXAMPLE: dict[str, Any] = {
    "answer_id": "3f2a9c0d5b7e4a61",
    "revision": "9d1c0a7b3e5f2846",
    "revision_now": "5e8b2f6c1a9d7034",
    "sources": [
        {
            "citation": 1,
            "publication_id": "5d0c1f4e9b7a4c52",
            "title": "Notices",
            "state": "newer_edition",
            "since": "2031-05-04",
            "words_stand": False,
            "changed": True,
            "message": "“Notices” has a newer edition since 4 May 2031, and the quoted words do not stand in it.",
        }
    ],
}


class Standing(Value):
    """How a citation (by id) stands today, in ``message`` in plain words.

    ``since`` is the day from which it is so, where that is known. ``words_stand`` says whether the quoted words stand
    in the text that is read today; null where there is none. ``changed`` says whether it was otherwise when the answer
    was given.
    """

    citation: int
    publication_id: str
    title: str
    state: State
    since: dt.date | None = None
    words_stand: bool | None = None
    changed: bool = False
    message: str


class Sources(Value):
    """How the sources of an answer stand today; ``revision`` is the record's at the time, ``revision_now`` today's."""

    answer_id: str
    revision: str
    revision_now: str
    sources: tuple[Standing, ...]

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"examples": [EXAMPLE]})


def find_sources(answer: Answer, *, record: Record) -> Sources:
    """Return how each citation of an answer stands in the record as it is now."""
    held = record.publications({citation.publication_id for citation in answer.citations})
    now = record.revision()
    standings = ((one, _stand(one, held.get(one.publication_id), record)) for one in answer.citations)
    sources = tuple(
        standing.model_copy(update={"changed": now != answer.revision and _was_otherwise(citation, standing)})
        for citation, standing in standings
    )
    return Sources(answer_id=answer.answer_id, revision=answer.revision, revision_now=now, sources=sources)


def _was_otherwise(citation: Citation, standing: Standing) -> bool:
    """Say whether a citation told something else of its source than what is so today."""
    told = {SUPERSEDED: ("superseded", "newer_edition"), WITHDRAWN: ("withdrawn",)}
    return standing.state not in told.get(citation.status, ("stands", "staff_only"))


def _stand(citation: Citation, held: Publication | None, record: Record) -> Standing:
    """Return how a citation stands; of several things that are true of it, the one that matters most."""
    if held is None:
        return _tell(citation, "gone", f"“{citation.title}” is not held any more.")
    stand = _words_stand(citation, held, record)
    if held.removed or held.status == WITHDRAWN:
        return _tell(citation, "withdrawn", _withdrawn(held), since=held.status_since, stand=stand)
    if held.edition_id != citation.edition_id:
        since = _replaced(citation, record)
        return _tell(citation, "newer_edition", _newer(held, since, stand=stand), since=since, stand=stand)
    if held.status == SUPERSEDED:
        return _tell(citation, "superseded", _superseded(held), since=held.status_since, stand=stand)
    return _stand_as_quoted(citation, held, stand=stand)


def _stand_as_quoted(citation: Citation, held: Publication, *, stand: bool) -> Standing:
    """Return how a citation stands whose edition is the one to read today."""
    if not stand:
        message = f"“{held.title}” is read differently now: the quoted words do not stand in it as they were quoted."
        return _tell(citation, "reread", message, stand=False)
    if held.visibility is not Visibility.PUBLIC:
        return _tell(citation, "staff_only", f"“{held.title}” stands as quoted; only staff may see it.", stand=True)
    return _tell(citation, "stands", f"“{held.title}” stands as quoted.", stand=True)


def _tell(
    citation: Citation, state: State, message: str, *, since: dt.date | None = None, stand: bool | None = None
) -> Standing:
    return Standing(
        citation=citation.id,
        publication_id=citation.publication_id,
        title=citation.title,
        state=state,
        since=since,
        words_stand=stand,
        message=message,
    )


def _words_stand(citation: Citation, held: Publication, record: Record) -> bool:
    """Say whether all quoted words stand in the latest edition, in order, whatever parts them there."""
    from assistant.citing import normalise  # noqa: PLC0415  it takes a second to import

    text = normalise(record.text(held.id, held.edition_id) or "")
    place = 0
    for words in map(normalise, _pieces(citation, record)):
        found = text.find(words, place)
        if found < 0:
            return False
        place = found + len(words)
    return True


def _pieces(citation: Citation, record: Record) -> list[str]:
    """Return the words of each segment of a citation; all as one where its edition is read differently now."""
    own = record.text(citation.publication_id, citation.edition_id) or ""
    pieces = [own[one.start : one.end] for one in citation.segments]
    return pieces if " ".join(pieces) == citation.quote else [citation.quote]


def _replaced(citation: Citation, record: Record) -> dt.date | None:
    """Return the day on which the edition that is cited was replaced."""
    edition = record.editions([citation.edition_id]).get(citation.edition_id)
    return edition.valid_to.date() if edition and edition.valid_to else None


def _newer(held: Publication, since: dt.date | None, *, stand: bool) -> str:
    still = "and the quoted words stand in it too" if stand else "and the quoted words do not stand in it"
    return f"“{held.title}” has a newer edition{_since(since)}, {still}."


def _superseded(held: Publication) -> str:
    by = f"by “{held.successor}”" if held.successor else "by a later text"
    return f"“{held.title}” has been replaced {by}{_since(held.status_since)}."


def _withdrawn(held: Publication) -> str:
    because = f": {held.status_reason.rstrip('.')}" if held.status_reason else ""
    return f"“{held.title}” has been withdrawn{_since(held.status_since)}{because}."


def _since(day: dt.date | None) -> str:
    return f" since {day.day} {day:%B %Y}" if day else ""


def summarise(sources: Sources) -> str:
    """Return in one sentence whether what an answer was made from has changed."""
    if sources.revision == sources.revision_now:
        return "Nothing in the record has changed since this answer was given."
    changed = sum(one.changed for one in sources.sources)
    if not changed:
        return "The record has changed since this answer was given, and its sources have not."
    return f"Of the {len(sources.sources)} citations of this answer, {changed} no longer stand as they did."
