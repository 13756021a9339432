"""All names of people and schools here are invented."""

from __future__ import annotations

import pytest

from assistant.personal.findings import Span
from assistant.personal.names import find_names


def _names(text: str) -> list[tuple[str, bool]]:
    return [(text[name.span.start : name.span.end], name.child) for name in find_names(text, places=())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A pupil called Zog told me", ["Zog"]),
        ("my patient Zog Bloggs came", ["Zog Bloggs"]),
        ("Zog Bloggs, 9, was hurt", ["Zog Bloggs"]),
        ("we saw Zog (7)", ["Zog"]),
        ("the child's name is Zoë O'Nobody", ["Zoë O'Nobody"]),
        ("her brother Zog", ["Zog"]),
    ],
)
def test_what_stands_beside_a_name_tells_a_child(text: str, found: list[str]) -> None:
    """After "called" and "my patient", or before an age, a name is a child's."""
    assert _names(text) == [(name, True) for name in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What happened to Zog Bloggs?", ["Zog Bloggs"]),
        ("Does Jayden get help?", ["Jayden"]),
        ("does jayden get help?", ["jayden"]),
        ("is it safe for Jayden's mum", ["Jayden"]),
    ],
)
def test_other_names_may_be_anybodys(text: str, found: list[str]) -> None:
    """Two words with a capital, or a first name however it is written, are a name."""
    assert [name.removesuffix("'s") for name, _ in _names(text)] == found
    assert not any(child for _, child in _names(text))


@pytest.mark.parametrize(
    "text",
    [
        "Working Together to Safeguard Children",
        "What does Keeping Children Safe say?",
        "the Bradford National Review",
        "Child Q and Baby P",
        "Does will mark a change in summer?",
        "Section 47 and Chapter 5, 7, 9",
        "Jo Bloggs's letter of 8 March 2021",
        "Professor Zog Bloggs",
        "the report by Zog Bloggs",
        "What did Zog Bloggs say?",
        "Who does Jo Bloggs link to?",
    ],
)
def test_words_of_the_field_and_public_people_are_none(text: str) -> None:
    """Titles of publications, pseudonyms, words, and those who write, speak or hold an office are no child."""
    assert _names(text) == []


def test_a_place_is_no_name() -> None:
    """What is known to be a place is not taken for a person."""
    text = "in Little Nowhere they"
    assert find_names(text, places=[Span(0, 17)]) == []
