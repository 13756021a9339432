from __future__ import annotations

from textwrap import dedent

import pytest

from ingest.documents import BlockKind
from ingest.furniture import find_furniture
from ingest.lines import RawText
from ingest.pdf import read_pdf
from ingest.text import read_text
from tests.ingest.pdfs import Words, write_pdf


def found_in(raw: RawText) -> list[str]:
    """Return the words of the lines that are furniture."""
    found = find_furniture(raw)
    lines = [line for index, line in enumerate(raw.lines) if index in found or line.kind is BlockKind.FURNITURE]
    return [raw.text[line.start : line.end] for line in lines]


def found_in_text(text: str) -> list[str]:
    """Return the words of the lines of an indented text that are furniture."""
    return found_in(read_text(dedent(text).encode()))


@pytest.mark.parametrize("stray", ["7", "Page 3 of 12", "3/12", "0", "gion", "~", "https://panel.example/reviews"])
def test_what_stands_alone_between_blank_lines_is_furniture(stray: str) -> None:
    """Page numbers, fragments of a scan and web addresses from a page's foot are furniture."""
    assert found_in_text(f"The review began in May.\n\n{stray}\n\nIt ended in June.\n") == [stray]


@pytest.mark.parametrize(
    "kept", ["7 families were asked", "Yes", "Region", "In 2031", "https://panel.example or by post"]
)
def test_words_that_stand_alone_are_no_furniture(kept: str) -> None:
    """A short line of whole words is kept."""
    assert found_in_text(f"The review began in May.\n\n{kept}\n\nIt ended in June.\n") == []


def test_a_number_in_a_paragraph_is_no_furniture() -> None:
    """A number that stands on a line of its own by chance, with lines above and below, is kept."""
    assert found_in_text("The council counted\n287\nnotifications in the year.\n") == []


def test_an_address_that_is_introduced_is_no_furniture() -> None:
    """A web address after a colon is what the sentence before it announces."""
    assert found_in_text("The report can be read here:\n\n<https://panel.example/report>\n\nIt is long.\n") == []


def test_running_headers_and_page_numbers_are_furniture() -> None:
    """Lines that stand at the edges of many pages, numbers aside, are furniture, and elsewhere they are text."""
    places = ["Northmere", "Westhaven", "Eastfold", "Midvale"]
    pages: list[list[Words | str]] = [
        [
            "Harbour review, 2031",
            Words(f"In {place} we met a family.", above=60),
            "We asked.",
            "They spoke.",
            f"So it was in {place}.",
            Words("7", above=600),
        ]
        for place in places
    ]
    assert found_in(read_pdf(write_pdf(*pages))) == ["Harbour review, 2031", "7"] * len(places)


def test_left_and_right_pages_carry_different_headers() -> None:
    """A header of the left pages and another of the right ones are furniture, each on half of the pages."""
    names = ["Harbour review", "What we found"] * 3
    texts = [Words(f"In {place} we met a family.", above=60) for place in "ABCDEF"]
    pages: list[list[Words | str]] = [[name, text] for name, text in zip(names, texts, strict=True)]
    assert found_in(read_pdf(write_pdf(*pages))) == names


def test_what_is_repeated_in_the_middle_of_pages_is_text() -> None:
    """A line that stands on every page, but not at its top or bottom, is text."""
    pages: list[list[Words | str]] = [
        [Words(f"In {place} we met a family.", above=200), "We asked."] for place in "ABCD"
    ]
    assert found_in(read_pdf(write_pdf(*pages))) == []


def test_a_line_that_is_repeated_on_two_pages_is_text() -> None:
    """Two pages are too few to tell a running header from text."""
    pages = [["The Panel met.", "It discussed a case.", "It adjourned."]] * 2
    assert found_in(read_pdf(write_pdf(*pages))) == []


def test_a_page_of_contents_is_furniture() -> None:
    """All lines of a page on which most end in page numbers that rise are furniture, dots or no dots."""
    contents = ["Contents", *(f"Chapter {name} {page}" for name, page in zip("ABCDEF", range(3, 33, 5), strict=True))]
    text = ["Chapter A", "The review began in May 2031.", "Four families took part."]
    assert found_in(read_pdf(write_pdf(contents, text))) == contents
    assert found_in_text("Contents\n\nBackground ........ 3\n\nThe review began.\n") == ["Background ........ 3"]


def test_a_page_of_figures_is_no_page_of_contents() -> None:
    """Lines that end in numbers which do not rise are text."""
    figures = [
        f"Notifications from {place} {number}" for place, number in zip("ABCDEF", [40, 3, 12, 2, 9, 1], strict=True)
    ]
    assert found_in(read_pdf(write_pdf(figures, ["The end of the report."]))) == []
