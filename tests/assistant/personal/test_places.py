"""All schools and most places here are invented."""

from __future__ import annotations

import pytest

from assistant.personal.places import find_places


def _places(text: str) -> set[str]:
    return {text[span.start : span.end] for span in find_places(text)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hurt at Marsh Lane Primary today", "Marsh Lane Primary"),
        ("hurt at marsh lane primary today", "at marsh lane primary"),
        ("the Elm Tree Children's Centre", "Elm Tree Children's Centre"),
        ("attends St Hilda's", "St Hilda's"),
        ("he came to our nursery", "to our nursery"),
        ("in my reception class", "in my reception class"),
        ("lives in Little Nowhere", "in Little Nowhere"),
        ("from Nowhere-on-the-Water", "from Nowhere-on-the-Water"),
        ("a boy in hackney", "in hackney"),
        ("a Hackney boy", "Hackney"),
        ("in milton keynes", "in milton keynes"),
        ("boy, 5, Little Nowhere, scald", "Little Nowhere"),
    ],
)
def test_particular_places_are_found(text: str, found: str) -> None:
    """Named schools and centres, those of whoever asks, and towns are found, with a capital or without."""
    assert any(found in place for place in _places(text))


@pytest.mark.parametrize(
    "text",
    [
        "in England and in the South West",
        "at a primary school",
        "in secondary schools",
        "in hospital",
        "from London to the East Midlands",
        "in March",
        "in Year 4",
        "in Working Together",
        "at DfE",
        "from NHS hospital",
        "at special school",
        "from her school",
        "in Section 47",
        "to Ofsted",
        "in our letters",
        "North East, Working Together, babies",
        "our safeguarding practice",
        "the Royal College of Nobody",
    ],
)
def test_places_in_general_are_none(text: str) -> None:
    """Parts of the country, kinds of settings, months, documents and bodies are no particular place."""
    assert _places(text) == set()
