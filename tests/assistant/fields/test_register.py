from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from assistant.correspondence import Correspondences
from assistant.fields.finding import open_fields
from tests.assistant.builders import LINKS, hold
from vectorstore.publications import Publication, PublicationFilter, StoredSentence
from vectorstore.record import Record


@dataclass
class FakeRecord:
    """Holds one publication that is no letter, and remembers what it was asked for."""

    changed: int = 1
    asked: list[str] = field(default_factory=list)

    def changes(self) -> int:
        """Return how often it has changed."""
        self.asked.append("changes")
        return self.changed

    def current_publications(self, _: PublicationFilter) -> list[Publication]:
        """Return what it holds."""
        self.asked.append("publications")
        return [hold(LINKS).publication]

    def edition_sentences(self, _: str, __: str) -> Sequence[StoredSentence]:
        """Return the sentences of what it holds."""
        self.asked.append("sentences")
        return hold(LINKS).sentences


def ask(record: FakeRecord, *questions: str) -> list[str]:
    """Ask one after the other, and return what the record was asked for."""
    held = cast("Record", record)
    fields = open_fields(held, terms=str.split, correspondences=Correspondences(held))
    for question in questions:
        fields.find(question)
    return record.asked


def test_other_questions_read_nothing() -> None:
    """A question that by its words asks for no field does not touch the record."""
    assert ask(FakeRecord(), "What helps babies who cannot roll?", "Why did we write to partners in 2031?") == []


def test_what_is_held_is_read_once() -> None:
    """While the record does not change, what it holds is read for the first question only."""
    question = "Which letters did we send in 2031?"
    assert ask(FakeRecord(), question, question, question).count("publications") == 1


def test_a_changed_record_is_read_anew() -> None:
    """When the record has changed, what it holds is read again."""

    class Changing(FakeRecord):
        def changes(self) -> int:
            self.changed += 1
            return super().changes()

    question = "Which letters did we send in 2031?"
    assert ask(Changing(), question, question).count("publications") == 2
