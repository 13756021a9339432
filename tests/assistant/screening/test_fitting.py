from __future__ import annotations

import numpy as np
import pytest

from assistant.screening.fitting import fit

ROWS = np.array([[0, 1], [0.2, 1], [0.9, 1], [1, 0.8], [0.4, 0], [0.6, 0.1]], dtype=np.float32)
SIDES = np.array([False, False, True, True, False, True])


def test_a_fit_puts_both_sides_where_they_belong() -> None:
    """What tells the sides apart gets weight, and every row scores on its own side."""
    weights = fit(ROWS, positive=SIDES, freedom=100.0)
    scores = ROWS @ weights[:-1] + weights[-1]
    assert ((scores > 0) == SIDES).all()
    assert weights[0] > abs(weights[1])


@pytest.mark.parametrize("freedom", [0.1, 1.0, 50.0])
def test_a_fit_is_the_best_there_is(freedom: float) -> None:
    """At the weights that are returned the penalised likelihood has no slope, and the sum of scores is unpenalised."""
    weights = fit(ROWS, positive=SIDES, freedom=freedom)
    columns = np.hstack([ROWS, np.ones((len(ROWS), 1))])
    slope = columns.T @ (1 / (1 + np.exp(-columns @ weights)) - SIDES)
    slope[:-1] += weights[:-1] / freedom
    assert np.abs(slope).max() < 1e-4


def test_less_freedom_means_smaller_weights() -> None:
    """The penalty draws weights to 0."""
    small, large = (fit(ROWS, positive=SIDES, freedom=freedom) for freedom in (0.01, 10.0))
    assert np.abs(small[:-1]).max() < np.abs(large[:-1]).max()
