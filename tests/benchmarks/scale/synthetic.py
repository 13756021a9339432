"""A record of any size, up to a million passages and more, in which everything is made: words and vectors.

Words are drawn from a made-up vocabulary by Zipf's law, so that a few are in nearly every passage and most in very few.
Vectors lie around a few thousand centres, near to each other as those of texts on one subject are; their directions
differ in importance, as a model's do. What is found says nothing of quality: this is for speed, memory and disk alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.scale.making import Vectored, Written, make_document, vectors_of
from tests.benchmarks.scale.spread import Spread

PASSAGES_IN_PUBLICATION = 100
SENTENCES_IN_PASSAGE = 3
WORDS_IN_SENTENCE = (18, 38)
WORDS_IN_QUERY = (6, 11)
VOCABULARY = 60_000
ZIPF_SHIFT = 2.7
"""Mandelbrot's: the rank of a word counts from here."""
CENTRES = 3000
OWN_SUBJECT = 0.8
"""How many of a publication's passages are on its own subject."""
TO_CENTRE, TO_PASSAGE, TO_QUERY = 0.75, 0.8, 0.6
"""Cosines: of a passage and its centre, of a sentence and its passage, of a query and the centre it is about."""
SEED = 2033
QUERIES = 1
SYLLABLES = [c + v for c in ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z") for v in "aeiou"]

Rows = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class MadeQuery:
    """A query's words, and the vector that stands for it: no model knows these words."""

    text: str
    vector: Rows


def plan(count: int) -> Spread:
    """Return how so many passages are spread over publications."""
    return Spread.plan(count, each=PASSAGES_IN_PUBLICATION)


def make_documents(count: int, *, dimension: int) -> Iterator[Vectored]:
    """Yield the publications of a record of ``count`` passages, the same ones each time."""
    spread = plan(count)
    for number, size in enumerate(spread.sizes):
        choose = np.random.default_rng([SEED, 0, number])
        title = " ".join(_draw_words(choose, 5))
        written = [_write_passage(choose, title) for _ in range(size)]
        texts, rows = _draw_vectors(choose, written, dimension)
        yield Vectored(make_document(number, spread.describe(number, title), written), vectors_of(texts, rows))


def make_queries(count: int, *, dimension: int, start: int = 0) -> list[MadeQuery]:
    """Return queries, no two alike, about the subjects of the record; others for another ``start``."""
    return [_make_query(start + number, dimension) for number in range(count)]


def _make_query(number: int, dimension: int) -> MadeQuery:
    choose = np.random.default_rng([SEED, QUERIES, number])
    text = " ".join(_draw_words(choose, int(choose.integers(*WORDS_IN_QUERY))))
    centre = centres(dimension)[choose.integers(CENTRES)][None]
    return MadeQuery(text, around(choose, centre, TO_QUERY)[0])


def _write_passage(choose: np.random.Generator, heading: str) -> Written:
    lengths = choose.integers(*WORDS_IN_SENTENCE, size=SENTENCES_IN_PASSAGE)
    words = iter(_draw_words(choose, int(lengths.sum())))
    said = (" ".join(itertools.islice(words, int(length))) for length in lengths)
    return Written.of(heading, [f"{one.capitalize()}." for one in said])


def _draw_vectors(choose: np.random.Generator, written: Sequence[Written], dimension: int) -> tuple[list[str], Rows]:
    """Return the texts of passages and then of their sentences, and a row for each."""
    own, others = choose.integers(CENTRES), choose.integers(CENTRES, size=len(written))
    subjects = np.where(choose.random(len(written)) < OWN_SUBJECT, own, others)
    passages = around(choose, centres(dimension)[subjects], TO_CENTRE)
    sentences = around(choose, np.repeat(passages, SENTENCES_IN_PASSAGE, axis=0), TO_PASSAGE)
    texts = [one.text for one in written] + [sentence for one in written for sentence in one.sentences]
    return texts, np.concatenate([passages, sentences])


def around(choose: np.random.Generator, rows: Rows, cosine: float) -> Rows:
    """Return rows of length 1 that have about this cosine with those given."""
    return unit(cosine * rows + np.sqrt(1 - cosine**2) * _directions(choose, len(rows), rows.shape[1]))


def unit(rows: NDArray[np.float64] | Rows) -> Rows:
    """Return rows brought to length 1."""
    whole: Rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return whole


def _directions(choose: np.random.Generator, count: int, dimension: int) -> Rows:
    # The later ones of the directions matter less, as the principal components of a model's vectors do.
    return unit(choose.normal(size=(count, dimension)) / np.sqrt(np.arange(1, dimension + 1)))


@cache
def centres(dimension: int) -> Rows:
    """Return the subjects that vectors lie around."""
    return _directions(np.random.default_rng([SEED, 2]), CENTRES, dimension)


def _draw_words(choose: np.random.Generator, count: int) -> list[str]:
    words, bounds = vocabulary()
    drawn: list[str] = words[np.searchsorted(bounds, choose.random(count))].tolist()
    return drawn


@cache
def vocabulary() -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    """Return made-up words, the most usual first, and the shares of all text that each and those before it make up."""
    words = np.array([_make_word(rank) for rank in range(VOCABULARY)], dtype=object)
    often = 1 / (np.arange(VOCABULARY) + ZIPF_SHIFT)
    bounds = np.cumsum(often / often.sum())
    bounds[-1] = 1.0
    return words, bounds


def _make_word(rank: int) -> str:
    """Return a word of one syllable for the most usual ones, of two or three for the rest; no two alike."""
    syllables = []
    rank += 1
    while rank:
        rank, place = divmod(rank - 1, len(SYLLABLES))
        syllables.append(SYLLABLES[place])
    return "".join(syllables)
