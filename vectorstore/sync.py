"""The indexes follow the record, by comparing ids and digests. Whatever was interrupted, the next time completes it.

An index carries a mark: the record it followed, after how many of that record's changes, and how many passages it then
held. With it, only what changed since is compared; without it, or where the count is another, all is.
The mark is kept with the index, not in the record: several machines may share a record, each with a lexical index of
its own, and a folder that is brought back from a backup brings the mark that is true of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Protocol

from vectorstore.batches import in_batches
from vectorstore.lexical import LexicalIndex
from vectorstore.publications import Entry, Progress, Watch
from vectorstore.record import Record, State
from vectorstore.semantic import ChromaIndex

ENTRIES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Followed:
    """What one index took in and let go of, and how many passages it then holds."""

    added: int
    removed: int
    count: int


@dataclass(frozen=True, slots=True)
class FollowReport:
    """What both indexes did."""

    semantic: Followed
    lexical: Followed

    @property
    def idle(self) -> bool:
        """Whether both were in step already."""
        both = (self.semantic, self.lexical)
        return not any(one.added or one.removed for one in both)


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


def follow(
    record: Record, semantic: ChromaIndex, lexical: LexicalIndex, *, model: str, watch: Watch | None = None
) -> FollowReport:
    """Bring both indexes to the record, the semantic one first. Nothing is embedded.

    ``VectorsMissing`` when the record has no vector by ``model`` of a passage that is searched.
    """

    def take_vectors(entries: list[Entry]) -> None:
        vectors = record.vectors([entry.text_digest for entry in entries], model=model)
        ids, digests = [entry.passage_id for entry in entries], [entry.digest for entry in entries]
        semantic.add(ids, digests=digests, vectors=vectors)

    told = watch or _nobody
    state = record.state()
    first = _Following(semantic, take_vectors, record, told).follow(state)
    return FollowReport(first, _Following(lexical, lexical.add, record, told).follow(state))


def rebuild(
    record: Record, semantic: ChromaIndex, lexical: LexicalIndex, *, model: str, watch: Watch | None = None
) -> FollowReport:
    """Empty both indexes and fill them from the record. Nothing is embedded."""
    semantic.clear()
    lexical.clear()
    return follow(record, semantic, lexical, model=model, watch=watch)


@dataclass(frozen=True, slots=True)
class _Following:
    """One index that follows the record."""

    index: Index
    take: Take
    record: Record
    watch: Watch

    def follow(self, state: State) -> Followed:
        """Bring the index to the record, which was in ``state`` a moment ago."""
        mark, count = _read_mark(self.index), self.index.count()
        if mark == state and count == state.passages:
            return Followed(0, 0, count)
        since = mark.changes if mark and _leads_to(mark, state, count=count) else None
        added, removed = self._compare(since)
        if since is not None and self.index.count() != state.passages:
            more, fewer = self._compare(None)
            added, removed = added + more, removed + fewer
        self.index.set_mark(json.dumps(asdict(state)))
        return Followed(added, removed, self.index.count())

    def _compare(self, since: int | None) -> tuple[int, int]:
        """Take in and let go of whatever differs; return how many of each."""
        wanted = self.record.wanted_digests(since=since)
        held = self.index.ids_and_digests(None if since is None else self.record.all_ids(since=since))
        gone = [identity for identity in held if identity not in wanted]
        new = [identity for identity, digest in wanted.items() if held.get(identity) != digest]
        if gone:
            self.index.remove(gone)
        for position, some in enumerate(in_batches(new, ENTRIES_AT_ONCE)):
            self.take(self.record.entries(some))
            self.watch(Progress("index", position * ENTRIES_AT_ONCE + len(some), len(new)))
        if gone or new:
            self.index.commit()
        return len(new), len(gone)


def _read_mark(index: Index) -> State | None:
    try:
        return State(**json.loads(index.mark()))
    except (ValueError, TypeError):
        return None


def _leads_to(mark: State, state: State, *, count: int) -> bool:
    """Return whether the index is what it was when marked, and the record is that one's, no younger."""
    return mark.lineage == state.lineage and mark.changes <= state.changes and mark.passages == count


def _nobody(_: Progress) -> None:
    """Hear nothing."""
