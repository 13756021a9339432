from __future__ import annotations

import pytest

from assistant.citing import cite_segments, verify
from assistant.errors import UnverifiedQuotation
from assistant.fields.proving import prove_all, verify_field
from assistant.fields.values import Found, Proof, Told
from ingest.documents import Segment
from tests.assistant.builders import Held, hold

LETTER = """
    Example Safeguarding Review Panel

    9 June 2031

    Dear partners,

    The first circular of the year has news of our reviews, and we hope that it is of use to you.

    Yours sincerely,

    A handwritten signature in black ink that reads "I Testwell".

    **Imogen Testwell**

    Chair
"""


def at(held: Held, words: str) -> tuple[Segment, ...]:
    """Return where words stand, the last time."""
    start = held.text.rindex(words)
    return (Segment(start, start + len(words)),)


def prove(held: Held, *proofs: Proof) -> list[str]:
    """Return the quotations that prove one summary."""
    found = Found((Told("A summary.", "summary", proofs),))
    return [one.quote for one in prove_all(found, sources=lambda _: (held.text, held.blocks)).citations]


def test_a_signature_may_be_cited_for_who_signed() -> None:
    """A name in a signature is no quotation of what a letter says, and proves who signed it."""
    held = hold(LETTER)
    citation = cite_segments(held.publication, at(held, "Imogen Testwell"), number=1, text=held.text)
    verify_field(citation, text=held.text, blocks=held.blocks)
    with pytest.raises(UnverifiedQuotation):
        verify(citation, text=held.text, blocks=held.blocks)


def test_a_caption_is_never_cited() -> None:
    """What stands for a picture of a signature is nobody's words, for whatever it is cited."""
    held = hold(LETTER)
    with pytest.raises(UnverifiedQuotation):
        prove(held, Proof(held.publication, at(held, "I Testwell")))


def test_fields_side_by_side_are_one_quotation() -> None:
    """A date and the greeting under it, a name and the office under it, are quoted together, without marks of print."""
    held = hold(LETTER)
    fields = ("9 June 2031", "Dear partners", "**Imogen Testwell**", "Chair")
    proofs = [Proof(held.publication, at(held, words)) for words in fields]
    assert prove(held, *proofs) == [
        "9 June 2031\n\n    Dear partners".replace("    ", ""),
        "Imogen Testwell**\n\nChair",
    ]


def test_the_same_words_are_cited_once() -> None:
    """Two statements that stand on the same words share a citation."""
    held = hold(LETTER)
    proof = Proof(held.publication, at(held, "9 June 2031"))
    found = Found((Told("One.", "summary", (proof,)), Told("Another.", "summary", (proof,))))
    proved = prove_all(found, sources=lambda _: (held.text, held.blocks))
    assert [statement.citations for statement in proved.statements] == [(1,), (1,)]
    assert len(proved.citations) == len(proved.publications) == 1
