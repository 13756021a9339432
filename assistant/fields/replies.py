"""Answers questions about replies: when a letter was answered, how long that took, whether it was answered at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.answers import Outcome
from assistant.fields.choosing import Meant, choose, is_within, pick, rank
from assistant.fields.letters import tell_date, when
from assistant.fields.register import Held, Register, Registers
from assistant.fields.values import Found, Proof, Told, prove
from assistant.fields.wanted import Wanted
from assistant.telling import tell_day
from ingest.documents import Answered, Segment
from vectorstore.publications import PublicationFilter

LETTER_ITSELF = re.compile(r"\b(?:letter|circular|notice|notification)\b", re.IGNORECASE)
FARTHEST = 200
"""So many characters may lie between the words that name a letter and what they say it was about."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply, what it says of the letter it answers, and that letter, where it is held and sure."""

    reply: Held
    answered: Answered
    earlier: Held | None


def find_reply(wanted: Wanted, register: Register, registers: Registers, *, seen: PublicationFilter) -> Found | None:
    """Return when a letter was answered; None when it is not clear which, or when no reply to it is held."""
    answers = list(_answers(register, registers, seen))
    one = _choose(wanted, answers, register, registers)
    if one is None:
        return None
    return _tell_time(one) if wanted.form.name == "took" else _tell(one)


def _answers(register: Register, registers: Registers, seen: PublicationFilter) -> Iterator[Answer]:
    """Yield every reply, with each letter it says it answers."""
    for held in register.letters:
        if not held.letter.replies_to:
            continue
        linked = registers.correspondences.find(held.publication.id, visibilities=seen.visibilities, as_of=seen.as_of)
        by_words = {reply.segments: reply.letter.publication_id for reply in (linked.answers if linked else ())}
        for answered in held.letter.replies_to:
            identity = by_words.get(answered.words.at)
            yield Answer(held, answered, register.letter(identity) if identity else None)


def _choose(wanted: Wanted, answers: list[Answer], register: Register, registers: Registers) -> Answer | None:
    """Return the one reply that is meant: the writer is the reply's, the date the reply's or that of its letter."""
    replies = tuple(dict.fromkeys(one.reply.publication.id for one in answers))
    only = replace(register, letters=tuple(one for one in register.letters if one.publication.id in replies))
    # "Our letter" says who wrote the letter that was answered, and not who answered.
    ours = tuple(phrase for phrase in wanted.writers if phrase.lower() in ("our", "my"))
    plain = replace(wanted, writers=tuple(phrase for phrase in wanted.writers if phrase not in ours), received=False)
    meant = choose(plain, only, dated=False)
    if ours:
        meant = meant.that(lambda one: one.letter.direction != "from_panel", *ours)
    if wanted.periods:
        dated = {one.reply.publication.id for one in answers if _is_dated(wanted, one)}
        meant = meant.that(lambda one: one.publication.id in dated)
    held = _pick(plain, meant, answers, registers)
    fits = [one for one in answers if held and one.reply.publication.id == held.publication.id]
    fits = [one for one in fits if not wanted.periods or _is_dated(wanted, one)]
    return fits[0] if len(fits) == 1 else None


def _pick(wanted: Wanted, meant: Meant, answers: list[Answer], registers: Registers) -> Held | None:
    """Return the reply that is meant; it is about what the letter that it answers is about."""
    held = pick(wanted, meant, registers)
    if held:
        return held
    topic = wanted.topic(meant.used)
    own = {one.publication.id for one in meant.letters}
    earlier = {one.earlier.publication.id: one for one in answers if one.earlier and one.reply.publication.id in own}
    found = rank(topic, (one.earlier for one in earlier.values() if one.earlier), registers)
    sure = found and (len(found) == 1 or found[0][0] > found[1][0])
    return earlier[found[0][1].publication.id].reply if sure else None


def _is_dated(wanted: Wanted, one: Answer) -> bool:
    """Say whether an answer fits the times of a question: "the letter of May" is the one that was answered."""
    answered = one.answered.date or (one.earlier.sent if one.earlier else None)
    of_reply = not LETTER_ITSELF.search(wanted.rest) and is_within(wanted.periods, one.reply)
    return of_reply or any(period.holds(answered) for period in wanted.periods)


def _tell(one: Answer) -> Found:
    letter = one.reply.letter
    role = f", {letter.sender_role.text}," if letter.sender_role else ""
    to = f" to {_name_earlier(one)}"
    text = f"{letter.sender or 'The sender'}{role} replied on {tell_day(one.reply.sent)}{to}."
    signed = letter.signatories[0].name if letter.signatories else None
    proofs = (*when(one.reply), _words(one), *prove(one.reply.publication, signed, letter.sender_role), *_earlier(one))
    return Found((Told(text, "summary", proofs),))


def _name_earlier(one: Answer) -> str:
    if one.earlier:
        return f"the letter of {tell_day(one.earlier.sent)}"
    return f"the letter of {tell_day(one.answered.date)}" if one.answered.date else "a letter that it names"


def _earlier(one: Answer) -> tuple[Proof, ...]:
    return when(one.earlier) if one.earlier else ()


def _words(one: Answer) -> Proof:
    """Return the words of a reply that name the letter it answers, with what they say it was about."""
    words, about = one.answered.words.at, one.answered.about
    first, last = words[0], about.at[-1] if about else words[-1]
    near = about and len(words) == len(about.at) == 1 and 0 <= about.at[0].start - first.end <= FARTHEST
    segments = (Segment(first.start, last.end, first.page),) if near and first.page == last.page else words
    return Proof(one.reply.publication, segments)


def _tell_time(one: Answer) -> Found | None:
    if one.earlier is None:
        return None
    days = (one.reply.sent - one.earlier.sent).days
    text = (
        f"{days:,} days: the letter is dated {tell_day(one.earlier.sent)} and the reply of "
        f"{one.reply.letter.sender or 'its recipient'} {tell_day(one.reply.sent)}."
    )
    return Found((Told(text, "summary", (*when(one.earlier), *when(one.reply), _words(one))),))


def find_answered(wanted: Wanted, register: Register, registers: Registers, *, seen: PublicationFilter) -> Found | None:
    """Return whether a letter has been answered, by what is held; None when it is not clear which letter."""
    answers = list(_answers(register, registers, seen))
    # Whose letter was answered, or else who answered: "Has the Minister's letter been …", "Has the Minister …".
    ours = replace(wanted, received=False)
    held = pick(ours, choose(ours, register), registers)
    if held is None:
        by_writer = _choose(wanted, answers, register, registers)
        return _tell(by_writer) if by_writer else None
    own = [one for one in answers if one.earlier and one.earlier.publication.id == held.publication.id]
    return Found(tuple(told for one in own for told in _tell(one).told)) if own else _tell_unanswered(held)


def _tell_unanswered(held: Held) -> Found:
    date = tell_date(held)
    message = f"No reply to the letter of {tell_day(held.sent)} is held; one may have been sent."
    return replace(date, outcome=Outcome.PARTLY_ANSWERED, unanswered=(message,))
