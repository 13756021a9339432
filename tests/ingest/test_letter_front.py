from __future__ import annotations

import datetime as dt

import pytest

from tests.ingest.letter_facts import BODY, PANEL, ROWAN, facts, told


def test_a_front_in_two_columns() -> None:
    """An address beside a letterhead is read down, not across."""
    assert told(
        f"""\
Imogen Testwell                         Ministry for Families
Chair                                   1 Invention Square
{PANEL}       Capital Harbour

                                        3 March 2031

Dear Imogen,

{BODY}

Yours sincerely,

{ROWAN}
""",
        *("recipient", "recipient_role", "recipient_organisation", "sender_organisation", "direction"),
    ) == ["Imogen Testwell", "Chair", PANEL, "Ministry for Families", "to_panel"]


def test_a_letter_from_somebody_outside() -> None:
    """A letter to "the Panel" that does not say which has no direction; its writer's office is in the front."""
    text = f"""\
Agatha Whimsley
Director, Pretend Families Trust
7 Imaginary Lane

3 November 2031

Dear Panel,

{BODY}

Yours faithfully,
Agatha Whimsley
"""
    assert told(text, "sender_role", "sender_organisation", "direction") == ["Director", "Pretend Families Trust", None]
    named = text.replace("We have", f"The {PANEL} and we have")
    assert told(named, "direction") == ["to_panel"]


def test_capitals_titles_and_honours() -> None:
    """Titles belong to a name and letters of honour do not; an office may hold commas and be in capitals."""
    assert told(
        f"""\
The Rt Hon Rowan Fictley MP
Minister for Children, Families and Wellbeing
Ministry for Families

20 August 2031

Professor Dame Delphine Fabley DBE
Interim Chair of the {PANEL}

Dear Professor Fabley,

{BODY}

Yours ever,

THE RT HON ROWAN FICTLEY MP
MINISTER FOR CHILDREN, FAMILIES AND WELLBEING
""",
        *("sender", "sender_role", "sender_organisation", "addressee", "recipient_role", "recipient_organisation"),
    ) == [
        "THE RT HON ROWAN FICTLEY",
        "MINISTER FOR CHILDREN, FAMILIES AND WELLBEING",
        "Ministry for Families",
        "Professor Dame Delphine Fabley",
        "Interim Chair",
        PANEL,
    ]


def test_a_date_in_figures_is_printed_and_not_understood() -> None:
    """A date in figures alone can be read in two ways, so it is given as printed."""
    found = facts(
        f"{PANEL}\n\n14/01/2031\n\nDear Sir or Madam,\n\n{BODY}\n\nYours faithfully,\n\nThe Secretariat\n{PANEL}\n"
    )
    assert (found["printed_date"], found.get("sent")) == ("14/01/2031", None)
    assert (found["direction"], found.get("sender")) == ("from_panel", None)


def test_a_date_beside_a_reference_or_at_the_foot() -> None:
    """A date is found on a line with other words, and under the signature."""
    line = f"Our ref: 7/2   Capital Harbour, 9 June 2031\n\nDear all,\n\n{BODY}\n"
    foot = f"Dear all,\n\n{BODY}\n\nYours sincerely,\n\nImogen Testwell\n9 June 2031\n"
    assert (
        told(line, "printed_date", "sent") == told(foot, "printed_date", "sent") == ["9 June 2031", dt.date(2031, 6, 9)]
    )


def test_an_office_is_greeted() -> None:
    """Who is greeted by an office is found in the address by it, not in the sender's own letterhead."""
    assert told(
        f"""\
Home Office

Rt Hon Hester Mockingham MP
Home Secretary

The Chair
{PANEL}

1 October 2031

Dear Chair,

Fires in the home

{BODY}

Rt Hon Hester Mockingham MP
Home Secretary
""",
        *("sender", "sender_role", "sender_organisation", "recipient_role", "recipient_organisation", "sign_off"),
    ) == ["Rt Hon Hester Mockingham", "Home Secretary", "Home Office", "The Chair", PANEL, None]


def test_an_organisation_that_nobody_claims_is_nobodys() -> None:
    """A name under the date that may be letterhead or address is taken for neither."""
    text = f"9 June 2031\n\n{PANEL}\n\nDear all,\n\n{BODY}\n\nYours sincerely,\n\nImogen Testwell\n"
    assert told(text, "sender_organisation", "recipient_organisation", "direction") == [None, None, None]


@pytest.mark.parametrize(
    "front",
    [
        f"Letter to the {PANEL}",
        f"The {PANEL}'s review of fires",
        f"Agatha Whimsley\n7 Imaginary Lane\n\n{PANEL}\nCapital Harbour",
        "Pretend Families Trust report",
    ],
)
def test_an_organisation_that_is_only_named_writes_nothing(front: str) -> None:
    """An organisation in a title, or under the street of a sender, is not the sender's."""
    text = f"{front}\n\n9 June 2031\n\nDear all,\n\n{BODY}\n\nYours sincerely,\n\nAgatha Whimsley\n"
    assert told(text, "sender_organisation", "direction") == [None, None]


def test_an_address_under_the_date_of_somebody_elses_letter() -> None:
    """An organisation under the date is written to when another one writes."""
    text = f"""\
Pretend Families Trust

9 June 2031

{PANEL}
Capital Harbour

Dear Sir or Madam,

{BODY}

Yours faithfully,

Agatha Whimsley
Director
"""
    assert told(text, "sender_organisation", "recipient_organisation", "direction") == [
        "Pretend Families Trust",
        PANEL,
        "to_panel",
    ]
