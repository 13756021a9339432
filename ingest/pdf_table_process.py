"""Reads tables in a process of its own, so that a damaged file can neither hang nor fill the memory of the service.

The bytes of the PDF come in on standard input; the pages asked for, the seconds and the bytes allowed are arguments.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import sys
from dataclasses import asdict

import pdfplumber

from ingest.pdf_table_heads import find_on_sheet, join_pages
from ingest.pdf_table_shapes import Table
from ingest.pdf_table_sheets import read_sheet


def main() -> None:
    """Read, and write the tables as JSON."""
    pages, seconds, memory = sys.argv[1:]
    for limit, most in ((resource.RLIMIT_AS, int(memory)), (resource.RLIMIT_CPU, int(seconds))):
        # Not every system lets a process limit its own memory; the time limit holds in any case.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
    tables = read_tables(sys.stdin.buffer.read(), [int(page) for page in pages.split(",")])
    json.dump([asdict(table) for table in tables], sys.stdout)


def read_tables(data: bytes, pages: list[int]) -> list[Table]:
    """Return the tables on some pages, which are in order."""
    found = []
    with pdfplumber.open(io.BytesIO(data), pages=pages) as document:
        for page in document.pages:
            found.append(find_on_sheet(*read_sheet(page)))
            page.close()
    return [table for tables in join_pages(found) for table in tables]


if __name__ == "__main__":
    main()
