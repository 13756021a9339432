from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.web.rows import Row, split_rows


def test_a_list_keeps_its_rows_and_its_marks() -> None:
    """Each item of a quoted list is a row of its own, with its number as it is printed."""
    quote = "A review should:\n\n1. gather facts\n\n2. check that **every** child is\nsafe\n\n1. say why."
    assert split_rows(quote) == (
        Row("", "A review should:"),
        Row("1.", "gather facts"),
        Row("2.", "check that every child is safe"),
        Row("1.", "say why."),
    )


@pytest.mark.parametrize("sign", ["-", "*", "•", "o", "\uf0b7"])
def test_every_bullet_looks_like_a_bullet(sign: str) -> None:
    """Signs that stand for a bullet, those of a lost typeface included, are shown as one."""
    assert split_rows(f"{sign} one\n{sign} two") == (Row("•", "one"), Row("•", "two"))


def test_a_lone_number_stands_in_front_of_its_words() -> None:
    """A numbered paragraph is no list: its number stays in its row."""
    assert split_rows("3.1 Records took 34 days.") == (Row("", "3.1 Records took 34 days."),)


def test_a_heading_is_a_row_of_its_own() -> None:
    """A heading that was quoted with what follows it stands above it, without its mark."""
    assert split_rows("## 8. After\n\nEach should") == (Row("", "8. After", heading=True), Row("", "Each should"))
    assert split_rows("After the review\n\nEach should") == (Row("", "After the review"), Row("", "Each should"))


@pytest.mark.parametrize("printed", ["8. After the review", "8. After the\nreview", "8. **After** the review"])
def test_a_heading_that_looks_like_text_is_known_by_its_words(printed: str) -> None:
    """Where it is known what a quotation stands under, those words are its heading, however they are printed."""
    rows = split_rows(f"{printed}\nEach should\n\n1. one\n2. two", heading="8. After the review")
    assert rows == (
        Row("", "8. After the review", heading=True),
        Row("", "Each should"),
        Row("1.", "one"),
        Row("2.", "two"),
    )


def test_a_sentence_is_not_cut_before_a_name() -> None:
    """Where headings are known, an empty line before a capital letter cuts no sentence in two."""
    quote = "the Practice Review\n\nPanel to update.\n\nIt is clear."
    assert split_rows(quote, heading="") == (Row("", "the Practice Review Panel to update."), Row("", "It is clear."))


def test_a_sentence_broken_by_an_empty_line_is_one_row() -> None:
    """Damage of the source, such as an empty line inside a sentence, does not cut the sentence in two."""
    assert split_rows("walking out of one \n\ndoor and finding\nanother") == (
        Row("", "walking out of one door and finding another"),
    )


@given(some.text(alphabet="ab1.)( \n-•AB:", max_size=60))
def test_no_word_is_lost(quote: str) -> None:
    """Marks and rows together hold every letter of the quotation, in order."""
    shown = "".join(row.mark + row.words for row in split_rows(quote))
    assert _letters(shown) == _letters(quote)


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())
