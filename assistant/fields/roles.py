"""Answers who holds an office, as at the dates of the letters that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answers import Outcome
from assistant.fields.letters import when
from assistant.fields.register import Held, Register, Registers, words_of
from assistant.fields.values import Found, Told, prove
from assistant.fields.wanted import Wanted
from assistant.telling import tell_day
from ingest.documents import Party, Said
from ingest.letter_marks import OFFICE
from vectorstore.publications import CURRENT, Publication

CHAIRS = re.compile(r"\bchair(?:s|ed|man|woman|person)?\b", re.IGNORECASE)
TODAY = "What is held tells who held the office as at {day}, not who holds it today."
RANKS = frozenset({"interim", "acting", "deputy", "vice", "former", "co", "joint", "shadow", "assistant"})
MOST_LATER = 100
"""Of so many publications after the last letter it is read whether one names somebody else."""


@dataclass(frozen=True, slots=True)
class Holding:
    """That somebody held an office on the day of a letter."""

    held: Held
    name: Said
    role: Said


def find_role(wanted: Wanted, register: Register, registers: Registers) -> Found | None:
    """Return who held an office last, or at the time a question names; None when letters do not say it clearly."""
    office = _office(wanted)
    if office is None:
        return None
    last = max((period.last for period in wanted.periods), default=None)
    held = [one for letter in register.letters for one in _holdings(letter) if _is_office(one, office)]
    known = [one for one in held if last is None or one.held.sent <= last]
    if not known:
        return None
    chosen = known[-1]
    within = any(period.holds(chosen.held.sent) for period in wanted.periods)
    # Who held it between two letters is not known where they name two people.
    if wanted.periods and not within and len({one.name.text for one in held}) > 1:
        return None
    if last is None and _is_named_later(chosen, office, register, registers):
        return None
    return _tell(wanted, chosen)


def _office(wanted: Wanted) -> frozenset[str] | None:
    """Return the words of the office that a question asks for; None when it says more than that."""
    words = set(wanted.leftover()) - {"panel", "review", "safeguarding", "practice", "child"}
    if CHAIRS.search(wanted.question):
        return frozenset({"chair"} | words) if words <= RANKS else None
    office = OFFICE.search(wanted.question.title())
    return frozenset(words) if office and words else None


def _holdings(held: Held) -> Iterator[Holding]:
    letter = held.letter
    for party in letter.signatories:
        if party.name and party.role:
            yield Holding(held, party.name, party.role)
    if letter.addressee and letter.recipient_role:
        yield Holding(held, letter.addressee, letter.recipient_role)


def _is_office(one: Holding, office: frozenset[str]) -> bool:
    """Say whether an office is the one that is asked for: an interim chair is none other than that."""
    own = words_of(one.role)
    if "chair" in office:
        return "chair" in own and own & RANKS == office & RANKS and _is_of_panel(one)
    return office <= own and not own & RANKS - office


def _is_of_panel(one: Holding) -> bool:
    letter = one.held.letter
    writes = letter.direction == "from_panel" and any(party.name == one.name for party in letter.signatories)
    reads = letter.direction == "to_panel" and letter.addressee == one.name
    return writes or reads


def _is_named_later(chosen: Holding, office: frozenset[str], register: Register, registers: Registers) -> bool:
    """Say whether a publication after the last letter names another in the office, or there are too many to look."""
    later = [one for one in register.publications if _is_later(one, chosen)]
    if len(later) > MOST_LATER:
        return True
    return any(_names_another(one, chosen, office, registers) for one in later)


def _is_later(one: Publication, chosen: Holding) -> bool:
    return one.published is not None and one.published > chosen.held.sent and one.status == CURRENT


def _names_another(one: Publication, chosen: Holding, office: frozenset[str], registers: Registers) -> bool:
    own = words_of(chosen.name)
    return any(office <= signed.role and not own & signed.name for signed in registers.signed(one))


def _tell(wanted: Wanted, one: Holding) -> Found:
    day = tell_day(one.held.sent)
    text = f"{one.name.text} was {one.role.text} as at {day}."
    party = Party(one.name, one.role)
    told = (Told(text, "summary", (*prove(one.held.publication, party.name, party.role), *when(one.held))),)
    if wanted.today or not wanted.periods:
        missing = (TODAY.format(day=day),)
        return Found(told, Outcome.PARTLY_ANSWERED, None, missing, (one.held.publication,))
    return Found(told, dated=(one.held.publication,))
