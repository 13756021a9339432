from __future__ import annotations

from typing import Any

from ingest.documents import BlockKind, Reading
from ingest.letters import find_letter
from ingest.lines import Line, RawText
from ingest.readings import make_reading
from tests.ingest.builders import limits, read_pages
from tests.ingest.letter_facts import BODY, PANEL, check_places, plain

Part = tuple[str, BlockKind | None]


def marked_up(*parts: str | Part) -> Reading:
    """Return the reading of a document with markup: paragraphs, and parts of a kind that is given."""
    text, lines = "", []
    for part in parts:
        words, kind = (part, None) if isinstance(part, str) else part
        lines.append(Line(len(text), len(text) + len(words), kind=kind, level=1 if kind is BlockKind.HEADING else 0))
        text += f"{words}\n\n"
    return make_reading(RawText(text, tuple(lines), marked_up=True), reader="html", limits=limits())


def facts_of(reading: Reading) -> dict[str, Any]:
    """Return what a letter says of itself, as text, after checking every place."""
    letter = find_letter(reading)
    assert letter is not None
    check_places(letter, reading)
    told: dict[str, Any] = plain(letter)
    return told


def test_paragraphs_with_line_breaks() -> None:
    """In a document with markup an address or a signature is one paragraph, with line breaks in it or without."""
    found = facts_of(
        marked_up(
            "Ministry for Families\n1 Invention Square",
            f"Imogen Testwell\nChair\n{PANEL}",
            "3 March 2031",
            "Dear Imogen,",
            f"Thank you for your letter of 12 February 2031. {BODY}",
            "I am copying this letter to the Home Secretary.",
            "Yours sincerely,\nRowan Fictley\nMinister for Families",
        )
    )
    assert (found["sender"], found["sender_role"]) == ("Rowan Fictley", "Minister for Families")
    assert (found["recipient"], found["recipient_role"]) == ("Imogen Testwell", "Chair")
    assert (found["sender_organisation"], found["recipient_organisation"]) == ("Ministry for Families", PANEL)
    assert (found["direction"], found["sign_off"]) == ("to_panel", "Yours sincerely")
    assert (found["copied_to"], found["replies_to"][0]["printed_date"]) == (["Home Secretary"], "12 February 2031")


def test_headings_lists_and_annexes_that_are_declared() -> None:
    """Headings, items and page furniture are what the markup says they are."""
    found = facts_of(
        marked_up(
            ("Home > Letters", BlockKind.FURNITURE),
            (PANEL, BlockKind.HEADING),
            "5 May 2031",
            "Dear Minister",
            ("A third national review", BlockKind.HEADING),
            f"{BODY} The terms of reference are attached.",
            "With kind regards",
            "Imogen Testwell, Chair",
            ("Annex A", BlockKind.HEADING),
            ("Terms of reference", BlockKind.HEADING),
            ("Questions", BlockKind.HEADING),
            "What do services see?",
            ("Lines of enquiry", BlockKind.HEADING),
            "The reviewers will follow two lines:",
            ("who knows", BlockKind.LIST_ITEM),
            ("who visits", BlockKind.LIST_ITEM),
            ("Out of scope", BlockKind.HEADING),
            "Private schools, for which others answer",
            ("About this page", BlockKind.FURNITURE),
        )
    )
    assert found["subject"] == "A third national review"
    assert found["signatories"] == [{"name": "Imogen Testwell", "role": "Chair"}]
    (annex,) = found["annexes"]
    assert (annex["title"], annex["kind"]) == ("Annex A Terms of reference", "terms_of_reference")
    assert (annex["questions"], annex["enquiries"]) == (["What do services see?"], ["who knows", "who visits"])
    assert annex["exclusions"] == ["Private schools, for which others answer"]
    assert (annex["first"], annex["last"]) == (8, 17)
    assert found["enclosures"][0]["annex"] == 0


def test_a_subject_that_is_a_paragraph() -> None:
    """Where headings are not declared, a short line without a full stop under the salutation is the subject."""
    assert (
        facts_of(marked_up("Dear partners,", "Swift reviews in summer", BODY))["subject"] == "Swift reviews in summer"
    )
    assert "subject" not in facts_of(marked_up("Dear partners,", "Swift reviews in summer"))


def test_a_letter_of_two_pages() -> None:
    """In a PDF file the facts have the pages that they stand on."""
    reading = read_pages(
        [PANEL, "9 June 2031", "Dear Ms Whimsley,", BODY[:80], "and so on for a while."],
        ["Yours sincerely,", "Imogen Testwell", "Chair"],
    )
    letter = find_letter(reading)
    assert letter is not None
    check_places(letter, reading)
    assert (letter.sender, letter.direction) == ("Imogen Testwell", "from_panel")
    assert letter.sent_at is not None
    assert letter.sender_at is not None
    assert (letter.sent_at.page, letter.sender_at.page) == (1, 2)
