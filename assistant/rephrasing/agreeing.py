"""Says whether a statement tells what its quotations tell.

It must be made of their words, in their order, with nothing that decides left out. So a word of another meaning, two
parties that change places, a "not" that moves and a condition that is dropped are all found by the same comparisons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.rephrasing.saying import Sort, Word, read_words


@dataclass(frozen=True, slots=True)
class Slack:
    """How far a statement may depart from its quotations, as shares from 0 to 1: see docs/decisions/0021.

    ``added``: its words that no quotation has. ``left_out``: the words it leaves out of the clauses that it uses.
    """

    added: float = 0.0
    left_out: float = 0.0


def find_objection(statement: str, quotation: str, *, slack: Slack) -> str | None:
    """Return what a statement gets wrong by its quotations, in a few words; None when they prove it."""
    told, source = read_words(statement), read_words(quotation)
    if not told:
        return "says nothing"
    added = [word for word in told if not any(word.is_like(other) for other in source)]
    if any(word.sort is not Sort.WORD or word.begins for word in added) or len(added) > slack.added * len(told):
        return "adds " + ", ".join(word.said for word in added)
    kept = [word for word in told if any(word.is_like(other) for other in source)]
    left = list(_find_left_out(kept, source))
    if not left:
        return "changes the order"
    return min((_weigh_left_out(one, source, slack) or "" for one in left), key=len) or None


def _find_left_out(told: Sequence[Word], source: Sequence[Word]) -> Iterator[frozenset[int]]:
    """Yield, for each way to find the words of a statement in order, the places of the source that are left out."""
    for order in _orders(source):
        for places in (_place(told, source, order), _place_from_end(told, source, order)):
            if places is not None:
                yield frozenset(order) - places


def _orders(source: Sequence[Word]) -> Iterator[list[int]]:
    """Yield the places as they stand, and with a first or last joined clause at the other end."""
    places = list(range(len(source)))
    yield places
    if source and source[0].joins:
        cut = next((i for i, word in enumerate(source) if word.clause != source[0].clause), 0)
        yield places[cut:] + places[:cut]
    last = [i for i, word in enumerate(source) if word.clause == source[-1].clause] if source else []
    if last and source[last[0]].joins:
        yield last + places[: last[0]]


def _place(told: Sequence[Word], source: Sequence[Word], order: Sequence[int]) -> frozenset[int] | None:
    """Return where the words of a statement stand, each behind the one before; None when they do not."""
    left = iter(order)
    found = [next((place for place in left if word.is_like(source[place])), None) for word in told]
    return None if None in found else frozenset(place for place in found if place is not None)


def _place_from_end(told: Sequence[Word], source: Sequence[Word], order: Sequence[int]) -> frozenset[int] | None:
    return _place(told[::-1], source, order[::-1])


def _weigh_left_out(left: frozenset[int], source: Sequence[Word], slack: Slack) -> str | None:
    """Return what must not be left out and is, or that too much is."""
    used = {word.clause for i, word in enumerate(source) if i not in left}
    names = {word.said for i, word in enumerate(source) if i not in left and word.sort is Sort.NAME}
    missing = [source[i] for i in sorted(left) if source[i].sort is not Sort.LINKING]
    needed = [w for w in missing if w.sort is not Sort.WORD or w.begins]
    if needed := [w for w in needed if w.said not in names]:
        return "leaves out " + ", ".join(word.said for word in needed)
    thinned = [word for word in missing if word.clause in used]
    whole = sum(word.clause in used for word in source)
    return "leaves out " + ", ".join(w.said for w in thinned) if len(thinned) > slack.left_out * whole else None
