from __future__ import annotations

import pytest

from tests.ingest.letter_facts import BODY, IMOGEN, PANEL, ROWAN, facts, told


def test_two_names_over_two_offices() -> None:
    """In two columns each office belongs to the name above it."""
    (signatories,) = told(
        f"Dear Home Secretary,\n\n{BODY}\n\nYours sincerely,\n\n"
        "Imogen Testwell                    Hester Mockingham\n"
        "Chair                              Chair of the Eastfold Safeguarding Board\n",
        "signatories",
    )
    assert signatories == [
        {"name": "Imogen Testwell", "role": "Chair"},
        {"name": "Hester Mockingham", "role": "Chair", "organisation": "Eastfold Safeguarding Board"},
    ]


def test_two_names_one_under_the_other() -> None:
    """Of two who sign one after the other, each has the office under the name."""
    (signatories,) = told(f"Dear Ms Whimsley,\n\n{BODY}\n\nYours ever,\n\n{IMOGEN}\n\n{ROWAN}\n", "signatories")
    assert [(one["name"], one["role"]) for one in signatories] == [
        ("Imogen Testwell", "Chair"),
        ("Rowan Fictley", "Minister for Families"),
    ]


def test_a_letter_signed_for_somebody_else() -> None:
    """Who signs "p.p." is the sender, with the field of the office."""
    assert told(
        f"Home Office\n2 Marsh Parade\n\n14 September 2031\n\nDear Dr Fabley\n\n{BODY}\n\nKind regards\n\n"
        "p.p. Marcus Standin\nDeputy Director, Fire Safety\nOn behalf of the Home Secretary\n",
        *("sender", "sender_role", "sender_organisation", "recipient", "direction"),
    ) == ["Marcus Standin", "Deputy Director, Fire Safety", "Home Office", "Dr Fabley", None]


@pytest.mark.parametrize(
    ("signed", "letterhead", "sender"),
    [
        ("Imogen", f"Imogen Testwell, Chair\n{PANEL}", "Imogen Testwell"),
        ("Imogen", PANEL, "Imogen"),
        ('A handwritten signature in blue ink that reads "Imogen Testwell".', PANEL, "Imogen Testwell"),
        ("", PANEL, None),
    ],
)
def test_a_first_name_or_a_picture_signs(signed: str, letterhead: str, sender: str | None) -> None:
    """Who signs by a first name has the full name of the letterhead; a picture's name stands where no other does."""
    text = f"{letterhead}\n\n9 June 2031\n\nDear Petra,\n\n{BODY}\n\nBest wishes,\n\n{signed}\n"
    assert told(text, "sender", "direction") == [sender, "from_panel"]


def test_the_closing_and_the_name_in_one_paragraph() -> None:
    """A closing phrase with the name on its line is a signature."""
    text = f"Dear Ms Whimsley,\n\n{BODY}\n\nYours sincerely, Imogen Testwell, Chair\n"
    assert told(text, "sign_off", "sender", "sender_role") == ["Yours sincerely", "Imogen Testwell", "Chair"]


def test_a_joint_letter_of_three_ministers() -> None:
    """Three who sign side by side have their own offices, and the first is the sender."""
    found = facts(f"""\
Home Office            Ministry for Families            Department of Health

                                          1 June 2032

Imogen Testwell
Chair of the {PANEL}
Capital Harbour

Dear Imogen

{BODY}

Yours sincerely,

Rt Hon Hester Mockingham MP          Rowan Fictley MP             Lionel Pretendy MP
Home Secretary                       Minister for Families        Minister for Health
""")
    assert [(one["name"], one["role"]) for one in found["signatories"]] == [
        ("Rt Hon Hester Mockingham", "Home Secretary"),
        ("Rowan Fictley", "Minister for Families"),
        ("Lionel Pretendy", "Minister for Health"),
    ]
    assert (found["sender_organisation"], found["recipient_organisation"]) == ("Home Office", PANEL)
    assert found["direction"] == "to_panel"
