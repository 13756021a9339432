"""From what a question asks to a filter of the register: what entries are about is chosen by what it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.fields.periods import FIRST, LAST
from assistant.recommendations.asked import Asked
from assistant.recommendations.pointing import Ids
from assistant.recommendations.register import Register
from assistant.recommendations.wanted import Wanted, make_wanted
from assistant.recommendations.wordings import wordings
from assistant.words import WORD, stop_words
from ingest.documents import Visibility
from ingest.subjects import find_subjects, subject_names

SHORTEST = 4
"""A shorter word is not cut: its plural is looked for as it is."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is asked, and the filter that says the same."""

    asked: Asked
    wanted: Wanted


def choose(
    asked: Asked, register: Register, *, visibilities: frozenset[Visibility], within: Ids | None = None
) -> Chosen | None:
    """Return the filter for what is asked; None when it is about something of which no entry speaks.

    Whoever names a body and a topic of the table gets a filter all the same.

    ``within`` are the publications that may be looked at; None: all.
    """
    base = _base(asked, visibilities, within)
    if asked.theme:
        topics = find_topics(asked.theme)
        base = replace(base, topics=topics) if topics else base
        if not topics or not register.find(base, limit=0).total:
            return None
    words = " ".join(filter(None, (asked.subject, asked.maker)))
    if not words:
        return Chosen(asked, base)
    filters = list(_by_subject(base, words))
    found = next((one for one in filters if register.find(one, limit=0).total), None)
    if found is None and asked.to and filters and filters[0].topics:
        # Whoever names a body and a topic asks for entries: that none is held says more than what prose comes near.
        found = filters[0]
    return Chosen(asked, found) if found else None


def _base(asked: Asked, visibilities: frozenset[Visibility], within: Ids | None) -> Wanted:
    named = asked.publications
    publications = within if named is None else named if within is None else named & within
    wanted = make_wanted(to=asked.to, visibilities=visibilities)
    first = asked.period.first if asked.period else FIRST
    last = asked.period.last if asked.period else LAST
    return replace(
        wanted,
        kinds=asked.kinds,
        publications=publications,
        statuses=None if asked.number else asked.states,
        published_from=_day(first),
        published_to=_day(last),
    )


def _day(day: dt.date) -> dt.date | None:
    return None if day in (FIRST, LAST) else day


def _by_subject(base: Wanted, words: str) -> Iterator[Wanted]:
    """Yield the filters that words may mean: a topic of the table, the words as they are, and without their endings."""
    topics = find_topics(words)
    if topics and not base.topics:
        yield replace(base, topics=topics)
    telling = [word for word in WORD.findall(words) if word.lower() not in stop_words()]
    if telling:
        yield replace(base, text=" ".join(telling))
        yield replace(base, text=" ".join(map(_without_plural, telling)))


def find_topics(words: str) -> frozenset[str] | None:
    """Return the topics that words name, each word of which must belong to it; None when they name none, or several."""
    plain = " ".join(words.lower().split())
    named = wordings().topics.get(plain)
    if named:
        return named
    if plain.replace(" ", "_") in subject_names("topics"):
        return frozenset({plain.replace(" ", "_")})
    found = find_subjects(plain, (), "").topics
    return frozenset(found) if len(found) == 1 and _is_all_of(plain, found) else None


def _is_all_of(plain: str, topics: tuple[str, ...]) -> bool:
    """Say whether each telling word names a topic, by itself or in that nothing names it without that word."""
    words = plain.split()
    for place, word in enumerate(words):
        if word in stop_words() or word in wordings().generic:
            continue
        others = " ".join([*words[:place], *words[place + 1 :]])
        if find_subjects(word, (), "").topics != topics and find_subjects(others, (), "").topics == topics:
            return False
    return True


def _without_plural(word: str) -> str:
    if len(word) <= SHORTEST:
        return word
    return word.removesuffix("ies") if word.endswith("ies") else word.removesuffix("s")
