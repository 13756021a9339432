"""Reads the pages of a PDF, each in reading order, with its bookmarks' headings and its footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pypdfium2

from ingest.documents import BlockKind
from ingest.furniture import is_contents
from ingest.lines import Line, find_usual_size
from ingest.ocr import OcrPage
from ingest.pdf_boxes import find_boxes, has_picture, stands_in
from ingest.pdf_columns import order_rows
from ingest.pdf_furniture import type_furniture
from ingest.pdf_letters import Place, Turn, read_rows
from ingest.pdf_notes import gather_notes
from ingest.pdf_outline import Bookmark, mark_headings
from ingest.pdf_recognised import recognised_rows
from ingest.pdf_rows import Row, join_rows
from ingest.pdf_table_rows import place_tables
from ingest.pdf_tables import Table


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is read: its rows, its height, its boxes; whether it is a picture."""

    rows: tuple[Row, ...]
    tall: float
    boxes: tuple[Place, ...] = ()
    picture: bool = False


def read_pages(
    document: pypdfium2.PdfDocument, tables: Mapping[int, Sequence[Table]], recognised: Mapping[int, OcrPage]
) -> list[Page]:
    """Return the pages of a document, with tables and recognised words that are known by the page (from 1)."""
    numbers = range(1, len(document) + 1)
    found = [_read_page(document, number, tables.get(number, ()), recognised.get(number)) for number in numbers]
    typed = type_furniture([page.rows for page in found], [page.tall for page in found])
    return [_in_order(page, rows) for page, rows in zip(found, typed, strict=True)]


def find_parts(pages: Sequence[Page], bookmarks: Sequence[Bookmark]) -> list[Page]:
    """Return the pages with the lines of footnotes, and those of headings that bookmarks name, made one."""
    size = usual_size(pages)
    noted = gather_notes([page.rows for page in pages], size=size, tall=[page.tall for page in pages])
    found = []
    for number, (page, rows) in enumerate(zip(pages, noted, strict=True)):
        own = [] if is_contents([row.words for row in rows]) else [mark for mark in bookmarks if mark.page == number]
        found.append(replace(page, rows=tuple(mark_headings(rows, own))))
    return found


def usual_size(pages: Sequence[Page]) -> float:
    """Return the size of the letters of most text."""
    rows = [row for page in pages for row in page.rows if row.kind is None]
    return find_usual_size([Line(0, len(row.words), size=row.size) for row in rows])


def _read_page(
    document: pypdfium2.PdfDocument, number: int, tables: Sequence[Table], recognised: OcrPage | None
) -> Page:
    page = document[number - 1]
    try:
        rows, turn = read_rows(page)
        if not rows and has_picture(page):
            turn = replace(turn, quarters=page.get_rotation() // 90)
            rows = list(recognised_rows(recognised, turn)) if recognised else []
            return Page(tuple(rows) or (_picture(number),), turn.tall, picture=True)
        boxes = _visible(find_boxes(page, turn), tables, turn)
        return Page(tuple(place_tables(rows, tables, turn)), turn.tall, tuple(boxes))
    finally:
        page.close()


def _in_order(page: Page, rows: Sequence[Row]) -> Page:
    """Return a page with its rows in reading order; furniture stands before and after them."""
    text = [row for row in rows if row.kind is not BlockKind.FURNITURE]
    ordered = list(_with_callouts(order_rows(text, page.boxes), page.boxes))
    place = next((i for i, row in enumerate(rows) if row.kind is not BlockKind.FURNITURE), len(rows))
    return replace(page, rows=(*rows[:place], *ordered, *rows[place + len(text) :]))


def _picture(number: int) -> Row:
    """Return what stands for a page whose words, if any, are a picture; it is typed so that it is never quoted."""
    return Row(f"[page {number} is a picture; words in it are not read]", 0, 0, 0, 0, 0, kind=BlockKind.CAPTION)


def _visible(boxes: Sequence[Place], tables: Sequence[Table], turn: Turn) -> list[Place]:
    """Return the boxes that are no part of a table."""
    places = [turn.place(*table.box) for table in tables]
    return [box for box in boxes if not any(_share(box, place) for place in places)]


def _share(one: Place, other: Place) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _with_callouts(rows: Sequence[Row], boxes: Sequence[Place]) -> Iterator[Row]:
    """Yield rows with those of a box in which all are bold made one paragraph: they stand out, and head nothing."""
    place = 0
    while place < len(rows):
        box = next((box for box in boxes if stands_in(rows[place], box)), None)
        end = place + 1
        while box and end < len(rows) and stands_in(rows[end], box):
            end += 1
        inside = rows[place:end]
        if box and all(row.bold and not row.kind for row in inside):
            yield replace(join_rows(inside), kind=BlockKind.PARAGRAPH)
        else:
            yield from inside
        place = end
