from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import pytest

from assistant.answers import Outcome
from assistant.correspondence import Correspondences
from assistant.fields.finding import Fields, open_fields
from ingest.documents import Block
from ingest.letters import find_letter
from tests.assistant.builders import Held, hold_reading
from tests.ingest.builders import read
from vectorstore.publications import Publication, PublicationFilter, StoredSentence
from vectorstore.record import Record

TO_PANEL = """
    Office of the Commissioner for Young People

    12 April 2032

    Dear Mr Mockford,

    I am writing to raise my concern about children who go missing from care homes at the coast. My office heard from
    41 of them this winter, and would be glad of a review.

    Yours sincerely,

    Dame Ottoline Quill
    Commissioner for Young People
"""
REPLY = """
    Example Safeguarding Review Panel

    3 May 2032

    Dame Ottoline Quill
    Commissioner for Young People

    Dear Dame Ottoline,

    Thank you for your letter of 12 April 2032 about children who go missing from care. The Panel met on 27 April and
    has agreed to begin a review in the autumn. I enclose a draft scope and a timetable.

    Yours sincerely,

    Oswin Mockford
    Interim Chair, Example Safeguarding Review Panel

    cc: Tobias Notional, Panel member
"""
CIRCULAR = """
    Example Safeguarding Review Panel

    10 September 2032

    Dear colleagues,

    I write to you with news of our regional events, of which there will be four in the coming year.

    Yours sincerely,

    Petra Makebelieve
    Chair, Example Safeguarding Review Panel
"""
ASKING = """
    Ministry for Families

    20 December 2032

    Dear Petra,

    I write to ask what the Panel makes of swimming lessons in schools, and would be glad of an early answer.

    Best wishes,

    Rowan Fictley
    Minister for Families
"""


def keep(number: int, text: str) -> Held:
    """Return a letter as the record holds it."""
    reading = read(text)
    letter = find_letter(reading)
    assert letter is not None
    title = f"Letter {number}"
    return hold_reading(
        reading, id=f"p{number}", edition_id=f"e{number}", title=title, letter=letter, published=letter.sent
    )


@dataclass(frozen=True)
class FakeRecord:
    """Holds some letters, and never changes."""

    held: tuple[Held, ...]

    def changes(self) -> int:
        """Return how often it has changed."""
        return 1

    def current_publications(self, wanted: PublicationFilter) -> list[Publication]:
        """Return the letters that pass a filter."""
        return [one.publication for one in self.held if wanted.passes(one.publication)]

    current_letters = current_publications

    def edition_sentences(self, identity: str, _: str) -> Sequence[StoredSentence]:
        """Return the sentences of a letter."""
        return self._find(identity).sentences

    def text(self, identity: str, _: str) -> str:
        """Return the text of a letter."""
        return self._find(identity).text

    def blocks(self, identity: str, _: str) -> tuple[Block, ...]:
        """Return the blocks of a letter."""
        return self._find(identity).blocks

    def _find(self, identity: str) -> Held:
        return next(one for one in self.held if one.publication.id == identity)


@pytest.fixture(scope="module")
def fields() -> Fields:
    """What answers from four letters."""
    letters = tuple(keep(number, text) for number, text in enumerate((TO_PANEL, REPLY, CIRCULAR, ASKING), start=1))
    record = cast("Record", FakeRecord(letters))

    def terms(text: str) -> list[str]:
        return [word.removesuffix("s") for word in re.findall(r"\w+", text.lower())]

    return open_fields(record, terms=terms, correspondences=Correspondences(record))


QUILL = "The letter of 12 April 2032 was signed by Dame Ottoline Quill, Commissioner for Young People."
TOLD = {
    "When did we answer the Commissioner's letter of 12 April 2032?": (
        "Oswin Mockford, Interim Chair, replied on 3 May 2032 to the letter of 12 April 2032."
    ),
    "On what date did the Panel reply to Dame Ottoline about children missing from care?": (
        "Oswin Mockford, Interim Chair, replied on 3 May 2032 to the letter of 12 April 2032."
    ),
    "How long did it take us to answer the Commissioner's April 2032 letter?": (
        "21 days: the letter is dated 12 April 2032 and the reply of Oswin Mockford 3 May 2032."
    ),
    "Who wrote to the Panel in April 2032?": QUILL,
    "Who wrote to us in April 2032 about missing children?": QUILL,
    "Who did we write to in May 2032?": (
        "The letter of 3 May 2032 was written to Dame Ottoline Quill, Commissioner for Young People."
    ),
    "Who was copied in to our letter to Dame Ottoline Quill?": "Tobias Notional, Panel member",
    "What was enclosed with the letter of 3 May 2032?": "I enclose a draft scope and a timetable.",
    "Who was Chair in September 2032?": "Petra Makebelieve was Chair as at 10 September 2032.",
    "Who was the interim chair in May 2032?": "Oswin Mockford was Interim Chair as at 3 May 2032.",
    "Which letters have we had from the Commissioner?": "12 April 2032: Dame Ottoline Quill to Mr Mockford",
    "When did the minister write to us about swimming lessons?": (
        "The letter from Rowan Fictley to Petra is dated 20 December 2032."
    ),
}


@pytest.mark.parametrize(("question", "told"), TOLD.items())
def test_a_field_of_a_letter_is_told(fields: Fields, question: str, told: str) -> None:
    """A question of a field of one letter is answered with it, and each statement is proved by the letter's words."""
    found = fields.find(question)
    assert found is not None
    assert [one.text for one in found.told] == [told]
    assert all(statement.citations for statement in fields.prove(found).statements)


@pytest.mark.parametrize(
    "question",
    [
        "Which letters did we send to colleagues and partners in 2032?",
        "Which letters did we send to Dame Ottoline in 2032?",
        "Which letters did we receive in 2032?",
    ],
)
def test_a_list_that_may_not_be_whole_is_not_given(fields: Fields, question: str) -> None:
    """Where a letter names nobody it is written to, or no side is known of one, a list of them may lack it."""
    assert fields.find(question) is None


def test_whose_letter_was_answered_is_told_from_who_answered(fields: Fields) -> None:
    """That somebody's letter was answered is not said because that somebody wrote."""
    found = fields.find("Has the minister's letter of December 2032 been answered?")
    assert found is not None
    assert found.outcome is Outcome.PARTLY_ANSWERED
    assert found.unanswered == ("No reply to the letter of 20 December 2032 is held; one may have been sent.",)


@pytest.mark.parametrize(
    "question",
    [
        "Who chaired the Panel in July 2032?",
        "Who was the Chair in May 2032?",
        "When did the Commissioner for Parks write to us?",
        "When did Tobias Notional reply to the Commissioner's letter of 12 April 2032?",
        "What did the Commissioner write about in April 2032?",
        "How many children did the Commissioner hear from?",
        "When did the Panel meet about missing children?",
    ],
)
def test_what_letters_do_not_say_is_not_told(fields: Fields, question: str) -> None:
    """An office between two letters, somebody who wrote none, and what a letter is about are left to search."""
    assert fields.find(question) is None
