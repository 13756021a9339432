"""How fast documents are taken in, beside the bare embedding model on exactly the texts that this embeds."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.ingesting import ingest_collection
from ingest.collection import list_collection
from ingest.readings import Limits
from tests.benchmarks.scale.folders import open_models
from tests.benchmarks.scale.machine import Spent, describe_machine, now
from vectorstore.embedding import Embedder
from vectorstore.store import open_store


@dataclass
class Remembering:
    """The embedding model; it remembers the texts, so that the bare model is given the very same."""

    embedder: Embedder
    texts: list[str] = field(default_factory=list)
    seconds: float = 0.0

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
        self.texts += texts
        began = time.perf_counter()
        rows = self.embedder.embed(texts)
        self.seconds += time.perf_counter() - began
        return rows


def measure_ingest(out: Path, corpus: Path, count: int) -> dict[str, Any]:
    """Take in the first ``count`` documents of a file of ready passages; embed the same texts before and after.

    The bare model gets all texts at once. It is measured on both sides, so that a machine that changes its pace while
    this runs changes the ratio less. A text that is there twice is embedded once by both.
    """
    embedder = open_models(out)
    with tempfile.TemporaryDirectory(dir=out) as spare:
        some = Path(spare) / corpus.name
        with corpus.open("rb") as lines:
            some.write_bytes(b"".join(islice(lines, count)))
        first, texts = _ingest(Path(spare) / "first", some, embedder)
        before = _embed(embedder, texts)
        second, _ = _ingest(Path(spare) / "second", some, embedder)
        after = _embed(embedder, texts)
    bare = Spent((before.seconds + after.seconds) / 2, (before.processor + after.processor) / 2)
    return {
        "documents": count,
        "texts": len(texts),
        "letters": sum(map(len, texts)),
        "ingest": [_describe(one, len(texts)) for one in (first, second)],
        "bare": [_describe(one, len(texts)) for one in (before, after)],
        "ratio": round(bare.seconds / second.seconds, 3),
        "processor_ratio": round(bare.processor / second.processor, 3),
        **describe_machine(),
    }


def _ingest(folder: Path, file: Path, embedder: Embedder) -> tuple[Spent, list[str]]:
    remembering = Remembering(embedder)
    with open_store(folder, embedder=remembering) as store:
        began = now()
        limits = Limits(embedder.token_spans, embedder.most_tokens)
        ingest_collection(list_collection([file]), store=store, limits=limits)
        return Spent.since(began), remembering.texts


def _embed(embedder: Embedder, texts: Sequence[str]) -> Spent:
    began = now()
    embedder.embed(texts)
    return Spent.since(began)


def _describe(spent: Spent, texts: int) -> dict[str, float]:
    return {
        "seconds": round(spent.seconds, 1),
        "processor_seconds": round(spent.processor, 1),
        "texts_per_second": round(texts / spent.seconds, 1),
    }
