from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.spelling import count_slips, one_slip_away

WORD = st.text(alphabet="abcde", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("saftey", "safety"),
        ("neglgect", "neglect"),
        ("brusing", "bruising"),
        ("safegaurding", "safeguarding"),
        ("exploitatiom", "exploitation"),
        ("multiagency", "multi agency"),
        ("childre", "children"),
    ],
)
def test_what_was_meant_is_among_them(typed: str, meant: str) -> None:
    """A letter more, less, other or changed in place, and a missing space, are one slip."""
    assert meant in one_slip_away(typed)


@given(WORD)
def test_all_of_them_are_one_slip_away(word: str) -> None:
    """Every spelling is another, begins with the same letter, comes once and lies one slip from the word."""
    near = one_slip_away(word)
    assert len(near) == len(set(near))
    assert all(one[0] == word[0] and count_slips(one, word, most=3) == 1 for one in near)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("", "", 0),
        ("a", "a", 0),
        ("ab", "ba", 1),
        ("abc", "ca", 3),
        ("kitten", "sitting", 3),
        ("safegaurdng", "safeguarding", 2),
    ],
)
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    """Two letters that changed places are one slip, and nothing slips twice."""
    assert count_slips(one, other, most=5) == slips


@given(one=WORD, other=WORD, most=st.integers(0, 4))
def test_counting_is_even_handed_and_ends_early(one: str, other: str, most: int) -> None:
    """It does not matter which word is asked first; more than the most is the most and one."""
    slips = count_slips(one, other, most=9)
    assert slips == count_slips(other, one, most=9)
    assert (slips == 0) is (one == other)
    assert count_slips(one, other, most=most) == min(slips, most + 1)
