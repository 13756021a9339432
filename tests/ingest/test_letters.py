from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any

import pytest

from ingest.documents import BlockKind, Document, Letter, Segment
from ingest.letters import find_letter, read_date
from tests.conftest import ROOT
from tests.ingest.builders import read
from tests.ingest.letter_facts import check_places, plain

BODY = "Thank you for your letter about the families who had moved to Eastfold in the spring of last year."
CAPTION = 'A handwritten signature in black ink that reads "Imogen Testwell". It leans to the right.'


def letter_in(text: str) -> Letter:
    """Return what a letter says of itself."""
    found = find_letter(read(text))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("14 January 2031", dt.date(2031, 1, 14)),
        ("1st March 2031", dt.date(2031, 3, 1)),
        ("Date: 22nd may 2031.", dt.date(2031, 5, 22)),
        ("Tuesday 3 June, 2031", dt.date(2031, 6, 3)),
        ("31 June 2031", None),
        ("June 2031", None),
        ("14/01/2031", None),
        ("", None),
    ],
)
def test_a_date_is_read_from_its_line(words: str, date: dt.date | None) -> None:
    """A day, month and year in words are a date, and what cannot be a date is none."""
    assert read_date(words) == date


def test_a_document_without_salutation_is_no_letter() -> None:
    """Where nobody is greeted there is no letter, whatever else looks like one."""
    assert find_letter(read(f"14 January 2031\n\n{BODY}\n\nYours sincerely,\n\nImogen Testwell\n")) is None


def test_date_sender_and_recipient_are_read_with_their_places() -> None:
    """Each fact of a letter comes with the verbatim words that it was read from."""
    reading = read(
        f"14<sup>th</sup> January 2031\n\nDear Ms Whimsley,\n\n{BODY}\n\nYours ever,\n\n**Imogen Testwell, Chair**\n"
    )
    letter = find_letter(reading)
    assert letter is not None

    def quoted(place: Segment | None) -> str:
        return reading.quote([place]) if place else ""

    assert (letter.sent, quoted(letter.sent_at)) == (dt.date(2031, 1, 14), "14<sup>th</sup> January 2031")
    assert (letter.sender, quoted(letter.sender_at)) == ("Imogen Testwell", "**Imogen Testwell")
    assert (letter.recipient, quoted(letter.recipient_at)) == ("Ms Whimsley", "Ms Whimsley")


def test_a_first_name_becomes_the_full_name_of_the_address() -> None:
    """When only a first name is greeted, the name is taken from the lines above that have it in full."""
    letter = letter_in(f"Dr Imogen Testwell Chair, Example Panel\n\nDear Imogen,\n\n{BODY}\n")
    assert letter.recipient == "Dr Imogen Testwell"
    assert letter_in(f"Oswin Mockford\n\nDear Imogen,\n\n{BODY}\n").recipient == "Imogen"


def test_a_name_after_the_salutation_is_no_address() -> None:
    """A full name in the body of a letter says nothing about who is greeted."""
    assert letter_in(f"Dear Imogen,\n\n{BODY} Imogen Otherwise wrote as well.\n").recipient == "Imogen"


@pytest.mark.parametrize(
    ("signature", "sender"),
    [
        ("Yours sincerely,\n\nImogen Testwell,\n\nChair", "Imogen Testwell"),
        ("Yours sincerely,\n\nRt Hon Rowan Fictley MP Minister for Families", "Rt Hon Rowan Fictley"),
        ("Rowan Fictley\n\nMinister for Families", "Rowan Fictley"),
        (f"Yours sincerely,\n\n{CAPTION}", "Imogen Testwell"),
        (f"Yours sincerely,\n\n{CAPTION}\n\nOswin Mockford\n\nDeputy Chair", "Oswin Mockford"),
        ("Yours sincerely,\n\nEXAMPLE REVIEW PANEL", None),
        ("That is all.", None),
    ],
)
def test_the_sender_is_who_signs(signature: str, sender: str | None) -> None:
    """The sender is the name in the signature, or else the one that can be read in its picture."""
    assert letter_in(f"Dear partners,\n\n{BODY}\n\n{signature}\n").sender == sender


def test_a_letter_without_date_has_none() -> None:
    """A letter that is not dated, or has an impossible date, has no date, and the rest is read."""
    assert letter_in(f"Dear partners,\n\n{BODY}\n").sent is None
    letter = letter_in(f"31 June 2031\n\nDear partners,\n\n{BODY}\n")
    assert (letter.sent, letter.recipient) == (None, "partners")


@pytest.mark.parametrize(
    ("file", "sent", "sender", "recipient"),
    [
        ("000_9bf2d9c12462cdf0.txt", dt.date(2020, 6, 5), "Rt Hon Gavin Williamson", "Ms Karen Manners"),
        ("001_f96669192275df0b.txt", dt.date(2021, 3, 8), "Annie Hudson", "Colleague"),
        ("002_711d59a5038b01de.txt", dt.date(2022, 5, 30), "Annie Hudson", "Carolyne"),
        ("003_84cc375261ddead3.txt", dt.date(2021, 5, 21), "Annie Hudson", "Safeguarding Partners"),
        ("004_e4668bc642197a24.txt", dt.date(2020, 1, 16), "Mark Gurrey", "Secretary of State"),
    ],
)
@pytest.mark.usefixtures("shared")
def test_the_real_letters_are_understood(
    real_documents: Mapping[str, Document], file: str, sent: dt.date, sender: str, recipient: str
) -> None:
    """Date, sender and recipient of each real letter are those that a reader finds."""
    description = real_documents[file].description
    letter = description.letter
    assert letter is not None
    assert (description.kind, description.published) == ("letter", sent)
    assert (letter.sent, letter.sender, letter.recipient) == (sent, sender, recipient)


@pytest.mark.usefixtures("shared")
def test_no_real_signature_or_caption_is_quoted(real_documents: Mapping[str, Document]) -> None:
    """In the real letters no sentence holds a closing, a signature or the caption of one."""
    for document in real_documents.values():
        if document.description.kind == "letter":
            told = [sentence.text for sentence in document.reading.sentences]
            assert not [text for text in told if text.startswith("Yours") or "andwritten signature" in text]
            assert document.description.letter is not None
            assert document.description.letter.sender not in told
            assert [b.kind for b in document.reading.blocks].count(BlockKind.SIGNATURE) >= 1


@pytest.mark.usefixtures("shared")
def test_the_nine_regions_are_one_list(real_documents: Mapping[str, Document]) -> None:
    """The letter of 21 May 2021 links nine regions with members, under one line that introduces them all."""
    reading = real_documents["003_84cc375261ddead3.txt"].reading
    items = [s for s in reading.sentences if s.kind is BlockKind.LIST_ITEM and s.lead_in is not None]
    lists = {lead: list(members) for lead, members in groupby(items, key=attrgetter("lead_in"))}
    (regions,) = [members for members in lists.values() if len(members) == 9]
    assert regions[0].lead_in == regions[0].ordinal - 1
    assert "each region" in reading.sentences[regions[0].ordinal - 1].text
    assert all(" – " in member.text for member in regions)


NOTICE, REPLY, REFUSAL, CIRCULAR = (
    "letter-2031-01-14-new-review.txt",
    "letter-2031-02-27-minister-reply.txt",
    "letter-2031-11-21-refusal.md",
    "circular-2031-06-09.txt",
)
PANEL = "Example Safeguarding Review Panel"
CHAIR = {"name": "Imogen Testwell", "role": "Chair", "organisation": PANEL}
FROM_CHAIR = {"sender": "Imogen Testwell", "sender_role": "Chair", "direction": "from_panel"}
SAMPLES: dict[str, dict[str, Any]] = {
    NOTICE: FROM_CHAIR
    | {
        "sent": dt.date(2031, 1, 14),
        "printed_date": "14th January 2031",
        "sender_organisation": PANEL,
        "recipient": "Minister",
        "recipient_role": "Minister for Families",
        "recipient_organisation": "Ministry for Families",
        "addressee": "Rowan Fictley",
        "salutation": "Dear Minister",
        "subject": "NOTICE OF THE PANEL'S SECOND NATIONAL REVIEW",
        "sign_off": "Yours sincerely",
        "signatories": [CHAIR],
        "copied_to": ["Hester Mockingham, Minister for Housing", "Lionel Pretendy, Minister for Health"],
        "enclosures": [{"name": "Draft terms of reference", "words": "Draft terms of reference are enclosed."}],
    },
    REPLY: {
        "sent": dt.date(2031, 2, 27),
        "printed_date": "27 February 2031",
        "sender": "Rowan Fictley",
        "sender_role": "Minister for Families",
        "sender_organisation": "Ministry for Families",
        "recipient": "Imogen Testwell",
        "recipient_role": "Chair",
        "recipient_organisation": PANEL,
        "addressee": "Imogen Testwell",
        "direction": "to_panel",
        "salutation": "Dear Imogen",
        "sign_off": "Yours ever",
        "signatories": [{"name": "Rowan Fictley", "role": "Minister for Families"}],
        "replies_to": [
            {
                "words": "Your letter of 14th January",
                "printed_date": "14th January",
                "about": "young children who move home",
            },
        ],
    },
    REFUSAL: FROM_CHAIR
    | {
        "sent": dt.date(2031, 11, 21),
        "printed_date": "21 November 2031",
        "sender_organisation": PANEL.upper(),
        "recipient": "Ms Whimsley",
        "salutation": "Dear Ms Whimsley",
        "subject": "Your request for our paper on temporary accommodation",
        "sign_off": "Yours sincerely",
        "signatories": [CHAIR | {"organisation": PANEL.upper()}],
        "replies_to": [
            {
                "words": "You wrote to us on 3rd November 2031",
                "date": dt.date(2031, 11, 3),
                "printed_date": "3rd November 2031",
                "about": "a copy of a paper on children who were seriously harmed while living in temporary"
                " accommodation",
            },
        ],
    },
    CIRCULAR: FROM_CHAIR
    | {
        "sent": dt.date(2031, 6, 9),
        "printed_date": "9th June 2031",
        "sender_organisation": PANEL,
        "recipient": "partners",
        "salutation": "Dear partners",
        "sign_off": "Yours sincerely",
        "signatories": [{"name": "Imogen Testwell", "role": "Chair"}],
    },
}
"""What each letter among the samples says of itself; what is not named here is not stated."""


@pytest.mark.parametrize("file", list(SAMPLES))
def test_every_fact_of_every_sample(file: str) -> None:
    """Field by field, each letter among the samples says what a person reads in it, and nothing else."""
    reading = read((ROOT / "samples" / file).read_text(encoding="utf-8"))
    letter = find_letter(reading)
    assert letter is not None
    check_places(letter, reading)
    assert plain(letter) == SAMPLES[file]
