from __future__ import annotations

from tests.ingest.letter_facts import BODY, IMOGEN, PANEL, ROWAN, facts, told

FRONT = f"{PANEL}\n\n5 May 2031\n\nDear Minister,\n\n"
END = f"\n\nYours sincerely,\n\n{IMOGEN}\n"


def test_terms_of_reference_are_taken_apart() -> None:
    """Terms of reference give their question, each line of enquiry and each exclusion; another annex gives none."""
    found = facts(f"""\
{PANEL}

2 July 2031

{ROWAN}

Dear Rowan,

{BODY} The draft terms of reference are at Annex A and the timetable is set out at Annex B.

Yours sincerely,

{IMOGEN}

Annex A: Draft terms of reference

Review question

How well do services see the children who are taught at home?

Key lines of enquiry

- Who knows which children are taught at home?
- What happens when a family moves?

Exclusions

- Schools that are not registered
- Matters before a court

Annex B: Timetable

{BODY}
""")
    terms, timetable = found["annexes"]
    assert (terms["kind"], terms["title"]) == ("terms_of_reference", "Annex A: Draft terms of reference")
    assert terms["questions"] == ["How well do services see the children who are taught at home?"]
    assert terms["enquiries"] == ["Who knows which children are taught at home?", "What happens when a family moves?"]
    assert terms["exclusions"] == ["Schools that are not registered", "Matters before a court"]
    assert (timetable["kind"], timetable["title"]) == ("annex", "Annex B: Timetable")
    assert [one["annex"] for one in found["enclosures"]] == [0, 1]


def test_terms_that_are_labelled_within_the_text() -> None:
    """A label before a colon begins a part; of a paragraph only what leaves something out is an exclusion."""
    (annex,) = facts(f"""\
{FRONT}{BODY}{END}
EXAMPLE SAFEGUARDING REVIEW PANEL

Third review: terms of reference

Review question: How do services see children who are taught at home?

The review will look into these lines of enquiry:

1. Who knows of these children?
2. Who visits them?

What the review will not cover

The review will not look at private schools. A good deal has been written about them in the last ten years.
""")["annexes"]
    assert annex["title"] == "Third review: terms of reference"
    assert annex["questions"] == ["How do services see children who are taught at home?"]
    assert annex["enquiries"] == ["Who knows of these children?", "Who visits them?"]
    assert annex["exclusions"] == ["The review will not look at private schools."]


def test_an_enclosed_letter_is_an_annex() -> None:
    """A letter that is added to a letter is an annex, and its signature is not the first letter's."""
    found = facts(
        f"{FRONT}{BODY}{END}\nAnnex A\n\nLetter from the Trust\n\nDear Imogen,\n\n{BODY}\n\nYours ever,\n\n{ROWAN}\n"
    )
    assert [one["title"] for one in found["annexes"]] == ["Annex A Letter from the Trust"]
    assert [one["name"] for one in found["signatories"]] == ["Imogen Testwell"]


def test_what_follows_without_a_title_is_no_annex() -> None:
    """A postscript is no annex, and neither is a list of annexes that are not there."""
    for rest in (f"P.S. {BODY}", "Annex A: Notes\n\nAnnex B: Timetable"):
        assert told(f"{FRONT}{BODY}{END}\n{rest}\n", "annexes") == [None]
