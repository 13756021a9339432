"""What is searched for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready to be searched for.

    ``words`` are the user's own; ``vector`` stands for them in the semantic index. ``also`` are further words for the
    lexical index, each text with its weight beside the user's own (1). ``stems`` are the telling words as the lexical
    index holds them, with how much each of them tells. ``named`` are the ids of publications that the user names.
    """

    words: str
    vector: NDArray[np.float32]
    also: Mapping[str, float] = field(default_factory=dict)
    stems: Mapping[str, float] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
