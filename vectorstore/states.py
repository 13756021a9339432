"""What the record knows of itself: its lineage, and how often it has changed."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from vectorstore.catalogue import state

CHANGES, LINEAGE = "changes", "lineage"
COUNT_CHANGES = "SELECT value FROM state WHERE key = 'changes'"
"""What ``count_changes`` asks, for whoever asks before every search."""


def count_changes(connection: Connection) -> int:
    """Return how many transactions have changed the record."""
    return int(connection.scalars(select(state.c.value).where(state.c.key == CHANGES)).one())


def find_lineage(connection: Connection) -> str:
    """Return the name that tells this record from every other one, however alike."""
    return connection.scalars(select(state.c.value).where(state.c.key == LINEAGE)).one()


def begin_change(connection: Connection) -> int:
    """Keep other writers out until the transaction ends, and return the number of the change that it will be."""
    row = select(state.c.value).where(state.c.key == CHANGES).with_for_update()
    return int(connection.scalars(row).one()) + 1


def end_change(connection: Connection, number: int) -> None:
    """Say that the transaction has changed the record."""
    connection.execute(update(state).where(state.c.key == CHANGES).values(value=str(number)))
