"""A record of any size from the passages of a real collection in BEIR's form (``corpus.jsonl``).

Real: every sentence and its vector, and, while they last, the collection's own passages, their vectors too. Made: all
further passages. Each puts 3 to 7 sentences of the collection together, most of them of one article, so that it stays
on a subject; its vector is the mean of its sentences' vectors, weighed by their length, of length 1. So the words, how
often they occur and what is near to what are those of real text; that a passage reads well is not claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.collection import list_collection
from ingest.documents import Document
from ingest.readings import Limits
from tests.benchmarks.scale.making import Vectored, Vectors, Written, make_document
from tests.benchmarks.scale.spread import Spread
from vectorstore.digests import text_digest

MADE_OF = (3, 7)
"""Fewest and most sentences of a passage that is made."""
GUESTS = 0.15
"""How many of its sentences are of any article, not of its own."""
FEWEST_WORDS = 5
FEWEST_SENTENCES = 8
"""What an article needs for passages to be made of it."""
PASSAGES_IN_PUBLICATION = 20
SEED = 2031
UNTITLED = "Untitled"


@dataclass(frozen=True)
class Articles:
    """The passages of a collection, under the titles of their articles, in the order of the file."""

    passages: tuple[Written, ...]

    @cached_property
    def texts(self) -> list[str]:
        """Every text that has a real vector, of sentences and of passages, each once."""
        sentences = (sentence for one in self.passages for sentence in one.sentences)
        return list(dict.fromkeys([*(one.text for one in self.passages), *sentences]))

    @cached_property
    def pool(self) -> Mapping[str, list[str]]:
        """The sentences of each article that are long enough to say something, each once."""
        found: dict[str, dict[str, None]] = {}
        for one in self.passages:
            said = (sentence for sentence in one.sentences if len(sentence.split()) >= FEWEST_WORDS)
            found.setdefault(one.heading, {}).update(dict.fromkeys(said))
        return {heading: list(sentences) for heading, sentences in found.items()}


def read_articles(corpus: Path, *, limits: Limits) -> Articles:
    """Read the passages of a file as an ingest reads them, with its sentences."""
    read = list_collection([corpus]).read(limits)
    return Articles(tuple(one for document in read if isinstance(document, Document) for one in _passages(document)))


def _passages(document: Document) -> Iterator[Written]:
    title = document.description.title or UNTITLED
    for passage in document.reading.passages:
        own = document.reading.sentences[passage.first : passage.last + 1]
        yield Written(title, tuple(sentence.text for sentence in own), passage.text)


def make_passages(articles: Articles, count: int) -> Iterator[Written]:
    """Yield passages put together from an article's sentences, no two alike, the same ones each time."""
    choose = np.random.default_rng(SEED)
    own = [(heading, pool) for heading, pool in articles.pool.items() if len(pool) >= FEWEST_SENTENCES]
    shares = np.array([len(pool) for _, pool in own], dtype=np.float64)
    everything = [sentence for pool in articles.pool.values() for sentence in pool]
    bounds = np.cumsum(shares / shares.sum())
    seen: set[str] = set()
    while len(seen) < count:
        heading, pool = own[min(int(np.searchsorted(bounds, choose.random())), len(own) - 1)]
        one = Written.of(heading, _put_together(choose, pool, everything))
        if one.text not in seen:
            seen.add(one.text)
            yield one


def _put_together(choose: np.random.Generator, pool: Sequence[str], everything: Sequence[str]) -> list[str]:
    count = int(choose.integers(MADE_OF[0], MADE_OF[1] + 1))
    guests = int(choose.binomial(count, GUESTS))
    own = [pool[place] for place in choose.choice(len(pool), size=count - guests, replace=False)]
    return [*own, *(everything[place] for place in choose.integers(len(everything), size=guests))]


def make_documents(articles: Articles, vectors: Vectors, count: int) -> Iterator[Vectored]:
    """Yield the publications of a record of ``count`` passages: the real ones first, then made ones, by article."""
    real = articles.passages[:count]
    by_article = sorted([*real, *make_passages(articles, count - len(real))], key=lambda one: one.heading)
    spread = plan(count)
    place = 0
    for number, size in enumerate(spread.sizes):
        some = by_article[place : place + size]
        place += size
        description = spread.describe(number, f"{some[0].heading}, part {number}")
        yield Vectored(make_document(number, description, some), _vectors_of(some, vectors))


def plan(count: int) -> Spread:
    """Return how so many passages are spread over publications."""
    return Spread.plan(count, each=PASSAGES_IN_PUBLICATION)


def _vectors_of(written: Iterable[Written], vectors: Vectors) -> dict[str, NDArray[np.float32]]:
    found: dict[str, NDArray[np.float32]] = {}
    for one in written:
        digests = [text_digest(sentence) for sentence in one.sentences]
        found |= {digest: vectors[digest] for digest in digests}
        own = text_digest(one.text)
        found[own] = vectors[own] if own in vectors else mean_vector(one, vectors)
    return found


def mean_vector(written: Written, vectors: Vectors) -> NDArray[np.float32]:
    """Return the mean of the sentences' vectors, weighed by their length, of length 1."""
    rows = np.stack([vectors[text_digest(sentence)] for sentence in written.sentences])
    mean: NDArray[np.float32] = np.array([len(one) for one in written.sentences], dtype=np.float32) @ rows
    return mean / np.float32(np.linalg.norm(mean))


def made_rows(articles: Articles, vectors: Vectors, count: int) -> NDArray[np.float32]:
    """Return the vectors of the passages of a record of ``count``, one row each: plain vectors, without a record."""
    real = articles.passages[:count]
    made = make_passages(articles, count - len(real))
    return np.stack([*(vectors[text_digest(one.text)] for one in real), *(mean_vector(one, vectors) for one in made)])
