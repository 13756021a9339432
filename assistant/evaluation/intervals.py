"""Rates with 95 % bootstrap intervals."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SEED = 20260101
RESAMPLES = 2_000
PERCENTILES = (2.5, 97.5)


def measure_rate(parts: Sequence[float], *, wholes: Sequence[float] | None = None) -> dict[str, Any]:
    """Return ``{"value", "low", "high", "n"}`` of a rate: the sum of the parts over the sum of the wholes.

    One part and one whole per row; a whole is 1 unless given, which makes the rate a mean. ``n`` counts the rows whose
    whole is not 0; where there are none the rest is None. The interval is the percentile bootstrap over rows
    (Efron 1979): 2,000 resamples with a fixed seed; a resample in which all wholes are 0 has no rate and is left out.
    """
    counted = [1.0] * len(parts) if wholes is None else wholes
    rows = [(part, whole) for part, whole in zip(parts, counted, strict=True) if whole]
    if not rows:
        return {"value": None, "low": None, "high": None, "n": 0}
    numerators, denominators = np.array(parts, dtype=float), np.array(counted, dtype=float)
    value = float(numerators.sum() / denominators.sum())
    low, high = _find_interval(numerators, denominators)
    # Rounding alone may put an interval of no width a hair beside its rate.
    return {"value": value, "low": min(low, value), "high": max(high, value), "n": len(rows)}


def _find_interval(numerators: NDArray[np.float64], denominators: NDArray[np.float64]) -> tuple[float, float]:
    times = _draw_resamples(len(numerators))
    totals = times @ denominators
    rates = (times @ numerators)[totals > 0] / totals[totals > 0]
    low, high = np.percentile(rates, PERCENTILES)
    return float(low), float(high)


@lru_cache(maxsize=4)
def _draw_resamples(rows: int) -> NDArray[np.float64]:
    """Return how many times each resample takes each row: an array of resamples by rows."""
    random = np.random.default_rng(SEED)
    return random.multinomial(rows, np.full(rows, 1 / rows), size=RESAMPLES).astype(np.float64)
