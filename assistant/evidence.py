"""Finds evidence: runs of sentences that may answer a question, each with the raw features it is judged by.

Features and score of a run depend on the question and on the run's own publication, never on what else is held: a
document that is not quoted can be taken away without changing an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.asking import ValueType
from assistant.rows import Rows
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


MARGIN = 0.35
"""A run that is so much worse than the best one does not help to answer: see docs/decisions/0005."""
Read = tuple[Hit, PassageText, Windows]
"""A passage that was found, what it says, and the runs of it."""


def find_runs(found: Iterable[Read], asked: Asked, *, weights: RunWeights = RunWeights()) -> list[Run]:
    """Return the runs of sentences in the passages found, best first; a run found twice counts once.

    Those so much worse than the best one of their own publication that nothing is ever made of them are left out.
    """
    read = [one for one in found if one[2].runs]
    if not read:
        return []
    scored = _score_all(read, asked, weights)
    best: dict[tuple[str, int, int], Run] = {}
    for run in scored:
        key = run.key
        if key not in best or run.score > best[key].score:
            best[key] = run
    return [run for _, run in sorted(best.items(), key=lambda item: (-item[1].score, item[0]))]


def _score_all(read: Sequence[Read], asked: Asked, weights: RunWeights) -> Iterator[Run]:
    """Yield the runs near the best of their publications, of all passages at once: there are some thousand runs."""
    rows = Rows.of([(text, windows) for _, text, windows in read])
    wholes = [coverage(asked.weights, windows.terms) for _, _, windows in read]
    of_passages = [
        weights.passage_coverage * whole
        + weights.passage * hit.semantic.score
        + weights.passage_sentence * hit.best_sentence
        + weights.named * _is_named(hit.publication, asked)
        - weights.illustration * (not asked.illustrations and windows.case)
        for (hit, _, windows), whole in zip(read, wholes, strict=True)
    ]
    cosines = rows.best_cosines(asked.vector)
    shares = rows.coverages(asked.weights)
    scores = (
        cosines.astype(np.float64)
        + weights.coverage * shares
        + np.array(of_passages)[rows.owners]
        - weights.length * rows.join("extra")
        - weights.heading * rows.join("ends_in_heading")
        - weights.footnote * rows.join("is_footnote")
    )
    if asked.said is not None:
        # Whoever asks on knows what was said, and the words that said it come near the follow-up too.
        scores -= weights.repeated * np.maximum(rows.cosines(asked.said), np.float32(0))
    if asked.values:
        there = [rows.hold(value.name, value.looks) for value in asked.values]
        scores += weights.value * np.mean(there, axis=0)
    for row in _near_best(scores, cosines, rows.owners, [hit.publication.edition_id for hit, _, _ in read]).tolist():
        owner = int(rows.owners[row])
        hit, _, windows = read[owner]
        run = windows.runs[row - int(rows.starts[owner])]
        yield Run(hit.publication, run, float(cosines[row]), float(shares[row]), wholes[owner], float(scores[row]))


def _near_best(
    scores: NDArray[np.float64], cosines: NDArray[np.float32], owners: NDArray[np.int64], editions: Sequence[str]
) -> NDArray[np.int64]:
    """Return which runs come near the best of their own edition, and the one nearest to the question."""
    _, places = np.unique(np.array(editions), return_inverse=True)
    own = places[owners]
    best = np.full(len(editions), -np.inf)
    np.maximum.at(best, own, scores)
    kept = scores >= best[own] - MARGIN
    kept[np.argmax(cosines)] = True
    return np.flatnonzero(kept)


def _is_named(publication: Publication, asked: Asked) -> bool:
    """Say whether a question names a publication, by its title or by its month, as in "the March 2021 letter"."""
    published = publication.published
    return publication.id in asked.named or (
        published is not None and (published.year, published.month) in asked.months
    )
