from __future__ import annotations

import pytest

from assistant.composing import Chosen
from assistant.labelling import label
from ingest.documents import Speaker
from tests.assistant.builders import hold


def label_of(words: str, *, heading: str = "Part one", speaker: Speaker = Speaker.PANEL) -> str | None:
    """Return what a sentence under a heading is called."""
    held = hold(f"\n    # {heading}\n\n    {words}\n", speaker=speaker)
    return label(Chosen(held.publication, (held.sentences[-1],)))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("How well do your leaders know the views of fathers?", "reflective_question"),
        ("We recommend that every partnership names a lead for fathers.", "recommendation"),
        ("The review found that fathers were seldom asked for their views.", "finding"),
        ("We expect partnerships to share what they learn from each visit.", "position"),
        ("A visit takes about three hours and costs about £38.", None),
        ("The pilot will show whether the visits were worth their cost.", None),
    ],
)
def test_words_tell_what_kind_of_statement_they_are(words: str, expected: str | None) -> None:
    """Questions, recommendations, findings and positions are told apart; where words do not tell, nothing is said."""
    assert label_of(words) == expected


def test_a_heading_tells_it_too() -> None:
    """What stands under a heading for findings, recommendations or questions is what it says."""
    plain = "Fathers are asked for their views at each visit."
    assert label_of(plain, heading="Key findings") == "finding"
    assert label_of(plain, heading="Recommendations to partnerships") == "recommendation"
    assert label_of(plain, heading="Reflective questions") == "reflective_question"
    assert label_of(plain, heading="Case study: a visit") == "illustration"


def test_a_line_of_enquiry_is_no_finding() -> None:
    """What a review will look at is not what it found, even under a heading about findings."""
    assert label_of("The review will examine what fathers are asked.", heading="Findings") is None


def test_only_the_panel_and_government_take_positions() -> None:
    """What commissioned research says of "we" is no position of the Panel's."""
    words = "We expect partnerships to share what they learn from each visit."
    assert label_of(words, speaker=Speaker.COMMISSIONED) is None
