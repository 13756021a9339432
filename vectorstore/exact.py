"""The exact index: the vectors of the passages that are searched, and of their sentences, as plain rows in files.

It answers what an approximate index cannot: how near given passages and the best of their sentences are, and which are
nearest of the few that pass a filter. docs/decisions/0019 says why it stands beside Chroma.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vectorstore.digests import passage_number, term_number
from vectorstore.errors import SemanticIndexUnavailable
from vectorstore.exact_files import ENTRY, FIRST, Files, Rows, open_files
from vectorstore.held import Held, hold
from vectorstore.mends import DISK_SIGNS, REBUILD, find_mend, read_reason

FEWEST_GONE = 1000
NOWHERE = -1


class ExactEntry(NamedTuple):
    """A passage with its vector and those of its sentences (one row each); ``section`` is NOWHERE under no heading.

    ``terms`` are those of its text and of its headings, as the lexical index has them.
    """

    passage_id: str
    digest: str
    edition_id: str
    section: int
    letters: int
    vector: NDArray[np.float32]
    sentences: NDArray[np.float32]
    terms: frozenset[str]


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
            self.held = hold(self.files)

    def clear(self) -> None:
        """Hold nothing, and no mark."""
        with self._lock, _translating(self.files.folder):
            self.files.empty()
            self._gone, self._added = set(), {}
            self.held = hold(self.files)

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


def open_exact(folder: Path, *, model: str, dimension: int, analyser: str) -> ExactIndex:
    """Open the index in a folder, making an empty one where there is none or one of another model or analyser."""
    with _translating(folder):
        files = open_files(folder, model=model, dimension=dimension, analyser=analyser)
        return ExactIndex(files, hold(files))


def _as_rows(entries: Sequence[ExactEntry], dimension: int) -> Rows:
    table = np.zeros(len(entries), dtype=ENTRY)
    table["passage"] = [entry.passage_id.encode() for entry in entries]
    table["number"] = [passage_number(entry.passage_id) for entry in entries]
    table["digest"] = [entry.digest.encode() for entry in entries]
    table["edition"] = [entry.edition_id.encode() for entry in entries]
    table["section"] = [entry.section for entry in entries]
    table["letters"] = [entry.letters for entry in entries]
    for what, first in FIRST.items():
        table[what] = [len(getattr(entry, what)) for entry in entries]
        table[first] = np.cumsum(table[what], dtype=np.uint64) - table[what]
    vectors = [entry.vector for entry in entries]
    sentences = [entry.sentences for entry in entries if len(entry.sentences)]
    terms = [term_number(term) for entry in entries for term in entry.terms]
    return Rows(
        table,
        np.array(vectors, dtype=np.float32),
        np.concatenate(sentences).astype(np.float16) if sentences else np.empty((0, dimension), dtype=np.float16),
        np.array(terms, dtype=np.uint64),
    )


@contextmanager
def _translating(folder: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, OSError) as error:
        reason = read_reason(error)
        mend = find_mend(reason, DISK_SIGNS, otherwise=REBUILD)
        raise SemanticIndexUnavailable(f"The exact index in {folder} cannot be used ({reason}); {mend}.") from error
