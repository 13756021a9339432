from __future__ import annotations

import pytest

from assistant.screening.marks import find_marks


def test_marks_are_words_and_pairs() -> None:
    """Every word counts, and every pair of a sentence, the first with its beginning; sentences are not mixed."""
    assert find_marks([("he", "cried"), ("help",)]) == {"he", "cried", "help", "^ he", "he cried", "^ help"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("4", "16", True), ("17", "18", False), ("25", "60", True), ("2019", "1996", True), ("400", "12345678901", True)],
)
def test_numbers_stand_for_their_kind(one: str, other: str, *, same: bool) -> None:
    """The age of a child, of a grown person, a year and other numbers are told apart, and no more."""
    assert (find_marks([(one,)]) == find_marks([(other,)])) is same
