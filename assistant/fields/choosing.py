"""Chooses the letters a question means: by when they were sent, by whom, to whom, and what they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.fields.periods import Period
from assistant.fields.phrases import phrases
from assistant.fields.register import Held, Register, Registers
from assistant.fields.wanted import Wanted
from assistant.words import stop_words

ABOUT = 0.5
"""The least share of the words that say what a letter is about which it must have."""
MOST_LOOKED_AT = 60
"""Of so many letters at most it is read what they are about."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Letters that a question may mean, the phrases that were taken as people or sides, and what else it names."""

    letters: tuple[Held, ...]
    used: tuple[str, ...] = ()
    narrowed: bool = False

    def that(self, passes: Callable[[Held], bool], *used: str) -> Meant:
        """Return those letters of which something is true."""
        return replace(self, letters=tuple(filter(passes, self.letters)), used=(*self.used, *used), narrowed=True)


def choose(wanted: Wanted, register: Register, *, dated: bool = True) -> Meant:
    """Return the letters sent at the time, by whom and to whom a question says; its subject is not looked at.

    With ``dated`` false the times that it names are not looked at either. A letter of which it is not known whether it
    goes to the Panel may do so.
    """
    meant = Meant(register.letters)
    if dated and wanted.periods:
        meant = meant.that(lambda one: any(period.holds(one.sent) for period in wanted.periods))
    meant = _by_writer(wanted, meant)
    meant = _by_reader(wanted, meant)
    if not _are_known(wanted, meant):
        return Meant(())
    return meant.that(_may_be_to_panel) if wanted.received else meant


def _may_be_to_panel(one: Held) -> bool:
    return one.letter.direction != "from_panel"


def _by_writer(wanted: Wanted, meant: Meant) -> Meant:
    for phrase in wanted.writers:
        if phrase.lower() in phrases().panel:
            # Who receives a letter does not write it.
            side = meant if wanted.received else meant.that(lambda one: one.letter.direction == "from_panel")
            return replace(side, used=(*side.used, phrase))
        found = _by_name(phrase, meant, lambda one: one.writers) or _by_government(
            phrase, meant, Held.is_from_government
        )
        if found:
            return found
    return meant


def _by_reader(wanted: Wanted, meant: Meant) -> Meant:
    for phrase in wanted.readers:
        if phrase.lower() in phrases().panel:
            return meant.that(_may_be_to_panel, phrase)
        found = _by_name(phrase, meant, lambda one: one.readers) or _by_government(phrase, meant, Held.is_to_government)
        if found:
            return found
    return meant


def _are_known(wanted: Wanted, meant: Meant) -> bool:
    """Say whether whoever a question names is found among the letters, by all words of the name or office."""
    used = {word for phrase in meant.used for word in phrase.lower().split()}
    named = {word.strip(".,'").removesuffix("'s") for one in wanted.people for word in one.lower().split()}
    return not {word for word in named - used if word and word not in stop_words()} - wanted.form.words


def _by_name(phrase: str, meant: Meant, words: Callable[[Held], frozenset[str]]) -> Meant | None:
    found = meant.that(lambda one: _names(phrase, words(one)), phrase)
    return found if found.letters else None


def _by_government(phrase: str, meant: Meant, passes: Callable[[Held], bool]) -> Meant | None:
    return meant.that(passes, phrase) if phrase.lower() in phrases().government else None


def _names(phrase: str, words: frozenset[str]) -> bool:
    """Say whether a phrase names somebody of whom there are these words: all of its words are among them."""
    said = [word.lower().strip(".,'’") for word in phrase.split()]
    telling = [word for word in said if word not in ("the", "of", "for", "and", "our", "a", "to")]
    return bool(telling) and all(word in words or word.removesuffix("s") in words for word in telling)


def pick(wanted: Wanted, meant: Meant, registers: Registers, *, about: float = ABOUT) -> Held | None:
    """Return the one letter that is meant; None when none is, or when it cannot be told which of several.

    What the question says it is about must be what the letter is about, by a share ``about`` of the words at least.
    """
    topic = wanted.topic(meant.used)
    if not meant.letters or (not topic and not meant.narrowed):
        return None
    if not topic:
        return meant.letters[0] if len(meant.letters) == 1 else None
    found = [one for one in rank(topic, meant.letters, registers) if one[0] >= about]
    return found[0][1] if found and (len(found) == 1 or found[0][0] > found[1][0]) else None


def rank(topic: Sequence[str], letters: Iterable[Held], registers: Registers) -> list[tuple[float, Held]]:
    """Return the letters that are about some words, with the share of the words that each has, the best first."""
    stems = frozenset(stem for word in topic for stem in registers.terms(word.replace("-", " ")))
    some = list(letters)
    if not stems or len(some) > MOST_LOOKED_AT:
        return []
    shares = [(len(stems & registers.subject(one)) / len(stems), one) for one in some]
    return sorted((one for one in shares if one[0] >= ABOUT), key=lambda one: -one[0])


def is_within(periods: Iterable[Period], held: Held) -> bool:
    """Say whether a letter was sent in one of some times."""
    return any(period.holds(held.sent) for period in periods)
