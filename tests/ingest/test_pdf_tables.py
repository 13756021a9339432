from __future__ import annotations

import contextlib
import io
import random
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, SimpleDocTemplate
from reportlab.platypus import Table as Drawn

from ingest.errors import UnreadableDocument
from ingest.pdf_table_process import read_tables
from ingest.pdf_tables import Mark, Table, find_tables, pages_with_tables

SAMPLE = Path(__file__).parents[2] / "samples" / "review-2034-close-to-the-water.pdf"
BODY = ParagraphStyle("body", fontSize=10, leading=13, spaceAfter=8)
BOLD = ParagraphStyle("bold", BODY, fontName="Helvetica-Bold")
PALE = HexColor("#dce6ee")
RUNNING = (
    "Workers told us that the table is read by few and that the words round it are read by fewer. This paragraph is"
    " fictional and is here so that there is running text near the table, over several lines of the page."
)
GRID: list[Any] = [("GRID", (0, 0), (-1, -1), 0.5, black)]
SHADED_HEAD: list[Any] = [("BACKGROUND", (0, 0), (-1, 0), PALE)]
CELLS = [["Area", "Visits", "Children"], ["North shore", "12", "31"], ["South shore", "9", "24"], ["Islands", "4", "7"]]
LONG = "A net was promised and it did not come before the summer, so the family bought one"


def set_pages(*story: Flowable | str, size: tuple[float, float] = A4) -> bytes:
    """Return a PDF of flowing text and tables."""
    data = io.BytesIO()
    parts = [Paragraph(part, BODY) if isinstance(part, str) else part for part in story]
    SimpleDocTemplate(data, pagesize=size).build(parts)
    return data.getvalue()


def table(cells: Sequence[Sequence[str]], *style: Any, widths: Sequence[float] | None = None) -> Flowable:
    """Return a table of a given look; cells may take several lines when widths are given."""
    wrapped = [[Paragraph(text, BODY) for text in row] for row in cells] if widths else cells
    return Drawn(wrapped, widths, style=list(style), spaceAfter=10)


def find(data: bytes) -> list[Table]:
    """Return all tables of a file, from pages that can have one."""
    return read_tables(data, list(pages_with_tables(data)))


def rows(cells: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return rows as tables have them."""
    return tuple(map(tuple, cells))


LOOKS = {
    "ruled": GRID,
    "ruled with a shaded head": GRID + SHADED_HEAD,
    "boxed cells": [("INNERGRID", (0, 0), (-1, -1), 0.3, black), ("BOX", (0, 0), (-1, -1), 2, black)],
    "lines across": [("LINEBELOW", (0, 0), (-1, -1), 0.5, black), ("LINEABOVE", (0, 0), (-1, 0), 0.5, black)],
    "lines round the head and at the foot": [
        ("LINEABOVE", (0, 0), (-1, 0), 1, black),
        ("LINEBELOW", (0, 0), (-1, 0), 0.5, black),
        ("LINEBELOW", (0, -1), (-1, -1), 1, black),
    ],
    "white lines on a colour": [("BACKGROUND", (0, 0), (-1, -1), PALE), ("GRID", (0, 0), (-1, -1), 1, white)],
    "striped": [("ROWBACKGROUNDS", (0, 0), (-1, -1), [PALE, white])],
    "no lines": [],
}


@pytest.mark.parametrize("look", LOOKS)
def test_a_table_of_every_look_is_found(look: str) -> None:
    """Each cell is found in its row and column, with the caption, between running text."""
    data = set_pages(RUNNING, "Table 1: Visits made, 2033", table(CELLS, *LOOKS[look]), RUNNING, RUNNING)
    (found,) = find(data)
    assert found.rows == rows(CELLS)
    assert (found.page, found.caption, found.continues) == (1, "Table 1: Visits made, 2033", False)


@pytest.mark.parametrize("look", [look for look in LOOKS if look != "no lines"])
def test_lines_need_no_caption(look: str) -> None:
    """A table with lines or colours is found without a caption, and then has none."""
    (found,) = find(set_pages(RUNNING, table(CELLS, *LOOKS[look]), RUNNING))
    assert (found.rows, found.caption) == (rows(CELLS), None)


@pytest.mark.parametrize(
    ("style", "head"),
    [
        (GRID, 0),
        (GRID + SHADED_HEAD, 1),
        ([*GRID, ("FONT", (0, 0), (-1, 0), "Helvetica-Bold")], 1),
        ([*GRID, ("FONT", (0, 0), (0, -1), "Helvetica-Bold")], 0),
        ([*GRID, ("FONT", (0, 0), (-1, -1), "Helvetica-Bold")], 0),
        ([*GRID, ("ROWBACKGROUNDS", (0, 0), (-1, -1), [PALE, white])], 0),
        (LOOKS["lines round the head and at the foot"], 1),
    ],
    ids=["plain", "shaded", "bold", "bold first column", "all bold", "striped", "ruled off"],
)
def test_the_head_is_told_by_its_look(style: list[Any], head: int) -> None:
    """A first row that looks unlike the others heads the columns; where none does, no row is said to."""
    (found,) = find(set_pages(table(CELLS, *style)))
    assert (found.header_rows, found.header) == (head, rows(CELLS)[:head])


def test_the_box_is_round_the_table() -> None:
    """The box is given in points from the bottom left of the page."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(400, 600))
    drawn = Drawn(CELLS, [80, 50, 60], [20] * 4, style=GRID)
    drawn.wrapOn(canvas, 400, 600)
    drawn.drawOn(canvas, 100, 300)
    canvas.save()
    (found,) = find(data.getvalue())
    assert found.box == pytest.approx((100, 300, 290, 380), abs=1)


def test_cells_of_several_lines_are_one_cell() -> None:
    """Words that are broken over lines in a cell stay together, in reading order, beside shorter cells."""
    cells = [["Danger", "What was done"], ["Garden pond", LONG], ["A gate that did not close", "The landlord was told"]]
    for look in ("ruled", "lines across"):
        (found,) = find(set_pages(table(cells, *LOOKS[look], widths=[70, 90])))
        assert found.rows == rows(cells)


def test_rows_without_lines_are_told_by_their_distance() -> None:
    """In a table without lines, lines that stand close are one row."""
    cells = [["Danger", "What was done"], ["Garden pond", LONG], ["Gate", LONG], ["Bath", "Nothing"]]
    (found,) = find(set_pages("Table 2: Dangers", table(cells, widths=[70, 150]), RUNNING))
    assert found.rows == rows(cells)


def test_merged_cells_have_their_words_once() -> None:
    """A merged cell's words stand in its first place; the other places it covers are empty."""
    cells = [["Area", "Visits", ""], ["", "2032", "2033"], ["North shore", "3", "12"], ["", "4", "9"]]
    style = [*GRID, ("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1)), ("SPAN", (0, 2), (0, 3))]
    (found,) = find(set_pages(table(cells, *style, *SHADED_HEAD)))
    assert found.rows == rows(cells)
    assert found.header_rows == 2


def test_empty_cells_are_empty() -> None:
    """A cell without words is there and empty."""
    cells = [["Area", "Visits", "Note"], ["North shore", "", ""], ["Islands", "4", "by boat"]]
    (found,) = find(set_pages(table(cells, *GRID)))
    assert found.rows == rows(cells)


@pytest.mark.parametrize(
    "style",
    [
        [("BOX", (0, 0), (-1, -1), 1, black)],
        [("BOX", (0, 0), (-1, -1), 1, black), ("BACKGROUND", (0, 0), (-1, -1), PALE)],
        GRID,
    ],
    ids=["border", "shaded", "one column ruled"],
)
def test_a_box_round_running_text_is_no_table(style: list[Any]) -> None:
    """One cell, or one column, is no table, whatever is drawn round it."""
    boxed = [[Paragraph(RUNNING, BODY)], [Paragraph("• one thing<br/>• another thing", BODY)]]
    assert find(set_pages(RUNNING, Drawn(boxed[:1], [300], style=style), RUNNING)) == []
    assert find(set_pages(RUNNING, Drawn(boxed, [300], style=style), RUNNING)) == []


def test_text_in_two_columns_is_no_table() -> None:
    """Running text in two columns is none, also between lines across the page and under words that name a table."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4)
    for across in (72, 310):
        for number in range(30):
            canvas.drawString(across, 700 - 14 * number, "some words of the report that run")
    canvas.drawString(72, 720, "Table 1 shows what was found and is on another page, where it")
    for height in (740, 60):
        canvas.line(72, height, 520, height)
    canvas.save()
    assert find(data.getvalue()) == []


def test_tables_in_a_column_of_text_are_found() -> None:
    """On a page of two columns, a table in one column takes neither rows nor caption from the other."""
    data = io.BytesIO()
    document = BaseDocTemplate(data, pagesize=A4)
    document.addPageTemplates([PageTemplate("columns", [Frame(across, 60, 230, 700) for across in (60, 310)])])
    running = [Paragraph(RUNNING, BODY) for _ in range(14)]
    one = [Paragraph("Table 1: Visits", BODY), table(CELLS, *GRID)]
    other = [Paragraph("Table 2: Nets", BODY), table(CELLS)]
    document.build([running[0], *one, *running, *other, *running[:2]])
    first, second = find(data.getvalue())
    assert (first.caption, second.caption) == ("Table 1: Visits", "Table 2: Nets")
    assert first.rows == second.rows == rows(CELLS)
    assert first.box[2] < A4[0] / 2 < second.box[0]


def test_a_table_in_a_box_is_found() -> None:
    """A ruled table that stands in a box with running text is read, and the text round it is not."""
    boxed = [[[Paragraph(RUNNING, BODY), table(CELLS, *GRID), Paragraph(RUNNING, BODY)]]]
    (found,) = find(set_pages(Drawn(boxed, [400], style=[("BOX", (0, 0), (-1, -1), 1, black)])))
    assert found.rows == rows(CELLS)


def test_a_grid_drawn_as_one_path_is_found() -> None:
    """Lines may be drawn together, and in a form that is placed on the page."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4)
    canvas.beginForm("grid")
    path = canvas.beginPath()
    for number in range(3):
        path.moveTo(100, 700 - 20 * number)
        path.lineTo(300, 700 - 20 * number)
        path.moveTo(100 + 100 * number, 660)
        path.lineTo(100 + 100 * number, 700)
    canvas.drawPath(path)
    canvas.endForm()
    canvas.doForm("grid")
    for number, text in enumerate(("Area", "Visits", "Islands", "4")):
        canvas.drawString(105 + 100 * (number % 2), 685 - 20 * (number // 2), text)
    canvas.save()
    (found,) = find(data.getvalue())
    assert found.rows == (("Area", "Visits"), ("Islands", "4"))


def test_squared_paper_is_no_table() -> None:
    """So many crossing lines are a drawing; the page does not take long to be read."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4)
    canvas.grid([50 + 2.5 * step for step in range(200)], [50 + 3.5 * step for step in range(200)])
    canvas.drawString(60, 700, "A drawing")
    canvas.save()
    assert find_tables(data.getvalue(), [1]) == {}


def test_a_list_of_numbers_and_words_is_no_table() -> None:
    """Bullets or numbers in front of words are no column, also between lines."""
    cells = [["1.", "Ring the new area"], ["2.", "Write it down"], ["3.", "Look again"], ["4.", "Tell the family"]]
    assert find(set_pages(table(cells, *LOOKS["lines across"]))) == []


def test_underlined_words_are_no_table() -> None:
    """Lines under words that stand one above another make no table."""
    line = "<u>a link to the guidance</u>, <u>another link</u> and words"
    assert find(set_pages(*[line] * 8)) == []


def test_a_contents_page_is_no_table() -> None:
    """Headings with the numbers of their pages are none."""
    story = [table([[f"{number}. What we did", f"{number + 4}"]], widths=[300, 40]) for number in range(6)]
    assert find(set_pages("Table of contents", *story)) == []


def test_two_tables_on_a_page_stay_apart() -> None:
    """Each has its own caption and rows, from the top down."""
    one, two = "Table 1: Visits", "Table 2: Nets"
    first, second = find(set_pages(one, table(CELLS, *GRID), RUNNING, two, table(CELLS[1:], *LOOKS["lines across"])))
    assert (first.caption, second.caption) == (one, two)
    assert (first.rows, second.rows) == (rows(CELLS), rows(CELLS[1:]))
    assert first.box[1] > second.box[3]


@pytest.mark.parametrize("repeated", [0, 1])
def test_a_table_goes_on_on_the_next_page(repeated: int) -> None:
    """Its part on the next page says so and has the same header, whether that is printed again or not."""
    cells = [["Area", "Visits"], *[[f"Area {number}", str(number)] for number in range(60)]]
    drawn = Drawn(cells, style=GRID + SHADED_HEAD, repeatRows=repeated)
    first, second = find(set_pages("Table 1: Visits", drawn, RUNNING))
    assert (first.page, first.header_rows, first.continues) == (1, 1, False)
    assert (second.page, second.header_rows, second.continues) == (2, repeated, True)
    assert first.header == second.header == (("Area", "Visits"),)
    assert first.rows + second.rows[repeated:] == rows(cells)


def test_another_table_on_the_next_page_does_not_go_on() -> None:
    """A table of the same columns with a caption of its own is another table."""
    cells = [["Area", "Visits"], *[[f"Area {number}", str(number)] for number in range(30)]]
    story = [
        part
        for number in (1, 2)
        for part in (f"Table {number}: Visits", table(cells, *GRID, *SHADED_HEAD), PageBreak())
    ]
    assert [found.continues for found in find(set_pages(*story))] == [False, False]


def test_one_row_is_a_table_only_where_it_goes_on() -> None:
    """A last row on a page of its own belongs to the table before; a row alone is none."""
    cells = [["Area", "Visits"], *[[f"Area {number}", str(number)] for number in range(19)]]
    tall = [("BOTTOMPADDING", (0, 0), (-1, -1), 20)]
    data = set_pages(table(cells, *GRID, *tall))
    assert [len(found.rows) for found in find(data)] == [19, 1]
    assert find(set_pages(table(cells[:1], *GRID))) == []


def draw_turned(turned: int, *, seen: bool = True) -> bytes:
    """Return a page that is drawn turned, and that the page itself turns back where ``seen``."""
    data = io.BytesIO()
    width, height = (500, 700) if turned % 180 == 0 else (700, 500)
    canvas = Canvas(data, pagesize=(500, 700) if seen else (width, height))
    canvas.setPageRotation(turned if seen else 0)
    canvas.translate(*{0: (0, 0), 90: (width, 0), 180: (width, height), 270: (0, height)}[turned])
    canvas.rotate(turned)
    canvas.drawString(80, 600, "Table 1: Visits")
    drawn = Drawn(CELLS, [80, 50, 60], [20] * 4, style=GRID + SHADED_HEAD)
    drawn.wrapOn(canvas, 400, 600)
    drawn.drawOn(canvas, 80, 510)
    canvas.save()
    return data.getvalue()


@pytest.mark.parametrize("seen", [True, False], ids=["turned back", "sideways"])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_turned_page_is_read_upright(turned: int, *, seen: bool) -> None:
    """Whether the page or its reader has to be turned, the box lies where PDFium says that the letters are."""
    data = draw_turned(turned, seen=seen)
    (found,) = find(data)
    assert (found.rows, found.caption, found.header_rows) == (rows(CELLS), "Table 1: Visits", 1)
    assert letters_in(data, found) == set("".join("".join(row) for row in CELLS).replace(" ", ""))


def letters_in(data: bytes, found: Table) -> set[str]:
    """Return the letters that PDFium finds in a table's box."""
    document = pypdfium2.PdfDocument(data)
    page = document[found.page - 1]
    text = page.get_textpage().get_text_bounded(*found.box)
    document.close()
    return set("".join(text.split()))


def test_a_wide_page_is_read() -> None:
    """A page in landscape is like any other."""
    (found,) = find(set_pages("Table 1: Visits", table(CELLS, *GRID), size=landscape(A4)))
    assert found.rows == rows(CELLS)


def test_a_broken_word_keeps_its_hyphen() -> None:
    """A word that is broken at the end of a line in a cell is joined without a space."""
    cells = [["Danger", "Note"], ["Pond", "well-\nkept"], ["Gate", "mended"]]
    (found,) = find(set_pages(table(cells, *GRID)))
    assert found.rows[1] == ("Pond", "well-kept")


def test_footnote_marks_in_cells_are_told() -> None:
    """A raised number in a cell stays in its text, and is named as a mark."""
    cells = [["Area", "Visits"], ["Islands", "by boat<super>12</super>, 4"], ["Coast", "10<super>3</super>"]]
    (found,) = find(set_pages(table(cells, *GRID, widths=[80, 120])))
    assert found.rows[1:] == (("Islands", "by boat12, 4"), ("Coast", "103"))
    assert found.marks == (Mark(1, 1, 7, 9), Mark(2, 1, 2, 3))


def test_ligatures_are_opened() -> None:
    """Letters that are set as one sign are read as letters."""
    held = [text for tables in find_tables(SAMPLE.read_bytes(), [7]).values() for row in tables[0].rows for text in row]
    assert "Yes, for first babies" in held


def test_the_sample_review_has_its_two_tables() -> None:
    """The ruled table runs over two pages, the one with lines across stands on a wide page, the box is none."""
    data = SAMPLE.read_bytes()
    first, second, wide = (found for tables in find_tables(data, range(1, 9)).values() for found in tables)
    assert [(found.page, len(found.rows), len(found.rows[0])) for found in (first, second, wide)] == [
        (5, 5, 4),
        (6, 5, 4),
        (7, 6, 5),
    ]
    assert (first.header, first.header_rows, second.header_rows) == (second.header, 1, 1)
    assert (second.continues, wide.continues) == (True, False)
    assert second.rows[-1][:2] == ("Total", "18")
    assert wide.caption == "Table 2: Practice in the four areas that were visited, as at 31 October 2033"
    assert pages_with_tables(data) == (5, 6, 7)


def test_only_the_pages_asked_for_are_read() -> None:
    """Tables come by page, from 1; a page without one is left out, and no page means no work."""
    data = set_pages(table(CELLS, *GRID), PageBreak(), RUNNING, PageBreak(), table(CELLS, *GRID))
    assert pages_with_tables(data) == (1, 3)
    assert list(find_tables(data, (2, 3))) == [3]
    assert find_tables(data, ()) == {}


def test_pages_of_running_text_are_ruled_out() -> None:
    """None of sixty pages without tables is looked at closely."""
    data = set_pages(*[part for _ in range(60) for part in (*[RUNNING] * 12, PageBreak())])
    assert pages_with_tables(data) == ()


@pytest.mark.parametrize("damaged", [b"", b"no PDF", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_told(damaged: bytes) -> None:
    """Bytes that are no PDF are refused with a sentence by both."""
    with pytest.raises(UnreadableDocument, match="cannot be opened"):
        pages_with_tables(damaged)
    with pytest.raises(UnreadableDocument, match="save a new copy"):
        find_tables(damaged, [1])


def damage(data: bytes, seed: int) -> bytes:
    """Return a file with some bytes changed, lost, doubled or put in; the same for the same seed."""
    chance, damaged = random.Random(seed), bytearray(data)  # noqa: S311  not for secrets
    for _ in range(chance.choice([1, 3, 30, 300])):
        place, length = chance.randrange(len(damaged)), chance.choice([1, 20, 400])
        match chance.randrange(4):
            case 0:
                damaged[place] = chance.randrange(256)
            case 1:
                damaged[place:place] = damaged[-place : length - place]
            case 2:
                damaged[place : place + length] = chance.randbytes(length)
            case _ if len(damaged) > 1_000:
                del damaged[place : place + length]
    return bytes(damaged)


@pytest.mark.parametrize("seed", range(20))
def test_damaged_files_are_read_or_refused(seed: int) -> None:
    """Whatever has happened to a file, its tables are found or it is refused with a sentence."""
    data = damage(set_pages("Table 1: Visits", table(CELLS, *GRID), RUNNING) if seed % 2 else SAMPLE.read_bytes(), seed)
    with contextlib.suppress(UnreadableDocument):
        find_tables(data, [1, 5, 6])
    with contextlib.suppress(UnreadableDocument):
        pages_with_tables(data)


def test_a_small_file_that_grows_huge_is_refused() -> None:
    """A page of a gigabyte, packed into two megabytes, is refused before it fills the memory."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(1_000)) + packer.flush()
    page = b"<< /Type /Page /Parent 1 0 R /MediaBox [0 0 595 842] /Contents 3 0 R >>"
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed)
    objects = (b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>", page, stream, b"<< /Type /Catalog /Pages 1 0 R >>")
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (number, content) for number, content in enumerate(objects, start=1))
    with pytest.raises(UnreadableDocument, match="save a new copy"):
        find_tables(b"%PDF-1.4\n" + body + b"trailer\n<< /Size 5 /Root 4 0 R >>\n%%EOF\n", [1])


WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)
CELL = st.lists(WORDS, max_size=4).map(" ".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    cells=st.integers(2, 4).flatmap(lambda wide: st.lists(st.lists(CELL, min_size=wide, max_size=wide), max_size=6)),
    look=st.sampled_from(sorted(LOOKS)),
)
def test_every_word_of_a_cell_is_a_word_of_the_page(cells: list[list[str]], look: str) -> None:
    """Whatever a table looks like, its cells hold words of its page only, and none of them twice."""
    data = set_pages("Table 1: Words", *([table(cells, *LOOKS[look], widths=[90] * len(cells[0]))] if cells else []))
    document = pypdfium2.PdfDocument(data)
    on_page = document[0].get_textpage().get_text_range().split()
    document.close()
    for found in read_tables(data, [1]):
        for word in " ".join(text for row in found.rows for text in row).split():
            on_page.remove(word)
