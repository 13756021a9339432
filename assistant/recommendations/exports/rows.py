"""The rows of a sheet, written straight into the workbook's XML.

For 10,000 rows XlsxWriter takes more than twice as long as an export may (2.3 s of 1 s; openpyxl 10 s). So it makes
the workbook, and the rows come from here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from html import escape
from itertools import islice

from xlsxwriter.utility import xl_rowcol_to_cell

from assistant.recommendations.entries import Recommendation
from assistant.recommendations.exports.cells import clean, is_hostile
from assistant.recommendations.exports.columns import Cell, Column, Shape
from assistant.recommendations.exports.packing import read_member, replace_members

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
PATTERNS = re.compile(r'<row r="2".*?</row><row r="3".*?</row>', re.DOTALL)
STYLE = re.compile(r'<c r="([A-Z]+)([23])" s="(\d+)"')
COUNTS = re.compile(r' count="\d+" uniqueCount="\d+"')
EXTENT = re.compile(r'<dimension ref="A1:([A-Z]+)\d+"/>')
HYPERLINKS = re.compile(r"<hyperlinks>.*?</hyperlinks>", re.DOTALL)
CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads "_x0041_" as "A", unless its first sign is itself written so."""
NUMBER = "#"
LINE, HIGHEST = 15, 405
"""Heights in points; Excel has none above 409. LibreOffice does not fit rows to their text when it opens a file, and
Excel fits them again when somebody edits them, because nothing says that they are set by hand.
"""
EPOCH = dt.date(1899, 12, 30).toordinal()
ADDRESS = re.compile(r"https?://[!#-;=?-\[\]_a-z~]{1,2000}")
"""Excel calls a file damaged that links to anything else: other text stays text."""
MOST_LINKS = 65_530
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
RELATED = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


@dataclass(frozen=True, slots=True)
class Form:
    """The letter of a column, the number of its format, that for words that must never be run, and its width."""

    letter: str
    plain: str
    quoted: str
    width: int


class Strings(dict[str, int]):
    """The texts of the cells, each with its number, which it gets when it is first asked for: they are kept once."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self.first = first

    def __missing__(self, text: str) -> int:
        """Give a text its number."""
        return self.setdefault(text, self.first + len(self))


def fill_book(book: bytes, columns: Sequence[Column], entries: Sequence[Recommendation]) -> bytes:
    """Return a workbook of ``make_book`` with a row for each entry in the place of its patterns."""
    sheet = read_member(book, SHEET)
    shared = read_member(book, STRINGS)
    strings = Strings(shared.count("<si>"))
    written = "".join(_write_rows(columns, entries, forms=_find_forms(sheet, columns), strings=strings))
    links = dict(islice(_find_links(columns, entries), MOST_LINKS))
    pages = dict.fromkeys(url.partition("#")[0] for url in links.values())
    ids = {page: f"rId{number}" for number, page in enumerate(pages, start=1)}
    sheet = PATTERNS.sub(lambda _: written, sheet, count=1)
    sheet = EXTENT.sub(rf'<dimension ref="A1:\g<1>{len(entries) + 1}"/>', sheet, count=1)
    sheet = HYPERLINKS.sub(lambda _: _write_links(links, ids), sheet, count=1)
    shared = COUNTS.sub("", shared, count=1).replace("</sst>", "".join(map(_write_string, strings)) + "</sst>")
    return replace_members(book, {SHEET: sheet, STRINGS: shared, RELATIONS: _write_relations(ids)})


def _find_forms(sheet: str, columns: Sequence[Column]) -> list[Form]:
    found = STYLE.findall(sheet)
    plain, quoted = ([(letter, style) for letter, row, style in found if row == wanted] for wanted in "23")
    return [
        Form(letter, style, other, column.width)
        for (letter, style), (_, other), column in zip(plain, quoted, columns, strict=True)
    ]


def _write_rows(
    columns: Sequence[Column], entries: Sequence[Recommendation], *, forms: Sequence[Form], strings: Strings
) -> Iterator[str]:
    # Most cells hold what the cell above holds: each is written once, with a sign where the number of its row comes.
    writers = [cache(partial(_write_cell, form=form, strings=strings)) for form in forms]
    written = (map(write, map(column.read, entries)) for write, column in zip(writers, columns, strict=True))
    for number, row in enumerate(zip(*written, strict=True), start=2):
        cells, lines = zip(*row, strict=True)
        height = min(max(lines) * LINE, HIGHEST)
        yield f'<row r="{NUMBER}" ht="{height}">{"".join(cells)}</row>'.replace(NUMBER, str(number))


def _write_cell(value: Cell, *, form: Form, strings: Strings) -> tuple[str, int]:
    """Return a cell, and how many lines it takes."""
    start = f'<c r="{form.letter}{NUMBER}" s="'
    if value is None or value == "":
        return f'{start}{form.plain}"/>', 1
    if isinstance(value, str):
        text = clean(value)
        style = form.quoted if is_hostile(text) else form.plain
        return f'{start}{style}" t="s"><v>{strings[text]}</v></c>', len(text) // form.width + 1
    number = value if isinstance(value, int) else value.toordinal() - EPOCH
    return f'{start}{form.plain}"><v>{number}</v></c>', 1


def _write_string(text: str) -> str:
    coded = escape(CODED.sub("_x005F_", text) if "_x" in text else text, quote=False)
    kept = "" if text == text.strip() else ' xml:space="preserve"'
    return f"<si><t{kept}>{coded}</t></si>"


def _find_links(columns: Sequence[Column], entries: Sequence[Recommendation]) -> Iterator[tuple[str, str]]:
    """Yield each cell that links to something, by its name, and where to."""
    for place, column in enumerate(columns):
        for row, entry in enumerate(entries if column.shape is Shape.LINK else (), start=1):
            if (url := column.read(entry)) and isinstance(url, str) and ADDRESS.fullmatch(url):
                yield xl_rowcol_to_cell(row, place), url


def _write_links(links: Mapping[str, str], ids: Mapping[str, str]) -> str:
    """Return the links, each as Excel keeps it: the address by its id, and what follows "#" beside it."""
    parts = ((cell, *url.partition("#")) for cell, url in links.items())
    written = "".join(
        f'<hyperlink ref="{cell}" r:id="{ids[page]}" location="{escape(mark)}"/>' for cell, page, _, mark in parts
    ).replace(' location=""', "")
    return written and f"<hyperlinks>{written}</hyperlinks>"


def _write_relations(ids: Mapping[str, str]) -> str:
    written = (
        f'<Relationship Id="{one}" Type="{KIND}" Target="{escape(page)}" TargetMode="External"/>'
        for page, one in ids.items()
    )
    return RELATED.format("".join(written))
