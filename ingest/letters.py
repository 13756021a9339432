"""Reads from a letter what it says of itself: its date, who wrote it and to whom."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from ingest import marks
from ingest.cleaned import clean
from ingest.documents import Block, BlockKind, Letter, Reading, Segment

TITLES = r"(?:(?:Rt Hon|Sir|Dame|Lord|Lady|Baroness|Mrs?|Ms|Miss|Dr|Prof(?:essor)?\.?)\s+)*"
STYLED = re.compile(rf"(?=Rt Hon|Sir|Dame|Lord|Lady|Baroness|Mr|Ms|Miss|Dr|Prof){TITLES}[A-Z][\w'’-]+\s+[A-Z][\w'’-]+")
SIGNED = re.compile(r"reads\s+[\"“](?P<name>[^\"”]+)[\"”]")
MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(marks.MONTHS.split("|"), start=1)}


def find_letter(reading: Reading) -> Letter | None:
    """Return a letter's facts, or None when the document has no salutation and so is no letter."""
    salutation = next((b for b in reading.blocks if b.kind is BlockKind.SALUTATION), None)
    if salutation is None:
        return None
    sent_at = next((b for b in reading.blocks if b.kind is BlockKind.DATE_LINE), None)
    sender, sender_at = _sender(reading)
    recipient, recipient_at = _recipient(reading, salutation)
    return Letter(
        sent=read_date(_words(reading, sent_at)) if sent_at else None,
        sender=sender,
        recipient=recipient,
        sent_at=sent_at.segments[0] if sent_at else None,
        sender_at=sender_at,
        recipient_at=recipient_at,
    )


def read_date(words: str) -> dt.date | None:
    """Return the date of a line such as "Date: 21st May 2021"; None when it is no date."""
    found = marks.DATE_LINE.match(words)
    if not found:
        return None
    try:
        return dt.date(int(found["year"]), MONTH_NUMBERS[found["month"].lower()], int(found["day"]))
    except ValueError:
        return None


def _words(reading: Reading, block: Block) -> str:
    words = clean(reading.text, block.segments).text
    return re.sub(r"</?\w+>|[*_#]+", "", words).strip()


def _sender(reading: Reading) -> tuple[str | None, Segment | None]:
    """Return the name in the signature; the image caption's when there is no other."""
    signature = [
        b for b in reading.blocks if b.kind is BlockKind.SIGNATURE and not marks.CLOSING.match(_words(reading, b))
    ]
    for block in signature:
        name = _words(reading, block).split(",")[0].strip()
        styled = STYLED.match(name)
        if styled:
            return styled[0], block.segments[0]
        if marks.PERSON_LINE.match(name) and not name.isupper():
            return name, block.segments[0]
    for block in reading.blocks:
        signed = SIGNED.search(_words(reading, block)) if block.kind is BlockKind.CAPTION else None
        if signed:
            return signed["name"].strip(), block.segments[0]
    return None, None


def _recipient(reading: Reading, salutation: Block) -> tuple[str, Segment]:
    """Return who is greeted; a first name becomes the full name when the address gives it."""
    name = re.sub(r"^Dear\s+|,$", "", _words(reading, salutation)).strip()
    if " " not in name:
        full = re.compile(rf"{TITLES}\b{re.escape(name)}\s+[A-Z][\w'’-]+")
        for block in _before(reading.blocks, salutation):
            found = full.search(_words(reading, block))
            if found:
                return found[0].strip(), block.segments[0]
    return name, salutation.segments[0]


def _before(blocks: Sequence[Block], block: Block) -> Sequence[Block]:
    return blocks[: blocks.index(block)]
