from __future__ import annotations

import pytest

from assistant.screening.concerns import Concern
from tests.evaluation.screening.measure import Line, count, measure, read_lines

LINES = [
    Line("T1", "one", positive=True, set="tune"),
    Line("T2", "two", positive=True, set="tune"),
    Line("T3", "three", positive=False, set="tune"),
    Line("T4", "four", positive=False, set="tune"),
]


def test_misses_and_false_alarms_are_counted() -> None:
    """A positive that is not taken is missed, a negative that is taken is a false alarm."""
    counts = count(LINES, taken=lambda line: line.id in {"T1", "T3"})
    assert (counts.positives, counts.negatives, counts.missed, counts.false_alarms) == (2, 2, ("T2",), ("T3",))
    assert (counts.recall, counts.precision) == (0.5, 0.5)


@pytest.mark.parametrize("concern", Concern)
def test_the_parts_are_kept_apart(concern: Concern) -> None:
    """No line is of both parts, and a third of the lines is frozen."""
    tune, frozen = (read_lines(concern, part=part) for part in ("tune", "frozen"))
    assert {line.id for line in tune}.isdisjoint(line.id for line in frozen)
    assert len(tune) == 2 * len(frozen)


def test_what_is_told_names_no_text() -> None:
    """Only figures and ids are told."""
    told = "\n".join(measure("tune", embed=None))
    assert "danger: recall" in told
    assert not any(line.text in told for line in read_lines(Concern.DANGER, part="tune"))


def test_patterns_and_words_alone_keep_their_level() -> None:
    """Without a model danger is found in the tune part, and hardly seen where there is none."""
    told = next(measure("tune", embed=None))
    recall, alarms = float(told.split()[2].rstrip(",")), int(told.split("; ")[-1].split()[0])
    assert recall > 0.95
    assert alarms <= 3
