from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.personal.findings import Span
from assistant.personal.plain import read_plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("as it is", "as it is"),
        ("\uff10\uff17\uff17\uff10\uff10\u3000\uff19\uff10\uff10\uff11\uff12\uff13", "07700 900123"),
        ("\u0660\u0661\u0662", "012"),
        ("07700\u200b900\u00ad123", "07700900123"),
        ("1\ufe0f\u20e32\ufe0f\u20e3", "12"),
        ("a\u00a0b\u2009c", "a b c"),
        ("1\u20112\u20133\u22124", "1-2-3-4"),
        ("jo\uff20example\uff0eorg", "jo@example.org"),
        ("Jo\u2019s \u2018own\u2019", "Jo's 'own'"),
        ("\U0001d7ce\U0001d7d5", "07"),
        ("see note\u00b2", "see note\u00b2"),
    ],
)
def test_tricks_of_spacing_and_letters_are_read_as_they_look(text: str, plain: str) -> None:
    """Wide, ornate and foreign figures, odd spaces, dashes and marks are plain; what is unseen is gone."""
    assert read_plain(text).text == plain


@given(st.text(max_size=60))
def test_every_plain_character_knows_its_place(text: str) -> None:
    """Places rise, lie in the text, and a span of the whole plain text lies in the whole text."""
    plain = read_plain(text)
    assert len(plain.places) == len(plain.text)
    assert list(plain.places) == sorted(set(plain.places))
    if plain.text:
        given_span = plain.given(Span(0, len(plain.text)))
        assert given_span.start >= 0
        assert given_span.end <= len(text)


def test_a_place_is_that_of_the_text_as_given() -> None:
    """What is unseen before a word moves it."""
    plain = read_plain("\u200b\u200bab\u200bc")
    assert plain.given(Span(1, 3)) == Span(3, 6)
