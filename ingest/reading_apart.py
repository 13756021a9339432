"""Has documents read in a process of its own."""

from __future__ import annotations

from pydantic import TypeAdapter

from ingest.apart import Apart
from ingest.lines import RawText

APART = Apart("ingest.reading_process")
STORED = TypeAdapter(RawText)


def read_apart(reader: str, *asked: str, data: bytes, seconds: float, waiting: float = 0) -> RawText:
    """Return what a reader (its module and name) makes of a document; see ``Apart.ask``."""
    return STORED.validate_json(APART.ask(reader, *asked, data=data, seconds=seconds, waiting=waiting))
