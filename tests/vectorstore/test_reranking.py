from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vectorstore.fakes import HashingEmbedder, make_document, make_sentences
from tests.vectorstore.tiny import save_tiny_reranker
from vectorstore.errors import ModelNotFound
from vectorstore.keeping import keep_documents
from vectorstore.queries import Query
from vectorstore.reranking import MOST, Reranker, open_reranker
from vectorstore.search import Hit, search
from vectorstore.store import Store, open_store

QUESTION = "What did the finding say?"


@pytest.fixture(scope="module")
def reranker(tmp_path_factory: pytest.TempPathFactory) -> Reranker:
    """A tiny cross-encoder with weights of chance."""
    return open_reranker(str(save_tiny_reranker(tmp_path_factory.mktemp("reranker") / "model")))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds more passages than are read again."""
    with open_store(tmp_path_factory.mktemp("reranking") / "data", embedder=HashingEmbedder()) as opened:
        keep_documents([make_document("a", make_sentences("a", count=2 * MOST + 10))], store=opened)
        yield opened


def find(store: Store) -> list[Hit]:
    """Return what search finds."""
    return search(Query(QUESTION, store.embedder.embed([QUESTION])[0]), store=store, limit=MOST + 5)


def test_the_first_passages_come_in_the_models_order(reranker: Reranker, store: Store) -> None:
    """What the model scores higher comes first, with both scores told; what lies behind them stays where it was."""
    hits = find(store)
    ordered = reranker.order(QUESTION, hits)
    said = reranker.model.predict([(QUESTION, hit.passage.text) for hit in hits[:MOST]])
    expected = dict(zip((hit.passage.id for hit in hits), map(float, said), strict=False))
    assert [hit.reranked for hit in ordered[:MOST]] == pytest.approx(sorted(expected.values(), reverse=True))
    assert {hit.passage.id: hit.reranked for hit in ordered[:MOST]} == pytest.approx(expected)
    assert {hit.passage.id: hit.score for hit in ordered} == {hit.passage.id: hit.score for hit in hits}
    assert ordered[MOST:] == hits[MOST:]


def test_nothing_found_stays_nothing(reranker: Reranker) -> None:
    """The model is not asked about nothing."""
    assert reranker.order(QUESTION, []) == []


def test_a_model_that_is_not_there_is_said(tmp_path: Path) -> None:
    """A folder without a model gives one sentence that names the setting."""
    with pytest.raises(ModelNotFound, match="set PANEL_RERANKER_MODEL to the folder of a cross-encoder"):
        open_reranker(str(tmp_path))
