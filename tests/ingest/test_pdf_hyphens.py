from __future__ import annotations

import pytest

from ingest.pdf_hyphens import find_breaking_hyphens
from tests.ingest.builders import read_pages


def without(text: str) -> str:
    """Return a text without the hyphens that break words."""
    found = list(find_breaking_hyphens(text))
    return "".join(letter for place, letter in enumerate(text) if (place, place + 1) not in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The safe-\nguarding partners. Safeguarding is", "The safe\nguarding partners. Safeguarding is"),
        ("an investi-\ngation", "an investi\ngation"),
        ("a well-\nknown case", "a well-\nknown case"),
        ("a re-\nformed group. It reformed, and was re-formed", "a re-\nformed group. It reformed, and was re-formed"),
        ("from Stoke-\nNorthmere", "from Stoke-\nNorthmere"),
        ("a one-\nmentions rule, who mentions it", "a one-\nmentions rule, who mentions it"),
        ("2030-\n31", "2030-\n31"),
    ],
)
def test_hyphens_that_break_a_word(text: str, found: str) -> None:
    """A hyphen goes where the text has the word without it, or only the end of a word follows."""
    assert without(text) == found


def test_the_search_has_the_whole_word() -> None:
    """The sentence has the word that the end of a line has broken, and the verbatim text has both halves."""
    reading = read_pages(["The police began an investi-", "gation in the spring of 2031."])
    assert reading.sentences[0].text == "The police began an investigation in the spring of 2031."
    assert "investi-\ngation" in reading.quote(reading.sentences[0].segments)
