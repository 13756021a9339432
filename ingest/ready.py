"""JSON Lines of ready passages, each a publication of its own: how foreign collections come in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from ingest.documents import Description, Document, Failure, Locator, Offer
from ingest.errors import BadMetadata, IngestError
from ingest.offers import check_size
from ingest.readings import READER_VERSION, Limits, make_ready_passage
from ingest.sidecars import Stated, check_stated
from ingest.text import read_text

READY = ".jsonl"
SAID = ("title", "url", "published")


def offer_ready(file: Path, stated: Stated, limits: Limits, *, most_bytes: int) -> Iterator[Offer | Failure]:
    """Offer every row of a file; a row that cannot be used is a failure, and the others go on."""
    first: dict[Locator, int] = {}
    try:
        with file.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    row = _offer_row(file, line, stated, limits, number=number, most_bytes=most_bytes)
                    if isinstance(row, Offer) and first.setdefault(row.locator, number) != number:
                        reason = f'its "_id" stands in line {first[row.locator]} too; give each row its own'
                        row = _failed_row(file, number, reason)
                    yield row
    except OSError as error:
        reason = f"the file cannot be opened ({error.strerror}); check its permissions"
        yield Failure(Locator("jsonl", f"{file.as_posix()}#"), reason)


def _offer_row(  # noqa: PLR0913  a row, where it stands and how it is to be read
    file: Path, line: bytes, stated: Stated, limits: Limits, *, number: int, most_bytes: int
) -> Offer | Failure:
    try:
        check_size(len(line), most_bytes)
        row = _parse_row(line)
        own = stated.over(check_stated({key: row.get(key) for key in SAID if row.get(key)}, where="the row"))
        raw = read_text(str(row["text"]).encode())
    except IngestError as error:
        return _failed_row(file, number, str(error))
    locator = Locator("jsonl", f"{file.as_posix()}#{row['_id']}")
    parts = [READER_VERSION, repr(own), repr(limits.most_tokens), line.hex()]
    digest = hashlib.sha256("\n".join(parts).encode(errors="replace")).hexdigest()

    def read() -> Document:
        reading = make_ready_passage(raw, limits=limits)
        description = own.applied(Description(title=row["_id"], kind="passage"))
        of_line = hashlib.sha256(line).hexdigest()
        return Document(locator, file.name, of_line, description, reading, row["_id"], offer=digest)

    return Offer(locator, digest, read)


def _failed_row(file: Path, number: int, reason: str) -> Failure:
    return Failure(Locator("jsonl", f"{file.as_posix()}#line {number}"), f"line {number}: {reason}")


def _parse_row(line: bytes) -> dict[str, str]:
    try:
        row = json.loads(line)
        # A surrogate written as an escape stands for no character and cannot be stored.
        json.dumps(row, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        message = "it is not JSON; write one object per line"
        raise BadMetadata(message) from error
    if not isinstance(row, dict) or not all(isinstance(row.get(key), str) and row[key] for key in ("_id", "text")):
        message = 'it needs "_id" and "text", both as strings that are not empty'
        raise BadMetadata(message)
    return row
