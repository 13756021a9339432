"""Answers that were given, the conversations they belong to, and the events that doors have taken on.

Nothing here changes the record's revision: that is about what was published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from vectorstore.catalogue import answers, conversations, deliveries
from vectorstore.database import ASK_SECONDS, Database

Turns = Sequence[Mapping[str, str]]
"""A history: a role and what was said, for each turn."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it was given: its JSON, and the history with which its question was asked."""

    id: str
    history: Turns
    body: str
    given: dt.datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event that a door has taken on, with what is needed to finish it."""

    event: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Conversations:
    """What was said, beside what was published. Every method is one transaction, as in ``Record``.

    Somebody waits for it, so a server that hangs is waited for as briefly as when it is asked.
    """

    database: Database

    def keep(self, answer: KeptAnswer) -> None:
        """Keep an answer; one that was given before stays as it was first given."""
        row = {"id": answer.id, "history": list(map(dict, answer.history)), "body": answer.body, "given": answer.given}
        with self.database.writing(seconds=ASK_SECONDS) as connection:
            _add_new(connection, answers, row)

    def find(self, identity: str) -> KeptAnswer | None:
        """Return an answer by its id, if it was given."""
        with self.database.reading() as connection:
            return _kept(connection.execute(select(answers).where(answers.c.id == identity)).one_or_none())

    def last(self, place: str) -> KeptAnswer | None:
        """Return the last answer given in a conversation, if there was one."""
        query = select(answers).join(conversations).where(conversations.c.place == place)
        with self.database.reading() as connection:
            return _kept(connection.execute(query).one_or_none())

    def follow(self, place: str, identity: str, *, now: dt.datetime) -> None:
        """Note which answer was given last in a conversation."""
        row = {"answer_id": identity, "changed": now}
        with self.database.writing(seconds=ASK_SECONDS) as connection:
            if not _add_new(connection, conversations, {"place": place, **row}):
                connection.execute(update(conversations).where(conversations.c.place == place).values(row))

    def take(self, door: str, event: str, body: Mapping[str, Any], *, now: dt.datetime) -> bool:
        """Take on an event; False when it was taken before, here or in another process."""
        with self.database.writing(seconds=ASK_SECONDS) as connection:
            return _add_new(connection, deliveries, {"door": door, "event": event, "body": dict(body), "taken": now})

    def finish(self, door: str, event: str) -> None:
        """Note that an event needs no more work, and forget what it said."""
        one = (deliveries.c.door == door) & (deliveries.c.event == event)
        with self.database.writing(seconds=ASK_SECONDS) as connection:
            connection.execute(update(deliveries).where(one).values(body=None))

    def unfinished(self, door: str) -> list[Delivery]:
        """Return the events that a door has taken on and not finished, in the order in which it took them."""
        open_ones = (deliveries.c.door == door) & deliveries.c.body.is_not(None)
        query = select(deliveries).where(open_ones).order_by(deliveries.c.taken, deliveries.c.event)
        with self.database.reading() as connection:
            return [Delivery(row.event, row.body or {}) for row in connection.execute(query)]

    def forget_events(self, door: str, *, before: dt.datetime) -> None:
        """Forget the finished events that were taken on before a moment: none of them is delivered again."""
        old = (deliveries.c.door == door) & (deliveries.c.taken < before) & deliveries.c.body.is_(None)
        with self.database.writing(seconds=ASK_SECONDS) as connection:
            connection.execute(delete(deliveries).where(old))


def _add_new(connection: Connection, table: Table[Any], row: Mapping[str, Any]) -> bool:
    """Insert a row and return True, or leave the row that has its key as it is."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(row).on_conflict_do_nothing().returning(*table.primary_key)
    return connection.execute(statement).first() is not None


def _kept(row: Row[Any] | None) -> KeptAnswer | None:
    return KeptAnswer(row.id, tuple(row.history), row.body, row.given) if row else None
