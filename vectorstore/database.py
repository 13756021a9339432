"""Opens the record's database and runs its transactions; what SQLAlchemy raises becomes an error of ours here.

API: https://docs.sqlalchemy.org/en/21/dialects/sqlite.html, https://alembic.sqlalchemy.org/en/latest/api/commands.html
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy import text as sql
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError, TimeoutError  # noqa: A004  of its pool

from vectorstore.errors import DocumentRefused, RecordUnavailable
from vectorstore.mends import DATABASE_SIGNS, find_mend, read_reason

BUSY_SECONDS = 30
ASK_SECONDS = 5.0
"""How long one who asks waits for a sign of a database server: a question has many statements of some milliseconds."""
WORK_SECONDS = 60.0
"""How long whoever writes does, who may stand in line behind another, or compares everything."""
MIGRATION_SECONDS = 600.0
POOL_SECONDS = 5.0
MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 0x70616E656C  # "panel": two machines that open one PostgreSQL database migrate it one after the other

OTHERWISE = "check that PANEL_DATABASE_URL is right and that the database server runs"


@dataclass(frozen=True, slots=True)
class Database:
    """An open database, named as messages to people name it (no password in it)."""

    engine: Engine
    name: str

    @contextmanager
    def reading(self, *, seconds: float = ASK_SECONDS) -> Iterator[Connection]:
        """Give a connection that sees one state of the record, whatever others write meanwhile.

        ``RecordUnavailable`` when a server gives no sign for so many seconds.
        """
        with self._connected(seconds) as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self, *, seconds: float = WORK_SECONDS) -> Iterator[Connection]:
        """Give a connection whose work is kept in whole, or not at all when an exception leaves the block.

        ``seconds`` as for ``reading``.
        """
        with self._connected(seconds) as connection:
            connection.execution_options(panel_writing=True)
            with connection.begin():
                yield connection

    def glance(self, statement: str) -> Any:
        """Return the one value that a statement reads, without a transaction about it: as quick as can be."""
        with self._connected(ASK_SECONDS) as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="AUTOCOMMIT")
            return connection.exec_driver_sql(statement).scalar_one()

    @contextmanager
    def _connected(self, seconds: float) -> Iterator[Connection]:
        with self.translating(), self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            usual = getattr(driver, "patience", None)
            if usual is None:
                yield connection
                return
            driver.patience = seconds
            try:
                yield connection
            finally:
                driver.patience = usual

    @contextmanager
    def translating(self) -> Iterator[None]:
        """Turn foreign exceptions into ``DocumentRefused`` (about the data) or ``RecordUnavailable`` (the rest)."""
        try:
            yield
        except (DataError, IntegrityError, UnicodeEncodeError) as error:
            message = f"It holds something that the record cannot keep ({_reason(error)}); remove it from the document."
            raise DocumentRefused(message) from error
        except (DBAPIError, TimeoutError, sqlite3.Error) as error:
            raise unavailable(self.name, error) from error


def open_database(url: str) -> Database:
    """Open a database and bring its tables to this version; ``RecordUnavailable`` when that is not possible."""
    try:
        engine = create_engine(url, **_arguments(url))
        _limit(engine)
    except (SQLAlchemyError, ImportError) as error:
        raise unavailable("PANEL_DATABASE_URL", error) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    database = Database(engine, _shown(engine))
    _migrate(database)
    return database


def unavailable(name: str, error: BaseException) -> RecordUnavailable:
    """Return what to tell a person about a database that fails."""
    reason = _reason(error)
    mend = find_mend(reason, DATABASE_SIGNS, otherwise=OTHERWISE)
    return RecordUnavailable(f"The record in {name} cannot be used ({reason}); {mend}.")


def _reason(error: BaseException) -> str:
    # SQLAlchemy adds the statement to what the driver said.
    return read_reason(getattr(error, "orig", None) or error)


def _arguments(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": BUSY_SECONDS}}
    return {"pool_pre_ping": True, "pool_timeout": POOL_SECONDS}


def _limit(engine: Engine) -> None:
    """See to it that a PostgreSQL server that hangs is not waited for, whatever it hangs in."""
    if engine.dialect.driver == "psycopg":
        # The driver is there only where it is needed.
        from vectorstore.postgres import connect  # noqa: PLC0415

        event.listen(engine, "do_connect", lambda _dialect, _record, given, named: connect(*given, **named))


def _shown(engine: Engine) -> str:
    is_file = engine.dialect.name == "sqlite" and engine.url.database
    return is_file or engine.url.render_as_string(hide_password=True)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # Python's driver begins transactions when it sees fit, and not before CREATE TABLE: _begin_sqlite does it instead.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and then writes fails when another wrote in between: writers say so at once.
    writing = connection.get_execution_options().get("panel_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _migrate(database: Database) -> None:
    # Alembic takes a quarter of a second to import, and is needed only when the record is opened.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    try:
        with database.writing(seconds=MIGRATION_SECONDS) as connection:
            _take_turns(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise unavailable(database.name, error) from error


def _take_turns(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sql("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
