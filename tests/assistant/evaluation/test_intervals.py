from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.intervals import measure_rate

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


@given(SHARES)
def test_the_interval_holds_the_mean(values: list[float]) -> None:
    """The interval lies within what was measured and holds the mean."""
    rate = measure_rate(values)
    assert rate["low"] <= rate["value"] <= rate["high"]
    assert rate["value"] == pytest.approx(sum(values) / len(values))
    assert min(values) - 1e-9 <= rate["low"]
    assert rate["high"] <= max(values) + 1e-9


def test_the_interval_is_the_same_each_time() -> None:
    """The seed is fixed, so that two runs over the same rows give the same figures."""
    values = [0, 1, 1, 0, 1]
    assert measure_rate(values) == measure_rate(values)


def test_the_interval_of_a_coin_is_near_theory() -> None:
    """For 100 rows, half of them right, the interval is near 0.4 to 0.6, as the normal approximation has it."""
    rate = measure_rate([0, 1] * 50)
    assert (rate["low"], rate["high"]) == (pytest.approx(0.402, abs=0.02), pytest.approx(0.598, abs=0.02))


def test_more_rows_make_it_narrower() -> None:
    """The interval of 400 rows is narrower than that of 20 with the same mean."""
    few, many = measure_rate([0, 1] * 10), measure_rate([0, 1] * 200)
    assert many["high"] - many["low"] < few["high"] - few["low"]


def test_a_rate_is_parts_over_wholes() -> None:
    """Rows without a whole have no say and are not counted."""
    rate = measure_rate([1, 0, 3], wholes=[2, 0, 3])
    assert (rate["value"], rate["n"]) == (pytest.approx(0.8), 2)


@pytest.mark.parametrize(("parts", "wholes"), [([], None), ([0, 0], [0, 0])])
def test_no_rows_have_no_rate(parts: list[float], wholes: list[float] | None) -> None:
    """Where nothing can be measured the rate is missing, not nought."""
    assert measure_rate(parts, wholes=wholes) == {"value": None, "low": None, "high": None, "n": 0}
