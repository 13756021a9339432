from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.personal.dates import find_births, find_days


def _births(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_births(text)]


def _days(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_days(text)]


WRITTEN = st.sampled_from(
    ["%d/%m/%Y", "%d-%m-%y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %y", "%B %d, %Y", "%dth of %B %Y"]
)


@given(
    day=st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31)),
    written=WRITTEN,
    says=st.sampled_from(
        ["dob ", "DOB: ", "d.o.b. ", "date of birth is ", "born on ", "born ", "birthday ", "D.O.B - "]
    ),
)
def test_every_date_of_birth_is_found(day: dt.date, written: str, says: str) -> None:
    """A full date is one of birth after any words that say so, however it is written."""
    birth = says + day.strftime(written)
    assert _births(f"The child, {birth}, came in") == [birth]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(3/5/2019, dob)", ["3/5/2019, dob"]),
        ("dob 03052019", ["dob 03052019"]),
        ("dob 03 05 19", ["dob 03 05 19"]),
        ("d/o/b 3.5.19", ["d/o/b 3.5.19"]),
        ("DOB-03/05/2019", ["DOB-03/05/2019"]),
        ("born 3rd Feb '22", ["born 3rd Feb '22"]),
        ("his birthday is 3 May", ["birthday is 3 May"]),
        ("born on Friday 3rd May 2019", ["born on Friday 3rd May 2019"]),
    ],
)
def test_dates_of_birth_are_found_as_people_write_them(text: str, found: list[str]) -> None:
    """The words may stand after the date, the figures may run together, and a year may be missing."""
    assert _births(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "on 3 May 2019",
        "born in 2019",
        "babies born on 1 September 2015",
        "children who were born on 1 September 2015",
        "born after 1 April 2018",
        "newborn guidance of 3 May 2019",
        "keep it until DOB + 25 years",
    ],
)
def test_a_date_alone_is_no_date_of_birth(text: str) -> None:
    """A full date, a year, and the births of a group are let through."""
    assert _births(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hurt on 4 May", ["on 4 May"]),
        ("hurt last Friday night", ["last Friday night"]),
        ("this morning and yesterday", ["this morning", "yesterday"]),
        ("two days ago", ["two days ago"]),
        ("hurt on 3/11", ["on 3/11"]),
        ("hurt on the 3rd", ["on the 3rd"]),
        ("missing since 2 Sept", ["2 Sept"]),
        ("on the 3/5/2019", ["on the 3/5/2019"]),
    ],
)
def test_days_on_which_something_happened_are_found(text: str, found: list[str]) -> None:
    """Dates with a month, days of the week and how long ago it was are days."""
    assert _days(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "the letter of 8 March 2021",
        "published on 4 May 2021",
        "in force since 1 April 2018",
        "in May 2021",
        "in 2021",
        "2020/21",
        "last year",
    ],
)
def test_days_of_publication_are_none(text: str) -> None:
    """The date of a letter or of a law, a month and a year tell no day on which something happened."""
    assert _days(text) == []
