"""The runs of sentences in a passage that read well, and what can be said of them before a question is asked.

A passage never changes: what stands here of it is worked out once and kept while the passage is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.asking import tells_a_case
from assistant.words import Terms
from ingest.documents import BlockKind
from vectorstore.publications import StoredPassage, StoredSentence
from vectorstore.store import PassageText

LONGEST_RUN = 3
MOST_WORDS = 90
SHORT_WORDS = 30
FEWEST_WORDS = 7
ALONE = frozenset({BlockKind.HEADING, BlockKind.FOOTNOTE, BlockKind.DATE_LINE, BlockKind.SALUTATION})
LEAST = np.float32(1e-9)
Sums = NDArray[np.float32]
"""A row for each run, a column for each sentence: the sentence's length where it counts for the run, else 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """The runs of a passage; each array has a row for each run.

    ``own`` sums the sentences of a run, ``led`` those and the line that introduces it; ``own_norms`` and ``led_norms``
    are the lengths of the summed vectors. ``extra`` is how far a run is over a short one's length, ``ends_in_heading``
    and ``is_footnote`` are 0 or 1. ``terms`` are all stems of the passage and of the headings over it, of which
    ``case`` says whether they announce a case as an example.
    """

    runs: tuple[tuple[StoredSentence, ...], ...]
    own: Sums
    led: Sums
    own_norms: NDArray[np.float32]
    led_norms: NDArray[np.float32]
    extra: NDArray[np.float64]
    ends_in_heading: NDArray[np.float64]
    is_footnote: NDArray[np.float64]
    terms: frozenset[str]
    case: bool
    _holding: dict[str, NDArray[np.bool_]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, passage: StoredPassage, text: PassageText, *, terms: Terms) -> Windows:
        """Work out the runs of a passage with its sentences, their vectors and their stems."""
        sentences, path = text.sentences, passage.section_path
        words = [count_words(sentence) for sentence in sentences]
        spans = list(_spans(sentences, words))
        runs = tuple(sentences[first : last + 1] for first, last in spans)
        own, led = _sums(sentences, spans)
        over = [max(sum(words[first : last + 1]) - SHORT_WORDS, 0) / (2 * SHORT_WORDS) for first, last in spans]
        return cls(
            runs,
            own,
            led,
            _norms(own, text.vectors),
            _norms(led, text.vectors),
            np.array(over),
            np.array([float(run[-1].kind is BlockKind.HEADING) for run in runs]),
            np.array([float(run[0].kind is BlockKind.FOOTNOTE) for run in runs]),
            frozenset(terms(" ".join(path[-2:]))).union(*text.terms),
            any(map(tells_a_case, path)),
        )

    def cosines(self, text: PassageText, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how near each run comes to a vector: the cosine of its sentences together, long ones weighing more."""
        return _each(self.own, text.vectors @ vector, self.own_norms)

    def best_cosines(self, text: PassageText, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the same, or the cosine with the line that introduces a run where that is greater.

        An item says little without it.
        """
        near = text.vectors @ vector
        return np.maximum(_each(self.own, near, self.own_norms), _each(self.led, near, self.led_norms))

    def holds(self, text: PassageText, name: str, looks: re.Pattern[str]) -> NDArray[np.bool_]:
        """Say of each run whether something of a kind, known by its name, stands in one of its sentences."""
        if name not in self._holding:
            there = np.array([bool(looks.search(sentence.text)) for sentence in text.sentences], dtype=np.float32)
            self._holding[name] = self.own @ there > 0
        return self._holding[name]


def count_words(sentence: StoredSentence) -> int:
    """Return how many words a sentence has."""
    return len(sentence.text.split())


def _sums(sentences: Sequence[StoredSentence], spans: Sequence[tuple[int, int]]) -> tuple[Sums, Sums]:
    lengths = np.array([len(sentence.text) for sentence in sentences], dtype=np.float32)
    own = np.zeros((len(spans), len(sentences)), dtype=np.float32)
    for row, (first, last) in enumerate(spans):
        own[row, first : last + 1] = lengths[first : last + 1]
    led = own.copy()
    for row, (first, _) in enumerate(spans):
        lead = _place_of_lead_in(sentences, first)
        if lead is not None:
            led[row, lead] = lengths[lead]
    return own, led


def _each(sums: Sums, near: NDArray[np.float32], norms: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how near each run comes, given how near each sentence does."""
    cosines: NDArray[np.float32] = np.divide(sums @ near, norms, dtype=np.float32)
    return cosines


def _norms(sums: Sums, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    norms: NDArray[np.float32] = np.linalg.norm(sums @ vectors, axis=1) if len(sums) else np.zeros(0, dtype=np.float32)
    return np.maximum(norms, LEAST)


def _spans(sentences: Sequence[StoredSentence], words: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs that read well: list items, headings and notes stand alone, long runs are left out."""
    for first in range(len(sentences)):
        if not _is_fragment(sentences[first]) and sentences[first].kind is not BlockKind.HEADING:
            yield first, first
        for last in range(first + 1, min(first + LONGEST_RUN, len(sentences))):
            run = sentences[first : last + 1]
            mixed = len({s.block for s in run}) > 1 and any(s.kind is BlockKind.LIST_ITEM for s in run)
            if (
                mixed
                or any(s.kind in ALONE for s in run[1:])
                or run[0].kind in ALONE - {BlockKind.HEADING}
                or sum(words[first : last + 1]) > MOST_WORDS
            ):
                break
            yield first, last


def _is_fragment(sentence: StoredSentence) -> bool:
    """Say whether a sentence is a mere label, such as the name in a letterhead."""
    label = sentence.kind is BlockKind.PARAGRAPH and count_words(sentence) < FEWEST_WORDS
    return label and not sentence.text.endswith((".", "!", "?", ":", ";"))


def _place_of_lead_in(sentences: Sequence[StoredSentence], first: int) -> int | None:
    """Return where in a passage the line stands that introduces the list item at ``first``."""
    lead = sentences[first].lead_in
    place = None if lead is None else lead - sentences[0].ordinal
    return place if place is not None and 0 <= place < first else None
