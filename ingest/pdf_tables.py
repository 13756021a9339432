"""Finds the tables in a PDF: ``pages_with_tables`` says quickly where one can be, ``find_tables`` reads them.

Tables are ruled, partly ruled (lines across only) or without lines under a caption ("Table 1: …"). A box round running
text is no table. pdfplumber gives words and lines: https://github.com/jsvine/pdfplumber
"""

from __future__ import annotations

from collections.abc import Collection

from ingest.apart import Apart
from ingest.pdf_table_pages import pages_with_tables
from ingest.pdf_table_shapes import Mark, Table

__all__ = ["Mark", "Table", "find_tables", "pages_with_tables"]

APART = Apart("ingest.pdf_table_process")
APART = Apart("ingest.pdf_table_process")
FEWEST_SECONDS, SECONDS_PER_PAGE = 9.0, 0.5


def find_tables(data: bytes, pages: Collection[int]) -> dict[int, tuple[Table, ...]]:
    """Return the tables of each page asked for that has one, from the top down; pages count from 1.

    ``UnreadableDocument`` when the file is too damaged for its tables to be read.
    """
    asked = sorted(set(pages))
    if not asked:
        return {}
    seconds = max(FEWEST_SECONDS, SECONDS_PER_PAGE * len(asked))
    pages_asked = ",".join(map(str, asked))
    found: dict[int, tuple[Table, ...]] = {}
    for table in _restore(APART.ask(pages_asked, data=data, seconds=seconds)):
        found[table.page] = (*found.get(table.page, ()), table)
    return found


def _restore(stored: bytes) -> list[Table]:
    from pydantic import TypeAdapter  # noqa: PLC0415  slow to import, and only where there are tables

    return TypeAdapter(list[Table]).validate_json(stored)
