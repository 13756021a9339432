from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.recommendations.exports.about import ATTRIBUTION, FICTIONAL
from assistant.recommendations.exports.book import make_book
from assistant.recommendations.exports.cells import clean
from assistant.recommendations.exports.columns import COLUMNS, pick_columns
from assistant.recommendations.exports.rows import MOST_LINKS, fill_book
from assistant.recommendations.exports.to_xlsx import write_xlsx
from tests.assistant.recommendations.exports.builders import ABOUT, make_entry
from tests.assistant.recommendations.exports.reading import MAIN, Book, open_book

NAMES = [column.name for column in COLUMNS]
RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"


def make(**changed: object) -> Book:
    """Return the workbook of one entry."""
    return open_book(write_xlsx([make_entry(**changed)], about=ABOUT))


def read(**changed: object) -> dict[str, object]:
    """Return the cells of one entry by the names of their columns."""
    names, row = make(**changed).rows(1)
    return dict(zip(map(str, names), row, strict=True))


def test_every_entry_is_a_row_under_the_columns() -> None:
    """The first sheet has the names of the columns, and then a row for each entry, in order."""
    rows = open_book(write_xlsx([make_entry(1), make_entry(2)], about=ABOUT)).rows(1)
    assert rows[0] == NAMES
    assert [row[0] for row in rows[1:]] == ["rec-000001", "rec-000002"]


def test_dates_and_pages_are_no_text() -> None:
    """A date is a real date, a page a number, and a number as printed is text."""
    row = read()
    assert row["published"] == (dt.date(2032, 5, 14) - dt.date(1899, 12, 30)).days
    assert (row["page"], row["number"], row["title"]) == (12.0, "1.", "Ask the child")
    assert row["response"] is None


@given(st.lists(st.text(st.characters(exclude_categories=())), max_size=4))
def test_any_text_comes_back(texts: list[str]) -> None:
    """Any words are text in their own cell, the same but for what the documentation says, and never a formula."""
    rows = open_book(write_xlsx([make_entry(text=one, number=one) for one in texts], about=ABOUT)).rows(1)[1:]
    place = NAMES.index("recommendation")
    assert [(row[1], row[place]) for row in rows] == [(clean(one) or None,) * 2 for one in texts]


def test_what_excel_would_decode_is_kept() -> None:
    """Words that look like a coded character of Excel are written so that it shows them as they are."""
    assert "<t>_x005F_x0041_ and _x</t>" in make(text="_x0041_ and _x").members["xl/sharedStrings.xml"]


def test_words_that_may_be_run_are_marked_as_text() -> None:
    """Such a cell has a format that keeps it text when somebody edits it."""
    book = make(text="=1+1")
    cells = list(book.sheet(1).iter(f"{MAIN}c"))
    style = int(cells[len(NAMES) + NAMES.index("recommendation")].get("s", "0"))
    formats = book.members["xl/styles.xml"].split("<cellXfs")[1].split("<xf ")[1:]
    assert 'quotePrefix="1"' in formats[style]


def test_the_sheet_is_ready_to_use() -> None:
    """The names stay in sight, can be filtered by and are printed on every page; text is wrapped."""
    book = open_book(write_xlsx([make_entry(), make_entry(2)], about=ABOUT))
    sheet = book.members["xl/worksheets/sheet1.xml"]
    assert 'ySplit="1"' in sheet
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:Y3"/>' in sheet
    assert '<dimension ref="A1:Y3"/>' in sheet
    assert "_xlnm.Print_Titles" in book.members["xl/workbook.xml"]
    assert 'formatCode="yyyy-mm-dd"' in book.members["xl/styles.xml"]
    assert 'wrapText="1"' in book.members["xl/styles.xml"]


def test_the_second_sheet_says_what_it_is() -> None:
    """It tells when the file was made, of which revision, what was asked for, how many rows, and the licence."""
    said = {str(name): words for name, words in make().rows(2)}
    assert said["Made"] == "3 February 2034, 14:05 UTC"
    assert said["Revision of the record"] == "revision-1"
    assert said["Filters"] == "addressed to: police"
    assert said["Entries"] == "1"
    assert said["Licence"] == ATTRIBUTION
    assert said["Samples"] == FICTIONAL


def test_an_empty_register_is_a_workbook() -> None:
    """Without entries the names of the columns stand alone, and no pattern is left."""
    book = open_book(write_xlsx([], about=ABOUT))
    assert book.rows(1) == [NAMES]
    assert "<hyperlink" not in book.members["xl/worksheets/sheet1.xml"]


def test_a_link_leads_to_the_publication() -> None:
    """An address of the web is a link, kept as Excel keeps it, and a text that can be copied."""
    book = make(url="https://panel.example/doors?a=1&b=2#page=12")
    assert '<hyperlink ref="W2" r:id="rId1" location="page=12"/>' in book.members["xl/worksheets/sheet1.xml"]
    assert 'Target="https://panel.example/doors?a=1&amp;b=2"' in book.members[RELATIONS]
    assert book.rows(1)[1][NAMES.index("link")] == "https://panel.example/doors?a=1&b=2#page=12"


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "javascript:alert(1)", "https://a b", "https://" + "a" * 3000, 'https://a"b']
)
def test_no_other_text_is_a_link(url: str) -> None:
    """What is no address of the web, or would damage the file, stays text."""
    book = make(url=url)
    assert "<hyperlink" not in book.members["xl/worksheets/sheet1.xml"]
    assert book.rows(1)[1][NAMES.index("link")] == url


def test_no_more_links_than_excel_opens() -> None:
    """Of more addresses than a sheet may link to, the last ones stay text."""
    columns = pick_columns("link")
    entries = [make_entry()] * (MOST_LINKS + 2)
    book = open_book(fill_book(make_book("Links", columns, rows=len(entries), about=()), columns, entries))
    assert book.members["xl/worksheets/sheet1.xml"].count("<hyperlink ") == MOST_LINKS
    assert len(book.rows(1)) == MOST_LINKS + 3


def test_the_same_values_give_the_same_bytes() -> None:
    """A file made again of the same entries is the same."""
    assert write_xlsx([make_entry()], about=ABOUT) == write_xlsx([make_entry()], about=ABOUT)


@pytest.mark.parametrize(("words", "height"), [("short", "15"), ("word " * 70, "90"), ("word " * 6000, "405")])
def test_rows_are_as_high_as_their_words(words: str, height: str) -> None:
    """A row shows all its words where it can, and nothing says that its height was set by hand."""
    plain = {"title": None, "addressees": (), "bodies": (), "publication": "A", "also_at": (), "url": None}
    row = list(make(text=words, section=(), topics=(), **plain).sheet(1).iter(f"{MAIN}row"))[1]
    assert (row.get("ht"), row.get("customHeight")) == (height, None)
