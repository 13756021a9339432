"""What the parts of a search say, for tests: numbers for each passage by its name, as fusion takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from vectorstore.fusion import SHORT, Legs, Weights, fuse


class Said(NamedTuple):
    """What each part says of one passage."""

    semantic: float
    sentence: float
    lexical: float = 0.0
    coverage: float = 0.0
    letters: float = SHORT
    standing: float = 0.0
    named: float = 0.0


def fuse_by_name(said: Mapping[str, Said], *, weights: Weights) -> dict[str, float]:
    """Return the fused score of each passage."""
    columns = np.array([*said.values()], dtype=np.float64).reshape(len(said), len(Said._fields)).T
    return dict(zip(said, fuse(Legs(*columns), weights=weights).tolist(), strict=True))
