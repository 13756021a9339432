"""Data folders of many passages: made, described in ``scale.json``, and opened."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.bootstrap import Panel, open_panel
from assistant.settings import Settings
from ingest.readings import Limits
from tests.benchmarks.scale import real, synthetic
from tests.benchmarks.scale.kept import embed_once
from tests.benchmarks.scale.machine import describe_machine, disk_mb, write_results
from tests.benchmarks.scale.making import Vectored, fill_record
from tests.benchmarks.scale.spread import Filter, Spread, dump_filters, load_filters
from vectorstore.embedding import Embedder, open_embedder

FACTS, MODELS, VECTORS = "scale.json", "models", "vectors.npz"
"""What a folder of results holds beside the data folders: the exported model, and the vectors of real texts."""


@dataclass(frozen=True, slots=True)
class Made:
    """A data folder of many passages: where they come from, how many there are, and filters that leave known shares."""

    folder: Path
    kind: str
    passages: int
    filters: tuple[Filter, ...]

    @classmethod
    def read(cls, folder: Path) -> Made:
        """Read what making the folder wrote."""
        told = json.loads((folder / FACTS).read_text(encoding="utf-8"))
        return cls(folder, told["kind"], told["passages"], tuple(load_filters(told["filters"])))

    @contextmanager
    def opened(self) -> Iterator[Panel]:
        """Open the folder as every command does, with the real embedding model."""
        with open_panel(Settings(data_dir=self.folder), purpose="a benchmark") as panel:
            yield panel


def make_real(out: Path, count: int, *, corpus: Path) -> Path:
    """Make a data folder from a real collection; see ``tests.benchmarks.scale.real``."""
    embedder = open_models(out)
    articles = real.read_articles(corpus, limits=Limits(embedder.token_spans, embedder.most_tokens))
    vectors = embed_once(articles.texts, embedder=embedder, file=out / VECTORS)
    told = {
        "kind": "real",
        "passages": count,
        "real_passages": min(count, len(articles.passages)),
        "real": "all sentences and their vectors; the text and vectors of as many passages as real_passages says",
        "made": "the other passages: 3 to 7 real sentences each, their vector the mean of the sentences' vectors",
    }
    documents = real.make_documents(articles, vectors, count)
    return _make(out / f"real-{name_size(count)}", documents, told, real.plan(count))


def make_synthetic(out: Path, count: int) -> Path:
    """Make a data folder in which everything is made; see ``tests.benchmarks.scale.synthetic``."""
    told = {"kind": "synthetic", "passages": count, "real": "nothing", "made": "all words and vectors"}
    documents = synthetic.make_documents(count, dimension=open_models(out).dimension)
    return _make(out / f"synthetic-{name_size(count)}", documents, told, synthetic.plan(count))


def name_size(count: int) -> str:
    """Return a number of passages as folders are named: 10k, 1M."""
    for size, letter in ((1_000_000, "M"), (1000, "k")):
        if count >= size and count % size == 0:
            return f"{count // size}{letter}"
    return str(count)


def open_models(out: Path) -> Embedder:
    """Open the embedding model, exporting it into the folder of results the first time."""
    return open_embedder(out / MODELS)


def _make(folder: Path, documents: Iterable[Vectored], told: dict[str, Any], spread: Spread) -> Path:
    """Fill a record, let the indexes follow, and write down what was made."""
    if (folder / FACTS).exists():
        raise SystemExit(f"{folder} is made already; remove it first to make it again.")
    began = time.monotonic()
    fill_record(folder, documents, model=open_models(folder.parent).digest)
    filled = time.monotonic()
    if not (folder / MODELS).exists():
        (folder / MODELS).symlink_to(Path("..") / MODELS)
    with open_panel(Settings(data_dir=folder), purpose="a benchmark"):
        # To open a data folder is to let its indexes follow the record.
        followed = time.monotonic()
    told |= {
        "publications": len(spread.sizes),
        "fill_seconds": round(filled - began, 1),
        "follow_seconds": round(followed - filled, 1),
        "disk_mb": disk_mb(folder),
        "filters": dump_filters(spread.filters()),
    }
    write_results(folder / FACTS, told | describe_machine())
    return folder
