"""Reads the front of a letter: its date, its letterhead, and to whom it is addressed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.documents import BlockKind, Party, Said
from ingest.letter_copies import COPIED
from ingest.letter_layout import Layout
from ingest.letter_marks import ADDRESS, OFFICE, PRINTED, TITLE, WORD
from ingest.letter_parties import find_person, join_parties, read_party
from ingest.letter_words import Words, in_columns

TO = re.compile(r"(?:to|for the attention of|fao|addressee)\s*:\s*|for the attention of\s+", re.IGNORECASE)
FROM = re.compile(r"from\s*:\s*", re.IGNORECASE)
STREET = re.compile(rf"\b\d+[a-z]?,?\s+(?:{WORD}\s+){{1,3}}{ADDRESS}\b|\b{ADDRESS}\b.*\d")
GREETING = re.compile(r"Dear\s+(?P<who>.+?)[\s,:;]*$", re.IGNORECASE | re.DOTALL)
TITLES = re.compile(rf"(?:{TITLE}\s+)+")


@dataclass(frozen=True, slots=True)
class Front:
    """Who writes and who is written to, as far as the lines above the salutation say; ``open`` is not told which."""

    sender: Party
    recipient: Party
    open: Party


def read_greeted(words: Words, salutation: Said) -> Said | None:
    """Return who is greeted."""
    found = GREETING.match(salutation.text)
    return words.part(salutation, *found.span("who")) if found else None


def find_printed_date(words: Words, layout: Layout) -> Said | None:
    """Return the date of a letter as printed: a line of its own, else a date on a line of the front or by the end."""
    blocks = words.reading.blocks
    dated = [i for i, block in enumerate(blocks) if block.kind is BlockKind.DATE_LINE]
    for ordinal in (*(i for i in dated if i < layout.salutation), *layout.front, *dated):
        for line in words.lines([ordinal]):
            if found := PRINTED.search(line.text):
                return words.part(line, *found.span())
    return None


def read_front(words: Words, layout: Layout, *, greeted: str, signer: str | None) -> Front:
    """Read letterhead and address: an address begins with who is greeted or after "To:"."""
    blocks = [words.reading.blocks[i] for i in layout.front]
    columns = list(in_columns(row for block in blocks for row in words.rows(block)))
    first = _address_line([line for column in columns for line in column], greeted, signer)
    owned: dict[str, list[Party]] = {"sender": [], "recipient": [], "open": []}
    for column in columns:
        owner = "sender"
        for line in column:
            owner = _owner(line, owner, addressed=line == first, signer=signer)
            owned[owner].append(_labelled_party(words, line))
            if owner == "sender" and STREET.search(line.text):
                # A letterhead begins with the organisation; one under the sender's street is somebody else's.
                owner = "open"
    return Front(**{name: join_parties(parties) for name, parties in owned.items()})


def _owner(line: Said, owner: str, *, addressed: bool, signer: str | None) -> str:
    """Return of whom a line of the front speaks."""
    if addressed or TO.match(line.text):
        return "recipient"
    if FROM.match(line.text) or (signer and signer in line.text):
        return "sender"
    return "open" if owner == "sender" and PRINTED.match(line.text) else owner


def _labelled_party(words: Words, line: Said) -> Party:
    """Return what a line says of somebody, without a label such as "To:"."""
    label = TO.match(line.text) or FROM.match(line.text)
    rest = words.part(line, label.end(), len(line.text)) if label else line
    party = read_party(words, rest) if rest and not COPIED.match(line.text) else Party()
    return replace(party, name=rest) if label and party == Party() else party


def _address_line(lines: Sequence[Said], greeted: str, signer: str | None) -> Said | None:
    """Return the line that names or addresses the person or the office that is greeted; the last where several do."""
    fits = [line for line in lines if not (signer and signer in line.text) and _names(line.text, greeted)]
    return fits[-1] if fits else None


def _names(text: str, greeted: str) -> bool:
    """Say whether a line names who is greeted: every word of the name in a person's, or the office."""
    label = TO.match(text)
    text = text[label.end() :] if label else text
    # Of several who are greeted the first is looked for.
    greeted = greeted.split(" and ", maxsplit=1)[0].split(",", maxsplit=1)[0]
    titles = TITLES.match(greeted)
    name = set(greeted[titles.end() if titles else 0 :].split())
    person = find_person(text)
    if person and name:
        return name <= set(text[slice(*person)].split()) or (_is_office(greeted) and greeted in text[person[1] :])
    return _is_office(greeted) and greeted.lower() in text.lower()


def _is_office(greeted: str) -> bool:
    return OFFICE.search(greeted) is not None


def find_full_name(words: Words, layout: Layout, greeted: str) -> Said | None:
    """Return the full name of somebody greeted by one name, where a line of the front gives it."""
    if " " in greeted:
        return None
    full = re.compile(rf"(?:{TITLE}\s+)*\b{re.escape(greeted)}(?:\s+(?!(?:{OFFICE.pattern})){WORD})+")
    return next(_found(words, words.lines(layout.front), full), None)


def _found(words: Words, lines: Sequence[Said], pattern: re.Pattern[str]) -> Iterator[Said]:
    for line in lines:
        match = pattern.search(line.text)
        if match and (said := words.part(line, *match.span())):
            yield said
