from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.personal.children import find_ages, find_kin, find_year_groups, read_age_beside


def _ages(text: str) -> list[tuple[str, float]]:
    return [(text[age.span.start : age.span.end], round(age.months, 1)) for age in find_ages(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a 7-year-old was hurt", [("7-year-old", 84)]),
        ("the 6 week old baby", [("6 week old baby", 1.4)]),
        ("a six-month-old boy", [("six-month-old boy", 6)]),
        ("my 14yo", [("14yo", 168)]),
        ("a 3 y/o girl", [("3 y/o girl", 36)]),
        ("a 3/12 old", [("3/12 old", 3)]),
        ("6/52 baby", [("6/52 baby", 1.4)]),
        ("a boy aged 7 with", [("aged 7", 84)]),
        ("she is aged 10 days", [("aged 10 days", 0.3)]),
        ("an 8m baby", [("8m baby", 8)]),
        ("a two and a half year old", [("two and a half year old", 24)]),
        ("done to a 7 year old", [("7 year old", 84)]),
        ("which reviews cover a 4 month old", [("4 month old", 4)]),
        ("a girl of 3 with", [("girl of 3", 36)]),
        ("a lad (15) from", [("lad (15)", 180)]),
        ("boy, 5, Nowhere", [("boy, 5", 60)]),
        ("she's 12 and", [("she's 12", 144)]),
        ("Zog from Little Nowhere, 13, went", [(", 13", 156)]),
    ],
)
def test_exact_ages_are_read(text: str, found: list[tuple[str, float]]) -> None:
    """Years, months, weeks and days of one child are read, as families and as clinicians write them."""
    assert _ages(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "babies under 12 months",
        "16 and 17 year olds",
        "5 to 11 year old pupils",
        "children aged 5 to 11",
        "those aged 16 or over",
        "3 month old babies",
        "5 year old disabled children",
        "a 16 or 17 year old",
        "pupils who are aged 14",
        "under 2 year old",
        "a 40-year-old parent",
        "in the last 3 years",
        "every 3 months",
        "the 7 golden rules",
        "aged 5+",
    ],
)
def test_ages_of_groups_are_none(text: str) -> None:
    """Ranges, groups, adults, lengths of time and counts tell the age of no child."""
    assert _ages(text) == []


@given(years=st.integers(1, 17), plural=st.sampled_from(["year olds", "year-old children", "year old pupils"]))
def test_no_group_is_a_child(years: int, plural: str) -> None:
    """Whatever the age, all who have it are a group."""
    assert _ages(f"What helps {years} {plural} in care?") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a Year 4 pupil", ["Year 4 pupil"]),
        ("she is in y9 now", ["is in y9"]),
        ("a reception child", ["reception child"]),
        ("Year 4 pupils", []),
        ("children in Year 9", []),
        ("in Year 2 of the programme", []),
        ("in year 2021", []),
    ],
)
def test_years_at_school_are_read(text: str, found: list[str]) -> None:
    """The year of one pupil is read; a whole year, and a year of a calendar or a programme, is not."""
    assert [text[span.start : span.end] for span in find_year_groups(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("my daughter was hurt", ["my daughter"]),
        ("one of our pupils", ["one of our pupils"]),
        ("one of our partners", []),
        ("when baby is hurt", []),
        ("our little boy", ["our little boy"]),
        ("my baby patient", ["my baby patient"]),
        ("she brought her son", ["her son"]),
        ("a toddler with a bruise", ["a toddler"]),
        ("toddler at nursery", ["toddler"]),
        ("the baby clinic", []),
        ("a toddler group", []),
        ("newborns", []),
        ("our pupils", []),
        ("the Baby P case", []),
        ("our safeguarding children partnership", []),
    ],
)
def test_whose_child_it_is_is_read(text: str, found: list[str]) -> None:
    """A child of whoever asks, of somebody spoken of, or one very young is read; groups, clinics and cases are not."""
    assert [text[span.start : span.end] for span in find_kin(text)] == found


@pytest.mark.parametrize(
    ("text", "months"),
    [("Zog, 7, fell", 84), ("Zog (6 weeks)", 1), ("Zog, 7", 84), ("Zog 7", None), ("Zog, 70, fell", None)],
)
def test_an_age_beside_a_name_is_read(text: str, months: int | None) -> None:
    """In brackets or between commas a figure is the age of a child; elsewhere it may be anything."""
    age = read_age_beside(text, place=3)
    assert (age and int(age.months)) == months
