from __future__ import annotations

import datetime as dt
from textwrap import dedent

import pytest

from ingest.describing import describe, tables
from ingest.documents import Description, Speaker
from ingest.pdf import read_pdf
from ingest.readings import make_reading
from ingest.text import read_text
from tests.ingest.builders import limits
from tests.ingest.pdfs import Words, write_pdf

BODY = "Thank you for your letter about the families who had moved to Eastfold in the spring of last year."


def described(text: str, *, name: str = "file-name") -> Description:
    """Return the description of an indented text."""
    raw = read_text(dedent(text).encode())
    return describe(make_reading(raw, reader="text", limits=limits()), name=name, raw=raw)


def test_a_letter_says_what_it_is() -> None:
    """Title, kind, speaker and date of a letter come from its date line, its signature and its salutation."""
    found = described(f"""
        Example Safeguarding Review Panel

        14th January 2031

        Dear Minister,

        {BODY}

        Yours sincerely,

        Imogen Testwell

        Chair, Example Safeguarding Review Panel
    """)
    assert found.title == "Letter from Imogen Testwell to Minister, 14 January 2031"
    assert (found.kind, found.speaker, found.published) == ("letter", Speaker.PANEL, dt.date(2031, 1, 14))
    assert found.letter is not None


def test_the_speaker_is_who_signs() -> None:
    """A minister who writes to the Panel speaks for the government."""
    found = described(f"""
        Rowan Fictley Minister for Families

        Imogen Testwell Chair, Example Safeguarding Review Panel

        Dear Imogen,

        {BODY}

        Rowan Fictley

        Minister for Families
    """)
    assert found.speaker is Speaker.GOVERNMENT
    assert found.title == "Letter from Rowan Fictley to Imogen Testwell"
    assert found.published is None


@pytest.mark.parametrize(
    ("text", "kind", "speaker", "published"),
    [
        ("# Terms of reference\n\n19 March 2031\n\nText.", "terms_of_reference", Speaker.OTHER, dt.date(2031, 3, 19)),
        (
            "# Annual report\n\nMay 2031\n\nSafeguarding Review Panel",
            "annual_report",
            Speaker.PANEL,
            dt.date(2031, 5, 1),
        ),
        ("# Advice for schools\n\nStatutory guidance", "guidance", Speaker.STATUTORY_GUIDANCE, None),
        ("# A thematic review\n\nCommissioned by the Panel", "national_review", Speaker.COMMISSIONED, None),
        ("# Notes\n\n31 February 2031\n\nText.", "document", Speaker.OTHER, None),
    ],
)
def test_a_document_is_known_by_its_first_page(
    text: str, kind: str, speaker: Speaker, published: dt.date | None
) -> None:
    """Kind, speaker and date are read from the beginning; a month without a day is its first day."""
    found = described(text)
    assert (found.kind, found.speaker, found.published) == (kind, speaker, published)


def test_the_title_is_the_best_there_is() -> None:
    """The title is the first heading, or the name of the file where there is none, and never endless."""
    assert described("# Between two doors\n\nText.").title == "Between two doors"
    assert described("Text without headings.").title == "file-name"
    assert len(described(f"# {'very ' * 30}long\n\nText.").title) == 150


def test_a_pdf_may_state_its_title() -> None:
    """The title that a file states goes before its headings, and only its first page says what it is."""
    first = [Words("Harbour", 24), Words("It was opened in May.")]
    raw = read_pdf(write_pdf(first, ["This is no annual report of June 2031."], title="Review of the harbour"))
    found = describe(make_reading(raw, reader="pdf", limits=limits()), name="file", raw=raw)
    assert (found.title, found.kind, found.published) == ("Review of the harbour", "document", None)


def test_the_tables_hold_together() -> None:
    """Every kind has a name to show, and every speaker but "other" has words by which it is known."""
    assert all(tables().names.values())
    assert {kind for kind, _ in tables().kinds} <= set(tables().names)
    assert {speaker for speaker, _ in tables().speakers} == set(Speaker) - {Speaker.OTHER}
