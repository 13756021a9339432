"""Answers questions about one letter: when it was sent, who signed it, to whom, with what copies and enclosures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.fields.choosing import choose, pick
from assistant.fields.register import Held, Register, Registers
from assistant.fields.values import Found, Proof, Told, prove
from assistant.fields.wanted import LETTER, Wanted
from assistant.telling import tell_day
from ingest.documents import Letter, Party, Said, Segment
from vectorstore.publications import StoredSentence

Tell = Callable[[Held, Registers], Found | None]


WRITES = re.compile(r"\b(?:write|wrote|written)\b", re.IGNORECASE)
SURE = 0.75
"""The share of the words that say what a letter is about which it must have where only its date is asked for."""


def find_sent(wanted: Wanted, register: Register, registers: Registers) -> Found | None:
    """Return when the one letter was sent that a question means."""
    if not LETTER.search(wanted.question) and not WRITES.search(wanted.question):
        return None
    held = pick(wanted, choose(wanted, register), registers, about=SURE)
    return tell_date(held) if held else None


def find_in_letter(wanted: Wanted, register: Register, registers: Registers) -> Found | None:
    """Return what a field of the one letter says that a question means; None when that is not clear or not stated."""
    meant = choose(wanted, register)
    if not (_is_of_letter(wanted) or (meant.used and WRITES.search(wanted.question))):
        return None
    held = pick(wanted, meant, registers)
    return FIELDS[wanted.form.name](held, registers) if held else None


def _is_of_letter(wanted: Wanted) -> bool:
    """Say whether a question speaks of a letter, or of terms of reference."""
    return bool(LETTER.search(wanted.question)) or wanted.form.name == "questions" or _names_notice(wanted)


def _names_notice(wanted: Wanted) -> bool:
    return any(word in wanted.question.lower() for word in ("notification", "notice"))


def tell_sender(held: Held, _: Registers) -> Found | None:
    """Return who signed a letter, and as what."""
    signed = [party for party in held.letter.signatories if party.name]
    if not signed:
        return None
    told = tuple(
        Told(
            f"The letter of {tell_day(held.sent)} was signed by {name_party(party)}{_unstated(party)}.",
            "summary",
            (*when(held), *prove(held.publication, party.name, party.role, party.organisation)),
        )
        for party in signed
    )
    return Found(told, total=len(told) if len(told) > 1 else None)


def _unstated(party: Party) -> str:
    return "" if party.role else ", without a role"


def tell_recipient(held: Held, _: Registers) -> Found | None:
    """Return to whom a letter was written."""
    letter = held.letter
    role, organisation = letter.recipient_role, letter.recipient_organisation
    greeted = letter.recipient_at
    # Somebody greeted by office has no other name here.
    as_role = role if role and (greeted is None or role.at[0] != greeted) else None
    if not letter.addressee and not as_role:
        return _tell_greeted(held)
    name = letter.addressee.text if letter.addressee else letter.recipient
    said = ", ".join([*filter(None, [name]), *(one.text for one in (as_role, organisation) if one)])
    proofs = prove(held.publication, letter.addressee, as_role, organisation, letter.salutation)
    return Found(
        (Told(f"The letter of {tell_day(held.sent)} was written to {said}.", "summary", (*when(held), *proofs)),)
    )


def _tell_greeted(held: Held) -> Found | None:
    greeted = held.letter.salutation
    if greeted is None:
        return None
    text = f"The letter of {tell_day(held.sent)} begins “{greeted.text}”."
    return Found((Told(text, "summary", (*when(held), *prove(held.publication, greeted))),))


def tell_copies(held: Held, registers: Registers) -> Found | None:
    """Return to whom a letter was copied, as it says so."""
    copied = held.letter.copied_to
    if not copied:
        return None
    own = registers.sentences(held.publication)
    around = list(dict.fromkeys(_around(said, own) for said in copied))
    text, _ = registers.source(held.publication)
    told = tuple(quote(proof_of, held, text) for proof_of in around)
    return Found(told, total=len(copied))


def _around(said: Said, own: Sequence[StoredSentence]) -> tuple[Segment, ...]:
    """Return the sentence in which something is said; the words themselves where no sentence holds them."""
    first, last = said.at[0], said.at[-1]
    for sentence in own:
        if sentence.segments[0].start <= first.start and last.end <= sentence.segments[-1].end:
            return sentence.segments
    return said.at


def quote(segments: tuple[Segment, ...], held: Held, text: str) -> Told:
    """Return a quotation of a letter."""
    words = " ".join(" ".join(text[one.start : one.end] for one in segments).split())
    return Told(words, "quotation", (Proof(held.publication, segments),))


def tell_enclosures(held: Held, registers: Registers) -> Found | None:
    """Return what a letter says it encloses, and what follows it under a title of its own."""
    letter = held.letter
    own = registers.sentences(held.publication)
    said = dict.fromkeys(_around(one.words, own) for one in letter.enclosures)
    known = {one.annex for one in letter.enclosures}
    said |= dict.fromkeys(annex.title.at for number, annex in enumerate(letter.annexes) if number not in known)
    if not said:
        return None
    text, _ = registers.source(held.publication)
    return Found(tuple(quote(segments, held, text) for segments in said), total=len(said))


def tell_questions(held: Held, registers: Registers) -> Found | None:
    """Return the questions and lines of enquiry of the terms of reference that follow a letter."""
    terms = [annex for annex in held.letter.annexes if annex.questions or annex.enquiries]
    if len(terms) != 1:
        return None
    asked = (*terms[0].questions, *terms[0].enquiries)
    text, _ = registers.source(held.publication)
    return Found(tuple(quote(one.at, held, text) for one in asked), total=len(asked), dated=(held.publication,))


def name_party(party: Party) -> str:
    """Return somebody's name with office and organisation, as in "Imogen Testwell, Chair, Example Panel".

    An organisation in capitals is the letterhead's or stands apart; its words are in the citation.
    """
    organisation = party.organisation if party.organisation and not party.organisation.text.isupper() else None
    return ", ".join(said.text for said in (party.name, party.role, organisation) if said)


def when(held: Held) -> tuple[Proof, ...]:
    """Return the proof of when a letter was sent."""
    return prove(held.publication, held.letter.printed_date)


def tell_parties(letter: Letter) -> str:
    """Return who wrote to whom, in the letter's own words."""
    writer = letter.sender or "sender not stated"
    reader = letter.addressee.text if letter.addressee else letter.recipient
    return f"{writer} to {reader or 'recipient not stated'}"


def tell_date(held: Held) -> Found:
    """Return when a letter was sent."""
    text = f"The letter from {tell_parties(held.letter)} is dated {tell_day(held.sent)}."
    return Found((Told(text, "summary", (*when(held), *who(held))),))


def who(held: Held) -> tuple[Proof, ...]:
    """Return the proofs of who wrote a letter and to whom."""
    letter = held.letter
    signed = letter.signatories[0].name if letter.signatories else None
    return prove(held.publication, letter.addressee or letter.salutation, signed)


FIELDS: dict[str, Tell] = {
    "sender": tell_sender,
    "recipient": tell_recipient,
    "copies": tell_copies,
    "enclosures": tell_enclosures,
    "questions": tell_questions,
}
