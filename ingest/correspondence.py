"""Joins letters that answer one another, by what the answers say of the letters they answer; nothing is guessed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from ingest.documents import Answered, Letter, Said
from ingest.letter_answers import how_well_answered


@dataclass(frozen=True, slots=True)
class Reply:
    """That one letter answers another, and the words of the answer that say so."""

    letter: str
    answers: str
    reason: Said


@dataclass(frozen=True, slots=True)
class Doubt:
    """A letter that says it answers one, where several fit: none of them is taken."""

    letter: str
    may_answer: tuple[str, ...]
    reason: Said


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Letters that answer one another, by their ids in date order; one letter alone is here for its doubts."""

    letters: tuple[str, ...]
    replies: tuple[Reply, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def link_letters(letters: Sequence[tuple[str, Letter]]) -> tuple[Correspondence, ...]:
    """Return the correspondences among letters, given with their ids; the one that begins first stands in front."""
    known = dict(sorted(letters, key=_age))
    of_day: defaultdict[dt.date | None, list[str]] = defaultdict(list)
    for identity, letter in known.items():
        of_day[letter.sent].append(identity)
    replies: defaultdict[str, list[Reply]] = defaultdict(list)
    doubts: defaultdict[str, list[Doubt]] = defaultdict(list)
    for identity, letter in known.items():
        for earlier in letter.replies_to:
            named = earlier.date if earlier.printed_date else None
            fits = _fitting(identity, earlier, known, among=of_day[named] if named else known)
            if len(fits) == 1:
                replies[identity].append(Reply(identity, fits[0], earlier.words))
            elif fits:
                doubts[identity].append(Doubt(identity, fits, earlier.words))
    groups = _groups(known, list(chain.from_iterable(replies.values())), doubts)
    return tuple(
        Correspondence(
            members,
            tuple(reply for letter in members for reply in replies[letter]),
            tuple(doubt for letter in members for doubt in doubts[letter]),
        )
        for members in groups
    )


def _fitting(identity: str, earlier: Answered, known: Mapping[str, Letter], *, among: Iterable[str]) -> tuple[str, ...]:
    """Return the letters that may be the one that is answered: of those that fit, the ones that fit best."""
    fits = {one: how_well_answered(known[identity], earlier, known[one]) for one in among if one != identity}
    best = max(fits.values(), default=0)
    return tuple(one for one, fit in fits.items() if best and fit == best)


def _age(letter: tuple[str, Letter]) -> tuple[dt.date, str]:
    return letter[1].sent or dt.date.max, letter[0]


def _groups(known: Mapping[str, Letter], replies: Sequence[Reply], doubting: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the letters that are linked, directly or through others, each group and all groups in date order."""
    linked = {one for reply in replies for one in (reply.letter, reply.answers)} | set(doubting)
    group = {one: {one} for one in linked}
    for reply in replies:
        joined = group[reply.letter] | group[reply.answers]
        group |= dict.fromkeys(joined, joined)
    places = {identity: place for place, identity in enumerate(known)}
    groups = {tuple(sorted(members, key=places.__getitem__)) for members in group.values()}
    return sorted(groups, key=lambda members: places[members[0]])
