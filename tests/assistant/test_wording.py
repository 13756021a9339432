from __future__ import annotations

import pytest

from assistant.wording import find_printed_words


def printed(question: str) -> list[tuple[str, str]]:
    """Return what publications say for words of a question, and whether it is wider."""
    return [(one.searched, one.why) for one in find_printed_words(question)]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What about KIDS?", ["children"]),
        ("mum's kid", ["mother", "child"]),
        ("a kid is a kid", ["child", "child"]),
        ("a kidney, and skids", []),
        ("What does the review find?", []),
        ("", []),
    ],
)
def test_what_people_type_is_found_in_print(question: str, found: list[str]) -> None:
    """Whole words that people use bring what publications say for them, in the question's order."""
    assert [words for words, _ in printed(question)] == found


def test_typographic_apostrophes_do_not_matter() -> None:
    """A word is found whichever apostrophe it is typed with."""
    assert printed("the mum’s kids") == printed("the mum's kids")


@pytest.mark.parametrize("narrow", ["county lines", "shaken baby", "cuckooing", "grandparents"])
def test_a_narrower_word_is_searched_wider(narrow: str) -> None:
    """What is narrower than the printed words is marked so; what means the same is not."""
    assert [why for _, why in printed(f"What of {narrow}?")] == ["wider"]
    assert [why for _, why in printed("What of cot death?")] == ["wording"]


@pytest.mark.parametrize(
    ("question", "found"),
    [("what does the Panel say", True), ("who sits on an interview panel", False), ("a panel of lawyers", False)],
)
def test_a_panel_is_not_always_the_panel(question: str, *, found: bool) -> None:
    """Only "the panel" and its like stand for the Child Safeguarding Practice Review Panel."""
    assert bool(printed(question)) is found


def test_places_are_those_of_the_words() -> None:
    """What is found tells which characters of the question it stands for."""
    question = "Why did HIS mum leave?"
    (found,) = find_printed_words(question)
    assert question[found.start : found.end] == "mum"
