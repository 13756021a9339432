from __future__ import annotations

import pytest

from assistant.personal.tidying import GAP, tidy


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (f"call me on {GAP} about it", "call me about it"),
        (f"her number is {GAP}, what now", "what now"),
        (f"a child (NHS no. {GAP}) was missed", "a child was missed"),
        (f"from {GAP} to {GAP} in a month", "in a month"),
        ("children aged 5 to 11, was hurt", "children aged 5 to 11 were hurt"),
        ("Neglect was found. What is recommendation 3 for?", "Neglect was found. What is recommendation 3 for?"),
    ],
)
def test_what_led_to_a_gap_goes_with_it(text: str, mended: str) -> None:
    """Words that would hang in the air, empty brackets and stray commas go; other words stay as they are."""
    assert tidy(text) == mended


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("it was seen by Zog yesterday", "it was seen yesterday"),
        ("Zog told her teacher", "told her teacher"),
        ("Neglect has been found", "Neglect has been found"),
        ("What does the Panel say, I'd ask", "What does the Panel say, I'd ask"),
        ("the NHS and CAMHS", "the NHS and CAMHS"),
    ],
)
def test_words_that_may_be_names_go(text: str, left: str) -> None:
    """A capital within a sentence, or at its start before what a child did, may be a name; the field's words stay."""
    assert tidy(text) == left
