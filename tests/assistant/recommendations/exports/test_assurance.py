from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.oxml.ns import qn

from assistant.recommendations.exports.assurance import STATUSES, write_assurance_docx, write_assurance_xlsx
from tests.assistant.recommendations.exports.builders import ABOUT, WORDS, make_entry
from tests.assistant.recommendations.exports.reading import MAIN, open_book

ENTRIES = [make_entry(1), make_entry(2, page=None, text="=1+1")]


def make() -> Document:
    """Return the document with the table, as python-docx reads it."""
    return docx.Document(io.BytesIO(write_assurance_docx(ENTRIES, about=ABOUT)))


def test_the_workbook_has_each_entry_and_room_beside_it() -> None:
    """Each row has the id, the words, the publication and the page, and four blank cells."""
    head, first, second = open_book(write_assurance_xlsx(ENTRIES, about=ABOUT)).rows(1)
    assert head[-4:] == ["our_local_evidence", "owner", "date", "status"]
    row = dict(zip(head, first, strict=True))
    assert (row["id"], row["recommendation"], row["page"]) == ("rec-000001", WORDS, 12.0)
    assert row["publication"] == "Between two doors (fictional sample)"
    assert first[-4:] == second[-4:] == [None] * 4
    assert dict(zip(head, second, strict=True))["recommendation"] == "=1+1"


def test_a_status_is_chosen_from_a_list() -> None:
    """Every blank status, and no other cell, offers the four that there are."""
    (choice,) = open_book(write_assurance_xlsx(ENTRIES, about=ABOUT)).sheet(1).iter(f"{MAIN}dataValidation")
    assert (choice.get("type"), choice.get("sqref")) == ("list", "L2:L3")
    assert choice.findtext(f"{MAIN}formula1") == f'"{",".join(STATUSES)}"'


def test_without_entries_nothing_is_offered() -> None:
    """A table without rows opens, and has no list of choices."""
    book = open_book(write_assurance_xlsx([], about=ABOUT))
    assert len(book.rows(1)) == 1
    assert not list(book.sheet(1).iter(f"{MAIN}dataValidation"))


def test_the_document_has_one_table_in_landscape() -> None:
    """The page is wider than high, and the table's first row is marked as its header."""
    document = make()
    page = document.sections[0]
    assert (page.page_width or 0) > (page.page_height or 0)
    assert len(document.tables) == 1
    rows = document.element.body.iter(qn("w:tr"))
    marked = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    assert marked == [True, False, False]


def test_the_table_has_each_entry_and_room_beside_it() -> None:
    """Each row has the id, the words, the publication and the page, and four blank cells."""
    (table,) = make().tables
    head, first, second = ([cell.text for cell in row.cells] for row in table.rows)
    assert head == ["Id", "Recommendation", "Publication", "Page", "Our local evidence", "Owner", "Date", "Status"]
    assert first == [
        "rec-000001",
        f"National recommendation 1.: Ask the child: “{WORDS}”",
        "Between two doors (fictional sample)",
        "12",
        *[""] * 4,
    ]
    assert second[1].endswith("“=1+1”")
    assert second[3] == ""


def test_the_columns_fit_the_page() -> None:
    """The widths of the columns make no more than the page has room for."""
    document = make()
    page = document.sections[0]
    (table,) = document.tables
    room = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
    assert sum(column.width or 0 for column in table.columns) <= room * 1.001
