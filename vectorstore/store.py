"""The store: the record, the two indexes that follow it, and the embedding model, opened and closed together."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from vectorstore import sync
from vectorstore.batches import in_batches
from vectorstore.lexical import LexicalIndex, open_lexical
from vectorstore.ownership import own
from vectorstore.publications import Watch
from vectorstore.record import Record, open_record
from vectorstore.semantic import ChromaIndex, open_semantic
from vectorstore.vectors import TEXTS_AT_ONCE, Embeds, embed_texts

RECORD, SEMANTIC, LEXICAL = "record.sqlite3", "semantic", "lexical"
"""What is in a data folder."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. Doors share one: a data folder has one owner."""

    record: Record
    semantic: ChromaIndex
    lexical: LexicalIndex
    embedder: Embeds

    def follow(self, *, watch: Watch | None = None) -> sync.FollowReport:
        """Bring the indexes to the record."""
        return sync.follow(self.record, self.semantic, self.lexical, model=self.embedder.digest, watch=watch)

    def rebuild(self, *, watch: Watch | None = None) -> sync.FollowReport:
        """Empty the indexes and fill them from the record; only texts that have no vector yet are embedded."""
        self.embed_missing(watch=watch)
        return sync.rebuild(self.record, self.semantic, self.lexical, model=self.embedder.digest, watch=watch)

    def embed_missing(self, *, watch: Watch | None = None) -> int:
        """Embed and keep every searched text without a vector, as after a change of the model; return how many."""
        texts = sorted(self.record.texts_without_vectors(model=self.embedder.digest), key=len)
        for some in in_batches(texts, TEXTS_AT_ONCE):
            vectors = embed_texts(some, embedder=self.embedder, watch=watch)
            self.record.keep_vectors(vectors, model=self.embedder.digest)
        return len(texts)


@contextmanager
def open_store(  # noqa: PLR0913  the one place where all parts meet
    data_folder: Path,
    *,
    embedder: Embeds,
    database_url: str | None = None,
    chroma_url: str | None = None,
    purpose: str = "panel",
    fresh: bool = False,
) -> Iterator[Store]:
    """Own a data folder, open what is in it, and bring the indexes to the record.

    ``fresh`` makes the indexes anew, whatever state they are in, and embeds what has no vector (``panel rebuild``).
    Without it ``VectorsMissing`` says that another model was used before. ``DataFolderOwned`` when another process has
    the folder.
    """
    with ExitStack() as opened:
        opened.enter_context(own(data_folder, purpose=purpose))
        if fresh:
            _remove_indexes(data_folder)
        record = opened.enter_context(closing(open_record(database_url or f"sqlite:///{data_folder / RECORD}")))
        folder = None if chroma_url else data_folder / SEMANTIC
        semantic = opened.enter_context(closing(open_semantic(folder, model=embedder.digest, url=chroma_url)))
        lexical = opened.enter_context(closing(open_lexical(data_folder / LEXICAL)))
        store = Store(record, semantic, lexical, embedder)
        if fresh:
            store.rebuild()
        else:
            store.follow()
        yield store


def _remove_indexes(data_folder: Path) -> None:
    for name in (SEMANTIC, LEXICAL):
        shutil.rmtree(data_folder / name, ignore_errors=True)
