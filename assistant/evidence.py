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

from assistant.asking import ValueType, tells_a_case
from assistant.words import Terms, Wider, coverage
from ingest.documents import BlockKind
from vectorstore.publications import Publication, StoredSentence
from vectorstore.search import Hit
from vectorstore.store import PassageText

LONGEST_RUN = 3
MOST_WORDS = 90
SHORT_WORDS = 30
FEWEST_WORDS = 7
ALONE = frozenset({BlockKind.HEADING, BlockKind.FOOTNOTE, BlockKind.DATE_LINE, BlockKind.SALUTATION})


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
        return self.publication.edition_id, self.sentences[0].ordinal, self.sentences[-1].ordinal

    @property
    def words(self) -> int:
        """How many words the run has."""
        return sum(count_words(sentence) for sentence in self.sentences)


def count_words(sentence: StoredSentence) -> int:
    """Return how many words a sentence has."""
    return len(sentence.text.split())


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


Read = tuple[Hit, PassageText]
"""A passage that was found, and what it says."""


def find_runs(found: Iterable[Read], asked: Asked, *, weights: RunWeights = RunWeights()) -> list[Run]:
    """Return every run of sentences in the passages found, best first; a run found twice counts once."""
    best: dict[tuple[str, int, int], Run] = {}
    headings: dict[tuple[str, ...], _Headings] = {}
    for hit, text in found:
        path = hit.passage.section_path
        # Many passages stand under one heading.
        over = headings[path] = headings.get(path) or _read_headings(path, asked)
        for run in _runs_of(hit, text, asked, weights, over):
            key = run.key
            if key not in best or run.score > best[key].score:
                best[key] = run
    return [run for _, run in sorted(best.items(), key=lambda item: (-item[1].score, item[0]))]


class _Headings(NamedTuple):
    """What the headings over a passage say: their terms, and whether they announce a case as an example."""

    terms: frozenset[str]
    case: bool


def _read_headings(path: tuple[str, ...], asked: Asked) -> _Headings:
    return _Headings(frozenset(asked.terms(" ".join(path[-2:]))), any(map(tells_a_case, path)))


def _runs_of(hit: Hit, text: PassageText, asked: Asked, weights: RunWeights, over: _Headings) -> Iterator[Run]:
    lengths = [count_words(sentence) for sentence in text.sentences]
    spans = list(_spans(text.sentences, lengths))
    if not spans:
        return
    whole = coverage(asked.weights, over.terms.union(*text.terms))
    of_passage = (
        weights.passage_coverage * whole
        + weights.passage * hit.semantic.score
        + weights.passage_sentence * hit.best_sentence
        + weights.named * _is_named(hit.publication, asked)
        - weights.illustration * (not asked.illustrations and over.case)
    )
    within, with_lead = _rows_of(text, spans)
    # An item says little without the line that introduces it.
    cosines = np.maximum(_cosines(text, within, asked.vector), _cosines(text, with_lead, asked.vector))
    shares = _coverages(text, with_lead, asked.weights)
    penalties = [
        _penalty(text.sentences[first : last + 1], sum(lengths[first : last + 1]), weights) for first, last in spans
    ]
    scores = (
        cosines.astype(np.float64)
        + weights.coverage * shares
        + of_passage
        - weights.repeated * _repeats(text, within, asked)
        - penalties
        + weights.value * _value_shares(text, within, asked)
    )
    told = zip(spans, cosines.tolist(), shares.tolist(), scores.tolist(), strict=True)
    for (first, last), cosine, share, score in told:
        yield Run(hit.publication, text.sentences[first : last + 1], cosine, share, whole, score)


def _rows_of(text: PassageText, spans: Sequence[tuple[int, int]]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return which sentences (columns) each span (row) holds, without and with the line that introduces it: 0 or 1."""
    within = np.zeros((len(spans), len(text.sentences)), dtype=np.float32)
    for row, (first, last) in enumerate(spans):
        within[row, first : last + 1] = 1
    with_lead = within.copy()
    for row, (first, _) in enumerate(spans):
        lead = _place_of_lead_in(text, first)
        if lead is not None:
            with_lead[row, lead] = 1
    return within, with_lead


def _spans(sentences: Sequence[StoredSentence], lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
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
                or sum(lengths[first : last + 1]) > MOST_WORDS
            ):
                break
            yield first, last


def _is_fragment(sentence: StoredSentence) -> bool:
    """Say whether a sentence is a mere label, such as the name in a letterhead."""
    label = sentence.kind is BlockKind.PARAGRAPH and count_words(sentence) < FEWEST_WORDS
    return label and not sentence.text.endswith((".", "!", "?", ":", ";"))


def _place_of_lead_in(text: PassageText, first: int) -> int | None:
    """Return where in a passage the line stands that introduces the list item at ``first``."""
    lead = text.sentences[first].lead_in
    place = None if lead is None else lead - text.sentences[0].ordinal
    return place if place is not None and 0 <= place < first else None


def _cosines(text: PassageText, rows: NDArray[np.float32], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a cosine for each row of sentences: of the mean of their vectors, each weighing as its length."""
    lengths = np.array([len(sentence.text) for sentence in text.sentences], dtype=np.float32)
    means = (rows * lengths) @ text.vectors
    cosines: NDArray[np.float32] = means @ vector / np.maximum(np.linalg.norm(means, axis=1), np.float32(1e-9))
    return cosines


def _repeats(text: PassageText, rows: NDArray[np.float32], asked: Asked) -> NDArray[np.float32]:
    """Return how near each row of sentences comes to what was said before.

    Whoever asks on knows it, and the words that said it come near the follow-up too.
    """
    if asked.said is None:
        return np.zeros(len(rows), dtype=np.float32)
    return np.maximum(_cosines(text, rows, asked.said), np.float32(0))


def _coverages(text: PassageText, rows: NDArray[np.float32], weights: Mapping[str, float]) -> NDArray[np.float64]:
    """Return, for each row of sentences, the weighted share of the terms that occur in one of them."""
    share = np.array(list(weights.values()), dtype=np.float64)
    if not share.sum():
        return np.ones(len(rows))
    present = np.array([[stem in terms for stem in weights] for terms in text.terms], dtype=np.float32)
    shares: NDArray[np.float64] = (rows @ present > 0) @ share / share.sum()
    return shares


def _value_shares(text: PassageText, rows: NDArray[np.float32], asked: Asked) -> NDArray[np.float64]:
    """Return, for each row of sentences, the share of the asked types of value that occur in one of them."""
    if not asked.values:
        return np.zeros(len(rows))
    there = [[bool(value.looks.search(sentence.text)) for value in asked.values] for sentence in text.sentences]
    counts = rows.astype(np.int32) @ np.array(there, dtype=np.int32)
    shares: NDArray[np.float64] = (counts > 0).mean(axis=1)
    return shares


def _is_named(publication: Publication, asked: Asked) -> bool:
    """Say whether a question names a publication, by its title or by its month, as in "the March 2021 letter"."""
    published = publication.published
    return publication.id in asked.named or (
        published is not None and (published.year, published.month) in asked.months
    )


def _penalty(sentences: Sequence[StoredSentence], words: int, weights: RunWeights) -> float:
    extra = max(words - SHORT_WORDS, 0) / (2 * SHORT_WORDS)
    kind = sentences[0].kind
    of_kind = weights.heading * (sentences[-1].kind is BlockKind.HEADING) + weights.footnote * (
        kind is BlockKind.FOOTNOTE
    )
    return weights.length * extra + of_kind
