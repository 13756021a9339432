"""Batches of whatever is many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

ROWS_AT_ONCE = 1000
"""Values in one SQL statement: far under what SQLite (32,766) and PostgreSQL (65,535) take."""


def in_batches(things: Iterable[T], size: int = ROWS_AT_ONCE) -> Iterator[list[T]]:
    """Yield lists of at most ``size`` things, in order."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
