from __future__ import annotations

import pytest
from hypothesis import given

from assistant.personal.numbers import find_insurance_numbers, find_nhs_numbers, find_pupil_numbers, has_long_number
from assistant.personal.plain import read_plain
from tests.assistant.personal.numbers import insurance_numbers, nhs_numbers, pupil_numbers


def _found(text: str) -> list[str]:
    finders = (find_nhs_numbers, find_insurance_numbers, find_pupil_numbers)
    return [text[span.start : span.end] for find in finders for span in find(text)]


@given(nhs_numbers())
def test_every_nhs_number_is_found(number: str) -> None:
    """Whatever stands between its groups, a number with a right check digit is found, and nothing beside it."""
    plain = read_plain(f"The number is {number}, what next?").text
    assert _found(plain) == [read_plain(number).text]


@given(insurance_numbers())
def test_every_insurance_number_is_found(number: str) -> None:
    """A National Insurance number is found in capitals and in small letters, in any spacing."""
    plain = read_plain(f"Hers is {number}.").text
    assert _found(plain) == [read_plain(number).text]


@given(pupil_numbers())
def test_every_pupil_number_is_found(number: str) -> None:
    """A unique pupil number of any authority is found, a temporary one too."""
    assert _found(f"UPN {number} moved school") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "NHS 943 476 5910",
        "the number 19434765919 is longer",
        "94347659193",
        "9434765919.5",
        "compare 2018 2019 20",
        "ISBN 0-306-40615-2",
        "ISBN-10: 0306406152",
        "see https://example.org/9434765919",
        "GB 12 34 56 A",
        "DA 12 34 56 A",
        "AB 12 34 56 E",
        "AB 12 34 56",
        "XAB123456C",
        "B123456789012",
        "A1234567890",
        "look at 2018-19 a year later",
        "as 12 34 56 a rule",
    ],
)
def test_what_only_looks_like_such_a_number_is_none(text: str) -> None:
    """A wrong check digit or prefix, a part of a longer number, a book and an address on the web are nobody's."""
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nhs9434765919", "9434765919"),
        ("NHS no. 943.476.5919", "943.476.5919"),
        ("9 4 3 4 7 6 5 9 1 9", "9 4 3 4 7 6 5 9 1 9"),
        ("her NI number is AB 12 34 56", "AB 12 34 56"),
        ("National Insurance: ab123456", "ab123456"),
        ("QQ 12 34 56 C", "QQ 12 34 56 C"),
        ("EN 630 518 A", "EN 630 518 A"),
        ("nhs num 943 4765 919", "943 4765 919"),
    ],
)
def test_numbers_are_found_as_people_write_them(text: str, found: str) -> None:
    """Run together with their name, by single digits, without the last letter after their name, as on a form."""
    assert found in _found(text)


@pytest.mark.parametrize(
    ("text", "long"), [("in 2021 and 2022", False), ("2021 2022", True), ("pages 12 and 13", False)]
)
def test_texts_without_long_numbers_are_known_at_once(text: str, long: bool) -> None:
    """Six digits in a row are fewest that any number of a person has; words between them part them."""
    assert has_long_number(text) is long
