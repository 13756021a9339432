"""The process in which tables are read: ``ingest.apart`` says how; the argument is the pages asked for."""

from __future__ import annotations

import io
import json
from dataclasses import asdict

import pdfplumber

from ingest.apart import answer_forever
from ingest.pdf_table_heads import find_on_sheet, join_pages
from ingest.pdf_table_shapes import Table
from ingest.pdf_table_sheets import read_sheet


def read(data: bytes, pages: str) -> bytes:
    """Return the tables on some pages ("1,4,5") as JSON."""
    return json.dumps([asdict(table) for table in read_tables(data, [int(page) for page in pages.split(",")])]).encode()


def read_tables(data: bytes, pages: list[int]) -> list[Table]:
    """Return the tables on some pages, which are in order."""
    found = []
    with pdfplumber.open(io.BytesIO(data), pages=pages) as document:
        for page in document.pages:
            found.append(find_on_sheet(*read_sheet(page)))
            page.close()
    return [table for tables in join_pages(found) for table in tables]


if __name__ == "__main__":
    answer_forever(read)
