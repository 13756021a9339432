from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.vectorstore.fakes import HashingEmbedder
from vectorstore.record import Record, open_record
from vectorstore.store import Store, open_store


@pytest.fixture
def embedder() -> HashingEmbedder:
    """A model that remembers what it embedded."""
    return HashingEmbedder()


@pytest.fixture
def store(tmp_path: Path, embedder: HashingEmbedder) -> Iterator[Store]:
    """An open, empty store."""
    with open_store(tmp_path / "data", embedder=embedder) as opened:
        yield opened


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.servers)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'record.sqlite3'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def record(database_url: str) -> Iterator[Record]:
    """An open, empty record, in each kind of database."""
    with closing(open_record(database_url)) as opened:
        yield opened
