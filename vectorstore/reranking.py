"""Puts the first passages of a search into order once more, by a model that reads question and passage together.

Off unless a model is named: on two cores 20 pairs take 0.7 to 3 seconds with a model of the size of MiniLM.
API: https://sbert.net/docs/package_reference/cross_encoder/cross_encoder.html
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from vectorstore.errors import ModelNotFound
from vectorstore.search import Hit

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

MOST = 20
"""Passages that are read again; those behind them stay where they are."""


@dataclass(frozen=True, slots=True)
class Reranker:
    """An open model; its name is part of what search and answers depend on."""

    name: str
    model: CrossEncoder
    lock: Lock

    def order(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """Return the hits, the first ones in the model's order; each keeps its score and is given the model's."""
        first = hits[:MOST]
        if not first:
            return []
        with self.lock:
            said = self.model.predict([(question, hit.passage.text) for hit in first], show_progress_bar=False)
        read = [replace(hit, reranked=float(score)) for hit, score in zip(first, said, strict=True)]
        # The sort is stable: equal ones stay as search had them.
        return [*sorted(read, key=lambda hit: -(hit.reranked or 0.0)), *hits[MOST:]]


def open_reranker(name: str) -> Reranker:
    """Load a cross-encoder from a folder or a model hub; ``ModelNotFound`` when that is not possible."""
    try:
        # Takes 4 s and 400 MB, and most set-ups do without.
        from sentence_transformers import CrossEncoder

        model = CrossEncoder(name, device="cpu", num_labels=1, local_files_only=Path(name).is_dir())
    except Exception as error:  # the library raises whatever its many loaders raise
        message = (
            f"The reranker {name} cannot be loaded ({type(error).__name__}); set PANEL_RERANKER_MODEL to the folder of "
            "a cross-encoder, or leave it empty to do without."
        )
        raise ModelNotFound(message) from error
    return Reranker(name, model, Lock())
