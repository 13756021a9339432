from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.fields.periods import FIRST, LAST, Period, find_periods

DAYS = st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2099, 12, 31))
MAY = Period(dt.date(2031, 5, 1), dt.date(2031, 5, 31))


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("the letter of 21st May 2031", Period(dt.date(2031, 5, 21), dt.date(2031, 5, 21))),
        ("the letter of May 21, 2031", Period(dt.date(2031, 5, 21), dt.date(2031, 5, 21))),
        ("the May 2031 letter", MAY),
        ("letters from 2031", Period(dt.date(2031, 1, 1), dt.date(2031, 12, 31))),
        ("letters since May 2031", Period(dt.date(2031, 5, 1), LAST)),
        ("letters from May 2031 onwards", Period(dt.date(2031, 5, 1), LAST)),
        ("letters after May 2031", Period(dt.date(2031, 6, 1), LAST)),
        ("letters before May 2031", Period(FIRST, dt.date(2031, 4, 30))),
        ("letters up to May 2031", Period(FIRST, dt.date(2031, 5, 31))),
        ("letters between March and May 2031", Period(dt.date(2031, 3, 1), dt.date(2031, 5, 31))),
        ("letters from 2030 to 2031", Period(dt.date(2030, 1, 1), dt.date(2031, 12, 31))),
    ],
)
def test_a_time_is_meant_as_it_is_said(words: str, period: Period) -> None:
    """A day, a month, a year, and what begins or ends with one of them, is read as the days that are meant."""
    assert find_periods(words)[0] == (period,)


def test_two_months_are_two_times() -> None:
    """Months of one year that are not joined by "between" are a time each, and their year is the last one's."""
    periods, rest = find_periods("the March and May 2031 letters")
    assert periods == (Period(dt.date(2031, 3, 1), dt.date(2031, 3, 31)), MAY)
    assert rest.split() == ["the", "and", "letters"]


@pytest.mark.parametrize("words", ["letters of 2O31", "section 2031a", "the 20311 letters", "May and June"])
def test_what_is_no_time_is_none(words: str) -> None:
    """A number in another word and a month without a year are no time, and stay in the question."""
    assert find_periods(words) == ((), words)


@given(DAYS)
def test_every_day_is_found_in_words(day: dt.date) -> None:
    """Any day in words is read as that day alone, and taken out of the question."""
    periods, rest = find_periods(f"Who signed the letter of {day.day} {day:%B %Y}?")
    assert periods == (Period(day, day),)
    assert rest.split() == ["Who", "signed", "the", "letter", "of", "?"]


@given(st.text(max_size=300))
def test_no_words_are_too_strange(words: str) -> None:
    """Whatever is asked, what is left is made of the question's own characters, in order."""
    _, rest = find_periods(words)
    letters = iter(words)
    assert all(character in letters for character in rest if not character.isspace())
