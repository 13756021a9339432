"""Puts together what was found, for reading: neighbours become one, and what says the same is shown once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from vectorstore.batches import in_batches
from vectorstore.digests import part_passage_id
from vectorstore.publications import StoredPassage, StoredSentence
from vectorstore.search import Candidate, Hit, read
from vectorstore.store import Store

MOST_TOGETHER = 3
"""Passages in one: more is no longer a place to look at, but a chapter."""
WORD = re.compile(r"\w+")
Place = tuple[str, int, int]
"""Reading, section and number of a passage."""
ALIKE = 0.95
"""The share of their words that two passages have in common when one of them is enough."""


def put_together(candidates: Iterable[Candidate], *, store: Store, limit: int) -> list[Hit]:
    """Return at most ``limit`` hits, best first: each with its neighbours among the others, and no two alike.

    A neighbour stands under the same heading of the same edition, just before or after. The better one keeps its
    place, score and id; ``neighbours`` are the passages that were put to it, ``alike`` the publications that say the
    same in other places. Only as much is read as that takes.
    """
    groups: list[list[Candidate]] = []
    group_at: dict[Place, list[Candidate]] = {}
    for one in candidates:
        place = _place_of(one)
        group = _find_neighbours(place, group_at)
        if group is None:
            groups.append(group := [])
        group.append(one)
        group_at[place] = group
    joined = (hit for some in in_batches(groups, limit) for hit in _join_all(some, store))
    return _without_repeats(joined, limit=limit)


def _place_of(candidate: Candidate) -> Place:
    reading, ordinal = part_passage_id(candidate.passage_id)
    return reading, candidate.section, ordinal


def _find_neighbours(place: Place, group_at: Mapping[Place, list[Candidate]]) -> list[Candidate] | None:
    reading, section, ordinal = place
    beside = (group_at.get((reading, section, ordinal + step)) for step in (-1, 1))
    return next((group for group in beside if group and len(group) < MOST_TOGETHER), None)


def _join_all(groups: Sequence[Sequence[Candidate]], store: Store) -> Iterator[Hit]:
    """Yield each group as one hit; what all of them say is read at once."""
    by_id = {hit.passage.id: hit for hit in read((one for group in groups for one in group), store=store)}
    held = [[by_id[one.passage_id] for one in group if one.passage_id in by_id] for group in groups]
    whole = [hits for hits in held if hits]
    ordered = [sorted((hit.passage for hit in hits), key=lambda passage: passage.ordinal) for hits in whole]
    # Only the first brings its headings, and the line that introduces a list that goes on.
    further = [passage for passages in ordered for passage in passages[1:]]
    said = store.record.passage_sentences(further) if further else {}
    for hits, (first, *others) in zip(whole, ordered, strict=True):
        yield _join(hits, first, others, said)


def _join(
    group: Sequence[Hit],
    first: StoredPassage,
    others: Sequence[StoredPassage],
    said: Mapping[str, Sequence[StoredSentence]],
) -> Hit:
    best = group[0]
    if not others:
        return best
    text = " ".join([first.text, *(sentence.text for one in others for sentence in said[one.id])])
    whole = replace(best.passage, first=first.first, last=others[-1].last, page=first.page, text=text)
    return replace(best, passage=whole, neighbours=tuple(hit.passage.id for hit in group[1:]))


def _without_repeats(hits: Iterator[Hit], *, limit: int) -> list[Hit]:
    kept: list[tuple[Hit, Counter[str]]] = []
    while len(kept) < limit and (hit := next(hits, None)):
        words = Counter(WORD.findall(hit.passage.text.lower()))
        place = next((place for place, (_, known) in enumerate(kept) if _are_alike(words, known)), None)
        if place is None:
            kept.append((hit, words))
        else:
            first, known = kept[place]
            kept[place] = (replace(first, alike=(*first.alike, hit.publication.id)), known)
    return [hit for hit, _ in kept]


def _are_alike(some: Counter[str], others: Counter[str]) -> bool:
    """Say whether two texts have nearly all words in common, and every figure: letters may differ in a date alone."""
    fewer, more = sorted((some.total(), others.total()))
    if fewer < ALIKE * more or (some & others).total() < ALIKE * more:
        return False
    return not any(word.isdigit() for word in (some - others) + (others - some))
