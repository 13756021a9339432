"""Finds evidence: runs of sentences that may answer a question, each with the raw features it is judged by.

Features and score of a run depend on the question and on the run's own publication, never on what else is held: a
document that is not quoted can be taken away without changing an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.asking import ValueType
from assistant.windows import Windows, count_words
from assistant.words import Terms, Wider, coverage
from vectorstore.publications import Publication, StoredSentence
from vectorstore.search import Hit
from vectorstore.store import PassageText


@dataclass(frozen=True, slots=True)
class RunWeights:
    """What counts beside a run's cosine (1). Chosen by hand on labelled questions: see docs/decisions/0005."""

    coverage: float = 0.2
    passage_coverage: float = 0.3
    passage: float = 0.5
    passage_sentence: float = 0.3
    length: float = 0.05
    heading: float = 0.2
    footnote: float = 0.1
    value: float = 0.05
    named: float = 0.15
    illustration: float = 0.15
    repeated: float = 0.25


class Run(NamedTuple):
    """One to three sentences in a row, as evidence: cosine with the question, shares of its telling words, score."""

    publication: Publication
    sentences: tuple[StoredSentence, ...]
    cosine: float
    coverage: float
    passage_coverage: float
    score: float

    @property
    def key(self) -> tuple[str, int, int]:
        """What tells runs apart, and orders equal ones."""
        return self.publication.edition_id, self.sentences[0].ordinal, self.sentences[-1].ordinal

    @property
    def words(self) -> int:
        """How many words the run has."""
        return sum(count_words(sentence) for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made ready to be compared: its vector, its telling words with their weights, what is searched too.

    ``named`` are the publications that it names by their titles; ``said`` is what the reply said that it follows.
    """

    vector: NDArray[np.float32]
    weights: Mapping[str, float]
    terms: Terms
    values: tuple[ValueType, ...] = ()
    months: frozenset[tuple[int, int]] = frozenset()
    illustrations: bool = False
    wider: tuple[Wider, ...] = ()
    named: frozenset[str] = frozenset()
    said: NDArray[np.float32] | None = None


Read = tuple[Hit, PassageText, Windows]
"""A passage that was found, what it says, and the runs of it."""


def find_runs(found: Iterable[Read], asked: Asked, *, weights: RunWeights = RunWeights()) -> list[Run]:
    """Return every run of sentences in the passages found, best first; a run found twice counts once."""
    best: dict[tuple[str, int, int], Run] = {}
    for hit, text, windows in found:
        for run in _runs_of(hit, text, windows, asked, weights):
            key = run.key
            if key not in best or run.score > best[key].score:
                best[key] = run
    return [run for _, run in sorted(best.items(), key=lambda item: (-item[1].score, item[0]))]


def _runs_of(hit: Hit, text: PassageText, windows: Windows, asked: Asked, weights: RunWeights) -> Iterator[Run]:
    if not windows.runs:
        return
    whole = coverage(asked.weights, windows.terms)
    of_passage = (
        weights.passage_coverage * whole
        + weights.passage * hit.semantic.score
        + weights.passage_sentence * hit.best_sentence
        + weights.named * _is_named(hit.publication, asked)
        - weights.illustration * (not asked.illustrations and windows.case)
    )
    cosines = windows.best_cosines(text, asked.vector)
    shares = _coverages(text, windows, asked.weights)
    scores = (
        cosines.astype(np.float64)
        + weights.coverage * shares
        + of_passage
        - weights.length * windows.extra
        - weights.heading * windows.ends_in_heading
        - weights.footnote * windows.is_footnote
    )
    if asked.said is not None:
        # Whoever asks on knows what was said, and the words that said it come near the follow-up too.
        scores -= weights.repeated * np.maximum(windows.cosines(text, asked.said), np.float32(0))
    if asked.values:
        there = [windows.holds(text, value.name, value.looks) for value in asked.values]
        scores += weights.value * np.mean(there, axis=0)
    for run, cosine, share, score in zip(windows.runs, cosines.tolist(), shares.tolist(), scores.tolist(), strict=True):
        yield Run(hit.publication, run, cosine, share, whole, score)


def _coverages(text: PassageText, windows: Windows, weights: Mapping[str, float]) -> NDArray[np.float64]:
    """Return, for each run, the weighted share of the terms that occur in it or in the line that introduces it."""
    total = sum(weights.values())
    if not total:
        return np.ones(len(windows.runs))
    # Most passages have few of a question's terms.
    there = [stem for stem in weights if stem in windows.terms]
    present = np.array([[stem in terms for stem in there] for terms in text.terms], dtype=np.float32)
    shares: NDArray[np.float64] = (windows.led @ present > 0) @ np.array([weights[stem] for stem in there]) / total
    return shares


def _is_named(publication: Publication, asked: Asked) -> bool:
    """Say whether a question names a publication, by its title or by its month, as in "the March 2021 letter"."""
    published = publication.published
    return publication.id in asked.named or (
        published is not None and (published.year, published.month) in asked.months
    )
