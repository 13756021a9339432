"""Reads what the register lists: entries that are found, and counts, in publications that are not taken down."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Text, cast, select

from vectorstore.batches import in_batches
from vectorstore.catalogue import decisions, extractions, publications, readings, recommendations, told_counts
from vectorstore.entries import (
    JSON_COLUMNS,
    Listed,
    Loaded,
    StoredCount,
    StoredDecision,
    count_of,
    decision_of,
    places_of,
)
from vectorstore.rows import segments_of

PLAIN = Listed._fields[: Listed._fields.index(JSON_COLUMNS[0])]
"""What is listed as its column holds it."""
THERE = publications.c.removed.is_(None)


def load_all(connection: Connection) -> Loaded:
    """Return all that is found in the publications that are not taken down, in reading order."""
    return Loaded(list_entries(connection, THERE), _list_counts(connection), _find_problems(connection))


def list_entries(connection: Connection, condition: ColumnElement[bool]) -> tuple[Listed, ...]:
    """Return the entries that are found and fulfil a condition, in reading order."""
    order = (recommendations.c.publication_id, recommendations.c.ordinal)
    rows = connection.execute(_listed().where(condition).order_by(*order)).all()
    decided = {one.entry_id: one for one in map(decision_of, connection.execute(select(decisions)))}
    return tuple(_as_listed(rows, decided))


def _listed() -> Select[*tuple[Any, ...]]:
    """Select what ``Listed`` holds, in its order and but for decisions: first what it holds as it is, then JSON."""
    whole = recommendations.join(publications, publications.c.id == recommendations.c.publication_id)
    plain = (readings.c.edition_id if name == "edition_id" else recommendations.c[name] for name in PLAIN)
    lists = (cast(recommendations.c[name], Text).label(name) for name in JSON_COLUMNS)
    read = whole.join(readings, readings.c.id == recommendations.c.reading_id)
    return select(*plain, *lists).select_from(read).where(recommendations.c.found)


def _as_listed(rows: Sequence[Any], decided: Mapping[str, StoredDecision]) -> Iterator[Listed]:
    """Yield what rows of ``_listed`` hold. All their JSON is parsed at once: one by one takes three times as long."""
    first = len(PLAIN)
    parsed = json.loads(f"[{','.join(part for row in rows for part in row[first:])}]")
    for row, (*lists, segments, also_at) in zip(rows, in_batches(parsed, len(JSON_COLUMNS)), strict=True):
        places: tuple[Any, ...] = (segments_of(segments), places_of(also_at), decided.get(row.id))
        yield Listed._make((*row[:first], *map(tuple, lists), *places))


def _list_counts(connection: Connection) -> tuple[tuple[StoredCount, str], ...]:
    counted = told_counts.join(readings, readings.c.id == told_counts.c.reading_id)
    whole = counted.join(publications, publications.c.id == told_counts.c.publication_id)
    query = select(told_counts, readings.c.edition_id).select_from(whole).where(THERE)
    rows = connection.execute(query.order_by(told_counts.c.publication_id, told_counts.c.ordinal))
    return tuple((count_of(row), row.edition_id) for row in rows)


def _find_problems(connection: Connection) -> dict[str, str]:
    query = select(extractions.c.publication_id, extractions.c.problem).join(publications)
    failed = connection.execute(query.where(THERE, extractions.c.problem.is_not(None)))
    return {row.publication_id: row.problem or "" for row in failed}
