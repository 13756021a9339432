from __future__ import annotations

import datetime as dt

from tests.ingest.letter_facts import BODY, IMOGEN, PANEL, ROWAN, facts, told


def test_a_ministers_letter_with_references() -> None:
    """Letterhead, references, "By email only" and the address are told apart."""
    assert facts(f"""\
Ministry for Families
1 Invention Square
Capital Harbour

Our ref: MF/2031/77
Your ref: ESRP-12
Date: 3rd March 2031

By email only

{IMOGEN}

Dear Ms Testwell,

Re: Records of children who move home

{BODY}

Yours sincerely,

{ROWAN}
""") == {
        "sent": dt.date(2031, 3, 3),
        "printed_date": "3rd March 2031",
        "sender": "Rowan Fictley",
        "sender_role": "Minister for Families",
        "sender_organisation": "Ministry for Families",
        "recipient": "Ms Testwell",
        "recipient_role": "Chair",
        "recipient_organisation": PANEL,
        "addressee": "Imogen Testwell",
        "direction": "to_panel",
        "salutation": "Dear Ms Testwell",
        "subject": "Records of children who move home",
        "sign_off": "Yours sincerely",
        "signatories": [{"name": "Rowan Fictley", "role": "Minister for Families"}],
    }


def test_a_letter_that_says_next_to_nothing() -> None:
    """What is not stated is not guessed."""
    assert facts(f"Dear all\n\n{BODY}\n\nRegards\n") == {
        "recipient": "all",
        "salutation": "Dear all",
        "sign_off": "Regards",
    }


def test_a_circular_to_many() -> None:
    """A circular's addressees stand after "To:", and two who sign side by side keep their offices."""
    found = facts(f"""\
{PANEL}

To: Directors of Children's Services; Chief Constables; safeguarding partners
cc: Ministry for Families

5 May 2031

Dear colleague

Swift reviews in the summer

{BODY}

With best wishes

Imogen Testwell, Chair              Oswin Mockford, Deputy Chair
""")
    assert found["addressee"] == "Directors of Children's Services; Chief Constables; safeguarding partners"
    assert found["signatories"] == [
        {"name": "Imogen Testwell", "role": "Chair"},
        {"name": "Oswin Mockford", "role": "Deputy Chair"},
    ]
    assert (found["direction"], found["recipient"]) == ("from_panel", "colleague")
    assert (found["copied_to"], found["subject"]) == (["Ministry for Families"], "Swift reviews in the summer")
    assert "recipient_organisation" not in found


def test_a_first_section_is_no_subject() -> None:
    """A numbered heading, an "Introduction" or a whole sentence under the salutation is no subject."""
    for heading in ("1. Swift reviews", "Introduction", BODY):
        assert told(f"Dear partners,\n\n{heading}\n\n{BODY}\n", "subject") == [None]


def test_a_members_letter_to_a_scrutineer() -> None:
    """Who signs "on behalf of" the Panel writes for it, and who is copied with an organisation in brackets keeps it."""
    assert facts(f"""\
BY EMAIL ONLY

{PANEL}
1 Invention Square, Capital Harbour CH1 1XX
Tel: 01632 960001
www.panel.example

Dr Petra Makebelieve
Independent Scrutineer
Eastfold Safeguarding Children Partnership
Town Hall, Eastfold

Ref: 12/A

12th September, 2031

Dear Petra

RE: RAPID REVIEW - FIRES

Many thanks for your email of 1 September and for all that came with it. {BODY}

Kind regards,

Cornelius Imaginer
Panel Member, on behalf of the {PANEL}

c.c. Agatha Conjure (Ministry for Families); Tobias Notional
""") == {
        "sent": dt.date(2031, 9, 12),
        "printed_date": "12th September, 2031",
        "sender": "Cornelius Imaginer",
        "sender_role": "Panel Member",
        "sender_organisation": PANEL,
        "recipient": "Dr Petra Makebelieve",
        "recipient_role": "Independent Scrutineer",
        "recipient_organisation": "Eastfold Safeguarding Children Partnership",
        "addressee": "Dr Petra Makebelieve",
        "direction": "from_panel",
        "salutation": "Dear Petra",
        "subject": "RAPID REVIEW - FIRES",
        "sign_off": "Kind regards",
        "signatories": [{"name": "Cornelius Imaginer", "role": "Panel Member", "organisation": PANEL}],
        "copied_to": ["Agatha Conjure (Ministry for Families)", "Tobias Notional"],
        "replies_to": [{"words": "Many thanks for your email of 1 September", "printed_date": "1 September"}],
    }


def test_a_ministers_circular_with_a_month_for_a_date() -> None:
    """A month and a year are printed and are no day; the Panel that is only written about gives no direction."""
    assert told(
        f"""\
From the Minister for Families

Rowan Fictley MP

Great Invention Street
Capital Harbour

To: Chairs of local safeguarding partnerships

November 2031

Dear Chairs,

National review: Government response

On 3 October the {PANEL} published its second review. {BODY}

Yours sincerely

Rowan Fictley MP
Minister for Families
""",
        *("printed_date", "sent", "sender", "sender_role", "sender_organisation", "addressee", "direction", "subject"),
    ) == [
        *("November 2031", None, "Rowan Fictley", "Minister for Families", None),
        *("Chairs of local safeguarding partnerships", None, "National review: Government response"),
    ]


def test_a_notice_with_numbered_terms() -> None:
    """Terms of reference in numbered paragraphs are taken apart by their short numbered headings."""
    found = facts(f"""\
Imogen Testwell OBE
Chair, {PANEL}

To Rt Hon Rowan Fictley MP, Minister for Families

16 January 2032

Dear Minister

Thank you for meeting us, and for your subsequent letter dated 12 January 2032. I attach at Annex A our terms of \
reference. A copy of this letter goes to Lionel Pretendy.

With every good wish,

Imogen Testwell OBE
Chair

ANNEX A

TERMS OF REFERENCE FOR THE THIRD REVIEW

1. Purpose

{BODY}

2. Key questions

2.1 How do services learn of a danger of fire in the home of a child?

2.2 What do they do with what they learn?

3. Out of scope

3.1 Fires in schools.

4. Timescale

The review will end in May 2033.
""")
    (terms,) = found["annexes"]
    assert (terms["kind"], terms["title"]) == ("terms_of_reference", "ANNEX A TERMS OF REFERENCE FOR THE THIRD REVIEW")
    assert terms["questions"] == [
        "How do services learn of a danger of fire in the home of a child?",
        "What do they do with what they learn?",
    ]
    assert terms["exclusions"] == ["Fires in schools."]
    assert [(one["name"], one["annex"]) for one in found["enclosures"]] == [("our terms of reference", 0)]
    assert (found["sign_off"], found["copied_to"]) == ("With every good wish", ["Lionel Pretendy"])
    assert (found["sender_organisation"], found["recipient_role"]) == (PANEL, "Minister for Families")
    assert [one["printed_date"] for one in found["replies_to"]] == ["12 January 2032"]


def test_a_letter_from_a_partnership() -> None:
    """Where several are greeted the first is looked for in the address, and three who sign are three."""
    found = facts(f"""\
Northmere Local Safeguarding Partnership
Business Unit, 4 Harbour Row, Northmere

Imogen Testwell OBE, Chair
{PANEL}
Via e-mail: questions@panel.example

Friday 13th February 2032

Dear Ms Testwell and members of the Panel,

{BODY}

Yours faithfully,

Delphine Fabley                Tobias Notional                 Agatha Conjure
Police                         Health                          Local authority

Copies to: Lionel Pretendy, Minister for Health
           Director of Children's Services, Northmere Council
""")
    assert [one["name"] for one in found["signatories"]] == ["Delphine Fabley", "Tobias Notional", "Agatha Conjure"]
    assert found["sender_organisation"] == "Northmere Local Safeguarding Partnership"
    assert (found["addressee"], found["recipient_role"], found["recipient_organisation"]) == (
        *("Imogen Testwell", "Chair", PANEL),
    )
    assert (found["direction"], found["printed_date"]) == ("to_panel", "Friday 13th February 2032")
    assert found["copied_to"] == [
        "Lionel Pretendy, Minister for Health",
        "Director of Children's Services, Northmere Council",
    ]
