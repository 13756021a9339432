from __future__ import annotations

import datetime as dt

import pytest

from assistant.recommendations.entries import PrintedAt, ResponseState
from assistant.recommendations.exports.columns import COLUMNS, Cell, find_told, pick_columns, write_columns_table
from tests.assistant.recommendations.exports.builders import SEGMENTS, make_entry, make_response
from tests.conftest import ROOT

ACCEPTED = make_response(ResponseState.ACCEPTED, "We accept this.")
SPOKEN = make_response(ResponseState.MENTIONED, "We are still at work on this.", published=dt.date(2033, 6, 1))


def read(**changed: object) -> dict[str, Cell]:
    """Return the cells of an entry by the names of their columns."""
    entry = make_entry(**changed)
    return {column.name: column.read(entry) for column in COLUMNS}


def test_the_documented_columns_are_those_of_the_exports() -> None:
    """The table in the documentation is the one that the columns give."""
    assert write_columns_table() in (ROOT / "docs" / "recommendations.md").read_text(encoding="utf-8")


def test_columns_stay() -> None:
    """The columns have the names and the order that trackers are built on."""
    assert " ".join(column.name for column in COLUMNS) == (
        "id number kind title recommendation addressed_to bodies publication publication_id publication_kind "
        "publication_status speaker published page section topics agencies response_status response response_source "
        "response_date also_printed_at link changed needs_review"
    )


def test_an_entry_is_told_in_full() -> None:
    """Each column holds what the entry has, words as printed and lists in one cell."""
    cells = read()
    assert cells["number"] == "1."
    assert cells["kind"] == "national recommendation"
    assert cells["addressed_to"] == "the council; police forces"
    assert cells["bodies"] == "Local authorities; Police"
    assert cells["publication"] == "Between two doors (fictional sample)"
    assert cells["section"] == "Part 3 > What we ask"
    assert cells["published"] == dt.date(2032, 5, 14)
    assert cells["also_printed_at"] == "page 3, Summary"
    assert cells["response_status"] == "no response held"


@pytest.mark.parametrize("name", ["response", "response_source", "response_date"])
def test_without_a_response_its_columns_are_empty(name: str) -> None:
    """Nothing is told of a response that is not held."""
    assert read()[name] is None


def test_the_response_is_the_one_that_gives_the_status() -> None:
    """Status, words, source and date are of one response: the latest that says what the status says."""
    cells = read(status=ResponseState.ACCEPTED, responses=(ACCEPTED, SPOKEN))
    assert cells["response"] == "We accept this."
    assert cells["response_source"] == "A reply, page 2"
    assert cells["response_date"] == dt.date(2033, 1, 5)


def test_of_several_responses_the_latest_is_told() -> None:
    """The latest counts, in whatever order they come, and one without a date is the earliest."""
    undated = make_response(ResponseState.ACCEPTED, "Accepted, some day.", published=None)
    later = make_response(ResponseState.ACCEPTED, "Accepted again.", published=dt.date(2034, 1, 1))
    entry = make_entry(status=ResponseState.ACCEPTED, responses=(later, undated, ACCEPTED))
    assert find_told(entry) == later


def test_a_place_without_page_and_heading_is_told_of() -> None:
    """Words that are printed again where no page is known are not forgotten."""
    nowhere = PrintedAt(page=None, section=(), segments=SEGMENTS)
    assert read(also_at=(nowhere,))["also_printed_at"] == "elsewhere in the publication"


def test_a_real_publication_has_its_title_alone() -> None:
    """Nothing is added to the title of a publication that is no sample."""
    assert read(fictional=False)["publication"] == "Between two doors"


def test_columns_are_picked_in_the_order_asked_for() -> None:
    """Other tables take columns of the register as they are."""
    assert [column.name for column in pick_columns("page", "id")] == ["page", "id"]
