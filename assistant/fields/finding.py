"""From a question to what the record's fields answer: the steps, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.correspondence import Correspondences
from assistant.fields.letters import find_in_letter, find_sent
from assistant.fields.linked import find_links
from assistant.fields.listing import find_letters, find_publications, find_published
from assistant.fields.premises import find_premise, may_be_wrong
from assistant.fields.proving import Proved, prove_all
from assistant.fields.register import Register, Registers
from assistant.fields.replies import find_answered, find_reply
from assistant.fields.roles import find_role
from assistant.fields.values import Found
from assistant.fields.wanted import Wanted, read_wanted
from assistant.words import Terms
from vectorstore.publications import PublicationFilter
from vectorstore.record import Record
from vectorstore.search import PUBLIC_ONLY

Find = Callable[[Wanted, Register, Registers], Found | None]
FINDERS: dict[str, Find] = {
    **dict.fromkeys(("sender", "recipient", "copies", "enclosures", "questions"), find_in_letter),
    "sent_date": find_sent,
    "letters": find_letters,
    "publications": find_publications,
    "published": find_published,
    "links": find_links,
    "roles": find_role,
}
"""What finds each field but those of replies, which also look at how letters are linked."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Answers from the fields of a record; what it reads is kept in memory until the record changes."""

    registers: Registers

    def find(self, question: str, *, wanted: PublicationFilter = PUBLIC_ONLY) -> Found | None:
        """Return what the fields answer among the publications that pass a filter.

        None unless a question clearly asks for a field and the record has it: then it is searched for as others are.
        """
        asked = read_wanted(question)
        if asked is None:
            return self._put_right(question, wanted)
        register = self.registers.find(wanted)
        name = asked.form.name
        if name in ("reply_date", "replier", "took"):
            return find_reply(asked, register, self.registers, seen=wanted)
        if name == "answered":
            return find_answered(asked, register, self.registers, seen=wanted)
        return FINDERS[name](asked, register, self.registers)

    def _put_right(self, question: str, wanted: PublicationFilter) -> Found | None:
        """Return who signed a letter that a question says another wrote; None when it says no such thing."""
        if not may_be_wrong(question):
            return None
        return find_premise(question, self.registers.find(wanted), self.registers)

    def prove(self, found: Found) -> Proved:
        """Return statements and checked citations; ``UnverifiedQuotation`` when one is not in its source."""
        return prove_all(found, sources=self.registers.source)


def open_fields(record: Record, *, terms: Terms, correspondences: Correspondences) -> Fields:
    """Return what answers from the fields of a record; nothing is read yet."""
    return Fields(Registers(record, terms, correspondences))
