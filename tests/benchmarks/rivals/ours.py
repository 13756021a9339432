"""Our search: the collection taken in as ``panel ingest`` does it, and searched as ``panel search`` does it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from assistant.answers import Question, Turn
from assistant.bootstrap import open_panel
from assistant.evaluation.runner import Search, Turns
from assistant.evaluation.search import Ranking
from assistant.ingesting import ingest_collection
from assistant.settings import Settings
from ingest.collection import list_collection
from tests.benchmarks.rivals.systems import DEEP, OURS, Built, Setup
from vectorstore.semantic import HNSW
from vectorstore.store import Store


@contextmanager
def build(setup: Setup) -> Iterator[Built]:
    """Take in the file of passages; the two indexes are asked alone as well."""
    settings = Settings(data_dir=setup.models.parent, embedding_model=setup.model)
    with open_panel(settings, purpose="a benchmark", data_dir=setup.folder) as panel:
        ingest_collection(list_collection([setup.collection.corpus]), store=panel.store, limits=panel.limits)

        def find(text: str, history: Turns) -> Ranking:
            turns = tuple(Turn.model_validate(turn) for turn in history)
            hits = panel.answerer.find(Question(text, turns), limit=DEEP)
            return [(hit.publication.id, hit.score) for hit in hits]

        searches: Mapping[str, Search] = {
            OURS: find,
            f"{OURS}, vectors alone": lambda text, _: _ask_vectors(panel.store, text),
            f"{OURS}, BM25 alone": lambda text, _: _name(panel.store, panel.store.lexical.query(text, limit=DEEP)),
        }
        used = {"k": DEEP, "history": "used", "hnsw": dict(HNSW), "most_tokens": panel.embedder.most_tokens}
        yield Built(searches, used, panel.store.semantic.count())


def _ask_vectors(store: Store, text: str) -> Ranking:
    return _name(store, store.semantic.query(store.embedder.embed([text])[0], limit=DEEP))


def _name(store: Store, found: Sequence[tuple[str, float]]) -> Ranking:
    """Return the documents of the passages found; of one that was found twice, the best passage counts."""
    passages = store.record.passages(key for key, _ in found)
    return [(passages[key].publication_id, score) for key, score in found]
