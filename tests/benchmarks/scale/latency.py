"""How long a warm search takes, beyond embedding the query, with and without filters; and what memory that takes.

A search is what ``panel search`` does: all that comes between a question and the passages found for it.
"""

from __future__ import annotations

import cProfile
import io
import pstats
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.answering import Answerer
from assistant.answers import Question
from assistant.bootstrap import Panel
from tests.benchmarks.scale.folders import Made
from tests.benchmarks.scale.machine import (
    Spent,
    describe_machine,
    describe_times,
    disk_mb,
    memory_mb,
    now,
    print_table,
)
from tests.benchmarks.scale.queries import Queries, Query
from vectorstore.embedding import Embedder
from vectorstore.publications import PublicationFilter

LIMIT = 10
WARM = 20
"""Queries asked before the clock counts, other ones each time; with a filter, no more than count."""
TOP = 25
"""Functions that a profile names."""
UNFILTERED = "unfiltered"


@dataclass
class Timed:
    """The embedding model; it notes what it spends. Where ``vector`` is given it stands for every text."""

    embedder: Embedder
    vector: NDArray[np.float32] | None = None
    spent: Spent = field(default_factory=Spent)

    @property
    def digest(self) -> str:
        """What names the weights."""
        return self.embedder.digest

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return self.embedder.dimension

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row for each text."""
        began = now()
        rows = self.embedder.embed(texts)
        self.spent += Spent.since(began)
        return rows if self.vector is None else np.repeat(self.vector[None], len(texts), axis=0)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was spent on embedding a query, what on searching beyond that, and how many passages were found."""

    embedding: Spent
    searching: Spent
    hits: int


@dataclass(frozen=True, slots=True)
class Asking:
    """An open panel, asked with its embedding model timed."""

    answerer: Answerer
    timed: Timed

    @classmethod
    def of(cls, panel: Panel) -> Asking:
        """Time the embedding model of a panel."""
        timed = Timed(panel.embedder)
        return cls(replace(panel.answerer, store=replace(panel.store, embedder=timed)), timed)

    def ask(self, query: Query, wanted: PublicationFilter) -> Asked:
        """Search for a query."""
        self.timed.spent, self.timed.vector = Spent(), query.vector
        began = now()
        hits = self.answerer.find(Question(query.text, wanted=wanted), limit=LIMIT)
        return Asked(self.timed.spent, Spent.since(began) - self.timed.spent, len(hits))

    def ask_all(
        self, queries: Sequence[Query], warm: Sequence[Query], *, wanted: PublicationFilter | None = None
    ) -> list[Asked]:
        """Ask other queries to warm up, and then those that count."""
        wanted = wanted or PublicationFilter()
        for query in warm:
            self.ask(query, wanted)
        return [self.ask(query, wanted) for query in queries]


def measure_search(made: Made, queries: Queries, *, filtered: int, profile: bool = False) -> dict[str, Any]:
    """Ask all first queries without a filter, then ``filtered`` further ones with each filter; return what it took."""
    began = now()
    with made.opened() as panel:
        opened = Spent.since(began)
        asking, memory = Asking.of(panel), {"opened": memory_mb("VmRSS")}
        unfiltered, ways = asking.ask_all(queries.first, queries.take(WARM)), {}
        memory |= {"unfiltered": memory_mb("VmRSS")}
        for one in made.filters:
            taken = asking.ask_all(queries.take(filtered), queries.take(min(WARM, filtered)), wanted=one.wanted)
            ways[one.name] = {"share": one.share, **_describe(taken)}
        memory |= {"filtered": memory_mb("VmRSS"), "peak": memory_mb("VmHWM")}
        if profile:
            print_profile(asking, queries.take(len(queries.first)))
    return {
        "kind": made.kind,
        "passages": made.passages,
        "open_seconds": round(opened.seconds, 2),
        "embedding_ms": describe_times([one.embedding.seconds for one in unfiltered]),
        "search_ms": {UNFILTERED: {"share": 1.0, **_describe(unfiltered)}, **ways},
        "memory_mb": memory,
        "disk_mb": disk_mb(made.folder),
        **describe_machine(),
    }


def print_profile(asking: Asking, queries: Sequence[Query]) -> None:
    """Print in which functions the time of unfiltered searches goes."""
    profile = cProfile.Profile()
    with profile:
        asking.ask_all(queries, [])
    for order in ("cumulative", "tottime"):
        stream = io.StringIO()
        pstats.Stats(profile, stream=stream).sort_stats(order).print_stats(TOP)
        sys.stdout.write(f"{len(queries)} searches, by {order}\n{stream.getvalue()}")


def print_search(told: dict[str, Any]) -> None:
    """Print what was measured as tables."""
    rows = [
        [way, f"{100 * one['share']:.2f} %", *(one[key] for key in ("queries", "p50", "p95", "max", "processor_p50"))]
        for way, one in told["search_ms"].items()
    ]
    heading = ["search beyond embedding", "passages left", "queries", "p50 ms", "p95 ms", "max ms", "p50 processor ms"]
    print_table(heading, rows)
    told = {key: value for key, value in told.items() if key != "search_ms"}
    sys.stdout.write("".join(f"{key}: {value}\n" for key, value in told.items()))


def _describe(asked: Sequence[Asked]) -> dict[str, Any]:
    return {
        "queries": len(asked),
        **describe_times([one.searching.seconds for one in asked]),
        "processor_p50": describe_times([one.searching.processor for one in asked])["p50"],
        "hits": round(sum(one.hits for one in asked) / len(asked), 1),
    }
