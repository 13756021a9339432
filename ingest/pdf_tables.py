"""Finds the tables in a PDF: ``pages_with_tables`` says quickly where one can be, ``find_tables`` reads them.

Tables are ruled, partly ruled (lines across only) or without lines under a caption ("Table 1: …"). A box round running
text is no table. pdfplumber gives words and lines: https://github.com/jsvine/pdfplumber
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from ingest.errors import UnreadableDocument
from ingest.pdf_table_pages import pages_with_tables
from ingest.pdf_table_shapes import Mark, Table

__all__ = ["Mark", "Table", "find_tables", "pages_with_tables"]

FEWEST_SECONDS, SECONDS_PER_PAGE = 9.0, 0.5
MEMORY = 900_000_000
HOME = Path(__file__).parents[1]


def find_tables(data: bytes, pages: Collection[int]) -> dict[int, tuple[Table, ...]]:
    """Return the tables of each page asked for that has one, from the top down; pages count from 1.

    ``UnreadableDocument`` when the file is too damaged for its tables to be read.
    """
    asked = sorted(set(pages))
    if not asked:
        return {}
    found: dict[int, tuple[Table, ...]] = {}
    for stored in _read_apart(data, asked):
        table = _restore(stored)
        found[table.page] = (*found.get(table.page, ()), table)
    return found


def _read_apart(data: bytes, pages: list[int]) -> list[dict[str, Any]]:
    """Return what a process of its own finds, within its time and memory."""
    seconds = max(FEWEST_SECONDS, SECONDS_PER_PAGE * len(pages))
    limits = (",".join(map(str, pages)), str(round(seconds)), str(MEMORY))
    command = (sys.executable, "-P", "-m", "ingest.pdf_table_process", *limits)
    places = {"PYTHONPATH": os.pathsep.join(filter(None, (str(HOME), os.environ.get("PYTHONPATH"))))}
    try:
        ended = subprocess.run(  # noqa: S603  this project's own program
            command, input=data, capture_output=True, timeout=seconds, check=True, env=os.environ | places
        )
        tables: list[dict[str, Any]] = json.loads(ended.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        message = "the tables of this PDF cannot be read; open it in a PDF reader, save a new copy and add that"
        raise UnreadableDocument(message) from error
    return tables


def _restore(stored: dict[str, Any]) -> Table:
    """Return a table as it was before it was sent as JSON."""
    left, bottom, right, top = stored.pop("box")
    rows, header = (tuple(map(tuple, stored.pop(name))) for name in ("rows", "header"))
    marks = tuple(Mark(**mark) for mark in stored.pop("marks"))
    return Table(box=(left, bottom, right, top), rows=rows, header=header, marks=marks, **stored)
