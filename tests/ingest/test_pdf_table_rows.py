from __future__ import annotations

from ingest.documents import BlockKind
from ingest.pdf import read_pdf
from ingest.readings import make_reading
from tests.ingest.builders import limits
from tests.ingest.test_pdf_tables import CELLS, GRID, RUNNING, set_pages, table

CAPTION = "Table 1: Visits made to families in the north, the south and on the islands, by the two teams, 2033 to 2034"


def test_a_table_stands_in_the_place_of_its_lines() -> None:
    """Caption and rows are blocks between the paragraphs around them, the cells of a row parted by tabs."""
    raw = read_pdf(set_pages(RUNNING, CAPTION, table(CELLS, *GRID), RUNNING))
    reading = make_reading(raw, reader="pdf", limits=limits())
    told = [(block.kind, " ".join(reading.quote(block.segments).split(" "))) for block in reading.blocks]
    kinds = [kind for kind, _ in told]
    row = BlockKind.TABLE_ROW
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.TABLE_CAPTION, row, row, row, row, BlockKind.PARAGRAPH]
    assert [words for kind, words in told if kind is row] == ["\t".join(cells) for cells in CELLS]
    assert told[1][1].split() == CAPTION.split()


def test_every_word_of_a_table_is_there_once() -> None:
    """The words in a table are not read a second time as lines."""
    raw = read_pdf(set_pages(RUNNING, table(CELLS, *GRID), RUNNING))
    assert all(raw.text.count(cell) == 1 for cells in CELLS[1:] for cell in cells if cell.isalpha() or " " in cell)


def test_running_text_in_a_cell_is_a_paragraph() -> None:
    """A row with several sentences in a cell is quoted by its sentences, with what is explained in the first."""
    long = "A net is made of rope. It is hung over the water. It must be renewed in the spring of every year."
    cells = [["Word", "What it means"], ["Net", long], ["Rope", "What nets are made of"]]
    raw = read_pdf(set_pages(RUNNING, table(cells, *GRID, widths=[100, 300]), RUNNING))
    reading = make_reading(raw, reader="pdf", limits=limits())
    told = {sentence.text: sentence.kind for sentence in reading.sentences}
    assert told["Net A net is made of rope."] is BlockKind.PARAGRAPH
    assert told["It is hung over the water."] is BlockKind.PARAGRAPH
    assert told["Rope What nets are made of"] is BlockKind.TABLE_ROW
