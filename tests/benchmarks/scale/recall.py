"""How much of what is truly nearest Chroma finds, by the settings of its graph: plain vectors, without a record.

The truth is the cosine with every vector, by numpy. The vectors are those of ``tests.benchmarks.scale.real``: the
passages of a record of that size; ``--texts`` takes real texts alone, passages and then sentences, none of them made.
Each graph is built, and each setting asked, in a process of its own, so that memory is its own.
"""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.scale.machine import describe_times, disk_mb, memory_mb
from vectorstore.batches import in_batches

P = ParamSpec("P")
T = TypeVar("T")

DEPTHS = (10, 60)
"""How many of the nearest are looked at: what is shown, and what search takes from each index."""
ADD_AT_ONCE = 500
"""As many as a record's index takes in at once."""
NAME = "vectors"
WARM = 20
ROUNDING = 1e-6
"""By how much a cosine may differ with the order in which it is added up."""
Rows = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Graph:
    """What is set when a graph is built. ``sync_threshold``: vectors after which Chroma writes it to disk."""

    max_neighbors: int
    ef_construction: int
    sync_threshold: int = 1000

    @classmethod
    def parse(cls, text: str) -> Graph:
        """Read ``32x300`` or ``32x300x10000``."""
        return cls(*map(int, text.split("x")))


@dataclass(frozen=True, slots=True)
class Trial:
    """Vectors to be searched, the queries' vectors, and how near what is truly nearest is: files of arrays."""

    folder: Path

    @classmethod
    def write(cls, folder: Path, vectors: Rows, queries: Rows) -> Trial:
        """Write the arrays, with the truth found by looking at all vectors."""
        np.save(folder / "vectors.npy", vectors)
        np.save(folder / "queries.npy", queries)
        np.save(folder / "least.npy", find_least(vectors, queries, DEPTHS))
        return cls(folder)

    def read(self, name: str) -> NDArray[Any]:
        """Return one of the arrays."""
        rows: NDArray[Any] = np.load(self.folder / f"{name}.npy")
        return rows


def measure_recall(
    vectors: Rows, queries: Rows, *, graphs: Sequence[Graph], searches: Sequence[int]
) -> Iterator[dict[str, Any]]:
    """Yield what each graph finds with each ``ef_search``, one after the other."""
    with tempfile.TemporaryDirectory() as spare:
        trial = Trial.write(Path(spare), vectors, queries)
        for graph in graphs:
            with _folder(trial.folder) as folder:
                built = _apart(build, trial, graph, folder)
                for width in searches:
                    told = _apart(ask, trial, width, folder)
                    yield {"vectors": len(vectors), **asdict(graph), "ef_search": width, **built, **told}


def find_least(vectors: Rows, queries: Rows, depths: Sequence[int]) -> NDArray[np.float32]:
    """Return the cosine that the nearest so many vectors have at least: a row for each query, a column for each depth.

    A collection holds some texts twice, so that several may be nearest; whichever of them is found is right.
    """
    wanted = [len(vectors) - depth for depth in depths]
    some = np.array_split(queries, max(1, len(queries) // 64))
    return np.concatenate([np.partition(one @ vectors.T, wanted, axis=1)[:, wanted] for one in some])


def build(trial: Trial, graph: Graph, folder: Path) -> dict[str, Any]:
    """Build a graph; return how long that took, on the clock and of the processor, and how large it is."""
    vectors = trial.read("vectors")
    began, worked = time.perf_counter(), time.process_time()
    with _client(folder) as client:
        settings: Any = {"hnsw": {"space": "cosine", "ef_search": 100, **asdict(graph)}}
        collection = client.create_collection(NAME, configuration=settings, embedding_function=None)
        for some in in_batches(range(len(vectors)), ADD_AT_ONCE):
            collection.add([str(place) for place in some], vectors[some])
    return {
        "build_seconds": round(time.perf_counter() - began, 1),
        "build_processor_seconds": round(time.process_time() - worked, 1),
        "disk_mb": disk_mb(folder)["all"],
    }


def ask(trial: Trial, ef_search: int, folder: Path) -> dict[str, Any]:
    """Ask a graph every query; return how much of the truth it finds, how long a query takes, and the memory."""
    vectors, queries, least = (trial.read(name) for name in ("vectors", "queries", "least"))
    with _client(folder) as client:
        client.get_collection(NAME, embedding_function=None).modify(configuration={"hnsw": {"ef_search": ef_search}})
    # Another width counts from the next opening on.
    with _client(folder) as client:
        before = memory_mb("VmRSS")
        collection = client.get_collection(NAME, embedding_function=None)
        found, seconds, worked = [], [], []
        for query in [*queries[-WARM:], *queries]:
            began, processor = time.perf_counter(), time.process_time()
            hits = collection.query(query_embeddings=query[None], n_results=max(DEPTHS), include=["distances"])
            seconds.append(time.perf_counter() - began)
            worked.append(time.process_time() - processor)
            found.append([int(identity) for identity in hits["ids"][0]])
        memory = memory_mb("VmRSS") - before
    cosines = np.einsum("qfd,qd->qf", vectors[np.array(found[-len(queries) :])], queries)
    recalls = {
        f"recall@{depth}": share_found(cosines[:, :depth], least[:, place]) for place, depth in enumerate(DEPTHS)
    }
    times = {"ms": describe_times(seconds[-len(queries) :]), "processor_ms": describe_times(worked[-len(queries) :])}
    return {**recalls, **times, "memory_mb": memory}


def share_found(cosines: NDArray[np.float32], least: NDArray[np.float32]) -> float:
    """Return how many of those found, a row of cosines for each query, are as near as the truly nearest are."""
    return round(float(np.mean(cosines >= least[:, None] - ROUNDING)), 5)


def as_rows(told: Iterable[Mapping[str, Any]]) -> list[list[object]]:
    """Return results as rows of a table, under ``HEADING``."""
    return [
        [
            *(one[key] for key in ("vectors", "max_neighbors", "ef_construction", "ef_search")),
            *(one[f"recall@{depth}"] for depth in DEPTHS),
            *(one["ms"][key] for key in ("p50", "p95")),
            one["processor_ms"]["p50"],
            *(one[key] for key in ("build_seconds", "build_processor_seconds", "memory_mb", "disk_mb")),
        ]
        for one in told
    ]


HEADING = (
    "vectors",
    "max_neighbors",
    "ef_construction",
    "ef_search",
    *(f"recall@{depth}" for depth in DEPTHS),
    "p50 ms",
    "p95 ms",
    "p50 processor ms",
    "build s",
    "build processor s",
    "memory MB",
    "disk MB",
)


def _apart(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do a piece of work in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *args, **kwargs).result()


@contextmanager
def _folder(parent: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        yield Path(folder)


@contextmanager
def _client(folder: Path) -> Iterator[Any]:
    import chromadb  # noqa: PLC0415  it takes 1.5 s
    from chromadb.config import Settings  # noqa: PLC0415

    client: Any = chromadb.PersistentClient(str(folder), Settings(_env_file=None, anonymized_telemetry=False))
    try:
        yield client
    finally:
        client.close()
