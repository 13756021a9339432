from __future__ import annotations

import pytest

from assistant.wording import find_printed_words


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("What about KIDS?", ("children",)),
        ("mum's kid", ("mother", "child")),
        ("a kid is a kid", ("child",)),
        ("a kidney, and skids", ()),
        ("What does the review find?", ()),
        ("", ()),
    ],
)
def test_what_people_type_is_found_in_print(question: str, printed: tuple[str, ...]) -> None:
    """Whole words that people use bring what publications say for them, in the question's order, each once."""
    assert find_printed_words(question) == printed


def test_typographic_apostrophes_do_not_matter() -> None:
    """A word is found whichever apostrophe it is typed with."""
    assert find_printed_words("the mum’s kids") == find_printed_words("the mum's kids")
