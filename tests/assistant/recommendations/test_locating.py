from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UnverifiedQuotation
from assistant.recommendations.checking import Checking
from assistant.recommendations.locating import locate
from ingest.documents import BlockKind, Segment
from ingest.recommendations.entries import Entry, EntryKind, Place
from tests.assistant.builders import LETTER
from tests.ingest.builders import read

TEXT = """
    # What we ask

    We ask that **every partner** writes down – at once – what the family’s “worker” said, and that it is read on the

    7

    same day. Nobody should wait. Nobody should wait.

    - Ask the child.
    - Ask the parents:

    Yours sincerely,

    Imogen Testwell
"""
READING = read(TEXT)
CHECKING = Checking.of(LETTER, READING)


def words_at(segments: tuple[Segment, ...]) -> str:
    """Return the verbatim words of segments on one line."""
    return " ".join(READING.quote(segments).split())


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("every partner writes down - at once", "every partner** writes down – at once"),
        ('what the family\'s "worker" said', "what the family’s “worker” said"),
        ("it is read on the same day.", "it is read on the same day."),
        ("Ask the child. Ask the parents:", "Ask the child. Ask the parents:"),
    ],
)
def test_words_are_found_however_they_are_typed(typed: str, printed: str) -> None:
    """Signs and spaces may be typed otherwise; markup, bullets and the number of a page may lie between."""
    segments = locate(typed, READING)
    assert words_at(segments) == printed
    CHECKING.check_words(typed, segments)


@pytest.mark.parametrize("typed", ["", "…", "every partners", "very partner", "Imogen Testwell", "day. Ask", "7 same"])
def test_what_is_not_printed_in_one_run_is_not_found(typed: str) -> None:
    """Parts of words, words with others left out, and what may not be quoted, are found nowhere."""
    assert locate(typed, READING) == ()


def test_of_several_places_the_nearest_is_taken() -> None:
    """Words that are printed twice are found where they stand nearest to what is looked at."""
    first, second = (match.start() for match in re.finditer("Nobody should wait", READING.text))
    assert locate("Nobody should wait", READING, near=first)[0].start == first
    assert locate("Nobody should wait", READING, near=second)[0].start == second


TYPED = [one.text for one in READING.sentences if one.kind is not BlockKind.HEADING]


@given(st.sampled_from(TYPED), st.integers(0, 30), st.integers(1, 30))
def test_every_run_of_words_is_found_and_proved(sentence: str, first: int, count: int) -> None:
    """Whatever words of a sentence are copied, they are found and pass the check of quotations."""
    words = sentence.split()[first : first + count]
    if words:
        segments = locate(" ".join(words), READING)
        CHECKING.check_words(" ".join(words), segments)


@given(st.integers(0, len(READING.text)), st.integers(0, len(READING.text)))
def test_no_other_words_are_proved(start: int, end: int) -> None:
    """Segments prove their own words alone: with a word more, less or other, the check fails."""
    segments = (Segment(min(start, end), max(start, end)),)
    words = READING.text[segments[0].start : segments[0].end]
    for wrong in (f"not {words}", f"{words} not", words.replace("should", "should not")):
        if wrong != words:
            with pytest.raises(UnverifiedQuotation):
                CHECKING.check_words(wrong, segments)


def test_an_entry_is_kept_with_the_places_that_hold() -> None:
    """A place that cannot be proved is dropped; an entry that cannot is refused."""
    at = locate("Nobody should wait.", READING)
    signature = Segment(READING.text.index("Imogen"), len(READING.text.rstrip()))
    entry = Entry(EntryKind.NATIONAL, "Nobody should wait.", at, also_at=(Place(at), Place(()), Place((signature,))))
    assert CHECKING.check(entry).also_at == (Place(at),)
    for wrong in (
        replace(entry, segments=()),
        replace(entry, text="Nobody may wait."),
        replace(entry, segments=(signature,)),
    ):
        with pytest.raises(UnverifiedQuotation):
            CHECKING.check(wrong)
