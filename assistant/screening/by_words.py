"""The score of a text's words: how far they lie on the side of a concern, by weights fitted on the examples."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files

from assistant.screening.concerns import Concern

WEIGHTS = "weights.json"
ALWAYS = ""
"""The mark whose weight is added to every score."""


@cache
def read_weights() -> Mapping[Concern, Mapping[str, float]]:
    """Read the weight of each mark for each concern; ``making`` wrote them."""
    data = json.loads((files("assistant.screening") / WEIGHTS).read_text(encoding="utf-8"))
    return {concern: dict(zip(data["marks"], data[concern], strict=True)) for concern in Concern}


def score_words(marks: Collection[str], *, concern: Concern) -> float:
    """Return how far the marks of a text lie on the side of a concern: above 0 they rather do."""
    weights = read_weights()[concern]
    return sum(weights.get(mark, 0.0) for mark in sorted(marks)) / evenly(len(marks)) + weights[ALWAYS]


def evenly(marks: int) -> float:
    """Return what a sum over so many marks is divided by, so that a long text scores as a short one does."""
    return math.sqrt(max(1, marks))
