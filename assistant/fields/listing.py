"""Lists letters and publications as they are held, complete and in date order, and tells when one was published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import Outcome
from assistant.fields.choosing import choose
from assistant.fields.letters import tell_parties, when, who
from assistant.fields.phrases import phrases
from assistant.fields.register import Held, Register, Registers
from assistant.fields.values import Found, Proof, Told
from assistant.fields.wanted import Wanted
from assistant.telling import tell_day
from assistant.words import WORD, stop_words
from ingest.describing import tables
from ingest.documents import BlockKind
from vectorstore.publications import CURRENT, Publication

MOST = 100
"""So many entries of a list are shown at most; ``total`` says how many there are."""
NOBODY = frozenset({"colleague", "colleagues", "all", "sir", "madam", "sirs", "friend", "friends", "everyone", "or"})
"""How those are greeted who are not named."""
FIRST = re.compile(r"\b(?:oldest|earliest|first)\b(?!.{0,20}\border\b)", re.IGNORECASE)
LAST = re.compile(
    r"\b(?:latest|newest|most recent|last)\b(?! (?:two|three|four|five|few|\d|year|month))", re.IGNORECASE
)
ANY_KIND = re.compile(r"\b(?:publications?|documents?|everything|titles?)\b", re.IGNORECASE)
HELD = re.compile(r"\b(?:held|holds?|have you|do (?:you|we) have|record)\b", re.IGNORECASE)
OTHERS = "These are held; others may have been published."
OPENING = 12
"""Where a publication prints its own title and date: among so many of its first sentences."""


def find_letters(wanted: Wanted, register: Register, _: Registers) -> Found | None:
    """Return the letters that are meant, with who wrote to whom; None when more than times and people choose them."""
    meant = choose(wanted, register)
    if wanted.topic(meant.used) or not meant.letters or _may_be_more(wanted, meant.used, register):
        return None
    letters = _one_end(wanted, meant.letters)
    told = tuple(_tell_letter(one) for one in letters[:MOST])
    return Found(told, total=len(letters))


def _may_be_more(wanted: Wanted, used: Sequence[str], register: Register) -> bool:
    """Say whether a list may not be whole or right: by letters to nobody by name, or of which no side is known."""
    sides = [one for one in used if one.lower() in phrases().panel]
    named = any(one in used and one not in sides for one in wanted.readers)
    by_name = any(one in used and one not in sides for one in wanted.writers)
    of_side = (bool(sides) or wanted.received) and not by_name
    return any(
        (named and not one.readers - NOBODY) or (of_side and one.letter.direction is None)
        for one in register.letters
        if not wanted.periods or any(period.holds(one.sent) for period in wanted.periods)
    )


def _one_end(wanted: Wanted, letters: Sequence[Held]) -> Sequence[Held]:
    """Return the first or the last letter where that is asked for."""
    if LAST.search(wanted.rest):
        return letters[-1:]
    return letters[:1] if FIRST.search(wanted.rest) else letters


def _tell_letter(one: Held) -> Told:
    return Told(f"{tell_day(one.sent)}: {tell_parties(one.letter)}", "summary", (*when(one), *who(one)))


def find_publications(wanted: Wanted, register: Register, registers: Registers) -> Found | None:
    """Return the publications of a kind and a time; None when anything else would have to choose them."""
    kinds, used = _kinds(wanted.rest)
    left = [word for word in wanted.leftover(used) if not ANY_KIND.fullmatch(word)]
    if left or not (kinds or ANY_KIND.search(wanted.rest)):
        return None
    held = [
        one
        for one in register.publications
        if (not kinds or one.kind in kinds)
        and (not wanted.periods or any(period.holds(one.published) for period in wanted.periods))
    ]
    told = [_tell_publication(one, registers) for one in held[:MOST]]
    if not held or not all(told):
        return None
    found = Found(tuple(one for one in told if one), total=len(held))
    # What has been published is more than what is held, for all that is known here.
    return found if HELD.search(wanted.rest) else replace(found, outcome=Outcome.PARTLY_ANSWERED, unanswered=(OTHERS,))


def _kinds(words: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the kinds of publications that words name, and the words that do so, the longest names first."""
    kinds: set[str] = set()
    used: list[str] = []
    rest = words.lower()
    for kind, name in sorted(tables().names.items(), key=lambda one: -len(one[1])):
        form = re.compile(rf"\b{re.escape(name.lower())}s?\b")
        found = form.search(rest)
        if found and kind not in ("document", "passage"):
            kinds.add(kind)
            used.append(found[0])
            rest = form.sub(" ", rest)
    if found := re.search(r"\breviews\b", rest):
        kinds.add("national_review")
        used.append(found[0])
    return frozenset(kinds), tuple(used)


def find_published(wanted: Wanted, register: Register, registers: Registers) -> Found | None:
    """Return when a publication came out; None when the question does not name one, or several, that are held."""
    named = [one for one in register.publications if one.published and _is_named(wanted, one)]
    named = [one for one in named if one.kind in _kinds(wanted.rest)[0]] or named
    named = [one for one in named if one.status == CURRENT] or named
    if len(named) != 1 or named[0].letter:
        return None
    one = named[0]
    proofs = _opening(one, registers)
    if not proofs or one.published is None:
        return None
    return Found((Told(f"“{one.title}” was published on {tell_day(one.published)}.", "summary", proofs),))


def _is_named(wanted: Wanted, one: Publication) -> bool:
    """Say whether all telling words of a question stand in a publication's title or name its kind, two at least."""
    name = tables().names.get(one.kind, "")
    known = {_stem(word) for word in WORD.findall(f"{one.title} {name}".lower())}
    telling = [word for word in wanted.leftover() if word not in stop_words()]
    if wanted.periods and not any(period.holds(one.published) for period in wanted.periods):
        years = {str(period.first.year) for period in wanted.periods}
        if not years & set(re.findall(r"\b(?:19|20)\d\d\b", one.title)):
            return False
    return len(telling) + len(wanted.periods) > 1 and all(_stem(word) in known for word in telling)


def _stem(word: str) -> str:
    return word.lower().removesuffix("'s").removesuffix("s")


def _tell_publication(one: Publication, registers: Registers) -> Told | None:
    """Return a publication's title and date, proved by its own first words; None where nothing of it can be quoted."""
    proofs = _opening(one, registers)
    state = "" if one.status == CURRENT else f" ({one.status})"
    date = tell_day(one.published) if one.published else "date not known"
    when_ = "" if date in one.title else f", {date}"
    return Told(f"{one.title}{when_}{state}", "summary", proofs) if proofs else None


def _opening(one: Publication, registers: Registers) -> tuple[Proof, ...]:
    """Return where a publication prints its title, or else its first heading, and its date, where it does."""
    own = registers.sentences(one)[:OPENING]
    title = {_stem(word) for word in WORD.findall(one.title)}
    best = max(
        own,
        key=lambda said: (
            len(title & {_stem(word) for word in WORD.findall(said.text)}),
            said.kind is BlockKind.HEADING,
            -said.ordinal,
        ),
        default=None,
    )
    if best is None:
        return ()
    proofs = [Proof(one, best.segments, best.section_path)]
    day = one.published
    if day:
        printed = re.compile(rf"\b{day.day}(?:st|nd|rd|th)?\s+{day:%B}\s+{day.year}\b")
        dated = next((said for said in own if printed.search(" ".join(said.text.split()))), None)
        if dated and dated.ordinal != best.ordinal:
            proofs.append(Proof(one, dated.segments, dated.section_path))
    return tuple(proofs)
