"""The files of the exact index: rows of numbers that only grow, and a state that says how many of them count.

What is appended counts once the state is replaced, which is atomic: what an interrupted write left behind is cut off
at the next opening. Rows that are gone stay until most are; then the files are written anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import DTypeLike, NDArray

from vectorstore.batches import in_batches

ENTRY = np.dtype(
    [
        ("passage", "S48"),
        ("number", "<u8"),
        ("digest", "S24"),
        ("edition", "S24"),
        ("section", "<i4"),
        ("letters", "<u4"),
        ("first_sentence", "<u8"),
        ("sentences", "<u4"),
        ("first_term", "<u8"),
        ("terms", "<u4"),
    ]
)
"""A passage: its id and number, digest, edition and section, its characters, the first row of its sentences and how
many these are, and the same of its terms."""
Counted = Literal["sentences", "terms"]
FIRST: Mapping[Counted, str] = {"sentences": "first_sentence", "terms": "first_term"}
VERSION = 2
"""The number goes up when the files change their form: those of another one are then made again."""
STATE = "state.json"
NAMES = ("entries", "passages", "sentences", "terms")
ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Kept:
    """What counts: so many rows of passages, of sentences and of terms, less the passages that are ``gone``.

    ``model`` and ``analyser`` are those by which vectors and terms were made.
    """

    model: str
    dimension: int
    analyser: str = ""
    generation: int = 0
    passages: int = 0
    sentences: int = 0
    terms: int = 0
    gone: tuple[int, ...] = ()
    mark: str = ""
    version: int = 1

    def is_like(self, other: Kept) -> bool:
        """Say whether rows of both may stand in one file."""
        return self.like_new() == other.like_new()

    def like_new(self, *, generation: int = 0) -> Kept:
        """Return the same without any rows."""
        return Kept(self.model, self.dimension, self.analyser, generation, version=self.version)


@dataclass(frozen=True, slots=True)
class Rows:
    """Passages as the files hold them: one entry for each row of ``vectors``; ``terms`` are given by their numbers."""

    entries: NDArray[np.void]
    vectors: NDArray[np.float32]
    sentences: NDArray[np.float16]
    terms: NDArray[np.uint64]


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
            self._map("terms", "<u8", (kept.terms,)),
        )

    def append(self, rows: Rows) -> None:
        """Write rows behind those that are there; their entries count from their own first sentence and term."""
        kept, entries = self.kept, rows.entries.copy()
        entries["first_sentence"] += kept.sentences
        entries["first_term"] += kept.terms
        written = entries, rows.vectors.astype("<f4"), rows.sentences.astype("<f2"), rows.terms.astype("<u8")
        for name, values in zip(NAMES, written, strict=True):
            with self._path(name).open("ab") as file:
                file.write(values.tobytes())
        self.kept = replace(
            kept,
            passages=kept.passages + len(entries),
            sentences=kept.sentences + len(rows.sentences),
            terms=kept.terms + len(rows.terms),
        )

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
        self.kept = replace(self.kept.like_new(generation=self.kept.generation + 1), mark=self.kept.mark)
        self.cut()
        alive = np.setdiff1d(np.arange(old.kept.passages), old.kept.gone)
        for some in in_batches(alive.tolist(), ROWS_AT_ONCE):
            self.append(_taken(rows, np.array(some)))
        self.commit()
        old.remove()

    def empty(self) -> None:
        """Hold nothing, and no mark."""
        old = Files(self.folder, self.kept)
        self.kept = old.kept.like_new(generation=old.kept.generation + 1)
        self.cut()
        self.commit()
        old.remove()

    def cut(self) -> None:
        """Cut off what lies behind the rows that count; ``ValueError`` when a file is shorter than they are."""
        kept = self.kept
        sizes = (
            kept.passages * ENTRY.itemsize,
            kept.passages * kept.dimension * 4,
            kept.sentences * kept.dimension * 2,
            kept.terms * 8,
        )
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


def open_files(folder: Path, *, model: str, dimension: int, analyser: str) -> Files:
    """Open the files in a folder, empty where there are none, or those of another model or form, or damaged ones."""
    folder.mkdir(parents=True, exist_ok=True)
    new = Kept(model, dimension, analyser, version=VERSION)
    files = Files(folder, _read_state(folder / STATE) or new)
    if files.kept.is_like(new):
        with suppress(ValueError):
            files.cut()
            return files
    # All of it is in the record as well.
    files.remove()
    files.kept = new.like_new(generation=files.kept.generation + 1)
    files.cut()
    return files


def _read_state(path: Path) -> Kept | None:
    try:
        kept = Kept(**json.loads(path.read_text()))
        return replace(kept, gone=tuple(kept.gone))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def places_of(entries: NDArray[np.void], what: Counted) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows of what some passages have, one after the other, and where those of each begin."""
    counts, firsts = entries[what].astype(np.int64), entries[FIRST[what]].astype(np.int64)
    starts = np.cumsum(counts) - counts
    return np.repeat(firsts - starts, counts) + np.arange(counts.sum()), starts


def _taken(rows: Rows, wanted: NDArray[np.int64]) -> Rows:
    entries = rows.entries[wanted]
    sentences, first_sentences = places_of(entries, "sentences")
    terms, first_terms = places_of(entries, "terms")
    entries["first_sentence"], entries["first_term"] = first_sentences, first_terms
    return Rows(entries, rows.vectors[wanted], rows.sentences[sentences], rows.terms[terms])
