"""Finds evidence: runs of sentences that may answer a question, each with the raw features it is judged by.

Features and score of a run depend on the question and on the run's own publication, never on what else is held: a
document that is not quoted can be taken away without changing an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.asking import ValueType
from assistant.words import Terms, coverage
from ingest.documents import BlockKind
from vectorstore.publications import Publication, StoredSentence
from vectorstore.search import Hit

LONGEST_RUN = 3
MOST_WORDS = 90
SHORT_WORDS = 30
FEWEST_WORDS = 7
ALONE = frozenset({BlockKind.HEADING, BlockKind.FOOTNOTE, BlockKind.DATE_LINE, BlockKind.SALUTATION})


@dataclass(frozen=True, slots=True)
class RunWeights:
    """What counts beside a run's cosine (1). Chosen by hand on labelled questions: see docs/decisions/0005."""

    coverage: float = 0.1
    passage_coverage: float = 0.3
    passage: float = 0.5
    passage_sentence: float = 0.3
    length: float = 0.05
    heading: float = 0.2
    footnote: float = 0.1
    value: float = 0.05
    named: float = 0.15


@dataclass(frozen=True, slots=True)
class Run:
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
        return self.publication.id, self.sentences[0].ordinal, self.sentences[-1].ordinal

    @property
    def words(self) -> int:
        """How many words the run has."""
        return sum(count_words(sentence) for sentence in self.sentences)


def count_words(sentence: StoredSentence) -> int:
    """Return how many words a sentence has."""
    return len(sentence.text.split())


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made ready to be compared: its vector and its telling words with their weights."""

    vector: NDArray[np.float32]
    weights: Mapping[str, float]
    terms: Terms
    values: tuple[ValueType, ...] = ()
    months: frozenset[tuple[int, int]] = frozenset()


def find_runs(hits: Sequence[Hit], asked: Asked, *, weights: RunWeights = RunWeights()) -> list[Run]:
    """Return every run of sentences in the passages found, best first; a run found twice counts once."""
    found: dict[tuple[str, int, int], Run] = {}
    for hit in hits:
        for run in _runs_of(hit, asked, weights):
            if run.key not in found or run.score > found[run.key].score:
                found[run.key] = run
    return sorted(found.values(), key=lambda run: (-run.score, run.key))


def _runs_of(hit: Hit, asked: Asked, weights: RunWeights) -> Iterator[Run]:
    present = [frozenset(asked.terms(sentence.text)) for sentence in hit.sentences]
    headings = frozenset(asked.terms(" ".join(hit.passage.section_path[-2:])))
    whole = coverage(asked.weights, headings.union(*present)) if present else 0.0
    of_passage = (
        weights.passage_coverage * whole
        + weights.passage * hit.semantic.score
        + weights.passage_sentence * hit.best_sentence
    )
    for first, last in _spans(hit.sentences):
        sentences = hit.sentences[first : last + 1]
        rows = range(first, last + 1)
        cosine = _cosine(hit, rows, asked.vector)
        lead = _place_of_lead_in(hit, first)
        if lead is not None:
            # An item says little without the line that introduces it.
            rows_with_lead = (lead, *rows)
            cosine = max(cosine, _cosine(hit, rows_with_lead, asked.vector))
            share = coverage(asked.weights, frozenset().union(*(present[row] for row in rows_with_lead)))
        else:
            share = coverage(asked.weights, frozenset().union(*(present[row] for row in rows)))
        score = cosine + weights.coverage * share + of_passage - _penalty(sentences, weights)
        score += weights.value * _value_share(sentences, asked) + weights.named * _is_named(hit.publication, asked)
        yield Run(hit.publication, sentences, cosine, share, whole, score)


def _spans(sentences: Sequence[StoredSentence]) -> Iterator[tuple[int, int]]:
    """Yield the runs that read well: list items, headings and notes stand alone, long runs are left out."""
    for first in range(len(sentences)):
        if not _is_fragment(sentences[first]):
            yield first, first
        for last in range(first + 1, min(first + LONGEST_RUN, len(sentences))):
            run = sentences[first : last + 1]
            mixed = len({s.block for s in run}) > 1 and any(s.kind is BlockKind.LIST_ITEM for s in run)
            if (
                mixed
                or any(s.kind in ALONE for s in run[1:])
                or run[0].kind in ALONE - {BlockKind.HEADING}
                or sum(map(count_words, run)) > MOST_WORDS
            ):
                break
            yield first, last


def _is_fragment(sentence: StoredSentence) -> bool:
    """Say whether a sentence is a mere label, such as the name in a letterhead."""
    label = sentence.kind is BlockKind.PARAGRAPH and count_words(sentence) < FEWEST_WORDS
    return label and not sentence.text.endswith((".", "!", "?", ":", ";"))


def _place_of_lead_in(hit: Hit, first: int) -> int | None:
    """Return where in a passage the line stands that introduces the list item at ``first``."""
    lead = hit.sentences[first].lead_in
    place = None if lead is None else lead - hit.sentences[0].ordinal
    return place if place is not None and 0 <= place < first else None


def _cosine(hit: Hit, rows: Sequence[int], vector: NDArray[np.float32]) -> float:
    """Return the cosine of some sentences: of the mean of their vectors, each weighing as its length."""
    lengths = np.array([len(hit.sentences[row].text) for row in rows], dtype=np.float32)
    mean = lengths @ hit.vectors[list(rows)]
    return float(mean @ vector / max(float(np.linalg.norm(mean)), 1e-9))


def _value_share(sentences: Sequence[StoredSentence], asked: Asked) -> float:
    """Return the share of the asked types of value that occur in some sentences."""
    words = " ".join(sentence.text for sentence in sentences)
    return sum(bool(value.looks.search(words)) for value in asked.values) / max(len(asked.values), 1)


def _is_named(publication: Publication, asked: Asked) -> bool:
    """Say whether a question names a publication by its month, as in "the March 2021 letter"."""
    published = publication.published
    return published is not None and (published.year, published.month) in asked.months


def _penalty(sentences: Sequence[StoredSentence], weights: RunWeights) -> float:
    extra = max(sum(map(count_words, sentences)) - SHORT_WORDS, 0) / (2 * SHORT_WORDS)
    kind = sentences[0].kind
    of_kind = weights.heading * (sentences[-1].kind is BlockKind.HEADING) + weights.footnote * (
        kind is BlockKind.FOOTNOTE
    )
    return weights.length * extra + of_kind
