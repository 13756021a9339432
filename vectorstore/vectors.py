"""Makes vectors of texts, a slice at a time, so that long work can be watched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from vectorstore.batches import in_batches
from vectorstore.digests import text_digest
from vectorstore.publications import Progress, Watch

TEXTS_AT_ONCE = 256


class Embeds(Protocol):
    """An embedding model: ``digest`` names its weights, ``dimension`` is the length of a vector."""

    @property
    def digest(self) -> str:
        """What names the weights."""

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""

    def embed(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Return one row for each text, each of length 1."""


def embed_texts(
    texts: Sequence[str], *, embedder: Embeds, watch: Watch | None = None
) -> dict[str, NDArray[np.float32]]:
    """Return the vectors of texts by the digest of the text."""
    vectors: dict[str, NDArray[np.float32]] = {}
    # Texts of like length are embedded together: the model pads all to the longest.
    for some in in_batches(sorted(texts, key=len), TEXTS_AT_ONCE):
        vectors |= zip(map(text_digest, some), embedder.embed(some), strict=True)
        if watch:
            watch(Progress("embed", len(vectors), len(texts)))
    return vectors
