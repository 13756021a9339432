"""The workbook around the rows: its formats, widths, filters, printing, and the sheet that says what it is."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from assistant.recommendations.exports.cells import clean
from assistant.recommendations.exports.columns import Column, Shape

A4 = 9
CELL: Mapping[str, object] = {"text_wrap": True, "valign": "top"}
FORMATS: Mapping[Shape, Mapping[str, object]] = {
    Shape.WORDS: CELL,
    # As text a mark stays what it is, even when somebody edits the cell.
    Shape.MARK: {**CELL, "num_format": "@"},
    Shape.NUMBER: {"valign": "top"},
    Shape.DAY: {"valign": "top", "num_format": "yyyy-mm-dd"},
    Shape.LINK: {**CELL, "font_color": "#1D70B8", "underline": 1},
}
HEADER = {**CELL, "bold": True, "bottom": 1, "bg_color": "#F3F2F1"}
PATTERN = "https://example.org/"


def make_book(title: str, columns: Sequence[Column], *, rows: int, about: Sequence[tuple[str, str]]) -> bytes:
    """Return a workbook with room for ``rows`` rows under the names of the columns.

    Its second row has the format of each column, and one link; the third has the same formats for words that must
    never be run. Both are patterns, and not for reading.
    """
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": title, "created": dt.datetime(1980, 1, 1)})  # noqa: DTZ001  told on "About"
        sheet = book.add_worksheet(title)
        _write_header(sheet, columns, book.add_format(HEADER))
        for row in (1, 2):
            forms = [book.add_format({**FORMATS[one.shape], "quote_prefix": row == 2}) for one in columns]  # noqa: PLR2004
            _write_pattern(sheet, row, forms, columns)
        _offer_choices(sheet, columns, rows=rows)
        sheet.autofilter(0, 0, rows, len(columns) - 1)
        _prepare_printing(sheet)
        _write_about(book.add_worksheet("About"), about, book.add_format(CELL), book.add_format({**CELL, "bold": True}))
    return made.getvalue()


def _write_header(sheet: Worksheet, columns: Sequence[Column], form: Format) -> None:
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.name, form)
    sheet.freeze_panes(1, 0)


def _write_pattern(sheet: Worksheet, row: int, forms: Sequence[Format], columns: Sequence[Column]) -> None:
    for place, (form, column) in enumerate(zip(forms, columns, strict=True)):
        if column.shape is Shape.LINK:
            sheet.write_url(row, place, PATTERN, form)
        else:
            sheet.write_blank(row, place, None, form)


def _offer_choices(sheet: Worksheet, columns: Sequence[Column], *, rows: int) -> None:
    for place, column in enumerate(columns):
        if column.choices and rows:
            sheet.data_validation(1, place, rows, place, {"validate": "list", "source": list(column.choices)})


def _prepare_printing(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_about(sheet: Worksheet, about: Sequence[tuple[str, str]], plain: Format, bold: Format) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    for row, (name, said) in enumerate(about):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, clean(said), plain)
