"""Turns among the machines that share a record: what one of them does to something shared, no other does meanwhile.

The lock is PostgreSQL's, tied to a transaction: it is released when the process ends, however it ends.
API: https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, text

from vectorstore.database import ASK_SECONDS, Database

AGAIN_SECONDS = 0.05
TRY = text("SELECT pg_try_advisory_xact_lock(:lock)")


@dataclass(frozen=True, slots=True)
class Turn:
    """The turn that this process has; ``connection`` None: nobody else can be there."""

    connection: Connection | None = None

    def check(self) -> None:
        """Raise ``RecordUnavailable`` when the turn was lost, because the connection was: another may have it now."""
        if self.connection is not None:
            self.connection.execute(text("SELECT 1"))


@contextmanager
def take_turn(database: Database, what: str, *, patience: float) -> Iterator[Turn | None]:
    """Keep other machines from something while the block runs; None when another kept it for ``patience`` seconds."""
    if database.engine.dialect.name != "postgresql":
        # A SQLite file belongs to the one process that owns its folder.
        yield Turn()
        return
    with database.writing(seconds=ASK_SECONDS) as connection:
        yield Turn(connection) if _locks(connection, what, patience=patience) else None


def _locks(connection: Connection, what: str, *, patience: float) -> bool:
    # Asked for again and again, rather than waited for: so a server that hangs is told from a lock that is held.
    lock = int.from_bytes(hashlib.sha256(what.encode()).digest()[:8], "big", signed=True)
    end = time.monotonic() + patience
    while not connection.scalar(TRY, {"lock": lock}):
        if time.monotonic() >= end:
            return False
        time.sleep(AGAIN_SECONDS)
    return True
