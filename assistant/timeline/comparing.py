"""Compares what was promised with what was said later: by meaning, by telling words, by number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.timeline.entries import Outcome
from assistant.timeline.topics import thresholds
from assistant.timeline.wordings import wordings
from assistant.words import coverage


@dataclass(frozen=True, slots=True)
class Shares:
    """How many telling words two texts share, and which share that is of the words of either."""

    words: int
    promised: float
    later: float

    @classmethod
    def of(cls, promised: Mapping[str, float], later: Mapping[str, float]) -> Shares:
        """Compare the telling words of two texts."""
        shared = promised.keys() & later.keys()
        shares = (coverage(promised, shared), coverage(later, shared)) if shared else (0.0, 0.0)
        return cls(len(shared), *shares)


def tells(outcome: Outcome, near: float, shares: Shares) -> bool:
    """Say whether a sentence that says that something was done speaks of what was promised."""
    for name in ("named", "done", *(["taken_up"] if outcome is Outcome.TAKEN_UP else [])):
        least = thresholds(name)
        if (
            near >= least["near"]
            and shares.words >= least["words"]
            and shares.promised >= least["promised"]
            and shares.later >= least["later"]
        ):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Compared:
    """What was promised, made ready: its vector, its telling words with their rarity, the stems of all its words."""

    text: str
    vector: NDArray[np.float32]
    weights: Mapping[str, float]
    stems: frozenset[str]


def numbered_otherwise(one: str, other: str) -> bool:
    """Say whether two texts speak of different ones of several things of a kind, as of a first and a second report."""
    first, second = _numbers(one), _numbers(other)
    return any(first[kind].isdisjoint(second[kind]) for kind in first.keys() & second.keys())


def _numbers(text: str) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in wordings().numbering.finditer(text.lower()):
        kind = " ".join((match["one_of"] or match["kind"]).split())
        found.setdefault(kind.removesuffix("s"), set()).add(match["ordinal"] or match["number"])
    return found
