from __future__ import annotations

import pytest

from tests.ingest.builders import blocks

BODY = "Thank you for your letter about the families who had moved to Eastfold in the spring of last year."

LETTER = f"""
Example Safeguarding
Review Panel

14th January 2031

Rowan Fictley, Minister for Families, 1 Invention Square

Dear Minister,

{BODY}

Yours sincerely,

A handwritten signature in black ink that reads "Imogen Testwell". It leans to the right.

**Imogen Testwell**

Chair, Example Safeguarding Review Panel
"""


def test_the_parts_of_a_letter() -> None:
    """Date, salutation, closing, caption, name and office have their kinds, and the address is text."""
    assert [kind for kind, _ in blocks(LETTER)] == [
        *["paragraph"] * 2,
        "date_line",
        "paragraph",
        "salutation",
        "paragraph",
        "signature",
        "caption",
        "signature",
        "signature",
    ]


@pytest.mark.parametrize(
    "end", ["Yours faithfully", "With kind regards,", "Best wishes", "Yours ever,", "YOURS SINCERELY,"]
)
def test_every_closing_begins_the_signature(end: str) -> None:
    """However a letter closes, the closing and the name under it are its signature."""
    found = blocks(f"Dear Ms Whimsley,\n\n{BODY}\n\n{end}\n\nImogen Testwell\n")
    assert found[2:] == [("signature", end), ("signature", "Imogen Testwell")]


def test_a_signature_without_a_closing() -> None:
    """A name over an office at the end of a letter is a signature, also without a closing phrase."""
    found = blocks(f"Dear Ms Whimsley,\n\n{BODY}\n\nRowan Fictley\n\nMinister for Families\n")
    assert found[2:] == [("signature", "Rowan Fictley"), ("signature", "Minister for Families")]


def test_a_name_and_office_in_one_line() -> None:
    """Name and office in one line at the very end of a letter are its signature, after a stray sign too."""
    found = blocks(f"Dear Imogen,\n\n{BODY}\n\n0\n\nRowan Fictley MP Minister for Families\n")
    assert found[2:] == [("furniture", "0"), ("signature", "Rowan Fictley MP Minister for Families")]


def test_an_enclosure_after_the_signature_is_text() -> None:
    """What follows a name over the Panel's name, before the last page, is no signature."""
    found = blocks(f"""
        Dear Minister,

        {BODY}

        Imogen Testwell

        elle

        Example Safeguarding Review Panel

        Moving Home Review: Terms of Reference

        {BODY}
    """)
    assert [kind for kind, _ in found[2:]] == ["signature", "furniture", "heading", "heading", "paragraph"]


def test_a_postscript_of_a_sentence_is_text() -> None:
    """A long paragraph after the closing is text again."""
    found = blocks(f"Dear Minister,\n\n{BODY}\n\nYours sincerely,\n\nImogen Testwell\n\n{BODY} {BODY}\n")
    assert [kind for kind, _ in found[2:]] == ["signature", "signature", "paragraph"]


def test_a_name_beside_the_picture_of_a_signature() -> None:
    """In a document that is no letter, a name next to the caption of a signature is a signature."""
    caption = 'A handwritten signature in green ink that reads "Oswin Mockford".'
    before = blocks(f"{BODY}\n\nOswin Mockford, Chair\n\n{caption}\n\nWhat we did\n\n{BODY}\n")
    after = blocks(f"{BODY}\n\n{caption}\n\n**Oswin Mockford, Chair since May 2032**\n")
    assert [kind for kind, _ in before] == ["paragraph", "signature", "caption", "heading", "paragraph"]
    assert [kind for kind, _ in after] == ["paragraph", "caption", "signature"]


def test_a_name_in_a_document_without_salutation_is_text() -> None:
    """Where nobody is greeted, a name at the end is text."""
    assert blocks(f"{BODY}\n\nOswin Mockford\n")[-1] == ("paragraph", "Oswin Mockford")


@pytest.mark.parametrize(
    "line", ["9th June 2031", "Date: 9 June 2031", "Monday, 9 June 2031", "09 JUNE 2031.", "9<sup>th</sup> June 2031"]
)
def test_every_form_of_a_date(line: str) -> None:
    """A line that is a date is a date line, however the date is written."""
    assert blocks(f"{line}\n\nDear partners,\n\n{BODY}\n")[0] == ("date_line", line)


def test_a_date_in_a_sentence_is_no_date_line() -> None:
    """A paragraph that begins with a date is a paragraph."""
    assert blocks(f"9 June 2031 was a Monday.\n\n{BODY}\n")[0][0] == "paragraph"


def test_the_office_under_a_name_without_a_closing() -> None:
    """Without a closing phrase the office under the name is part of the signature, also before other lines."""
    found = blocks(f"Dear Minister,\n\n{BODY}\n\nImogen Testwell\nChair of the Panel\n\nA last remark.\n\n{BODY}\n")
    assert [kind for kind, _ in found[2:]] == ["signature", "signature", "paragraph", "paragraph"]


@pytest.mark.parametrize("title", ["Annex A: Notes", "Appendix", "Draft terms of reference"])
def test_the_title_of_an_annex_ends_the_signature(title: str) -> None:
    """A short line that begins an annex is no part of the signature above it."""
    found = blocks(f"Dear Minister,\n\n{BODY}\n\nYours sincerely,\n\nImogen Testwell\n\n{title}\n\n{BODY}\n")
    assert [kind for kind, _ in found[2:]] == ["signature", "signature", "heading", "paragraph"]


def test_enclosures_stand_in_the_signature() -> None:
    """What is named after "Enc." or "cc" begins no annex."""
    found = blocks(f"Dear all,\n\n{BODY}\n\nYours ever,\n\nImogen\n\nEnc: terms of reference\n\ncc: Home Secretary\n")
    assert {kind for kind, _ in found[2:]} == {"signature"}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Yours sincerely, Imogen Testwell, Chair", "signature"),
        ("Kind regards Imogen", "signature"),
        ("Warmest wishes", "signature"),
        ("Yours sincerely is how letters end.", "paragraph"),
    ],
)
def test_a_closing_with_the_name_on_its_line(line: str, kind: str) -> None:
    """A closing phrase may have the name on its line; a sentence about closings is none."""
    assert blocks(f"Dear Minister,\n\n{BODY}\n\n{line}\n")[-1] == (kind, line)
