from __future__ import annotations

from ingest.documents import BlockKind, Reading
from ingest.pdf import read_pdf
from ingest.readings import make_reading
from tests.ingest.builders import limits
from tests.ingest.drawn import FULL, Drawing


def headings(drawing: Drawing) -> list[tuple[int, str]]:
    """Return level and words of each heading of a drawn file."""
    reading: Reading = make_reading(read_pdf(drawing.data()), reader="pdf", limits=limits())
    found = [block for block in reading.blocks if block.kind is BlockKind.HEADING]
    return [(block.level, " ".join(reading.quote(block.segments).split())) for block in found]


def test_lines_that_bookmarks_name_are_headings() -> None:
    """A line with the words of a bookmark of its page is a heading of that level, whatever it looks like."""
    drawing = Drawing()
    for level, (title, y) in enumerate([("What we did", 760), ("Whom we met: families", 700)]):
        drawing.bookmark(title, level)
        drawing.text(title, y=y)
        drawing.paragraph(FULL, y=y - 20)
    assert headings(drawing) == [(1, "What we did"), (2, "Whom we met: families")]


def test_a_heading_of_several_lines_is_one() -> None:
    """The lines that a bookmark names together are one heading, the mark of a footnote and Word's trace of it aside."""
    drawing = Drawing()
    drawing.bookmark("What the families of Westhaven told us about the harbour 12F")
    drawing.text("What the families of Westhaven", y=760, size=18)
    drawing.raised("told us about the harbour", "13", "", y=740, size=18)
    drawing.paragraph(FULL, y=700)
    drawing.raised("", "13", " In the north.", y=60, size=9)
    assert headings(drawing) == [(1, "What the families of Westhaven told us about the harbour13")]


def test_other_headings_stand_as_high_as_those_that_look_the_same() -> None:
    """A heading without a bookmark has the level of those that look like it, or one below those that stand out more."""
    drawing = Drawing()
    sizes = [("The harbour", 20), ("The north", 16), ("The south", 16), ("A case", 14)]
    for number, (title, size) in enumerate(sizes):
        if title in ("The harbour", "The north"):
            drawing.bookmark(title, number)
        drawing.text(title, y=760 - 80 * number, size=size, bold=True)
        drawing.paragraph(FULL, y=735 - 80 * number)
    assert headings(drawing) == [(1, "The harbour"), (2, "The north"), (2, "The south"), (3, "A case")]


def test_bookmarks_make_no_headings_of_contents() -> None:
    """The lines of a page of contents stay furniture, also where a bookmark of that page has the same words."""
    drawing = Drawing()
    drawing.bookmark("Contents")
    drawing.text("Contents", y=780, size=18)
    for number in range(8):
        drawing.text(f"Chapter {'ABCDEFGH'[number]} {3 * number + 2}", y=740 - 20 * number)
    drawing.next_page()
    drawing.paragraph(FULL, y=760)
    assert headings(drawing) == []
