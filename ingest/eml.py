"""Reads e-mails (.eml): the plain text, or else the HTML, under the lines that say who wrote to whom and when.

Attachments are named and not read. Format: RFC 5322, RFC 2045 to 2047, RFC 3676 (format=flowed).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.parser import BytesParser
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from ingest.documents import BlockKind
from ingest.eml_parts import (
    HTML,
    MOST_PARTS,
    Short,
    ask,
    choose_bodies,
    clean_controls,
    is_attached,
    read_plain,
    read_words,
    take_parts,
    type_of,
)
from ingest.errors import UnreadableDocument
from ingest.lines import Line, RawText
from ingest.text import read_text
from ingest.zipped import OLE_CONTAINER

LONGEST_NAME = 300
NAMED = frozenset({"from", "date", "to", "subject", "received", "message-id"})
PART = re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE)
SEALED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who wrote to whom and when, as the e-mail says it, and the names of what is attached."""

    sender: str
    to: str
    cc: str
    date: str
    subject: str
    attachments: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """Return the lines that stand over the text of a printed e-mail."""
        told = (
            ("From", self.sender),
            ("To", self.to),
            ("Cc", self.cc),
            ("Date", self.date),
            ("Subject", self.subject),
            ("Attachments", ", ".join(self.attachments)),
        )
        return [f"{name}: {words}" for name, words in told if words]


def read_eml(data: bytes) -> RawText:
    """Return the text of an e-mail; ``UnreadableDocument`` when it is none, is encrypted or holds no words."""
    message = _parse(data)
    envelope = _envelope(message)
    body = _read_body(message)
    return replace(_put_under(envelope.lines(), body), title=envelope.subject or None, author=envelope.sender or None)


def read_envelope(data: bytes) -> Envelope:
    """Return who wrote to whom and when; ``UnreadableDocument`` when it is no e-mail or is encrypted."""
    return _envelope(_parse(data))


def _parse(data: bytes) -> EmailMessage:
    if data.startswith(OLE_CONTAINER):
        told = "this is an Outlook message (.msg); open it in Outlook and save it as .eml or as text"
        raise UnreadableDocument(told)
    if len(PART.findall(data)) > MOST_PARTS:
        told = f"this e-mail has more than {MOST_PARTS:,} parts; open it and save its text"
        raise UnreadableDocument(told)
    try:
        message = cast("EmailMessage", BytesParser(policy=Short()).parsebytes(data))
    except Exception as error:  # the parser of the standard library raises many things at broken headers
        told = "this e-mail is damaged and cannot be taken apart; save it again from the program that it is kept in"
        raise UnreadableDocument(told) from error
    if not {name.lower() for name, _ in message.raw_items()} & NAMED:
        told = "this is not an e-mail although its name says so; give it the ending of its real format"
        raise UnreadableDocument(told)
    if SEALED & {type_of(part) for part in take_parts(message)}:
        told = "this e-mail is encrypted; open it in the program that it is kept in, and save its text"
        raise UnreadableDocument(told)
    return message


def _envelope(message: EmailMessage) -> Envelope:
    sender, to, cc, date, subject = (_header(message, name) for name in ("from", "to", "cc", "date", "subject"))
    attached = (_name(part) for part in take_parts(message) if is_attached(part))
    return Envelope(sender, to, cc, date, subject, tuple(name for name in attached if name))


def _header(message: EmailMessage, name: str) -> str:
    """Return what a header says in plain words; "" where it is missing."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    # What the parser stumbles over is shown as it stands.
    words = ask(lambda: str(message.get(name, "")), otherwise=raw)
    return clean_controls(" ".join(words.split()))


def _name(part: EmailMessage) -> str:
    """Return the name of an attachment, or its type where it has none."""
    name = ask(part.get_filename, otherwise=None) or type_of(part)
    return clean_controls(" ".join(str(name)[:LONGEST_NAME].split()))


def _read_body(message: EmailMessage) -> RawText:
    """Return the text of an e-mail; of a text in several formats the plain one."""
    bodies = choose_bodies(message)
    plain = "\n\n".join(read_plain(part) for part in bodies if type_of(part) != HTML)
    if any(character.isalnum() for character in plain):
        return read_text(plain.encode())
    pages = [read_words(part) for part in bodies if type_of(part) == HTML]
    if not any(character.isalnum() for page in pages for character in page):
        told = "there are no words in this e-mail; add what is attached to it as documents of their own"
        raise UnreadableDocument(told)
    return _read_html("\n".join(pages))


def _read_html(page: str) -> RawText:
    """Return the text of an e-mail that has no plain one."""
    if find_spec("ingest.html") is None:
        told = "this e-mail holds HTML only; open it in the program that it is kept in, and save it as text"
        raise UnreadableDocument(told)
    found: RawText = import_module("ingest.html").read_html(page.encode(), charset="utf-8")
    return found


def _put_under(heads: list[str], body: RawText) -> RawText:
    """Return a text under lines of furniture."""
    text = "".join(f"{line}\n" for line in heads) + "\n"
    by = len(text)
    lines: list[Line] = []
    place = 0
    for head in heads:
        lines.append(Line(place, place + len(head), kind=BlockKind.FURNITURE))
        place += len(head) + 1
    moved = (replace(line, start=line.start + by, end=line.end + by) for line in body.lines)
    return replace(
        body,
        text=text + body.text,
        lines=(*lines, *moved),
        skips=tuple((start + by, end + by) for start, end in body.skips),
        fragments=tuple((start + by, fragment) for start, fragment in body.fragments),
        references=tuple((start + by, end + by, mark) for start, end, mark in body.references),
    )
