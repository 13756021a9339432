"""Vectors of real texts that are made once and kept in a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.batches import in_batches
from vectorstore.digests import text_digest
from vectorstore.vectors import Embeds

TEXTS_AT_ONCE = 4096


def embed_once(texts: Sequence[str], *, embedder: Embeds, file: Path) -> dict[str, NDArray[np.float32]]:
    """Return the vectors of texts by their digests; what ``file`` (.npz) does not hold is embedded and added to it."""
    kept = read_kept(file, model=embedder.digest)
    new = sorted(dict.fromkeys(text for text in texts if text_digest(text) not in kept), key=len)
    for some in in_batches(new, TEXTS_AT_ONCE):
        kept |= zip(map(text_digest, some), embedder.embed(some), strict=True)
        write_kept(file, kept, model=embedder.digest)
        sys.stderr.write(f"embedded to {len(some[-1])} letters, {len(kept):,} vectors kept\n")
    return {digest: kept[digest] for digest in map(text_digest, texts)}


def read_kept(file: Path, *, model: str) -> dict[str, NDArray[np.float32]]:
    """Return the vectors that a file holds; none when it is not there or another model made them."""
    if not file.is_file():
        return {}
    with np.load(file) as held:
        if str(held["model"]) != model:
            return {}
        return dict(zip(held["digests"].tolist(), held["vectors"], strict=True))


def write_kept(file: Path, vectors: dict[str, NDArray[np.float32]], *, model: str) -> None:
    """Write vectors in place of what the file holds."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".new.npz")
    np.savez(draft, model=np.array(model), digests=np.array(list(vectors)), vectors=np.stack(list(vectors.values())))
    draft.replace(file)
