from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.screening.reading import PIECE, read_pieces, read_sentences


@pytest.mark.parametrize(
    "typed",
    [
        "I can't wait",
        "I can’t  wait",
        "i cant\twait",
        "I CAN'T WAIT",
        "\uff49 \uff43\uff41\uff4e\uff07\uff54 \uff57\uff41\uff49\uff54",
        "i can't wai\u200bt",
        "i ca\u0301nt wait",
    ],
)
def test_it_does_not_matter_how_words_are_typed(typed: str) -> None:
    """Capitals, apostrophes, odd spaces, wide letters and what cannot be seen change nothing."""
    assert read_sentences(typed) == (("i", "cant", "wait"),)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He is 14yo. Gone at 3.15!", (("he", "is", "14", "yo"), ("gone", "at", "3", "15"))),
        ("help\nnow", (("help",), ("now",))),
        ("Heeeeeelp", (("heelp",),)),
        ("free", (("free",),)),
        ("... ?!", ()),
        ("", ()),
    ],
)
def test_a_text_is_read_sentence_by_sentence(text: str, sentences: tuple[tuple[str, ...], ...]) -> None:
    """A sentence ends at a stop or a line, not within a number; a number is a word; what is drawn out is shortened."""
    assert read_sentences(text) == sentences


@given(st.text(max_size=300))
def test_any_text_may_be_read(text: str) -> None:
    """Whatever is typed, what is read are small words without spaces."""
    words = [word for sentence in read_sentences(text) for word in sentence]
    assert all(word and word == word.lower().strip() for word in words)


@given(st.integers(0, 1000))
def test_pieces_hold_every_word(count: int) -> None:
    """No piece is longer than it may be, none is empty beside others, and every word stands in one."""
    words = [f"w{number}" for number in range(count)]
    pieces = [piece.split() for piece in read_pieces(" ".join(words))]
    assert all(len(piece) <= PIECE for piece in pieces)
    assert list(dict.fromkeys(word for piece in pieces for word in piece)) == words
    assert len(pieces) == 1 or all(pieces)


def test_a_question_is_one_piece_as_typed() -> None:
    """What is not long is embedded as it was typed."""
    assert read_pieces("  Two  words ") == ("  Two  words ",)
