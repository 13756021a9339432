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
NOWHERE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """The runs of a passage; each array but ``lengths`` has a place for each run.

    ``lengths`` are the sentences' own: long ones weigh more. ``bounds`` has two places for each run, of its first
    sentence and behind its last, counted in the passage; ``leads`` is where the line stands that introduces it, or
    NOWHERE. ``own_norms`` and ``led_norms`` are the lengths of the summed vectors, without and with that line.
    ``extra`` is how far a run is over a short one's length, ``ends_in_heading`` and ``is_footnote`` are 0 or 1.
    ``terms`` are all stems of the passage and of the headings over it, of which ``case`` says whether they announce a
    case as an example.
    """

    runs: tuple[tuple[StoredSentence, ...], ...]
    lengths: NDArray[np.float32]
    bounds: NDArray[np.int64]
    leads: NDArray[np.int64]
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
        lengths = np.array([len(sentence.text) for sentence in sentences], dtype=np.float32)
        leads = [_place_of_lead_in(sentences, first) for first, _ in spans]
        own = [text.vectors[first : last + 1].T @ lengths[first : last + 1] for first, last in spans]
        led = [
            vector if lead == NOWHERE else vector + text.vectors[lead] * lengths[lead]
            for vector, lead in zip(own, leads, strict=True)
        ]
        over = [max(sum(words[first : last + 1]) - SHORT_WORDS, 0) / (2 * SHORT_WORDS) for first, last in spans]
        return cls(
            runs,
            lengths,
            np.array([place for first, last in spans for place in (first, last + 1)], dtype=np.int64),
            np.array(leads, dtype=np.int64),
            _norms(own),
            _norms(led),
            np.array(over),
            np.array([float(run[-1].kind is BlockKind.HEADING) for run in runs]),
            np.array([float(run[0].kind is BlockKind.FOOTNOTE) for run in runs]),
            frozenset(terms(" ".join(path[-2:]))).union(*text.terms),
            any(map(tells_a_case, path)),
        )

    def holds(self, text: PassageText, name: str, looks: re.Pattern[str]) -> NDArray[np.bool_]:
        """Say of each run whether something of a kind, known by its name, stands in one of its sentences."""
        if name not in self._holding:
            there = [bool(looks.search(sentence.text)) for sentence in text.sentences]
            self._holding[name] = np.array([any(there[first:behind]) for first, behind in self.bounds.reshape(-1, 2)])
        return self._holding[name]


def count_words(sentence: StoredSentence) -> int:
    """Return how many words a sentence has."""
    return len(sentence.text.split())


def _norms(vectors: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    norms = np.array([np.linalg.norm(vector) for vector in vectors], dtype=np.float32)
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
            if not all(map(_is_fragment, run)):  # a letterhead has a label on each line
                yield first, last


def _is_fragment(sentence: StoredSentence) -> bool:
    """Say whether a sentence is a mere label, such as the name in a letterhead."""
    label = sentence.kind is BlockKind.PARAGRAPH and count_words(sentence) < FEWEST_WORDS
    return label and not sentence.text.endswith((".", "!", "?", ":", ";"))


def _place_of_lead_in(sentences: Sequence[StoredSentence], first: int) -> int:
    """Return where in a passage the line stands that introduces the list item at ``first``, or NOWHERE."""
    lead = sentences[first].lead_in
    place = NOWHERE if lead is None else lead - sentences[0].ordinal
    return place if 0 <= place < first else NOWHERE
