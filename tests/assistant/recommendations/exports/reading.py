"""Reads a workbook for tests, by its XML: what a cell holds, and whether it is text."""

from __future__ import annotations

import io
import zipfile
from typing import NamedTuple
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Book(NamedTuple):
    """The members of a workbook, as text."""

    members: dict[str, str]

    def sheet(self, number: int) -> Element:
        """Return the XML of a sheet."""
        return _parse(self.members[f"xl/worksheets/sheet{number}.xml"])

    def rows(self, number: int) -> list[list[str | float | None]]:
        """Return the cells of a sheet: text is text, and a number is a number."""
        shared = ["".join(one.itertext()) for one in _parse(self.members["xl/sharedStrings.xml"])]
        rows = self.sheet(number).iter(f"{MAIN}row")
        return [[_read(cell, shared) for cell in row] for row in rows]


def open_book(data: bytes) -> Book:
    """Return a workbook whose every member is well-formed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return Book({name: archive.read(name).decode("utf-8") for name in archive.namelist()})


def _parse(text: str) -> Element:
    found: Element = fromstring(text.encode("utf-8"))
    return found


def _read(cell: Element, shared: list[str]) -> str | float | None:
    assert cell.find(f"{MAIN}f") is None, "a cell has a formula"
    value = cell.findtext(f"{MAIN}v")
    if value is None:
        return None
    return shared[int(value)] if cell.get("t") == "s" else float(value)
