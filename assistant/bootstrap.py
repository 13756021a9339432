"""The composition root: builds the real parts from the settings. Tests call the same functions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.answering import Answerer
from assistant.settings import Settings
from ingest.documents import Visibility
from ingest.readings import Limits
from vectorstore.embedding import Embedder, open_embedder
from vectorstore.store import Store, open_store


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything a door needs."""

    settings: Settings
    embedder: Embedder
    store: Store
    answerer: Answerer

    @property
    def limits(self) -> Limits:
        """What the embedding model takes in, for cutting passages."""
        return Limits(self.embedder.token_spans, self.embedder.most_tokens)

    def status(self) -> dict[str, str | int | None]:
        """Return what is held and whether record and indexes agree."""
        held = self.store.record.coverage(frozenset(Visibility))
        return {
            "data_folder": str(self.settings.data_dir),
            "publications": held.count,
            "published_from": held.earliest.isoformat() if held.earliest else None,
            "published_to": held.latest.isoformat() if held.latest else None,
            "passages": self.store.record.state().passages,
            "semantic_index": self.store.semantic.count(),
            "lexical_index": self.store.lexical.count(),
            "embedding_model": self.embedder.digest,
            "revision": self.store.record.revision(),
        }


@contextmanager
def open_panel(
    settings: Settings, *, purpose: str, fresh: bool = False, data_dir: Path | None = None
) -> Iterator[Panel]:
    """Open the model and the store, and own the data folder until the end of the block.

    ``purpose`` is what another process is told when it finds the folder taken; ``fresh`` makes the indexes anew.
    """
    folder = data_dir or settings.data_dir
    embedder = open_embedder(settings.data_dir / "models", setting=settings.embedding_model)
    url = settings.database_url.get_secret_value() if settings.database_url and data_dir is None else None
    with open_store(
        folder,
        embedder=embedder,
        database_url=url,
        chroma_url=settings.chroma_url if data_dir is None else None,
        purpose=purpose,
        fresh=fresh,
    ) as store:
        answerer = Answerer(store, embedder.rarity, settings.answer_words, settings.max_question_characters)
        yield Panel(settings, embedder, store, answerer)
