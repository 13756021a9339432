from __future__ import annotations

import pytest

from assistant.screening.concerns import Concern, read_table, read_thresholds


@pytest.mark.parametrize("concern", Concern)
def test_every_table_can_be_read(concern: Concern) -> None:
    """Each file has patterns whose phrases can be read and whose groups are there, and thresholds."""
    table = read_table(concern)
    assert table.all
    assert table.against
    assert read_thresholds()[concern].held_back >= 0


def test_danger_counts_before_all_others() -> None:
    """Of several concerns the gravest comes first."""
    assert next(iter(Concern)) == Concern.DANGER
