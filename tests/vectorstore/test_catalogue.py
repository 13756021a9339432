from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.exc import IntegrityError

from tests.vectorstore.fakes import HashingEmbedder, make_document
from tests.vectorstore.keeping import keep
from vectorstore import database
from vectorstore.catalogue import editions, metadata
from vectorstore.errors import RecordUnavailable
from vectorstore.record import Record, open_record


def test_migrated_tables_are_those_of_the_catalogue(record: Record) -> None:
    """The migrations make exactly the tables, columns, types and indexes that the catalogue names."""
    with record.database.engine.connect() as connection:
        compared = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(compared, metadata) == []


def test_opening_again_changes_nothing(record: Record, database_url: str) -> None:
    """A record that is opened a second time is the same record."""
    before = record.state()
    with closing(open_record(database_url)) as again:
        assert again.state() == before


def test_two_records_are_told_apart(tmp_path: Path) -> None:
    """Each new record has a name of its own."""
    with (
        closing(open_record(f"sqlite:///{tmp_path}/one")) as one,
        closing(open_record(f"sqlite:///{tmp_path}/two")) as two,
    ):
        assert one.state().lineage != two.state().lineage


def test_sqlite_is_opened_to_lose_nothing(tmp_path: Path) -> None:
    """SQLite writes ahead, waits for other writers, keeps foreign keys and flushes what it acknowledges."""
    with closing(open_record(f"sqlite:///{tmp_path}/record")) as record, record.database.engine.connect() as connection:
        pragmas = ("journal_mode", "busy_timeout", "foreign_keys", "synchronous")
        found = [connection.execute(text(f"PRAGMA {pragma}")).scalar() for pragma in pragmas]
    assert found == ["wal", database.BUSY_SECONDS * 1000, 1, 2]


def test_migration_that_stops_leaves_nothing(tmp_path: Path) -> None:
    """A migration that fails half-way leaves an empty database, which the next opening completes."""
    url = f"sqlite:///{tmp_path}/record"
    event.listen(Engine, "before_cursor_execute", _fail_late)
    try:
        with pytest.raises(OSError, match="half-way"):
            open_record(url)
    finally:
        event.remove(Engine, "before_cursor_execute", _fail_late)
    engine = create_engine(url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    with closing(open_record(url)) as record:
        assert record.changes() == 0


def _fail_late(*arguments: object) -> None:
    if "CREATE TABLE readings" in str(arguments[2]):
        message = "half-way"
        raise OSError(message)


def test_publication_has_one_latest_edition(record: Record, embedder: HashingEmbedder) -> None:
    """The database itself refuses a second latest edition of a publication."""
    keep(record, make_document("a.txt", ["One."]), embedder=embedder)
    with record.database.engine.connect() as connection:
        another = dict(connection.execute(editions.select()).mappings().one()) | {"id": "another"}
        with pytest.raises(IntegrityError):
            connection.execute(editions.insert().values(another))


def test_record_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    """A record that a newer version wrote is not opened, and the message says to install that version."""
    url = f"sqlite:///{tmp_path}/record"
    with closing(open_record(url)) as record, record.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordUnavailable, match="newer version"):
        open_record(url)


def test_damaged_file_is_reported_with_its_mend(tmp_path: Path) -> None:
    """A file that is no database is named, with what to do about it."""
    file = tmp_path / "record.sqlite3"
    file.write_bytes(b"not a database at all, but something else of some length " * 40)
    with pytest.raises(RecordUnavailable, match=r"record\.sqlite3 cannot be used .*restore it from a backup"):
        open_record(f"sqlite:///{file}")


def test_record_that_is_damaged_while_open_is_reported(tmp_path: Path) -> None:
    """Damage that comes while the record is open is the record's own error as well."""
    file = tmp_path / "record.sqlite3"
    with closing(open_record(f"sqlite:///{file}")) as record:
        record.database.engine.dispose()
        file.write_bytes(b"x" * 8192)
        with pytest.raises(RecordUnavailable, match="restore it from a backup"):
            record.changes()


@pytest.mark.parametrize(
    ("url", "mend"),
    [
        ("nonsense", "PANEL_DATABASE_URL"),
        ("neverheard://host/name", "PANEL_DATABASE_URL"),
        ("sqlite:////nowhere/at/all/record", "its folder exists"),
        ("postgresql+psycopg://nobody:hidden@127.0.0.1:9/none", "server runs"),
        ("postgresql+pg8000://127.0.0.1/none", "driver"),
    ],
)
def test_database_that_cannot_be_opened_is_reported_with_its_mend(url: str, mend: str) -> None:
    """A wrong URL, a missing folder or driver and a server that is down each say what to do, and show no password."""
    with pytest.raises(RecordUnavailable, match=mend) as caught:
        open_record(url)
    assert "hidden" not in str(caught.value)
