from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.web.places import link_publication, read_ranges
from ingest.documents import Segment

SPANS = some.lists(some.tuples(some.integers(0, 900), some.integers(1, 90)), min_size=1, max_size=20)


def test_the_address_of_quoted_words_names_their_offsets() -> None:
    """The address of a quotation holds the publication, each run of words and the anchor of the first."""
    segments = [Segment(10, 20, 1), Segment(30, 40, 2)]
    assert link_publication("a1", segments) == "/publications/a1?quote=10-20,30-40#quoted"
    assert link_publication("a1") == "/publications/a1"


def test_an_id_cannot_leave_its_place_in_an_address() -> None:
    """Whatever an id is made of, it is one part of the address."""
    assert link_publication("a/b?c#d") == "/publications/a%2Fb%3Fc%23d"


@given(SPANS)
def test_an_address_is_read_as_it_was_written(spans: list[tuple[int, int]]) -> None:
    """The ranges read from an address are those it was made of, in the order of the text."""
    segments = [Segment(start, start + length) for start, length in spans]
    written = link_publication("a1", segments).partition("quote=")[2].removesuffix("#quoted")
    assert sorted(segments, key=lambda s: (s.start, s.end)) == list(read_ranges(written, characters=1000))


@pytest.mark.parametrize(
    "written",
    [
        "",
        "1",
        "5-5",
        "9-3",
        "0-1001",
        "a-b",
        "1-2,",
        "1-2;3-4",
        "-1-3",
        "1-2,3-x",
        "9" * 40 + "-3",
        ",".join(["1-2"] * 101),
    ],
)
def test_what_cannot_be_a_place_is_none(written: str) -> None:
    """Ranges that are empty, turned round, outside the text, not numbers or too many name no place."""
    assert read_ranges(written, characters=1000) == ()


@given(some.text(), some.integers(0, 10_000))
def test_ranges_lie_in_the_text_whatever_is_written(written: str, characters: int) -> None:
    """Whatever an address says, what is read from it lies within the text."""
    assert all(0 <= one.start < one.end <= characters for one in read_ranges(written, characters=characters))
