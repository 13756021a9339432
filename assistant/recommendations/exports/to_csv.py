"""The register as comma-separated values (RFC 4180)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assistant.recommendations.entries import Recommendation
from assistant.recommendations.exports.cells import clean, guard
from assistant.recommendations.exports.columns import COLUMNS, Cell

MEDIA_TYPE = "text/csv; charset=utf-8"
ENCODING = "utf-8-sig"
"""With a byte order mark: without one Excel takes the file for Windows-1252 and spoils every dash and quotation mark.

LibreOffice knows the mark and opens the file as UTF-8. The first cell is "id" in small letters: a file that starts with
"ID" is one of another format to Excel.
"""
END = "\r\n"


def write_csv(entries: Sequence[Recommendation]) -> bytes:
    """Return a row for each entry under the names of the columns."""
    # LibreOffice leaves the byte order mark before a quoted name, so the names stand without quotation marks. All else
    # but numbers is quoted, so that its "Format quoted field as text" keeps "007" and "1.10" as they are printed.
    names = ",".join(column.name for column in COLUMNS)
    # Most cells hold what the cell above holds, so each is written once: half the time that csv.writer takes.
    cell = cache(_write_cell)
    rows = zip(*(map(cell, map(column.read, entries)) for column in COLUMNS), strict=True)
    return "".join(f"{row}{END}" for row in (names, *map(",".join, rows))).encode(ENCODING)


def _write_cell(value: Cell) -> str:
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    text = guard(clean(value)) if isinstance(value, str) else value.isoformat()
    return '"{}"'.format(text.replace('"', '""'))
