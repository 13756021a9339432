"""Looks up a model's quotation in the passage that it names, and widens it to the whole sentences that hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.citing import normalise
from assistant.composing import Chosen
from assistant.rephrasing.cleaning import as_offered, without_addresses
from vectorstore.publications import StoredSentence

LEAST_WORDS = 3
"""Fewer words stand in many places by chance."""
AROUND = "\"'…. "
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quotation stands.

    ``proof`` are the sentences that a statement is compared with: those that hold it and, of an item of a list, the
    line that introduces it. ``quotation`` is what is shown in the model's place, in one piece. ``whole`` is False when
    that line was not offered: then nobody can say what the item alone means.
    """

    proof: tuple[Chosen, ...]
    quotation: Chosen
    whole: bool = True


def find_quotation(words: str, passage: Chosen) -> Found | None:
    """Return where words stand, contiguous, in a passage; None when they do not, or are too few to tell."""
    wanted = normalise(without_addresses(words)).strip(AROUND)
    if len(WORD.findall(wanted)) < LEAST_WORDS:
        return None
    held = _find(wanted, passage.sentences)
    return _with_introduction(held, passage) if held else None


def _find(wanted: str, sentences: Sequence[StoredSentence]) -> tuple[StoredSentence, ...]:
    said = [as_offered(sentence) for sentence in sentences]
    match = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", " ".join(said))
    if not match:
        return ()
    spans = zip(sentences, _spans(said), strict=True)
    return tuple(sentence for sentence, (start, end) in spans if start < match.end() and match.start() < end)


def _spans(said: Sequence[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for words in said:
        yield start, start + len(words)
        start += len(words) + 1


def _with_introduction(held: tuple[StoredSentence, ...], passage: Chosen) -> Found:
    own = replace(passage, sentences=held)
    lead = held[0].lead_in
    if lead is None:
        return Found((own,), own)
    before = tuple(s for s in passage.sentences if lead <= s.ordinal < held[0].ordinal)
    if not before or before[0].ordinal != lead:
        return Found((own,), own, whole=False)
    list_so_far = replace(passage, sentences=(*before, *held))
    if len(before) == 1:
        return Found((list_so_far,), list_so_far)
    return Found((replace(passage, sentences=before[:1]), own), list_so_far)
