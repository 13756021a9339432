"""How soon a machine finds what another has kept, and what it costs to look: ``python -m tests.benchmarks.sharing``.

Needs PostgreSQL on 127.0.0.1:5432 and starts a Chroma server. Texts and vectors are made up.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ingest.documents import Document
from tests.servers import own_chroma, own_database
from tests.vectorstore.fakes import HashingEmbedder, make_document, make_sentences
from vectorstore.chroma_server import ChromaServer
from vectorstore.keeping import keep_documents
from vectorstore.store import Store, open_store

SENTENCES = 40
PASSAGES = SENTENCES // 2
TIMES = 15


def main() -> None:
    """Measure over records of one size, in a data folder alone and on servers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=20_000, help="how many passages the record holds")
    wanted = parser.parse_args().passages
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with open_store(place / "alone", embedder=HashingEmbedder(dimension=384)) as store:
            keep_documents(make_documents(wanted), store=store)
            tell("SQLite, nothing new", measure(store.catch_up))
        with own_database() as url, own_chroma(place / "chroma") as chroma:
            measure_shared(place, url, ChromaServer(chroma.url), make_documents(wanted))


def measure_shared(place: Path, url: str, chroma: ChromaServer, documents: list[Document]) -> None:
    """Let one machine keep documents and another find them."""
    with (
        open_store(place / "one", embedder=HashingEmbedder(dimension=384), database_url=url, chroma=chroma) as one,
        open_store(place / "two", embedder=HashingEmbedder(dimension=384), database_url=url, chroma=chroma) as two,
    ):
        keep_documents(documents, store=one)
        tell("a machine that was away takes all in", measure(two.catch_up, times=1))
        tell("PostgreSQL, nothing new", measure(two.catch_up))
        tell("a document is kept by another machine", [keep_one(one, number) for number in range(TIMES)])
        seconds = []
        for number in range(TIMES, 2 * TIMES):
            keep_one(one, number)
            seconds += measure(two.catch_up, times=1)
        tell("the next search takes it in", seconds)


def make_documents(passages: int) -> list[Document]:
    """Return documents of 20 passages."""
    return [make_document(f"d{n}", make_sentences(f"d{n}", count=SENTENCES)) for n in range(passages // PASSAGES)]


def keep_one(store: Store, number: int) -> float:
    """Keep a document more and return how many seconds that took."""
    document = make_document(f"more{number}", make_sentences(f"more{number}", count=SENTENCES))
    return measure(lambda: keep_documents([document], store=store), times=1)[0]


def measure(work: Callable[[], object], *, times: int = 200) -> list[float]:
    """Return how many seconds something took, each time."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return taken


def tell(what: str, seconds: list[float]) -> None:
    """Print the median and the longest but a twentieth, in milliseconds."""
    late = sorted(seconds)[int(0.95 * (len(seconds) - 1))]
    print(f"{what}: p50 {1000 * statistics.median(seconds):.2f} ms, p95 {1000 * late:.2f} ms")  # noqa: T201  the result


if __name__ == "__main__":
    main()
