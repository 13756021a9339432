"""What people decide of entries: to accept, edit or reject one. It belongs to the entry's id, and so it stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from assistant.answers import Value
from assistant.errors import BadRequest, UnverifiedQuotation
from assistant.recommendations.checking import Checking
from assistant.recommendations.entries import Decision
from assistant.recommendations.locating import locate
from ingest.documents import Segment
from ingest.recommendations.entries import EntryKind
from vectorstore.entries import Listed, Source, StoredDecision
from vectorstore.record import Record
from vectorstore.register import EntryTables


class Edit(Value):
    """What of an entry is to be otherwise; None: as it is. An empty number or title says that none is printed."""

    kind: EntryKind | None = None
    number: str | None = None
    title: str | None = None
    text: str | None = None
    addressees: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Writes down what people decide; what is decided later takes the place of what was decided before.

    ``BadRequest`` when there is no such entry, or it cannot be as it is said.
    """

    record: Record

    @property
    def tables(self) -> EntryTables:
        """The tables of the register."""
        return EntryTables(self.record.database)

    def accept(self, identity: str, *, note: str | None = None) -> None:
        """Say that an entry is right as it was found."""
        self._decide(self._find(identity), Decision.ACCEPTED, note=note)

    def reject(self, identity: str, *, note: str | None = None) -> None:
        """Say that an entry is none."""
        self._decide(self._find(identity), Decision.REJECTED, note=note)

    def edit(self, identity: str, edit: Edit, *, note: str | None = None) -> None:
        """Say what of an entry is otherwise; what was edited of it before stays edited.

        A text must stand in the publication word for word, in one run.
        """
        listed = self._find(identity)
        fields = _as_fields(edit)
        if not fields:
            raise BadRequest("Nothing is to be edited: give a kind, a number, a title, a text or whom it is for.")
        before = listed.decision
        earlier = before if before and before.decision == Decision.EDITED else None
        segments = earlier.segments if earlier else None
        if edit.text is not None:
            fields["text"], segments = self._place(edit.text, listed)
        whole = {**(earlier.fields if earlier else {}), **fields}
        self._decide(listed, Decision.EDITED, note=note, fields=whole, segments=segments)

    def undo(self, identity: str) -> None:
        """Take back what was decided of an entry: it is as it was found again."""
        if not self.tables.undo(identity):
            raise BadRequest(f"Nothing was decided of {identity!r}; see “panel recommendations review list --decided”.")

    def _find(self, identity: str) -> Listed:
        listed = self.tables.find(identity)
        if listed is None:
            raise BadRequest(f"There is no recommendation {identity!r}; see “panel recommendations”.")
        return listed

    def _place(self, text: str, listed: Listed) -> tuple[str, tuple[Segment, ...]]:
        """Return the words as they are printed, and where they stand in the reading that the entry was found in."""
        source = self._read(listed)
        segments = locate(text, source.reading, near=listed.segments[0].start)
        checking = Checking.of(source.publication, source.reading)
        said = checking.words.said(segments) if segments else None
        try:
            checking.check_words(said.text if said else "", segments)
        except UnverifiedQuotation as error:
            title = source.publication.title
            message = f"These words do not stand in “{title}” in one run: copy them as they are printed there."
            raise BadRequest(message) from error
        return said.text if said else "", segments

    def _read(self, listed: Listed) -> Source:
        source = self.tables.read(listed.publication_id)
        if source is None or source.reading_id != listed.reading_id:
            raise _changed(listed.id)
        return source

    def _decide(
        self,
        listed: Listed,
        decision: Decision,
        *,
        note: str | None,
        fields: dict[str, Any] | None = None,
        segments: tuple[Segment, ...] | None = None,
    ) -> None:
        now = dt.datetime.now(dt.UTC)
        decided = StoredDecision(listed.id, str(decision), now, fields or {}, segments, note)
        if not self.tables.decide(decided, reading_id=listed.reading_id):
            raise _changed(listed.id)


def _changed(identity: str) -> BadRequest:
    return BadRequest(f"The publication of {identity!r} has just been read anew: look at the entry again.")


def _as_fields(edit: Edit) -> dict[str, Any]:
    """Return what is edited as JSON keeps it."""
    fields: dict[str, Any] = edit.model_dump(mode="json", exclude_none=True)
    for name in ("number", "title"):
        if name in fields:
            fields[name] = " ".join(fields[name].split()) or None
    return fields
