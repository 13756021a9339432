from __future__ import annotations

import datetime as dt

import pytest

from tests.ingest.letter_facts import BODY, IMOGEN, PANEL, told

FRONT = f"{PANEL}\n\n5 May 2031\n\nDear Minister,\n\n"
END = f"\n\nYours sincerely,\n\n{IMOGEN}\n"


@pytest.mark.parametrize(
    ("sentence", "answered"),
    [
        ("Thank you for your letter of 17 June 2031 about fires.", [("17 June 2031", dt.date(2031, 6, 17), None)]),
        ("Thank you for your letter dated 17<sup>th</sup> June.", [("17th June", None, None)]),
        ("Your letter of Tuesday 17 June 2031 reached me.", [("17 June 2031", dt.date(2031, 6, 17), None)]),
        ("Further to your e-mail, I can now answer.", [(None, None, None)]),
        (
            "In reply to your letters of 3 July and 5 August 2031, I can say this.",
            [("3 July", dt.date(2031, 7, 3), None), ("5 August 2031", dt.date(2031, 8, 5), None)],
        ),
        ("Thank you for Oswin Mockford's letter about fires.", [(None, None, "Oswin Mockford")]),
        ("I refer to the Panel's letter of 4 April 2031.", [("4 April 2031", dt.date(2031, 4, 4), "the Panel")]),
        (
            "Thank you for the letter from Hester Mockingham of 2 June 2031.",
            [("2 June 2031", dt.date(2031, 6, 2), "Hester Mockingham")],
        ),
        ("I am grateful for your circular dated 9th June 2031.", [("9th June 2031", dt.date(2031, 6, 9), None)]),
        ("In response to your letter and report of 3 May 2031.", [("3 May 2031", dt.date(2031, 5, 3), None)]),
        ("You wrote to us on 31 June 2031 to ask for a paper.", [("31 June 2031", None, None)]),
        ("In my previous letter of 3 May 2031 I explained the plan.", None),
        ("Thank you for your patience.", None),
        ("Thank you for your response to the survey.", None),
        ("Thank you for your reply of 2 June 2031.", [("2 June 2031", dt.date(2031, 6, 2), None)]),
        ("The report of 3 May 2031 was kind.", None),
    ],
)
def test_what_a_letter_answers(
    sentence: str, answered: list[tuple[str | None, dt.date | None, str | None]] | None
) -> None:
    """A letter's own words say which earlier letter it answers: its date as printed, its writer; or nothing does."""
    (found,) = told(f"{FRONT}{sentence} {BODY}{END}", "replies_to")
    assert [(one.get("printed_date"), one.get("date"), one.get("writer")) for one in found or []] == (answered or [])


def test_what_is_answered_deep_in_a_letter_is_mentioned_only() -> None:
    """Another letter that is named after the opening is no letter that is answered."""
    text = f"{FRONT}{BODY}\n\n{BODY}\n\n{BODY}\n\nThank you for your letter of 17 June 2031.{END}"
    assert told(text, "replies_to") == [None]


def test_the_subject_may_name_the_letter_that_is_answered() -> None:
    """A subject line such as "Your letter of 17 June 2031" says what is answered."""
    (found,) = told(f"{FRONT}**Your letter of 17 June 2031**\n\n{BODY}{END}", "replies_to")
    assert found[0]["date"] == dt.date(2031, 6, 17)
