"""Reads the end of a letter: how it closes and who signs it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest import marks
from ingest.documents import BlockKind, Party, Said
from ingest.letter_layout import Layout
from ingest.letter_marks import ADDRESS, OFFICE, TITLED, WORD
from ingest.letter_parties import join_parties, read_party
from ingest.letter_words import Words

SIGNED = re.compile(r"\b(?:reads|says)\s+[\"“'‘](?P<name>[^\"”]+?)[\"”'’](?=\W|$)")
OTHER_LINE = re.compile(
    r"(?:cc|c\.c\.?|copy|copies|copied|enc|encl|encs|enclosures?|attachments?)(?!\w)|.*@|.*https?:", re.IGNORECASE
)
GIVEN_NAME = re.compile(rf"(?!(?:[A-Z]+|The)$){WORD}$")
PLACE = re.compile(rf"\b{ADDRESS}\b")
FOR_ANOTHER = re.compile(r"(?:p\.?p\.?|signed(?: by)?:?)\s+", re.IGNORECASE)

Row = list[Said]


def read_sign_off(words: Words, layout: Layout) -> Said | None:
    """Return the closing phrase of a letter, as in "Yours sincerely"."""
    for row in _rows(words, layout, closing=True):
        if found := marks.CLOSING_PHRASE.match(row[0].text):
            return words.part(row[0], 0, found.end())
    return None


def read_signatories(words: Words, layout: Layout) -> tuple[Party, ...]:
    """Return who signs, in order; who is only named in the picture of a signature where nobody else is."""
    rows = list(_rows(words, layout))
    found: list[Party] = []
    names = 0
    for index, row in enumerate(rows):
        parties = [_party(words, cell, found, following=rows[index + 1 : index + 2]) for cell in row]
        beside = len(found) - names if len(row) > 1 and len(row) == names else None
        for column, party in enumerate(parties):
            _add(found, party, place=None if beside is None else beside + column)
        names = sum(party.name is not None for party in parties)
    if not any(party.name for party in found) and (drawn := _drawn_name(words, layout)):
        return (join_parties([Party(drawn), *found]),)
    return tuple(found)


def _rows(words: Words, layout: Layout, *, closing: bool = False) -> list[Row]:
    """Return the lines of the signature, without its closing phrase unless that is wanted."""
    rows: list[Row] = []
    for ordinal in layout.signature:
        block = words.reading.blocks[ordinal]
        if block.kind is not BlockKind.SIGNATURE:
            continue
        for row in words.rows(block):
            if OTHER_LINE.match(row[0].text) and not closing:
                return rows
            rows.append(row if closing else _unclosed(words, row))
    return [row for row in rows if row]


def _unclosed(words: Words, row: Row) -> Row:
    """Leave out the closing phrase that a line begins with, and that somebody signs for somebody."""
    first = row[0]
    for opening in (marks.CLOSING_PHRASE, FOR_ANOTHER):
        if found := opening.match(first.text):
            rest = words.part(first, found.end(), len(first.text))
            if rest is None:
                return row[1:]
            first = rest
    return [first, *row[1:]]


def _party(words: Words, cell: Said, found: Sequence[Party], *, following: Sequence[Row]) -> Party:
    """Return what a line says of a signatory; after the first, a bare name must come with an office."""
    last = found[-1] if found else Party()
    if not found and GIVEN_NAME.match(cell.text) and not OFFICE.match(cell.text):
        return Party(cell)
    party = read_party(words, cell, named=bool(last.name and not last.role))
    if party.name and PLACE.search(party.name.text):
        return replace(party, name=None)
    office = party.role or any(OFFICE.search(said.text) for row in following for said in row)
    if party.name and last.name and not (office or TITLED.match(party.name.text)):
        return replace(party, name=None)
    return party


def _add(found: list[Party], party: Party, *, place: int | None) -> None:
    """Add a signatory, or what is said of one."""
    if place is not None and party.name is None and 0 <= place < len(found):
        found[place] = join_parties([found[place], party])
    elif party == Party():
        return
    elif not found or (party.name and found[-1].name):
        found.append(party)
    else:
        found[-1] = join_parties([found[-1], party])


def _drawn_name(words: Words, layout: Layout) -> Said | None:
    """Return the name that the caption of a signature's picture says can be read in it."""
    for ordinal, block in enumerate(words.reading.blocks):
        caption = words.block(ordinal) if block.kind is BlockKind.CAPTION and ordinal > layout.salutation else None
        signed = SIGNED.search(caption.text) if caption else None
        if caption and signed:
            return words.part(caption, *signed.span("name"))
    return None
