"""Reads from a letter what it says of itself: when it was written, by whom, to whom, about what, in answer to what."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from ingest import marks
from ingest.documents import BlockKind, Letter, Party, Reading, Said, Segment
from ingest.letter_annexes import read_annexes
from ingest.letter_copies import read_copies
from ingest.letter_enclosures import read_enclosures
from ingest.letter_front import Front, find_full_name, find_printed_date, read_front, read_greeted
from ingest.letter_layout import Layout, lay_out
from ingest.letter_marks import DATE, OFFICE
from ingest.letter_parties import is_panel, panel
from ingest.letter_replies import MONTH_NUMBERS, as_date, read_answered
from ingest.letter_signature import read_sign_off, read_signatories
from ingest.letter_subject import read_subject
from ingest.letter_words import Words

__all__ = ["MONTH_NUMBERS", "find_letter", "read_date"]


def find_letter(reading: Reading) -> Letter | None:
    """Return a letter's facts, or None when the document has no salutation and so is no letter."""
    if not any(block.kind is BlockKind.SALUTATION for block in reading.blocks):
        return None
    words = Words.of(reading)
    layout = lay_out(words)
    salutation = words.block(layout.salutation) if layout else None
    if not layout or not salutation:
        return None
    return _read(words, layout, words.part(salutation, 0, len(salutation.text)) or salutation)


def read_date(words: str) -> dt.date | None:
    """Return the date of a line such as "Date: 21st May 2021"; None when it is no date."""
    found = marks.DATE_LINE.match(words)
    return as_date(found, found["year"]) if found else None


def _read(words: Words, layout: Layout, salutation: Said) -> Letter:
    greeted = read_greeted(words, salutation)
    signatories = tuple(_with_full_name(words, layout, party) for party in read_signatories(words, layout))
    signer = signatories[0] if signatories else Party()
    front = read_front(words, layout, greeted=_text(greeted), signer=_text(signer.name) or None)
    sender = _sender(signer, front)
    recipient = _recipient(greeted, front, sender)
    full = find_full_name(words, layout, _text(greeted)) or greeted
    printed = find_printed_date(words, layout)
    annexes = read_annexes(words, layout)
    return Letter(
        sent=_sent(printed),
        sender=_text(signer.name) or None,
        recipient=_text(full) or None,
        sent_at=_place(printed),
        sender_at=_place(signer.name),
        recipient_at=_place(full),
        printed_date=printed,
        sender_role=sender.role,
        sender_organisation=sender.organisation,
        recipient_role=recipient.role,
        recipient_organisation=recipient.organisation,
        addressee=recipient.name,
        direction=_direction(words, sender, recipient, greeted=_text(greeted)),
        salutation=salutation,
        subject=read_subject(words, layout),
        sign_off=read_sign_off(words, layout),
        signatories=signatories,
        copied_to=read_copies(words, layout),
        enclosures=read_enclosures(words, layout, annexes),
        annexes=annexes,
        replies_to=read_answered(words, layout),
    )


def _with_full_name(words: Words, layout: Layout, party: Party) -> Party:
    """Return a signatory who signs by one name with the full name of the letterhead, where it has it."""
    full = find_full_name(words, layout, party.name.text) if party.name else None
    return replace(party, name=full or party.name)


def _text(said: Said | None) -> str:
    return said.text if said else ""


def _place(said: Said | None) -> Segment | None:
    return said.at[0] if said else None


def _sent(printed: Said | None) -> dt.date | None:
    """Return the day of a date as printed; a date in figures alone can be read in two ways, and is none."""
    found = DATE.search(printed.text) if printed else None
    return as_date(found, found["year"]) if found else None


def _sender(signer: Party, front: Front) -> Party:
    """Return who writes: what the signature says, and what it leaves unsaid from the letterhead."""
    organisation = signer.organisation or front.sender.organisation
    return Party(signer.name, signer.role or (front.sender.role if front.sender.name else None), organisation)


def _recipient(greeted: Said | None, front: Front, sender: Party) -> Party:
    """Return who is written to; who is greeted by office has that office.

    An organisation under the date is written to where another one writes: otherwise it may be either's.
    """
    office = greeted if greeted and OFFICE.fullmatch(greeted.text) else None
    own, below = sender.organisation, front.open.organisation
    others = below if own and below and _text(own).lower() != _text(below).lower() else None
    return Party(front.recipient.name, front.recipient.role or office, front.recipient.organisation or others)


def _direction(words: Words, sender: Party, recipient: Party, *, greeted: str) -> str | None:
    """Say whether a letter goes from the Panel or to it; None where it says neither, or both."""
    named = greeted.lower().removeprefix("the ").split()[:1] == ["panel"] and panel().search(words.reading.text)
    written_to = is_panel(recipient) or bool(named or panel().search(greeted))
    if is_panel(sender) == written_to:
        return None
    return "to_panel" if written_to else "from_panel"
