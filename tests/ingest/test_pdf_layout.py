from __future__ import annotations

import pytest

from ingest.documents import Block, BlockKind, Reading
from ingest.pdf import read_pdf
from ingest.readings import make_reading
from tests.ingest.builders import limits
from tests.ingest.drawn import FULL, Drawing

LEFT, RIGHT, NARROW = 60.0, 310.0, 225.0
FIRST = "The council of Westhaven wrote to every family in the spring and asked whether anybody had been told of"
SECOND = "the changes that were made to the service, and most of them answered in the first two weeks of the summer."
THIRD = "Nine of the twelve families had never been visited, and the reviewers asked why this was so and who knew it."


def read(drawing: Drawing) -> Reading:
    """Return the reading of a drawn file."""
    return make_reading(read_pdf(drawing.data()), reader="pdf", limits=limits())


def told(reading: Reading, block: Block) -> str:
    """Return the verbatim words of a block, spaces collapsed."""
    return " ".join(reading.quote(block.segments).split())


def blocks(reading: Reading) -> list[tuple[str, str]]:
    """Return kind and words of each block."""
    return [(block.kind.value, told(reading, block)) for block in reading.blocks]


def two_columns(*, by_line: bool) -> Drawing:
    """Draw a heading across the page over two columns, column after column or line by line across both."""
    drawing = Drawing()
    drawing.text("What the reviewers found in the two harbours of the north and the south", y=780, size=18, bold=True)
    left = drawing.wrap(f"{THIRD} {THIRD} {FIRST}", NARROW)
    right = drawing.wrap(f"{SECOND} {THIRD} {THIRD}", NARROW)
    places = [(LEFT, 740 - 14 * i, words) for i, words in enumerate(left)]
    places += [(RIGHT, 740 - 14 * i, words) for i, words in enumerate(right)]
    for x, y, words in sorted(places, key=lambda place: -place[1]) if by_line else places:
        drawing.text(words, x=x, y=y)
    return drawing


@pytest.mark.parametrize("by_line", [False, True])
def test_columns_are_read_one_after_the_other(by_line: bool) -> None:
    """The text of two columns is in order, however it was drawn, and a paragraph goes on from one to the next."""
    reading = read(two_columns(by_line=by_line))
    assert blocks(reading) == [
        ("heading", "What the reviewers found in the two harbours of the north and the south"),
        ("paragraph", f"{THIRD} {THIRD} {FIRST} {SECOND} {THIRD} {THIRD}"),
    ]


def test_a_heading_across_columns_parts_them() -> None:
    """What stands over a heading across both columns is read before what stands under it."""
    drawing = Drawing()
    for top, words in ((760, THIRD), (600, FIRST + " them.")):
        for x in (LEFT, RIGHT):
            drawing.paragraph(words, x=x, y=top, width=NARROW)
    drawing.text("What happened in the summer, as the families of Northmere told it to us", y=640, size=16, bold=True)
    assert [words for _, words in blocks(read(drawing))] == [
        THIRD,
        THIRD,
        "What happened in the summer, as the families of Northmere told it to us",
        FIRST + " them.",
        FIRST + " them.",
    ]


def test_a_list_is_no_column() -> None:
    """Bullets and the words beside them are lines, not columns."""
    drawing = Drawing()
    for number in range(8):
        drawing.text("•", x=60, y=760 - 20 * number)
        drawing.text(
            f"Family {number} was visited in the spring of the year, and again in the autumn.",
            x=90,
            y=760 - 20 * number,
        )
    found = blocks(read(drawing))
    assert [kind for kind, _ in found] == ["list_item"] * 8
    assert found[0][1] == "• Family 0 was visited in the spring of the year, and again in the autumn."


def test_a_box_does_not_interrupt_a_sentence() -> None:
    """The words of a box beside a paragraph are read after it, and its heading heads them."""
    drawing = Drawing()
    drawing.box(300, 640, 250, 90)
    lines = drawing.wrap(f"{FIRST} {SECOND}", 220)
    boxed = ["A case", "Alder is four and lives in", "a village by the sea."]
    for number, words in enumerate(lines):
        drawing.text(words, x=60, y=720 - 14 * number)
        if number < len(boxed):
            drawing.text(boxed[number], x=310, y=715 - 16 * number, bold=number == 0, size=14 if number == 0 else 12)
    found = blocks(read(drawing))
    assert ("paragraph", f"{FIRST} {SECOND}") in found
    assert found[-2:] == [("heading", boxed[0]), ("paragraph", " ".join(boxed[1:]))]


def test_a_box_that_was_drawn_last_stands_in_its_place() -> None:
    """A box is read where it stands on the page, though the file has it at the end."""
    drawing = Drawing()
    drawing.paragraph(THIRD, y=760)
    drawing.paragraph(f"{FIRST} them.", y=560)
    drawing.box(55, 620, 480, 60)
    drawing.text("Workers should ask what is not being said.", y=650)
    assert [words for _, words in blocks(read(drawing))] == [
        THIRD,
        "Workers should ask what is not being said.",
        f"{FIRST} them.",
    ]


def test_a_box_of_bold_words_heads_nothing() -> None:
    """A sentence that is made to stand out in a box is a paragraph, though it is bold and has no full stop."""
    drawing = Drawing()
    drawing.paragraph(THIRD, y=760)
    drawing.box(55, 620, 480, 60)
    drawing.text("Ask what is not being said", y=650, bold=True)
    drawing.paragraph(f"{FIRST} them.", y=560)
    assert [kind for kind, _ in blocks(read(drawing))] == ["paragraph"] * 3


@pytest.mark.parametrize("turned", ["page", "letters"])
def test_a_turned_page_is_read(turned: str) -> None:
    """Words on a page that is turned, or set sideways on one that is not, are paragraphs of whole sentences."""
    drawing = Drawing(turned=turned)
    drawing.text("What we did", y=540, size=18, bold=True)
    drawing.paragraph(THIRD, y=500)
    drawing.paragraph(f"{FIRST} them.", y=420)
    raw = read_pdf(drawing.data())
    assert {line.size for line in raw.lines} == {12, 18}
    found = blocks(read(drawing))
    assert found == [("heading", "What we did"), ("paragraph", THIRD), ("paragraph", f"{FIRST} them.")]


def test_a_wide_page_is_read() -> None:
    """A page in landscape among others is read like them."""
    drawing = Drawing()
    drawing.paragraph(THIRD, y=700)
    drawing.next_page(size=(842, 595))
    drawing.paragraph(f"{FIRST} them.", y=500, width=700)
    assert blocks(read(drawing)) == [("paragraph", THIRD), ("paragraph", f"{FIRST} them.")]


def test_bold_lines_that_stand_apart_are_headings() -> None:
    """A bold line over text is a heading; bold words in a line, a bold sentence and a bold introduction are not."""
    drawing = Drawing()
    drawing.text("What we did", y=760, bold=True)
    drawing.paragraph(FULL, y=735)
    drawing.text("Nobody had been told of the visit.", y=680, bold=True)
    drawing.paragraph(FULL, y=655)
    drawing.text("The families were:", y=600, bold=True)
    drawing.paragraph(FULL, y=575)
    assert [told for kind, told in blocks(read(drawing)) if kind == "heading"] == ["What we did"]


def test_a_page_that_is_a_picture_is_told_of() -> None:
    """Where some pages have words, a picture of a page has a note that is never quoted."""
    drawing = Drawing()
    drawing.paragraph(THIRD, y=760)
    drawing.next_page()
    drawing.picture()
    drawing.next_page()
    reading = read(drawing)
    (note,) = (block for block in reading.blocks if block.kind is BlockKind.CAPTION)
    assert told(reading, note) == "[page 2 is a picture; words in it are not read]"
    assert note.segments[0].page == 2
    assert [sentence.text for sentence in reading.sentences] == [THIRD]


def test_a_footer_is_no_part_of_columns() -> None:
    """A footer with the number of the page far to the right stays one line of furniture under two columns."""
    drawing = Drawing()
    for number in range(4):
        for x in (LEFT, RIGHT):
            drawing.paragraph(f"{THIRD} {FIRST} them.", x=x, y=690, width=NARROW)
        drawing.text("Harbour review", y=40)
        drawing.text(str(number + 1), x=520, y=40)
        drawing.next_page()
    found = blocks(read(drawing))
    footers = [words for kind, words in found if kind == "furniture"]
    assert footers == [f"Harbour review {number + 1}" for number in range(4)]
    assert [words for kind, words in found if kind == "paragraph"] == [f"{THIRD} {FIRST} them."] * 8
