from __future__ import annotations

import pytest
from hypothesis import given

from assistant.personal.phones import find_phones
from assistant.personal.plain import read_plain
from tests.assistant.personal.numbers import phones


def _found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_phones(text)]


@given(phones())
def test_every_number_is_found(number: str) -> None:
    """A mobile's or a landline's number is found with the code of the country and without, in any spacing."""
    plain = read_plain(f"Ring {number} today").text
    assert _found(plain) == [read_plain(number).text]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("07700 900123 07700 900124 and 2 children", ["07700 900123", "07700 900124"]),
        ("tel:07700900123", ["07700900123"]),
        ("o7700 900123", ["o7700 900123"]),
        ("447700900123", ["447700900123"]),
        ("01204 62345", ["01204 62345"]),
        ("+353 1 679 9944", ["+353 1 679 9944"]),
        ("0 7 7 0 0 9 0 0 1 2 3", ["0 7 7 0 0 9 0 0 1 2 3"]),
        ("07700 900123/4", ["07700 900123"]),
        ("(07700 900123)", ["07700 900123"]),
        ("07700 900 123 2021", ["07700 900 123"]),
    ],
)
def test_numbers_are_found_as_people_write_them(text: str, found: list[str]) -> None:
    """Two in a row, with a letter for nought, of old and short areas, of other countries."""
    assert _found(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "0800 1111",
        "0808 800 5000",
        "0300 123 1231",
        "0345 600 0000",
        "116 123",
        "999, 101 or 111",
        "020 7219 3000",
        "compare 2018 2019 2020 2021",
        "01 02 2026 031",
        "01.02.2026 14.30",
        "ISBN 0-11-322557-5",
        "URN 0123 456 7890",
        "https://example.org/07700900123",
        "107700900123",
        "07700 900123456",
        "paragraphs 0.1 0.2 0.3 0.4 0.5",
    ],
)
def test_what_is_no_persons_number_is_none(text: str) -> None:
    """Helplines, offices, years, dates, books and parts of longer numbers are let through."""
    assert _found(text) == []
