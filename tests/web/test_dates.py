from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.errors import BadRequest
from assistant.web.dates import TypedDate, read_date


@pytest.mark.parametrize(
    "typed",
    [
        TypedDate("27", "3", "2021"),
        TypedDate("27", "03", "21"),
        TypedDate("27", "March", "2021"),
        TypedDate("27", "mar", "2021"),
        TypedDate("27/3/2021"),
        TypedDate(month="27.3.2021"),
        TypedDate("2021-03-27"),
        TypedDate("27 March 2021"),
    ],
)
def test_a_date_may_be_typed_in_many_ways(typed: TypedDate) -> None:
    """A month as a word, a year of two digits and a whole date in one box all mean the same day."""
    assert read_date(typed, name="Published from") == dt.date(2021, 3, 27)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        (TypedDate(year="2021"), dt.date(2021, 1, 1), dt.date(2021, 12, 31)),
        (TypedDate(month="2", year="2024"), dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
    ],
)
def test_what_is_left_out_is_the_first_or_the_last(typed: TypedDate, first: dt.date, last: dt.date) -> None:
    """A year or a month alone means its first day, or its last one where a span ends."""
    assert read_date(typed, name="Published from") == first
    assert read_date(typed, name="Published to", last=True) == last


def test_nothing_typed_is_no_date() -> None:
    """Three empty boxes are no date and no mistake."""
    assert read_date(TypedDate(), name="Published from") is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (TypedDate("27", "3"), "“Published from” must include a year, such as 2021."),
        (TypedDate("27", "", "2021"), "“Published from” must include a month, such as 3 or March."),
        (TypedDate("30", "2", "2021"), "“Published from” must be a real date, such as 27 3 2021."),
        (TypedDate("27", "13", "2021"), "“Published from” must be a real date, such as 27 3 2021."),
        (TypedDate("27", "ma", "2021"), "“Published from” must be a real date, such as 27 3 2021."),
        (TypedDate("27", "3", "203"), "“Published from” must be a real date, such as 27 3 2021."),
        (TypedDate("one", "3", "2021"), "“Published from” must be a real date, such as 27 3 2021."),
    ],
)
def test_what_is_wrong_with_a_date_is_said_in_words(typed: TypedDate, said: str) -> None:
    """Each mistake has its own sentence, which names the date and shows how to write it."""
    with pytest.raises(BadRequest) as raised:
        read_date(typed, name="Published from")
    assert str(raised.value) == said


@given(some.builds(TypedDate, some.text(), some.text(), some.text()), some.booleans())
def test_whatever_is_typed_is_a_date_or_a_sentence(typed: TypedDate, last: bool) -> None:
    """Any three texts give a date, no date or the one error that a person is told."""
    try:
        found = read_date(typed, name="Published from", last=last)
    except BadRequest:
        return
    assert found is None or isinstance(found, dt.date)


@given(some.dates(min_value=dt.date(1000, 1, 1)))
def test_every_date_is_read_as_it_is_written(day: dt.date) -> None:
    """Day, month and year in numbers give that very day."""
    assert read_date(TypedDate(str(day.day), str(day.month), str(day.year)), name="Published to", last=True) == day
