"""Which passage holds the evidence.

A passage *holds* a gold span when its source is right and at least half of the span's words stand in it in unbroken
runs of four words or more; of a span shorter than that, all of it in one run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.evaluation.words import Words, split_words

if TYPE_CHECKING:
    from assistant.evaluation.questions import GoldSpan

# So many words in a row are seldom shared by chance.
RUN = 4
ReadPassage = tuple[tuple[str, ...], Words]
"""The names of a passage's source, and its words."""


def holds_span(passage: Words, *, gold: Words) -> bool:
    """Return whether at least half of the gold words stand in a passage, in runs long enough to tell something."""
    run = min(RUN, len(gold))
    within = f" {' '.join(passage)} "
    starts = (place for place in range(len(gold) - run + 1) if f" {' '.join(gold[place : place + run])} " in within)
    return 2 * len({start + step for start in starts for step in range(run)}) >= len(gold)


def place_spans(spans: Sequence[GoldSpan], *, passages: Sequence[ReadPassage]) -> list[int | None]:
    """Return for each gold span the place, from 1, of the first passage that holds it; None where none does.

    An alternative of a span serves as well as the span itself.
    """
    return [_place_span(span, passages) for span in spans]


def _place_span(span: GoldSpan, passages: Sequence[ReadPassage]) -> int | None:
    accepted = [(each.source, split_words(each.evidence)) for each in span.accepted]
    holding = (
        place
        for place, (sources, words) in enumerate(passages, start=1)
        if any(source in sources and holds_span(words, gold=gold) for source, gold in accepted)
    )
    return next(holding, None)


def cut_to_words(passages: Sequence[ReadPassage], *, most: int) -> list[ReadPassage]:
    """Return the first passages, of no more words together than ``most``, the last of them cut."""
    left, kept = most, list[ReadPassage]()
    for sources, words in passages:
        kept.append((sources, words[:left]))
        left = max(0, left - len(words))
    return kept
