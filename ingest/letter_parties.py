"""Reads who somebody is from the lines that name a person: name, office, organisation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.documents import Party, Said, Speaker
from ingest.letter_marks import AT, FIELD, HONOURS, OFFICE, OPENED, ORGANISATION, PERSON, TAIL, TITLED, WORD
from ingest.letter_words import Words

Span = tuple[int, int]
BEFORE = re.compile(rf"(?:{WORD}[ ])*$")
CUT = re.compile(r",| [–-] |\(|\|| on behalf ")
LONGEST = 400
"""No line that says who somebody is has more characters."""

OPENED_BY = re.compile(OPENED)
LEAD = re.compile(
    r"(?:.*[,;|(–-])?\s*(?:(?:on behalf of|for|of|at|to|from)\s+)?(?:the\s+)?(?:independent\s+)?$",
    re.IGNORECASE,
)
REST = re.compile(r"(?!['’]|\s+(?!tel|e-?mail|www|http)[a-z]{3,})")
"""What stands before and after the name of an organisation that somebody writes for: in a title it is only named."""

UNDER = re.compile(rf"{WORD}(?:\s+{WORD})*\s+$")


def panel() -> re.Pattern[str]:
    """Return the words by which the Panel is recognised."""
    from ingest.describing import tables  # noqa: PLC0415  describing reads letters by this module

    return next(says for speaker, says in tables().speakers if speaker is Speaker.PANEL)


def find_person(text: str) -> Span | None:
    """Return where the name at the start of a line stands, without the letters of honours after it."""
    office = OFFICE.search(text)
    cuts = [len(text), *(found.start() for found in (CUT.search(text), office) if found and found.start())]
    end = len(text[: min(cuts)].rstrip(" ,"))
    honours = HONOURS.search(text, 0, end)
    end = honours.start() if honours else end
    name = text[:end]
    if (office and not office.start()) or not PERSON.match(name) or ORGANISATION.search(name):
        return None
    return (0, end) if TITLED.match(name) or not name.isupper() else None


def find_organisation(text: str, start: int = 0) -> Span | None:
    """Return where the first organisation in a line stands; the Panel goes before others."""
    if found := panel().search(text, start):
        before = BEFORE.search(text, start, found.start())
        first = before.start() if before else found.start()
        offices = list(OFFICE.finditer(text, first, found.start()))
        first = offices[-1].end() + 1 if offices else first
        return min(first, found.start()), found.end()
    other = ORGANISATION.search(text, start)
    return other.span() if other else None


def find_role(text: str, start: int = 0) -> Span | None:
    """Return where an office stands in a line, with what it is for and without the organisation it is held in."""
    office = OFFICE.search(text, start)
    if not office:
        return None
    tail = TAIL.match(text, office.end())
    end = tail.end() if tail else office.end()
    organisation = find_organisation(text, office.end())
    if organisation and organisation[0] < end and _holds_office(text, office, organisation):
        end = office.end()
    field = FIELD.match(text, end) if not text[: office.start()].strip() else None
    end = field.end() if field else end
    under = UNDER.search(text, start, office.start())
    return (under.start() if under and under.start() == start else office.start()), end


def _holds_office(text: str, office: re.Match[str], organisation: Span) -> bool:
    """Say whether an office is held in an organisation, as in "Chair of the Panel"; "of" alone may be its subject."""
    between = AT.fullmatch(text, office.end(), organisation[0])
    if not between:
        return False
    certain = OPENED_BY.match(text, organisation[0]) or panel().search(text, *organisation)
    return bool(certain or between[0].strip() != "of" or office[0].lower().endswith("chair"))


def read_party(words: Words, line: Said, *, named: bool = False) -> Party:
    """Return what one line says of somebody; ``named``: the name is known, so the line holds an office."""
    if len(line.text) > LONGEST:
        return Party()
    styled = TITLED.match(line.text) or "," in line.text
    person = find_person(line.text) if styled or not (named and OFFICE.search(line.text)) else None
    after = person[1] if person else 0
    after += len(line.text[after:]) - len(line.text[after:].lstrip(" ,"))
    honours = re.match(r"(?:[A-Z]{2,5}\b[\s,]*)+(?=[A-Z][a-z]|$)", line.text[after:]) if person else None
    after += honours.end() if honours else 0
    role = find_role(line.text, after)
    after = role[1] if role else after
    organisation = find_organisation(line.text, after)
    if organisation and not (
        LEAD.match(line.text[after : organisation[0]]) and REST.match(line.text[organisation[1] :])
    ):
        organisation = None
    return Party(
        name=words.part(line, *person) if person else None,
        role=words.part(line, *role) if role else None,
        organisation=words.part(line, *organisation) if organisation else None,
    )


def join_parties(parties: Sequence[Party]) -> Party:
    """Return one party with what several lines say of it: of each thing the first that is said."""
    joined = Party()
    for party in parties:
        joined = replace(
            joined,
            name=joined.name or party.name,
            role=joined.role or party.role,
            organisation=joined.organisation or party.organisation,
        )
    return joined


def is_panel(party: Party) -> bool:
    """Say whether somebody writes or is written to as the Panel."""
    return any(said and panel().search(said.text) for said in (party.name, party.role, party.organisation))
