"""The exact index: the vectors of the passages that are searched, and of their sentences, as plain rows in files.

It answers what an approximate index cannot: how near given passages and the best of their sentences are, and which are
nearest of the few that pass a filter. docs/decisions/0019 says why it stands beside Chroma.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vectorstore.errors import SemanticIndexUnavailable
from vectorstore.exact_files import ENTRY, Files, Rows, open_files, places_of
from vectorstore.mends import DISK_SIGNS, REBUILD, find_mend, read_reason

DIGITS = 6
"""Cosines are rounded: how a row is added up depends a little on how many others are looked at with it."""
FEWEST_GONE = 1000
_NUMBERS = count(1)
GONE = -1


class ExactEntry(NamedTuple):
    """A passage with its vector and those of its sentences (one row each)."""

    passage_id: str
    digest: str
    edition_id: str
    letters: int
    vector: NDArray[np.float32]
    sentences: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Held:
    """What is held at one moment; ``number`` tells it from what was held before.

    ``edition`` has for each row the place of its edition in ``editions``, or GONE.
    """

    number: int
    rows: Rows
    ids: tuple[str, ...]
    row_of: dict[str, int]
    editions: tuple[str, ...]
    edition: NDArray[np.int64]
    letters: NDArray[np.int64]

    def find(self, ids: Sequence[str]) -> NDArray[np.int64]:
        """Return the row of each passage; GONE where it is not held."""
        return np.array([self.row_of.get(identity, GONE) for identity in ids], dtype=np.int64)

    def allowed(self, editions: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return the rows of some editions, given as one truth for each of ``editions``."""
        # The row of what is gone leads to the truth that is put behind the others.
        return np.flatnonzero(np.append(editions, np.False_)[self.edition])

    def cosines(self, rows: NDArray[np.int64], vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how near each of some passages is."""
        return np.round(self.rows.vectors[rows] @ vector, DIGITS)

    def best_sentences(self, rows: NDArray[np.int64], vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how near the best sentence of each of some passages is; 0 where it has none."""
        entries = self.rows.entries[rows]
        places, starts = places_of(entries)
        best = np.zeros(len(rows), dtype=np.float32)
        some = entries["count"] > 0
        if some.any():
            cosines = self.rows.sentences[places].astype(np.float32) @ vector
            best[some] = np.maximum.reduceat(cosines, starts[some])
        return np.round(best, DIGITS)

    def nearest(self, vector: NDArray[np.float32], *, of: NDArray[np.int64], limit: int) -> list[tuple[str, float]]:
        """Return the nearest of some rows and their cosines, best first; equal ones by id."""
        cosines = self.cosines(of, vector)
        # All that are as near as the last one, so that of equal ones the ids decide.
        least = np.partition(cosines, -limit)[-limit] if limit < len(cosines) else -np.inf
        found = [(self.ids[of[place]], float(cosines[place])) for place in np.flatnonzero(cosines >= least)]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:limit]


@dataclass(slots=True)
class ExactIndex:
    """Open files. Every method raises ``SemanticIndexUnavailable`` when they cannot be used.

    What ``add`` and ``remove`` do is seen, and kept, from the next ``commit`` on.
    """

    files: Files
    held: Held
    _gone: set[int] = field(default_factory=set)
    _added: dict[str, int] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def add(self, entries: Sequence[ExactEntry]) -> None:
        """Hold these passages, in place of what is held of them."""
        entries = list({entry.passage_id: entry for entry in entries}.values())
        self.remove([entry.passage_id for entry in entries])
        with self._lock, _translating(self.files.folder):
            first = self.files.kept.passages
            self.files.append(_as_rows(entries, self.files.kept.dimension))
            self._added |= {entry.passage_id: first + place for place, entry in enumerate(entries)}

    def remove(self, ids: Sequence[str]) -> None:
        """Hold these passages no longer; ids that are not held are left out."""
        with self._lock:
            held = (self._added.pop(identity, self.held.row_of.get(identity)) for identity in ids)
            self._gone |= {row for row in held if row is not None}

    def commit(self) -> None:
        """Keep what was added and removed, and show it."""
        with self._lock, _translating(self.files.folder):
            gone = tuple(sorted({*self.files.kept.gone, *self._gone}))
            self.files.kept = replace(self.files.kept, gone=gone)
            self.files.commit()
            if len(gone) > max(FEWEST_GONE, self.files.kept.passages // 2):
                self.files.rewrite()
            self._gone, self._added = set(), {}
            self.held = _hold(self.files)

    def clear(self) -> None:
        """Hold nothing, and no mark."""
        with self._lock, _translating(self.files.folder):
            self.files.empty()
            self._gone, self._added = set(), {}
            self.held = _hold(self.files)

    def ids_and_digests(self, ids: Sequence[str] | None = None) -> dict[str, str]:
        """Return the passages that are held, with their digests; of these ids (None: all)."""
        held = self.held
        wanted = held.row_of if ids is None else {one: held.row_of[one] for one in ids if one in held.row_of}
        digests = held.rows.entries["digest"]
        return {identity: digests[row].decode() for identity, row in wanted.items()}

    def count(self) -> int:
        """Return how many passages are held."""
        return len(self.held.row_of)

    def mark(self) -> str:
        """Return what ``set_mark`` wrote last; empty when it never did."""
        return self.files.kept.mark

    def set_mark(self, mark: str) -> None:
        """Write down how far the index has followed the record."""
        with self._lock, _translating(self.files.folder):
            self.files.kept = replace(self.files.kept, mark=mark)
            self.files.commit()


def open_exact(folder: Path, *, model: str, dimension: int) -> ExactIndex:
    """Open the index in a folder, making an empty one where there is none or one of another model."""
    with _translating(folder):
        files = open_files(folder, model=model, dimension=dimension)
        return ExactIndex(files, _hold(files))


def _hold(files: Files) -> Held:
    rows = files.read()
    alive = np.ones(len(rows.entries), dtype=np.bool_)
    alive[list(files.kept.gone)] = False
    ids = tuple(one.decode() for one in rows.entries["passage"].tolist())
    editions, edition = np.unique(rows.entries["edition"], return_inverse=True)
    return Held(
        next(_NUMBERS),
        rows,
        ids,
        {ids[row]: int(row) for row in np.flatnonzero(alive)},
        tuple(one.decode() for one in editions.tolist()),
        np.where(alive, edition, GONE),
        rows.entries["letters"].astype(np.int64),
    )


def _as_rows(entries: Sequence[ExactEntry], dimension: int) -> Rows:
    counts = np.array([len(entry.sentences) for entry in entries], dtype=np.int64)
    table = np.zeros(len(entries), dtype=ENTRY)
    table["passage"] = [entry.passage_id.encode() for entry in entries]
    table["digest"] = [entry.digest.encode() for entry in entries]
    table["edition"] = [entry.edition_id.encode() for entry in entries]
    table["letters"] = [entry.letters for entry in entries]
    table["first"], table["count"] = np.cumsum(counts) - counts, counts
    some = [entry.sentences for entry in entries if len(entry.sentences)]
    sentences = np.concatenate(some) if some else np.empty((0, dimension), dtype=np.float32)
    return Rows(table, np.array([entry.vector for entry in entries], dtype=np.float32), sentences.astype(np.float16))


@contextmanager
def _translating(folder: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, OSError) as error:
        reason = read_reason(error)
        mend = find_mend(reason, DISK_SIGNS, otherwise=REBUILD)
        raise SemanticIndexUnavailable(f"The exact index in {folder} cannot be used ({reason}); {mend}.") from error
