"""txtai's hybrid index: Faiss and its own BM25, with the texts kept; documents in sections, as its quick start has it.

https://neuml.github.io/txtai/embeddings/ and https://neuml.github.io/txtai/embeddings/configuration/general/
https://github.com/neuml/txtai/blob/master/examples/rag_quickstart.py
A section ends at a page break or, where a text has none, at two empty lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from txtai import Embeddings
from txtai.pipeline import Segmentation

from assistant.evaluation.passages import RankedPassage
from assistant.evaluation.runner import Turns
from tests.benchmarks.rivals.systems import MOST_TOKENS, Built, Setup

SPLITTER = {"sections": True}


@contextmanager
def build(setup: Setup) -> Iterator[Built]:
    """Index the passages, each as it is, documents by their pages, and save the index."""
    # Left to itself, it lets the model take in 512 tokens, twice what the model was made for.
    embeddings = Embeddings(hybrid=True, content=True, path=setup.model, maxlength=MOST_TOKENS)
    segment = Segmentation(**SPLITTER)
    embeddings.index((one.id, part) for one in setup.collection.passages for part in segment(one.whole))
    embeddings.save(str(setup.folder / "index"))

    def find(text: str, _: Turns) -> list[RankedPassage]:
        found = embeddings.search(text, setup.collection.deep)
        return [RankedPassage((one["id"],), one["text"]) for one in found]

    used = {"splitter": SPLITTER, "maxlength": MOST_TOKENS, "default_k": 3, "weights": "its own: 0.5 and 0.5"}
    yield Built({"txtai": find}, used | {"history": "not used: the index knows none"}, embeddings.count())
