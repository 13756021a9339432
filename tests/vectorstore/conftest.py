from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from tests.vectorstore.fakes import HashingEmbedder
from vectorstore.record import Record, open_record
from vectorstore.store import Store, open_store

POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432/test"


@pytest.fixture
def embedder() -> HashingEmbedder:
    """A model that remembers what it embedded."""
    return HashingEmbedder()


@pytest.fixture
def store(tmp_path: Path, embedder: HashingEmbedder) -> Iterator[Store]:
    """An open, empty store."""
    with open_store(tmp_path / "data", embedder=embedder) as opened:
        yield opened


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """A schema of its own in the database ``test`` of a PostgreSQL server on this machine, dropped afterwards."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (pip install panel-assistant[postgres])")
    engine = create_engine(POSTGRES, connect_args={"connect_timeout": 3})
    schema = f"panel_{uuid4().hex}"
    try:
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
    except Exception as error:  # noqa: BLE001  whatever is wrong, there is no server to test with
        pytest.skip(f"no PostgreSQL at 127.0.0.1:5432 with a database named test: {error}")
    yield f"{POSTGRES}?options=-csearch_path%3D{schema}"
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
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
