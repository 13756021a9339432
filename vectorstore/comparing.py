"""Brings one index to the record, by comparing ids and digests. Whatever was interrupted, the next time completes it.

An index carries a mark: the record it followed, after how many of that record's changes, and how many passages it then
held. With it, only what changed since is compared; without it, or where the count is another, all is.
The mark is kept with the index, not in the record: several machines may share a record, each with a lexical index of
its own, and a folder that is brought back from a backup brings the mark that is true of it.

What an index must hold is read at one moment and the mark names that moment, so that it never runs ahead. What is new
comes before what is old goes, so that a search meanwhile finds the one or the other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Protocol

from vectorstore.batches import in_batches
from vectorstore.publications import Entry, Progress, Watch
from vectorstore.record import Record, State
from vectorstore.turns import Turn

ENTRIES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Followed:
    """What one index took in and let go of, how many passages it then holds, and after how many changes of the record.

    ``changes`` is None while the index is being filled, by another machine, and is not whole.
    """

    added: int
    removed: int
    count: int
    changes: int | None


class Index(Protocol):
    """What both indexes can do."""

    def mark(self) -> str:
        """Return what was last written of how far the index has followed."""

    def set_mark(self, mark: str) -> None:
        """Write down how far the index has followed."""

    def count(self) -> int:
        """Return how many passages are held."""

    def ids_and_digests(self, ids: Sequence[str] | None = None) -> dict[str, str]:
        """Return what is held, of these ids (None: all)."""

    def remove(self, ids: Sequence[str]) -> None:
        """Hold these no longer."""

    def commit(self) -> None:
        """Keep what was added and removed."""


Take = Callable[[list[Entry]], None]
"""Adds passages to an index."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How far the record is, what the mark of an index says, and how many passages the index holds."""

    state: State
    mark: State | None
    count: int

    @property
    def in_step(self) -> bool:
        """Whether the index holds what the record has, as far as its number and its mark tell."""
        return self.mark == self.state and self.count == self.state.passages

    @property
    def since(self) -> int | None:
        """The change since which the two differ; None when the mark does not tell.

        It tells when the index is what it was when marked, and the record is that one's, no younger.
        """
        mark, state = self.mark, self.state
        told = mark and mark.lineage == state.lineage and mark.changes <= state.changes and mark.passages == self.count
        return mark.changes if mark and told else None

    @property
    def unchanged(self) -> Followed:
        """What is to be told when nothing is done."""
        return Followed(0, 0, self.count, self.mark.changes if self.mark else None)


@dataclass(frozen=True, slots=True)
class Following:
    """One index that follows the record."""

    index: Index
    take: Take
    record: Record
    watch: Watch

    def look(self) -> Seen:
        """Return where record and index are."""
        return Seen(self.record.state(), _read_mark(self.index), self.index.count())

    def follow(self, turn: Turn) -> Followed:
        """Bring the index to the record, while it is this process's turn."""
        seen = self.look()
        if seen.in_step:
            return seen.unchanged
        state, added, removed = self._compare(seen.since, turn)
        if seen.since is not None and self.index.count() != state.passages:
            state, more, fewer = self._compare(None, turn)
            added, removed = added + more, removed + fewer
        turn.check()
        self.index.set_mark(json.dumps(asdict(state)))
        return Followed(added, removed, self.index.count(), state.changes)

    def _compare(self, since: int | None, turn: Turn) -> tuple[State, int, int]:
        """Take in and let go of whatever differs; return the state that is then followed, and how many of each."""
        wanted = self.record.wanted(since=since)
        held = self.index.ids_and_digests(wanted.ids)
        gone = [identity for identity in held if identity not in wanted.digests]
        new = [identity for identity, digest in wanted.digests.items() if held.get(identity) != digest]
        for position, some in enumerate(in_batches(new, ENTRIES_AT_ONCE)):
            turn.check()
            self.take(self.record.entries(some))
            self.watch(Progress("index", position * ENTRIES_AT_ONCE + len(some), len(new)))
        turn.check()
        if gone:
            self.index.remove(gone)
        if gone or new:
            self.index.commit()
        return wanted.state, len(new), len(gone)


def _read_mark(index: Index) -> State | None:
    try:
        return State(**json.loads(index.mark()))
    except (ValueError, TypeError):
        return None
