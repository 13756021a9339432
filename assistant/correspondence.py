"""Which letters a letter answers, and which answer it, as doors show them; nothing is guessed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ConfigDict

from assistant.answers import Value
from ingest import correspondence as linked
from ingest.correspondence import link_letters
from ingest.documents import Letter, Said, Segment, Visibility
from vectorstore.publications import Publication, PublicationFilter
from vectorstore.recent import Recent
from vectorstore.record import Record

MOST_KNOWN = 8
"""For how many readers and days the links are kept in memory."""


EXAMPLE: dict[str, Any] = {
    "answers": [
        {
            "letter": {
                "publication_id": "5d0c1f4e9b7a4c52",
                "title": "Letter from Imogen Testwell to Minister, 14 January 2031",
                "sent": "2031-01-14",
                "sender": "Imogen Testwell",
                "recipient": "Minister",
                "status": "current",
            },
            "words": "Your letter of 14th January",
            "segments": [{"start": 303, "end": 341, "page": 1}],
        }
    ],
    "answered_by": [],
    "may_answer": [],
    "may_be_answered_by": [],
    "others": [],
}


class LetterSummary(Value):
    """A letter at the other end of a link."""

    publication_id: str
    title: str
    sent: dt.date
    sender: str | None
    recipient: str | None
    status: str


class Reply(Value):
    """The letter at the other end of a reply, and the words of the reply that say so.

    ``segments`` count code points of the verbatim text of the reply, whichever end it is.
    """

    letter: LetterSummary
    words: str
    segments: tuple[Segment, ...]


class Doubt(Value):
    """Letters that fit the words of a reply equally well, so that it is not known which of them it answers."""

    letters: tuple[LetterSummary, ...]
    words: str
    segments: tuple[Segment, ...]


class Correspondence(Value):
    """What a letter answers, as it names them, and what answers it, by date; ``others`` are linked through those."""

    answers: tuple[Reply, ...] = ()
    answered_by: tuple[Reply, ...] = ()
    may_answer: tuple[Doubt, ...] = ()
    may_be_answered_by: tuple[Reply, ...] = ()
    others: tuple[LetterSummary, ...] = ()

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"examples": [EXAMPLE]})


Links = Mapping[str, Correspondence]
"""The correspondence of each letter that has one, by its publication's id."""
Reader = tuple[int, frozenset[Visibility], dt.date | None]
"""How often the record had changed, what a reader may see, and as of which day (None: today)."""


@dataclass(frozen=True, slots=True)
class Correspondences:
    """Tells which letters answer one another; they are linked anew only when the record has changed."""

    record: Record
    _known: Recent[Reader, Links] = field(default_factory=lambda: Recent(MOST_KNOWN), repr=False)

    def find(
        self, publication_id: str, *, visibilities: Collection[Visibility], as_of: dt.date | None = None
    ) -> Correspondence | None:
        """Return the correspondence of a publication, among those that a reader may see; None when it has none."""
        reader = self.record.changes(), frozenset(visibilities), as_of
        links = self._known.find([reader], read=lambda _: {reader: self._link(reader)})[reader]
        return links.get(publication_id)

    def _link(self, reader: Reader) -> Links:
        _, visibilities, day = reader
        held = self.record.current_letters(PublicationFilter(visibilities=visibilities, as_of=day))
        return link_publications(held, as_of=day)


def link_publications(held: Iterable[Publication], *, as_of: dt.date | None = None) -> Links:
    """Return what is linked with each of some letters, by those of them that were sent by a day."""
    letters: list[tuple[str, Letter]] = []
    told: dict[str, LetterSummary] = {}
    for one in held:
        letter = one.letter
        # Without a date nothing is linked.
        if letter and letter.sent and (as_of is None or letter.sent <= as_of):
            letters.append((one.id, letter))
            told[one.id] = _summarise(one, letter, sent=letter.sent, day=as_of)
    return _tell(link_letters(letters), told)


def _tell(found: Sequence[linked.Correspondence], told: Mapping[str, LetterSummary]) -> dict[str, Correspondence]:
    """Return what is linked with each letter: of every link both its ends tell."""
    fields: defaultdict[str, defaultdict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for reply in (reply for one in found for reply in one.replies):
        fields[reply.letter]["answers"].append(_reply(told[reply.answers], reply.reason))
        fields[reply.answers]["answered_by"].append(_reply(told[reply.letter], reply.reason))
    doubts = sorted((doubt for one in found for doubt in one.doubts), key=lambda doubt: told[doubt.letter].sent)
    for doubt in doubts:
        letters, reason = tuple(told[letter] for letter in doubt.may_answer), doubt.reason
        fields[doubt.letter]["may_answer"].append(Doubt(letters=letters, words=reason.text, segments=reason.at))
        for letter in doubt.may_answer:
            fields[letter]["may_be_answered_by"].append(_reply(told[doubt.letter], reason))
    for one in found:
        beside = {letter: {letter} for letter in one.letters}
        for reply in one.replies:
            beside[reply.letter].add(reply.answers)
            beside[reply.answers].add(reply.letter)
        for letter in one.letters:
            fields[letter]["others"] += [told[other] for other in one.letters if other not in beside[letter]]
    return {letter: Correspondence.model_validate(own) for letter, own in fields.items()}


def _reply(other_end: LetterSummary, reason: Said) -> Reply:
    return Reply(letter=other_end, words=reason.text, segments=reason.at)


def _summarise(publication: Publication, letter: Letter, *, sent: dt.date, day: dt.date | None) -> LetterSummary:
    return LetterSummary(
        publication_id=publication.id,
        title=publication.title,
        sent=sent,
        sender=letter.sender,
        recipient=letter.recipient,
        status=(publication.on(day) if day else publication).status,
    )
