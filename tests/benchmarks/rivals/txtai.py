"""txtai's hybrid index: Faiss and its own BM25, with the texts kept.

https://neuml.github.io/txtai/embeddings/ and https://neuml.github.io/txtai/embeddings/configuration/general/
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from txtai import Embeddings

from assistant.evaluation.runner import Turns
from assistant.evaluation.search import Ranking
from tests.benchmarks.rivals.systems import DEEP, MOST_TOKENS, Built, Setup


@contextmanager
def build(setup: Setup) -> Iterator[Built]:
    """Index the passages, each as it is, and save the index."""
    # Left to itself, it lets the model take in 512 tokens, twice what the model was made for.
    embeddings = Embeddings(hybrid=True, content=True, path=setup.model, maxlength=MOST_TOKENS)
    embeddings.index((one.id, one.whole, None) for one in setup.collection.passages)
    embeddings.save(str(setup.folder / "index"))

    def find(text: str, _: Turns) -> Ranking:
        return [(one["id"], float(one["score"])) for one in embeddings.search(text, DEEP)]

    used = {"splitter": None, "maxlength": MOST_TOKENS, "k": DEEP, "default_k": 3, "weights": "its own: 0.5 and 0.5"}
    yield Built({"txtai": find}, used | {"history": "not used: the index knows none"}, embeddings.count())
