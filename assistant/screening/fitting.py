"""Logistic regression in plain numpy: the same rows always give the same weights."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
Numbers = NDArray[np.float64]

MOST_STEPS = 30
MOST_DIRECTIONS = 100
NEAR_ENOUGH = 1e-6


def fit(rows: Rows, *, positive: NDArray[np.bool_], freedom: float) -> Numbers:
    """Return a weight for each column of ``rows`` and, last, what is added to every score.

    The penalised maximum likelihood, by Newton's method with conjugate gradients. More ``freedom`` follows rows more.
    """
    columns = np.hstack([rows, np.ones((len(rows), 1))])
    penalty = np.full(columns.shape[1], 1 / freedom)
    penalty[-1] = 0.0
    weights = np.zeros(columns.shape[1])
    for _ in range(MOST_STEPS):
        likely = 1 / (1 + np.exp(-(columns @ weights)))
        gradient = columns.T @ (likely - positive) + penalty * weights
        if np.abs(gradient).max() < NEAR_ENOUGH * len(rows):
            break
        weights -= _solve(columns, likely * (1 - likely), penalty, gradient)
    return weights


def _solve(columns: Numbers, spread: Numbers, penalty: Numbers, gradient: Numbers) -> Numbers:
    """Return Newton's step by conjugate gradients (M. R. Hestenes, E. Stiefel, J. Res. Nat. Bur. Stand. 49, 1952)."""
    step, left = np.zeros_like(gradient), gradient.copy()
    direction, size = left.copy(), float(left @ left)
    enough = size * NEAR_ENOUGH
    for _ in range(MOST_DIRECTIONS):
        if size <= enough:
            break
        bent = columns.T @ (spread * (columns @ direction)) + penalty * direction
        far = size / float(direction @ bent)
        step, left = step + far * direction, left - far * bent
        before, size = size, float(left @ left)
        direction = left + size / before * direction
    return step
