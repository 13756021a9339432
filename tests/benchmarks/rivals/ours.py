"""Our search: the collection taken in as ``panel ingest`` does it, and searched as ``panel search`` does it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from assistant.answers import Question, Turn
from assistant.bootstrap import open_panel
from assistant.evaluation.passages import Find, RankedPassage
from assistant.evaluation.runner import Turns
from assistant.ingesting import ingest_collection
from assistant.settings import Settings
from ingest.collection import list_collection
from tests.benchmarks.rivals.systems import OURS, Built, Setup
from vectorstore.semantic import HNSW
from vectorstore.store import Store


@contextmanager
def build(setup: Setup) -> Iterator[Built]:
    """Take in what there is; the two indexes are asked alone as well."""
    settings, deep = Settings(data_dir=setup.models.parent, embedding_model=setup.model), setup.collection.deep
    with open_panel(settings, purpose="a benchmark", data_dir=setup.folder) as panel:
        ingest_collection(list_collection(setup.collection.paths), store=panel.store, limits=panel.limits)
        store = panel.store

        def find(text: str, history: Turns) -> list[RankedPassage]:
            turns = tuple(Turn.model_validate(turn) for turn in history)
            hits = panel.answerer.find(Question(text, turns), limit=deep)
            return [RankedPassage((hit.publication.id, hit.publication.file), hit.passage.text) for hit in hits]

        searches: Mapping[str, Find] = {
            OURS: find,
            f"{OURS}, vectors alone": lambda text, _: _read(store, _ask_vectors(store, text, limit=deep)),
            f"{OURS}, BM25 alone": lambda text, _: _read(store, store.lexical.query(text, limit=deep)),
        }
        used = {"history": "used", "hnsw": dict(HNSW), "most_tokens": panel.embedder.most_tokens}
        yield Built(searches, used, store.semantic.count())


def _ask_vectors(store: Store, text: str, *, limit: int) -> Sequence[tuple[str, float]]:
    return store.semantic.query(store.embedder.embed([text])[0], limit=limit)


def _read(store: Store, found: Sequence[tuple[str, float]]) -> list[RankedPassage]:
    """Return the passages found, the best first."""
    passages = store.record.passages(key for key, _ in found)
    owners = store.record.editions(passage.edition_id for passage in passages.values())
    read = ((passages[key], owners[passages[key].edition_id]) for key, _ in found)
    return [RankedPassage((owner.id, owner.file), passage.text) for passage, owner in read]
