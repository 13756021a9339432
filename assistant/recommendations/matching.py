"""Gives entries ids that stay: what is found again is known by its words, its place, or words that are nearly its."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from ingest.documents import Segment
from ingest.recommendations.entries import Entry
from vectorstore.digests import digest_of
from vectorstore.entries import StoredEntry

HALF = 0.5
NEARLY = 0.85
"""The share of words that two wordings of one recommendation have in common, in order. Two recommendations made after
one pattern ("… should ensure that …") have less.
"""


class Pair(NamedTuple):
    """A new entry and a held one (their places) that may be the same; of two pairs, the one with the lower rank is."""

    rank: tuple[float, ...]
    new: int
    held: int


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries as they are printed, whatever order they come in."""
    return sorted(entries, key=_order)


def _order(entry: Entry) -> tuple[Any, ...]:
    return _places(entry.segments), entry.text, entry.kind, entry.number or "", entry.title or "", entry.addressees


def assign_ids(new: Sequence[Entry], held: Sequence[StoredEntry], *, publication_id: str, reading_id: str) -> list[str]:
    """Return the id of each new entry, which are in order; ``held`` are those of the publication, gone ones too.

    It has the id of the held entry with the same words, else of one that it overlaps in the same reading by more than
    half of the shorter, else of one with nearly the same words; else a new id. Each id is given once.
    """
    known = sorted(held, key=lambda one: (not one.found, one.ordinal, one.id))
    matched: dict[int, int] = {}
    for find in (_same_words, _same_place, _near_words):
        free = [place for place in range(len(new)) if place not in matched]
        left = [place for place in range(len(known)) if place not in matched.values()]
        pairs = sorted(find(new, known, reading_id, [(a, b) for a in free for b in left]))
        matched |= _take(pairs)
    taken = {one.id for one in held}
    ids = []
    for place, entry in enumerate(new):
        identity = known[matched[place]].id if place in matched else _make_id(publication_id, entry, taken)
        taken.add(identity)
        ids.append(identity)
    return ids


Places = Sequence[tuple[int, int]]


def _same_words(new: Sequence[Entry], held: Sequence[StoredEntry], reading_id: str, places: Places) -> Iterator[Pair]:
    own, known = [_words(one.text) for one in new], [_words(one.text) for one in held]
    for a, b in places:
        if own[a] == known[b]:
            here = held[b].reading_id == reading_id and held[b].segments == new[a].segments
            yield Pair((not held[b].found, not here, held[b].kind != new[a].kind), a, b)


def _same_place(new: Sequence[Entry], held: Sequence[StoredEntry], reading_id: str, places: Places) -> Iterator[Pair]:
    for a, b in places:
        if held[b].reading_id == reading_id:
            share = _overlap(new[a].segments, held[b].segments)
            if share > HALF:
                yield Pair((not held[b].found, -share), a, b)


def _near_words(new: Sequence[Entry], held: Sequence[StoredEntry], _: str, places: Places) -> Iterator[Pair]:
    own, known = [_words(one.text) for one in new], [_words(one.text) for one in held]
    for a, b in places:
        alike = SequenceMatcher(None, known[b], own[a], autojunk=False)
        if alike.real_quick_ratio() >= NEARLY and alike.quick_ratio() >= NEARLY and alike.ratio() >= NEARLY:
            yield Pair((not held[b].found, -alike.ratio()), a, b)


def _take(pairs: Iterable[Pair]) -> dict[int, int]:
    """Return the pairs with the lowest ranks that share nothing."""
    taken: dict[int, int] = {}
    gone: set[int] = set()
    for pair in pairs:
        if pair.new not in taken and pair.held not in gone:
            taken[pair.new] = pair.held
            gone.add(pair.held)
    return taken


def _overlap(one: Sequence[Segment], other: Sequence[Segment]) -> float:
    """Return how much of the shorter of two lies in the other: 0 to 1."""
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return both / max(1, min(_length(one), _length(other)))


def _length(segments: Sequence[Segment]) -> int:
    return sum(one.end - one.start for one in segments)


def _places(segments: Sequence[Segment]) -> tuple[tuple[int, int], ...]:
    return tuple((one.start, one.end) for one in segments)


def _words(text: str) -> list[str]:
    return text.split()


def _make_id(publication_id: str, entry: Entry, taken: set[str]) -> str:
    """Return a digest of a publication's id and words, with a number where another entry has it."""
    named = ("recommendation", publication_id, " ".join(_words(entry.text)))
    identity, repeat = digest_of(*named), 1
    while identity in taken:
        identity = digest_of(*named, str(repeat))
        repeat += 1
    return identity
