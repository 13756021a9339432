from __future__ import annotations

from ingest.documents import BlockKind, Reading
from ingest.pdf import read_pdf
from ingest.readings import make_reading
from tests.ingest.builders import limits
from tests.ingest.drawn import FULL, Drawing


def read(drawing: Drawing) -> Reading:
    """Return the reading of a drawn file."""
    return make_reading(read_pdf(drawing.data()), reader="pdf", limits=limits())


def notes(reading: Reading) -> list[tuple[str, str]]:
    """Return mark and words of each footnote."""
    found = [block for block in reading.blocks if block.kind is BlockKind.FOOTNOTE]
    return [(block.mark, " ".join(reading.quote(block.segments).split())) for block in found]


def tied(reading: Reading) -> list[tuple[str, str]]:
    """Return each mark in the text, with the word it stands at, and the mark of its note."""
    words = [reading.text[: note.end].split()[-1] for note in reading.notes]
    return [(word, reading.blocks[note.block].mark) for word, note in zip(words, reading.notes, strict=True)]


def body(drawing: Drawing, *, y: float = 700) -> None:
    """Write three lines without marks, so that the usual size of letters is known."""
    for number in range(3):
        drawing.text(FULL[:80], y=y - 14 * number)


def test_notes_are_kept_with_their_marks() -> None:
    """Each note is one block of several lines with its mark, and each raised number in the text leads to its note."""
    drawing = Drawing()
    body(drawing)
    drawing.raised("The review of 2031", "1", " was read in the harbour", y=640)
    drawing.raised("and so was that of 2032.", "2", " Nobody had been told.", y=626)
    drawing.raised("", "1", " Example Safeguarding Review Panel, a review of the harbour in the north,", y=90, size=9)
    drawing.text("141 pages, of which the second half is about the summer.", y=80, size=9)
    drawing.raised("", "2", " The same, the year after.", y=70, size=9)
    reading = read(drawing)
    first = "1 Example Safeguarding Review Panel, a review of the harbour in the north,"
    assert notes(reading) == [
        ("1", f"{first} 141 pages, of which the second half is about the summer."),
        ("2", "2 The same, the year after."),
    ]
    assert tied(reading) == [("20311", "1"), ("2032.2", "2")]
    assert "The review of 2031 was read in the harbour and so was that of 2032." in [s.text for s in reading.sentences]


def test_a_note_goes_on_on_the_next_page() -> None:
    """The rest of a note at the foot of the next page belongs to it, and so does a sentence of the text."""
    drawing = Drawing()
    body(drawing)
    drawing.raised("The reviewers asked the council of Westhaven in the spring of 2031", "7", " whether", y=640)
    drawing.raised("", "7", " See the review of the harbour in the north, which the Panel", y=60, size=9)
    drawing.next_page()
    drawing.text("anybody had been told.", y=780)
    body(drawing)
    drawing.text("has published in the year after.", y=60, size=9)
    reading = read(drawing)
    assert notes(reading) == [
        ("7", "7 See the review of the harbour in the north, which the Panel has published in the year after.")
    ]
    assert [segment.page for block in reading.blocks if block.mark == "7" for segment in block.segments] == [1, 2]
    asked = "The reviewers asked the council of Westhaven in the spring of 2031 whether anybody had been told."
    assert any(asked in sentence.text for sentence in reading.sentences)


def test_a_number_in_the_text_needs_no_note() -> None:
    """A raised number without a note leads nowhere, and small words in the middle of a page are no note."""
    drawing = Drawing()
    body(drawing)
    drawing.raised("The beach has 40 m", "2", " of sand.", y=640)
    drawing.text("3 is the number of the picture.", y=500, size=9)
    body(drawing, y=400)
    reading = read(drawing)
    assert reading.notes == ()
    assert all(not mark for mark, _ in notes(reading))


def test_signs_are_marks_too() -> None:
    """An asterisk leads to a note as a number does."""
    drawing = Drawing()
    body(drawing)
    drawing.raised("Alder", "*", " is four.", y=640)
    drawing.raised("", "*", " Not the name of the child.", y=60, size=9)
    assert tied(read(drawing)) == [("Alder*", "*")]


def test_a_mark_on_a_line_of_its_own_belongs_to_the_line_before() -> None:
    """A second mark that found no room on the line of a heading is part of that heading."""
    drawing = Drawing()
    body(drawing)
    drawing.raised("What the families told us in the spring of that year", "1", "", y=600, size=18)
    drawing.raised("", "2", "", y=582, size=18)
    body(drawing, y=540)
    drawing.raised("", "1", " In the north.", y=80, size=9)
    drawing.raised("", "2", " In the south.", y=70, size=9)
    reading = read(drawing)
    assert [mark for _, mark in tied(reading)] == ["1", "2"]
    (heading,) = (s for s in reading.sentences if s.kind is BlockKind.HEADING)
    assert heading.text == "What the families told us in the spring of that year"
