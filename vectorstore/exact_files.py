"""The files of the exact index: rows of numbers that only grow, and a state that says how many of them count.

What is appended counts once the state is replaced, which is atomic: what an interrupted write left behind is cut off
at the next opening. Rows that are gone stay until most are; then the files are written anew.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from vectorstore.batches import in_batches

ENTRY = np.dtype(
    [("passage", "S48"), ("digest", "S24"), ("edition", "S24"), ("first", "<u8"), ("count", "<u4"), ("letters", "<u4")]
)
"""A passage: its id, digest and edition, the first row of its sentences, how many these are, and its characters."""
STATE = "state.json"
NAMES = ("entries", "passages", "sentences")
ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Kept:
    """What counts: so many rows of passages and of sentences, less the passages that are ``gone``."""

    model: str
    dimension: int
    generation: int = 0
    passages: int = 0
    sentences: int = 0
    gone: tuple[int, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Passages as the files hold them: one entry for each row of ``vectors``."""

    entries: NDArray[np.void]
    vectors: NDArray[np.float32]
    sentences: NDArray[np.float16]


@dataclass(slots=True)
class Files:
    """The files in a folder, and what of them counts."""

    folder: Path
    kept: Kept

    def read(self) -> Rows:
        """Return the rows, as they lie in the files."""
        kept = self.kept
        return Rows(
            np.array(self._map("entries", ENTRY, (kept.passages,))),
            self._map("passages", "<f4", (kept.passages, kept.dimension)),
            self._map("sentences", "<f2", (kept.sentences, kept.dimension)),
        )

    def append(self, rows: Rows) -> None:
        """Write rows behind those that are there; ``first`` of their entries counts from their own sentences."""
        entries = rows.entries.copy()
        entries["first"] += self.kept.sentences
        written = entries, rows.vectors.astype("<f4"), rows.sentences.astype("<f2")
        for name, values in zip(NAMES, written, strict=True):
            with self._path(name).open("ab") as file:
                file.write(values.tobytes())
        passages, sentences = self.kept.passages + len(entries), self.kept.sentences + len(rows.sentences)
        self.kept = replace(self.kept, passages=passages, sentences=sentences)

    def commit(self) -> None:
        """Let what was written count, whatever happens next."""
        for name in NAMES:
            with self._path(name).open("ab") as file:
                os.fsync(file.fileno())
        draft = self.folder / f"{STATE}.new"
        draft.write_text(json.dumps(asdict(self.kept)))
        draft.replace(self.folder / STATE)

    def rewrite(self) -> None:
        """Write what is not gone into new files, let those count, and remove the old ones."""
        rows, old = self.read(), Files(self.folder, self.kept)
        self.kept = replace(self.kept, generation=self.kept.generation + 1, passages=0, sentences=0, gone=())
        self.cut()
        alive = np.setdiff1d(np.arange(old.kept.passages), old.kept.gone)
        for some in in_batches(alive.tolist(), ROWS_AT_ONCE):
            self.append(_taken(rows, np.array(some)))
        self.commit()
        old.remove()

    def empty(self) -> None:
        """Hold nothing, and no mark."""
        old = Files(self.folder, self.kept)
        self.kept = Kept(old.kept.model, old.kept.dimension, old.kept.generation + 1)
        self.cut()
        self.commit()
        old.remove()

    def cut(self) -> None:
        """Cut off what lies behind the rows that count; ``ValueError`` when a file is shorter than they are."""
        width = self.kept.dimension
        sizes = (self.kept.passages * ENTRY.itemsize, self.kept.passages * width * 4, self.kept.sentences * width * 2)
        for name, size in zip(NAMES, sizes, strict=True):
            path = self._path(name)
            path.touch()
            if path.stat().st_size < size:
                message = f"{path.name} is shorter than it was"
                raise ValueError(message)
            os.truncate(path, size)

    def remove(self) -> None:
        """Remove the files of this generation."""
        for name in NAMES:
            self._path(name).unlink(missing_ok=True)

    def _map(self, name: str, kind: DTypeLike, shape: tuple[int, ...]) -> NDArray[Any]:
        # An empty file cannot be mapped.
        if not shape[0]:
            return np.empty(shape, dtype=kind)
        return np.memmap(self._path(name), dtype=kind, mode="r", shape=shape)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.{self.kept.generation}"


def open_files(folder: Path, *, model: str, dimension: int) -> Files:
    """Open the files in a folder, empty where there are none, or those of another model, or damaged ones."""
    folder.mkdir(parents=True, exist_ok=True)
    files = Files(folder, _read_state(folder / STATE) or Kept(model, dimension))
    if (files.kept.model, files.kept.dimension) == (model, dimension):
        try:
            files.cut()
        except ValueError:
            files.remove()
        else:
            return files
    # All of it is in the record as well.
    files.kept = Kept(model, dimension, files.kept.generation + 1)
    files.cut()
    return files


def _read_state(path: Path) -> Kept | None:
    try:
        kept = Kept(**json.loads(path.read_text()))
        return replace(kept, gone=tuple(kept.gone))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def places_of(entries: NDArray[np.void]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows of the sentences of some passages, one after the other, and where those of each begin."""
    counts = entries["count"].astype(np.int64)
    starts = np.cumsum(counts) - counts
    return np.repeat(entries["first"].astype(np.int64) - starts, counts) + np.arange(counts.sum()), starts


def _taken(rows: Rows, wanted: NDArray[np.int64]) -> Rows:
    entries = rows.entries[wanted]
    places, starts = places_of(entries)
    entries["first"] = starts
    return Rows(entries, rows.vectors[wanted], rows.sentences[places])
