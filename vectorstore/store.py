"""The store: the record, the indexes that follow it, and the embedding model, opened and closed together."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.documents import Block
from vectorstore import sync
from vectorstore.batches import in_batches
from vectorstore.chroma_server import ChromaServer
from vectorstore.exact import ExactIndex, open_exact
from vectorstore.lexical import ANALYSER, LexicalIndex, open_lexical
from vectorstore.ownership import own
from vectorstore.passing import Passages
from vectorstore.publications import SentenceRange, StoredPassage, StoredSentence, Watch
from vectorstore.recent import Recent
from vectorstore.record import Record, open_record
from vectorstore.semantic import ChromaIndex, open_semantic
from vectorstore.step import PATIENCE, Step
from vectorstore.vectors import TEXTS_AT_ONCE, Embeds, embed_texts

PASSAGES_IN_MEMORY = 5000
"""Some 10 kB each."""
EDITIONS_IN_MEMORY = 16
"""A long one has some 4,000 sentences, of 1 kB each."""
WORDINGS_IN_MEMORY = 256
RECORD, SEMANTIC, LEXICAL, EXACT = "record.sqlite3", "semantic", "lexical", "exact"
"""What is in a data folder."""


Edition = tuple[int, str]
"""How often the record had changed, and the id of an edition."""


class Source(NamedTuple):
    """The verbatim text of an edition and its blocks."""

    text: str
    blocks: Sequence[Block]


class PassageText(NamedTuple):
    """The sentences of a passage, their vectors (one row each) and the words of each as the lexical index has them."""

    sentences: tuple[StoredSentence, ...]
    vectors: NDArray[np.float32]
    terms: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. Doors share one: a data folder has one owner."""

    record: Record
    semantic: ChromaIndex
    lexical: LexicalIndex
    exact: ExactIndex
    embedder: Embeds
    passages: Passages = field(repr=False)
    read: Recent[str, StoredPassage] = field(default_factory=lambda: Recent(PASSAGES_IN_MEMORY), repr=False)
    recent: Recent[str, PassageText] = field(default_factory=lambda: Recent(PASSAGES_IN_MEMORY), repr=False)
    asked: Recent[str, NDArray[np.float32]] = field(default_factory=lambda: Recent(WORDINGS_IN_MEMORY), repr=False)
    step: Step = field(default_factory=Step, repr=False)
    sentences: Recent[Edition, Sequence[StoredSentence]] = field(
        default_factory=lambda: Recent(EDITIONS_IN_MEMORY), repr=False
    )
    sources: Recent[Edition, Source] = field(default_factory=lambda: Recent(EDITIONS_IN_MEMORY), repr=False)

    def edition_sentences(self, publication_id: str, edition_id: str) -> Sequence[StoredSentence]:
        """Return all sentences of an edition, in order; they are kept until the record changes."""
        key = self.record.changes(), edition_id
        return self.sentences.find(
            [key], read=lambda _: {key: self.record.edition_sentences(publication_id, edition_id)}
        )[key]

    def source(self, publication_id: str, edition_id: str) -> Source:
        """Return the verbatim text of an edition and its blocks, as of the record as it is now."""
        key = self.record.changes(), edition_id
        return self.sources.find([key], read=lambda _: {key: self._read_source(publication_id, edition_id)})[key]

    def _read_source(self, publication_id: str, edition_id: str) -> Source:
        place = publication_id, edition_id
        return Source(self.record.text(*place) or "", self.record.blocks(*place))

    def embed_question(self, wordings: Sequence[str]) -> NDArray[np.float32]:
        """Return one row for each wording of a question; what was asked for lately is not embedded again."""
        found = self.asked.find(wordings, read=lambda some: dict(zip(some, self.embedder.embed(some), strict=True)))
        return np.stack([found[wording] for wording in wordings])

    def stored_passages(self, ids: Iterable[str]) -> dict[str, StoredPassage]:
        """Return passages by id; an id that is not held is left out.

        A passage belongs to one reading, which never changes and is never deleted: what was read lately is not read
        again.
        """
        return self.read.find(ids, read=self.record.passages)

    def passage_texts(self, passages: Iterable[StoredPassage]) -> dict[str, PassageText]:
        """Return the sentences of passages and their vectors, by the passages' ids.

        A passage belongs to one reading and never changes, so what was read lately is not read again.
        """
        by_id = {passage.id: passage for passage in passages}
        return self.recent.find(by_id, read=lambda ids: self._read_texts([by_id[one] for one in ids]))

    def _read_texts(self, passages: Sequence[StoredPassage]) -> dict[str, PassageText]:
        said = self.record.passage_sentences(passages)
        return {one.id: self._as_text(one, said[one.id]) for one in passages}

    def _as_text(self, passage: StoredPassage, sentences: tuple[StoredSentence, ...]) -> PassageText:
        row = self.exact.held.row_of.get(passage.id)
        vectors = self._kept_vectors(passage) if row is None else self.exact.held.sentence_vectors(row)
        terms = tuple(frozenset(self.lexical.terms(one.text)) for one in sentences)
        return PassageText(sentences, vectors, terms)

    def _kept_vectors(self, passage: StoredPassage) -> NDArray[np.float32]:
        """Return the vectors of the sentences of a passage that has just left the exact index, or is not there yet."""
        own = SentenceRange(passage.publication_id, passage.first, passage.last, passage.reading_id)
        return self.record.sentence_vectors([own], model=self.embedder.digest)[0]

    def follow(self, *, watch: Watch | None = None, patience: float = sync.PATIENCE) -> sync.FollowReport:
        """Bring the indexes to the record; what another machine is at for ``patience`` seconds is left to it."""
        return self.step.follow(self._follower, watch=watch, patience=patience)

    def catch_up(self, *, doubting: bool = False) -> int:
        """Bring the indexes to the record where others have changed it: one query when nobody has.

        Returns how often the record had changed.
        """
        return self.step.catch_up(self._follower, doubting=doubting)

    @property
    def _follower(self) -> sync.Follower:
        return sync.Follower(self.record, self.semantic, self.lexical, self.exact, self.embedder.digest)

    def rebuild(self, *, watch: Watch | None = None) -> sync.FollowReport:
        """Empty the indexes and fill them from the record; only texts that have no vector yet are embedded."""
        self.embed_missing(watch=watch)
        return self.step.rebuild(self._follower, watch=watch)

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
    chroma: ChromaServer | None = None,
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
        semantic = opened.enter_context(closing(_open_semantic(data_folder, chroma, record, model=embedder.digest)))
        lexical = opened.enter_context(closing(open_lexical(data_folder / LEXICAL)))
        exact = open_exact(data_folder / EXACT, model=embedder.digest, dimension=embedder.dimension, analyser=ANALYSER)
        store = Store(record, semantic, lexical, exact, embedder, Passages(record, exact))
        if fresh:
            store.rebuild()
        else:
            store.follow(patience=PATIENCE)
        yield store


def _open_semantic(data_folder: Path, server: ChromaServer | None, record: Record, *, model: str) -> ChromaIndex:
    if server is None:
        return open_semantic(data_folder / SEMANTIC, model=model)
    return open_semantic(None, model=model, server=server, record=record.lineage())


def _remove_indexes(data_folder: Path) -> None:
    for name in (SEMANTIC, LEXICAL, EXACT):
        shutil.rmtree(data_folder / name, ignore_errors=True)
