"""Puts right that somebody wrote a letter which another signed, where a question says so of one that is held."""

from __future__ import annotations

import re

from assistant.answers import Outcome
from assistant.fields.letters import name_party, when
from assistant.fields.periods import find_periods
from assistant.fields.phrases import phrases
from assistant.fields.register import Held, Register, Registers, words_of
from assistant.fields.values import Found, Told, prove
from assistant.telling import tell_day

SAID = re.compile(
    r"\b(?:did|had|has|when|that|since|because)\s+(?P<name>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)+)\s+(?P<did>\w+)\b"
)
"""Words of a question that say of somebody, by name, that they did something."""


def may_be_wrong(question: str) -> re.Match[str] | None:
    """Return where a question says that somebody wrote a letter at some time, by its words alone."""
    said = SAID.search(question)
    return said if said and said["did"].lower() in phrases().premise else None


def find_premise(question: str, register: Register, registers: Registers) -> Found | None:
    """Return that another signed the letter of a question; None unless the record shows it beyond doubt.

    It does where one letter alone is held of that time, it was written to whom the question says, its text does not
    name the person at all, and other letters are held that the person did sign.
    """
    said = may_be_wrong(question)
    periods, rest = find_periods(question)
    if said is None or len(periods) != 1:
        return None
    letters = [one for one in register.letters if periods[0].holds(one.sent)]
    others = [one for one in register.publications if periods[0].holds(one.published) and not one.letter]
    if len(letters) != 1 or others:
        return None
    held, name = letters[0], words_of(said["name"])
    known = any(name <= one.writers for one in register.letters)
    if not known or _names(held, name, registers) or not _is_to(rest, held):
        return None
    return _put_right(said["name"], held)


def _names(held: Held, name: frozenset[str], registers: Registers) -> bool:
    """Say whether any part of a name stands in the text of a letter."""
    return bool(name & words_of(registers.source(held.publication)[0]))


def _is_to(question: str, held: Held) -> bool:
    """Say whether a question names whom a letter was written to, by two words of their name or office."""
    return len(words_of(question) & held.readers - {"of", "the", "and", "for", "to"}) > 1


def _put_right(name: str, held: Held) -> Found | None:
    signed = [party for party in held.letter.signatories if party.name]
    if not signed:
        return None
    people = "; ".join(map(name_party, signed))
    text = f"The letter of {tell_day(held.sent)} was signed by {people}, not by {name}."
    names = [said for party in signed for said in (party.name, party.role)]
    proofs = (*when(held), *prove(held.publication, held.letter.salutation), *prove(held.publication, *names))
    return Found((Told(text, "summary", proofs),), Outcome.FALSE_PREMISE, unknown=name)
