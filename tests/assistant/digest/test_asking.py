from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.digest.asking import AskedDigest, read_digest


@pytest.mark.parametrize(
    ("text", "since", "to"),
    [
        ("digest since 1 May 2021", dt.date(2021, 5, 1), ()),
        ("Digest  since 2021-05-01.", dt.date(2021, 5, 1), ()),
        ("the digest since May 2021", dt.date(2021, 5, 1), ()),
        ("What’s new since 3rd January 2031?", dt.date(2031, 1, 3), ()),
        ("what has changed since 2031-01-03 for the police?", dt.date(2031, 1, 3), ("the police",)),
        ("digest since 1 May 2021 to NHS England", dt.date(2021, 5, 1), ("NHS England",)),
    ],
)
def test_a_digest_is_asked_for_in_a_sentence(text: str, since: dt.date, to: tuple[str, ...]) -> None:
    """A day, or a month, and a body if one is named are read from a sentence."""
    assert read_digest(text) == AskedDigest(since, to)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "digest",
        "digest since yesterday",
        "digest since 31 February 2021",
        "digest since 2021-13-01",
        "digest since 1 Ma 2021",
        "What has changed since 2019 in how rapid reviews are done?",
        "What is said about digests since 1 May 2021?",
    ],
)
def test_other_questions_are_left_alone(text: str) -> None:
    """A question that names no real day, or asks for something else, asks for no digest."""
    assert read_digest(text) is None


@given(some.dates(min_value=dt.date(1000, 1, 1)))
def test_every_day_is_read_as_it_is_written(day: dt.date) -> None:
    """Any day is read back from both ways in which it is written."""
    written = f"{day.day} {day:%B} {day.year}"
    assert read_digest(f"digest since {written}") == read_digest(f"digest since {day.isoformat()}") == AskedDigest(day)


@given(some.text())
def test_whatever_is_typed_does_no_harm(text: str) -> None:
    """Any words are read, or left alone."""
    read_digest(text)
    read_digest(f"digest since {text}")
