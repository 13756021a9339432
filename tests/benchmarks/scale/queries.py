"""The queries that are asked. None is asked twice, so that what was kept of an earlier one flatters no figure."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.lines import read_json_lines
from assistant.evaluation.search import read_queries
from tests.benchmarks.scale import synthetic

REAL = ("lastturn", "rewrite")
"""Files of real queries beside a real collection's ``corpus.jsonl``."""
WORDS = 9
TITLE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Query:
    """Words to search for; ``vector`` stands for them where no model knows them."""

    text: str
    vector: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class Queries:
    """Queries to measure the unfiltered search with, and more, as many as are wanted, for all else."""

    first: tuple[Query, ...]
    more: Iterator[Query]

    def take(self, count: int) -> list[Query]:
        """Return the next of the further queries."""
        return list(itertools.islice(self.more, count))


def real_queries(collection: Path) -> Queries:
    """Return people's own queries first; the further ones are words of the collection: of a title and of a text."""
    files = (collection / f"{name}.jsonl" for name in REAL)
    asked = dict.fromkeys(query.text for file in files if file.is_file() for query in read_queries(file))
    return Queries(tuple(map(Query, asked)), (Query(text) for text in _from_texts(collection) if text not in asked))


def synthetic_queries(count: int, *, dimension: int) -> Queries:
    """Return made-up words with vectors."""
    made = synthetic.make_queries(count, dimension=dimension)
    more = (synthetic.make_queries(1, dimension=dimension, start=number)[0] for number in itertools.count(count))
    return Queries(tuple(Query(one.text, one.vector) for one in made), (Query(one.text, one.vector) for one in more))


def _from_texts(collection: Path) -> Iterator[str]:
    """Yield a query from each text of the collection, from texts far apart first."""
    rows = [row for _, row in read_json_lines(collection / "corpus.jsonl")]
    order = np.random.default_rng(2034).permutation(len(rows)).tolist()
    seen: set[str] = set()
    for place in order:
        title, words = str(rows[place].get("title") or "").split(), str(rows[place]["text"]).split()
        middle = len(words) // 2
        text = " ".join([*title[:TITLE_WORDS], *words[middle : middle + WORDS]])
        if text not in seen:
            seen.add(text)
            yield text
