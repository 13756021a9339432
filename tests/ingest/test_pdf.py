from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest

from ingest.errors import UnreadableDocument
from ingest.lines import RawText
from ingest.pdf import read_pdf
from tests.ingest.builders import read_pages
from tests.ingest.pdfs import Words, write_pdf

PAGES = (
    ["Harbour review", "It was a well-", "known case in Northmere."],
    ["Nobody had been told."],
)
KEY = "lighthouse"
BODY = "The council of Westhaven wrote to every family in the spring and asked whether"


def words(raw: RawText) -> list[str]:
    """Return the words of each line."""
    return [raw.text[line.start : line.end] for line in raw.lines]


def test_lines_stand_in_reading_order_on_their_pages() -> None:
    """Each line knows its page, pages begin where the first line does, and each page ends with a form feed."""
    raw = read_pdf(write_pdf(*PAGES))
    assert [(line.page, text) for line, text in zip(raw.lines, words(raw), strict=True)] == [
        (1, "Harbour review"),
        (1, "It was a well-"),
        (1, "known case in Northmere."),
        (2, "Nobody had been told."),
    ]
    assert [raw.text[start : start + 6] for start in raw.pages] == ["Harbou", "Nobody"]
    assert [page.count("\n") for page in raw.text.split("\f")] == [3, 1, 0]


def test_a_hyphen_at_the_end_of_a_line_is_kept() -> None:
    """The verbatim text has the hyphen and the line break, and the sentence has the word."""
    reading = read_pages(*PAGES)
    assert "well-\nknown" in reading.text
    assert "It was a well-known case in Northmere." in " ".join(s.text for s in reading.sentences)


def test_lines_know_how_they_look() -> None:
    """Size, weight, gap and indent of a line are measured; the outermost lines at its top and bottom are its edges."""
    rows: list[Words | str] = [Words("A heading", 20, bold=True), *["One line"] * 4]
    rows += [Words("Below a gap", above=42), Words("In", indent=18), Words("At the foot", above=560)]
    raw = read_pdf(write_pdf(rows))
    heading, second, *middle, below, last, foot = raw.lines
    assert heading.bold
    assert not second.bold
    assert (heading.size, second.size) == (20, 12)
    assert (below.gap, last.left - below.left) == (3.0, 18.0)
    edges = [line.edge for line in (heading, second, *middle, below, last, foot)]
    assert edges == [True] * 3 + [False] * 4 + [True]


def test_a_page_full_of_footnotes_has_paragraphs() -> None:
    """The usual distance of lines is that of text, also on a page with more lines of footnotes than of text."""
    notes = [Words(f"{number} See the report of that year.", 8, above=9) for number in range(1, 15)]
    reading = read_pages([BODY, "anybody had been told.", Words(notes[0].text, 8, above=60), *notes[1:]])
    assert reading.quote(reading.blocks[0].segments) == f"{BODY}\nanybody had been told."


def test_small_raised_digits_are_marks() -> None:
    """The number of a footnote in the text is left out of the search and stays in the verbatim text."""
    reading = read_pages([BODY, Words("12", 6, above=-5, indent=425), Words("they had been told.", above=19)])
    assert reading.sentences[0].text == f"{BODY} they had been told."
    assert reading.quote(reading.sentences[0].segments) == f"{BODY}12\nthey had been told."


def test_the_title_is_read() -> None:
    """The title that a file gives itself is kept, and an empty one is none."""
    assert read_pdf(write_pdf(["Text"], title="Harbour review")).title == "Harbour review"
    assert read_pdf(write_pdf(["Text"], title=" ")).title is None


def test_a_poster_of_short_lines_is_read() -> None:
    """A file without a single long line is read like any other."""
    assert [s.text for s in read_pages([Words("Moving home?", 30), Words("Tell us.", above=60)]).sentences]


def test_a_page_without_words_keeps_its_number() -> None:
    """An empty page between others counts."""
    raw = read_pdf(write_pdf(["One"], [], ["Three"]))
    assert [line.page for line in raw.lines] == [1, 3]
    assert len(raw.pages) == 3


@pytest.mark.parametrize("share", [0.05, 0.5, 0.9])
def test_a_file_that_was_cut_off_is_refused(share: float) -> None:
    """A file that is not whole is damaged, and downloading it again is the mend."""
    data = write_pdf(*PAGES)
    with pytest.raises(UnreadableDocument, match=r"^this PDF is damaged and cannot be opened; download it again$"):
        read_pdf(data[: int(len(data) * share)])


def test_something_else_that_is_called_pdf_is_refused() -> None:
    """A file that is no PDF is damaged."""
    with pytest.raises(UnreadableDocument, match="damaged"):
        read_pdf(b"The Panel met in May.")


def test_a_damaged_page_is_refused() -> None:
    """A file that promises a page which is not there says that a page is damaged, and how to mend it."""
    with pytest.raises(UnreadableDocument, match=r"^a page of this PDF is damaged; open it in a PDF reader"):
        read_pdf(write_pdf(*PAGES).replace(b"/Count 2", b"/Count 3"))


def test_an_encrypted_file_is_refused() -> None:
    """A file with a password says so, and that the password must be removed."""
    data = write_pdf(*PAGES, password=KEY)
    with pytest.raises(UnreadableDocument, match=r"^this PDF is encrypted; remove its password and add it again$"):
        read_pdf(data)


def test_the_encrypted_file_opens_with_its_password() -> None:
    """What the test above refuses is no damaged file: with its password it is read."""
    data = BytesIO(write_pdf(*PAGES, password=KEY))
    with pypdfium2.PdfDocument(data, password=KEY) as document:
        page = document[1]
        textpage = page.get_textpage()
        assert textpage.get_text_range().strip() == "Nobody had been told."
        textpage.close()
        page.close()
