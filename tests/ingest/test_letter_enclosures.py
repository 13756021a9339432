from __future__ import annotations

import pytest

from tests.ingest.letter_facts import BODY, IMOGEN, PANEL, told

FRONT = f"{PANEL}\n\n5 May 2031\n\nDear Minister,\n\n"
END = f"\n\nYours sincerely,\n\n{IMOGEN}\n"


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Draft terms of reference are enclosed.", ["Draft terms of reference"]),
        ("Please find a copy of the report attached.", ["a copy of the report"]),
        (
            "Please find attached the notes of our meeting, and a copy of the guidance.",
            ["the notes of our meeting", "a copy of the guidance"],
        ),
        ("I enclose our report on fires in the home for your information.", ["our report on fires in the home"]),
        ("A timetable was drawn up in May, which is attached to this letter, and has been kept.", ["A timetable"]),
        ("The scope is at Annex A and the timetable is set out at Annex B.", ["The scope", "the timetable"]),
        ("The attached table gives the figures for each region.", ["attached table"]),
        ("Attached is the letter from the Trust.", ["the letter from the Trust"]),
        ("We met in May and the notes are attached.", ["the notes"]),
        ("He is attached to the office in Eastfold, and much weight is attached to it by us.", None),
        ("No report is planned.", None),
    ],
)
def test_the_sentence_that_says_what_is_enclosed(sentence: str, names: list[str] | None) -> None:
    """What is enclosed has the name that the letter gives it, and the sentence that says so."""
    (found,) = told(f"{FRONT}{BODY} {sentence}{END}", "enclosures")
    assert [one["name"] for one in found or []] == (names or [])
    assert {one["words"] for one in found or []} <= {sentence}


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("Enc: Fires in the home", ["Fires in the home"]),
        ("Enc.\nTimetable for the summer\nNotes of the meeting", ["Timetable for the summer", "Notes of the meeting"]),
        ("Enclosures (2):\n- Timetable\n- Notes of the meeting\n", ["Timetable", "Notes of the meeting"]),
        ("Enc.", []),
        ("Encounters are many.", []),
    ],
)
def test_the_lines_that_say_what_is_enclosed(lines: str, names: list[str]) -> None:
    """Under "Enc." each line names something; the sign alone names nothing."""
    (found,) = told(f"{FRONT}{BODY}{END}\n{lines}\n", "enclosures")
    assert [one["name"] for one in found or []] == names
