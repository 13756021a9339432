from __future__ import annotations

import pytest

from tests.ingest.letter_facts import BODY, IMOGEN, PANEL, told

FRONT = f"{PANEL}\n\n5 May 2031\n\nDear Minister,\n\n"
END = f"\n\nYours sincerely,\n\n{IMOGEN}\n"


@pytest.mark.parametrize(
    ("sentence", "copied"),
    [
        ("I am copying this letter to the Home Secretary.", ["Home Secretary"]),
        (
            "I am copying this letter to the Home Secretary and the Minister for Health and Social Care.",
            ["Home Secretary", "Minister for Health and Social Care"],
        ),
        (
            "I am copying this to the Home Secretary, the Minister for Health and Petra Makebelieve.",
            ["Home Secretary", "Minister for Health", "Petra Makebelieve"],
        ),
        (
            "I am sending copies to Petra Makebelieve, Head of Housing, and to Lionel Pretendy, Minister for Health.",
            ["Petra Makebelieve, Head of Housing", "Lionel Pretendy, Minister for Health"],
        ),
        ("This letter is copied to all members of the Cabinet.", ["all members of the Cabinet"]),
        ("A copy of this letter goes to Lionel Pretendy.", ["Lionel Pretendy"]),
        ("The notes of the meeting were copied out by hand.", None),
        ("Please send a copy of the report to the Home Secretary.", None),
    ],
)
def test_the_sentence_that_says_who_gets_a_copy(sentence: str, copied: list[str] | None) -> None:
    """Each of those who get a copy is named as the letter names them, the office with the name."""
    assert told(f"{FRONT}{BODY} {sentence}{END}", "copied_to") == [copied]


@pytest.mark.parametrize(
    ("lines", "copied"),
    [
        ("cc: Home Secretary; Minister for Health", ["Home Secretary", "Minister for Health"]),
        (
            "cc Rowan Fictley, Minister for Families\n   Lionel Pretendy, Minister for Health",
            ["Rowan Fictley, Minister for Families", "Lionel Pretendy, Minister for Health"],
        ),
        ("Copied to:\nPetra Makebelieve\nTobias Notional\n\nEnc: Notes", ["Petra Makebelieve", "Tobias Notional"]),
        ("Enc: Notes", None),
    ],
)
def test_the_lines_that_say_who_gets_a_copy(lines: str, copied: list[str] | None) -> None:
    """After "cc", each line or each part between semicolons names one."""
    assert told(f"{FRONT}{BODY}{END}\n{lines}\n", "copied_to") == [copied]
