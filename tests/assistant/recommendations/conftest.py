from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from vectorstore.record import Record, open_record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """An open, empty record."""
    with closing(open_record(f"sqlite:///{tmp_path / 'record.sqlite3'}")) as opened:
        yield opened
