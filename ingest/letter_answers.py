"""Says whether a letter is the one that another says it answers: by date, by who wrote to whom, by subject."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from ingest.documents import Answered, Letter, Said
from ingest.letter_marks import DATE, HONOURS, TITLE
from ingest.letter_replies import MONTH_NUMBERS

LONGEST_WAIT = dt.timedelta(days=365)
"""A day and month without a year mean the last such day, so at most this long ago."""

SHARED_WORDS = 2
"""How many telling words the subjects must share where no date is named; one alone is too common in this field."""

KNOWN_NAMES = 4096
"""How many names are kept cut into words: the same few people write most letters."""

SUBJECT_WORD = re.compile(r"[^\W\d_][\w-]{3,}")
COMMON = frozenset(
    re.findall(
        r"\w+",
        "about also been child children could from have into letter national panel practice review reviews safeguarding"
        " their them they this those were what when where which will with would your",
    )
)
TITLES = re.compile(rf"(?:{TITLE}\s+)+", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’]s$|^the\s+", re.IGNORECASE)


def how_well_answered(reply: Letter, earlier: Answered, letter: Letter) -> int:
    """Return how much speaks for ``letter`` being the ``earlier`` one that a reply names; 0: it is not.

    A named date must be the letter's own, and nothing may speak against its writer or its reader. Where no date is
    named, writer, reader and subject must all speak for it.
    """
    if not letter.sent or not reply.sent or letter.sent > reply.sent:
        return 0
    dated = earlier.printed_date is not None
    # First what is quickly told: most letters have another date, or another writer.
    if dated and not _is_dated(reply.sent, earlier, letter.sent):
        return 0
    wrote = _wrote(reply, earlier, letter)
    if not dated and not wrote:
        return 0
    parties = (wrote, _read(reply, letter), _turned(reply, letter))
    fits = False not in parties and (dated or (all(parties[:2]) and _same_subject(reply, earlier, letter)))
    return sum(map(bool, parties)) if fits else 0


def _wrote(reply: Letter, earlier: Answered, letter: Letter) -> bool | None:
    """Say whether the letter's sender is whom the reply writes to, or names; None: nothing tells."""
    if earlier.writer:
        named = (letter.sender, _text(letter.sender_role), _text(letter.sender_organisation))
        known = _text(earlier.writer) != "your predecessor"
        return any(_same_name(_text(earlier.writer), name) for name in named) if known else None
    return _same_party(
        (letter.sender, _text(letter.sender_role)),
        (reply.recipient, _text(reply.addressee), _text(reply.recipient_role)),
    )


def _read(reply: Letter, letter: Letter) -> bool | None:
    """Say whether the reply's sender is whom the letter was written to; None: nothing tells."""
    return _same_party(
        (reply.sender, _text(reply.sender_role)),
        (letter.recipient, _text(letter.addressee), _text(letter.recipient_role)),
    )


def _same_party(one: tuple[str | None, ...], other: tuple[str | None, ...]) -> bool | None:
    """Compare what two letters call somebody; different names of persons are two persons, but an office has a name."""
    pairs = [(a, b) for a in one for b in other if a and b]
    if any(_same_name(a, b) for a, b in pairs):
        return True
    return None


def _turned(reply: Letter, letter: Letter) -> bool | None:
    """Say whether one goes to the Panel and the other comes from it; None: nothing tells."""
    if not reply.direction or not letter.direction:
        return None
    return reply.direction != letter.direction


def _same_name(one: str | None, other: str | None) -> bool:
    """Say whether one name is part of the other: "Minister" of "Minister for Families", "Testwell" of the full name."""
    first, second = _name_words(one), _name_words(other)
    return bool(first and second) and (first <= second or second <= first)


@lru_cache(maxsize=KNOWN_NAMES)
def _name_words(name: str | None) -> frozenset[str]:
    plain = TITLES.sub("", POSSESSIVE.sub("", HONOURS.sub("", name or "")))
    return frozenset(word.strip(".,").lower() for word in plain.split())


def _is_dated(replied: dt.date, earlier: Answered, sent: dt.date) -> bool:
    """Say whether a letter has the date that is named; without a year, the last such day before the reply."""
    if earlier.date:
        return earlier.date == sent
    found = DATE.search(_text(earlier.printed_date) or "")
    if not found or found["year"]:
        return False
    same_day = (sent.day, sent.month) == (int(found["day"]), MONTH_NUMBERS[found["month"].lower()])
    return same_day and replied - sent < LONGEST_WAIT


def _same_subject(reply: Letter, earlier: Answered, letter: Letter) -> bool:
    """Say whether what the reply says the letter is about shares telling words with its subject and annexes."""
    told = _subject_words(_text(earlier.about)) | _subject_words(_text(reply.subject))
    terms = [said for annex in letter.annexes for said in (annex.title, *annex.questions)]
    subject = _subject_words(" ".join(filter(None, (_text(letter.subject), *map(_text, terms)))))
    return len(told & subject) >= SHARED_WORDS


def _subject_words(text: str | None) -> set[str]:
    return {word for word in SUBJECT_WORD.findall((text or "").lower()) if word not in COMMON}


def _text(said: Said | None) -> str | None:
    return said.text if said else None
