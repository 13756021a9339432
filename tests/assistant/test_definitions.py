from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.definitions import find_long_form


@pytest.mark.parametrize(
    ("short", "text", "long"),
    [
        ("FGDM", "They held family group decision-making (FGDM) first.", "family group decision-making"),
        (
            "FGDM",
            "Families may ask for a family group\ndecision making (‘FGDM’), and get it.",
            "family group decision making",
        ),
        ("DSA", "Data Sharing Agreements (DSAs) are signed.", "Data Sharing Agreements"),
        ("ToR", "The terms of reference (ToR) were sent.", "terms of reference"),
        ("NHS", "The NHS (National Health Service) leads.", "National Health Service"),
        (
            "ChISVA",
            "Children’s Independent Sexual Violence Advisors (ChISVAs)",
            "Children’s Independent Sexual Violence Advisors",
        ),
        ("RUI", "He was ‘released under investigation’ (RUI).", "released under investigation"),
        ("PNC", "It begins here. Checks of the Police National Computer (PNC; see below)", "Police National Computer"),
    ],
)
def test_a_definition_is_read(short: str, text: str, long: str) -> None:
    """The words before a short form in brackets, or in brackets after it, that hold its letters are its long form."""
    assert find_long_form(short, text) == long


@pytest.mark.parametrize(
    ("short", "text"),
    [
        ("FGDM", "The FGDM was held."),
        ("FGDM", "There is no long form here (FGDM)."),
        ("FGDM", "Family group. Decisions were made (FGDM)."),
        ("FGDM", "family group decision-making"),
        ("SEND", "special education needs the decision (send)"),
        ("PNC", "Police National Computers are old (PNCX)."),
        ("AB", "a long way from the last but one word (AB)"),
        ("A", "an (A)"),
        ("12", "one two (12)"),
        ("", "()"),
        ("NHS", "the NHS (the NHS of Scotland)"),
    ],
)
def test_no_definition_is_none(short: str, text: str) -> None:
    """Without brackets, without the letters in order, or in another sentence, nothing is defined."""
    assert find_long_form(short, text) is None


WORDS = st.lists(st.from_regex(r"[a-m][n-z]{2,8}", fullmatch=True), min_size=2, max_size=6)


@given(words=WORDS, before=st.text(alphabet="xyz ., ", max_size=30))
def test_initials_are_always_read(words: list[str], before: str) -> None:
    """Whatever stands before, a short form of the first letters of some words brings those words."""
    short, long = "".join(word[0].upper() for word in words), " ".join(words)
    assert find_long_form(short, f"{before}. The {long} ({short}).") == long


@given(short=st.text(max_size=12), text=st.text(max_size=200))
def test_any_text_may_be_read(short: str, text: str) -> None:
    """Whatever is asked of whatever text, what is found stands in the text."""
    long = find_long_form(short, text)
    assert long is None or long in " ".join(text.split())
