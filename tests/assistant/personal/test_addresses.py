from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.personal.addresses import find_emails, find_postcodes, find_street_addresses
from assistant.personal.plain import read_plain
from assistant.personal.tables import tables
from tests.assistant.personal.numbers import postcodes

BOX = st.from_regex(r"[a-z]{2,8}([._-][a-z0-9]{2,8}){0,2}", fullmatch=True)
HOST = st.from_regex(r"[a-z][a-z0-9]{1,8}\.(org|co\.uk|example|sch\.uk)", fullmatch=True)


def _emails(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_emails(text)]


def _postcodes(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_postcodes(text)]


def _streets(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_street_addresses(text)]


@given(
    box=BOX.filter(
        lambda box: box.rstrip(string.digits).split(".")[0].split("-")[0].split("_")[0] not in tables().mailboxes
    ),
    host=HOST,
)
def test_every_email_of_a_person_is_found(box: str, host: str) -> None:
    """An address is found without the full stop that ends the sentence."""
    assert _emails(f"Write to {box}@{host}. Then wait.") == [f"{box}@{host}"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jo.bloggs at example dot org", ["jo.bloggs at example dot org"]),
        ("jo [at] example [dot] org", ["jo [at] example [dot] org"]),
        ("<jo+panel@example.org>", ["jo+panel@example.org"]),
        ("jo @ example.org", ["jo @ example.org"]),
        ("enquiries@example.org and info-desk@example.org", []),
        ("Mailbox.EXAMPLE@education.example", []),
        ("What is the Panel's e-mail address?", []),
        ("@panel what is new at example dot?", []),
    ],
)
def test_emails_of_offices_are_let_through(text: str, found: list[str]) -> None:
    """What is spelt out is found; a mailbox that names nobody, and a question for one, is not."""
    assert _emails(text) == found


@given(postcodes())
def test_every_postcode_is_found(postcode: str) -> None:
    """A full postcode of any area is found in any spacing, in capitals and in small letters."""
    plain = read_plain(f"They live in {postcode} now").text
    public = {public.replace(" ", "") for public in tables().public_postcodes}
    bare = read_plain(postcode).text.lower().replace(" ", "").replace("-", "")
    assert _postcodes(plain) == ([] if bare in public else [read_plain(postcode).text])


@pytest.mark.parametrize(
    "text",
    [
        "SW1",
        "s47 2b",
        "S47 1AB",
        "s31 1ab",
        "the s17 1st visit",
        "s20 4yr old",
        "ZZ1 1AA",
        "SW1A 2AA",
        "KS2 3AB",
        "AB12 3CM",
        "section 17 2AB",
        "B4A 1AA",
        "WT2018 3AB",
    ],
)
def test_what_is_no_postcode_of_a_home_is_none(text: str) -> None:
    """Half a code, sections of an Act, areas and districts that there are not, and public buildings are let through."""
    assert _postcodes(text) == []


def test_a_district_need_not_be_there() -> None:
    """A figure may be mistyped: only areas are looked up, and the sections of Acts that look like districts."""
    assert _postcodes("They live in S51 4RT") == ["S51 4RT"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at 3 High Street came", ["3 High Street"]),
        ("14 Acacia Avenue, Nowhereton", ["14 Acacia Avenue"]),
        ("they moved to 12a willow lane", ["12a willow lane"]),
        ("lives at 2010 Long Road", ["2010 Long Road"]),
        ("Flat 4, 12 Elm Rd", ["Flat 4, 12 Elm Rd"]),
        ("flat 3 Elm House", ["flat 3 Elm House"]),
        ("9 coopers yard again", ["9 coopers yard"]),
        ("No. 7, Larkspur Gardens", ["7, Larkspur Gardens"]),
        ("10-12 The Mews", ["10-12 The Mews"]),
        ("7 St Oswin's Close", ["7 St Oswin's Close"]),
        ("address: 5, Rose of Dale Drive", ["5, Rose of Dale Drive"]),
    ],
)
def test_street_addresses_are_found(text: str, found: list[str]) -> None:
    """A number with the name of a street is found, with its flat; in small letters only after "at" and the like."""
    assert _streets(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "10 Downing Street",
        "Working Together 2018 Road map",
        "Section 3 High Court",
        "a 2 High Court judgment",
        "Year 7 Park View",
        "a boy, aged 3, Station Road nursery",
        "14 Park Road Primary",
        "2 children on the way to the park",
        "3 siblings in the family court",
        "5 serious road accidents",
        "2 recent street attacks",
        "a 10 mile lane",
        "the 2021 Long Road report",
        "High Street",
    ],
)
def test_what_is_no_address_of_a_home_is_none(text: str) -> None:
    """Public buildings, courts, years, numbered things, schools and ordinary words are let through."""
    assert _streets(text) == []
