from __future__ import annotations

from ingest.pdf import read_pdf
from ingest.pdf_labels import find_labels
from tests.ingest.drawn import FULL, Drawing


def test_the_labels_that_a_file_states_are_kept() -> None:
    """Where a file says how its pages are numbered, that is how they are."""
    drawing = Drawing()
    for _ in range(4):
        drawing.paragraph(FULL, y=700)
        drawing.next_page()
    drawing.label(0, "ROMAN_LOWER")
    drawing.label(2, "ARABIC", 1)
    assert read_pdf(drawing.data()).labels == ("i", "ii", "1", "2")


def test_the_numbers_at_the_foot_of_the_pages_are_read() -> None:
    """Where a file states nothing, the numbers printed at the edges of most pages count, and a cover has none."""
    drawing = Drawing()
    for number in range(6):
        drawing.paragraph(FULL, y=700)
        if number > 1:
            drawing.text(f"Harbour review 2031, page {number - 1}", y=40)
        drawing.next_page()
    assert read_pdf(drawing.data()).labels == ("", "", "1", "2", "3", "4")


def test_numbers_that_do_not_rise_with_the_pages_are_no_labels() -> None:
    """A year, or a number that stands on few pages, is no page number."""
    assert find_labels(["", "", ""], [["Review 2031"], ["Review 2031"], ["Review 2031"]]) == ("", "", "")
    assert find_labels([""] * 8, [["1"], [], [], [], [], [], [], ["8"]]) == ("",) * 8


def test_roman_numerals_come_before_the_others() -> None:
    """A preface may count in Roman numerals of its own."""
    edges = [["i"], ["ii"], ["iii"], ["1"], ["2"], ["3"], ["4"]]
    assert find_labels([""] * 7, edges) == ("i", "ii", "iii", "1", "2", "3", "4")
