"""Connections to PostgreSQL on which nobody waits for ever for a server that says nothing.

PostgreSQL can end a statement that takes long, but only while it lives; TCP can notice that a machine is gone, but not
that a program on it hangs. So the time without a sign of the server is measured here, whatever the reason.
API: https://www.psycopg.org/psycopg3/docs/api/connections.html, https://www.postgresql.org/docs/current/libpq-connect.html
"""

from __future__ import annotations

import time
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen

T = TypeVar("T")

CONNECT_SECONDS = 3
PING_SECONDS = 2.0
"""How long it may take to say that a connection still stands, before it is used and after."""

LET_GO_OF_THE_DEAD = (
    "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;"
    "SET idle_in_transaction_session_timeout = '5min'"
)
"""Otherwise the server keeps the locks of a machine that lost its power for two hours, and those of one that hangs for
ever.
"""


class Silent(psycopg.OperationalError):
    """The server has given no sign for as long as anyone waits."""


class PatientConnection(psycopg.Connection[Any]):
    """A connection that fails and is closed when the server has given no sign for ``patience`` seconds."""

    patience: float = PING_SECONDS

    def wait(self, gen: PQGen[T], *arguments: Any, **named: Any) -> T:
        """Wait for what was asked of the server."""
        try:
            return super().wait(_heard(gen, self.patience), *arguments, **named)
        except Silent:
            # It still owes an answer, so nothing else can be asked on it.
            self.close()
            raise


def connect(*arguments: Any, **named: Any) -> PatientConnection:
    """Return a connection as psycopg would, with limits; what the URL says of them holds."""
    connection = PatientConnection.connect(*arguments, **{"connect_timeout": CONNECT_SECONDS, **named})
    connection.autocommit = True
    connection.execute(LET_GO_OF_THE_DEAD)
    connection.autocommit = False
    return connection


def _heard(asked: PQGen[T], seconds: float) -> PQGen[T]:
    """Pass on what psycopg waits for, until nothing has been heard for some seconds."""
    try:
        wanted = next(asked)
        heard = time.monotonic()
        while True:
            ready = yield wanted
            if ready:
                heard = time.monotonic()
            elif time.monotonic() - heard > seconds:
                message = f"it gave no sign for {seconds:g} seconds"
                raise Silent(message)
            wanted = asked.send(ready)
    except StopIteration as end:
        answer: T = end.value
        return answer
