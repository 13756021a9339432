"""LlamaIndex as it comes: a vector store index from documents, with its own splitter, and its retriever.

https://developers.llamaindex.ai/python/framework/module_guides/indexing/vector_store_index/
https://developers.llamaindex.ai/python/framework/integrations/embeddings/custom_embeddings/
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from llama_index.core import Document, VectorStoreIndex
from llama_index.core import Settings as Defaults
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.embeddings import BaseEmbedding

from assistant.evaluation.passages import RankedPassage
from assistant.evaluation.runner import Turns
from tests.benchmarks.rivals.systems import Built, Setup


class LocalEmbedding(BaseEmbedding):
    """The model by sentence-transformers, in the way the documentation gives for a model of one's own."""

    _model: Any = PrivateAttr()

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        super().__init__(model_name=name)
        self._model = SentenceTransformer(name)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._model.encode(texts, batch_size=self.embed_batch_size).tolist()
        return vectors


@contextmanager
def build(setup: Setup) -> Iterator[Built]:
    """Index the passages and write the index down."""
    documents = [Document(text=one.whole, id_=one.id) for one in setup.collection.passages]
    index = VectorStoreIndex.from_documents(documents, embed_model=LocalEmbedding(setup.model))
    index.storage_context.persist(persist_dir=str(setup.folder))
    retriever = index.as_retriever(similarity_top_k=setup.collection.deep)

    def find(text: str, _: Turns) -> list[RankedPassage]:
        found = (one.node for one in retriever.retrieve(text))
        return [RankedPassage((node.ref_doc_id,), node.get_content()) for node in found]

    splitter = {"chunk_size": Defaults.chunk_size, "chunk_overlap": Defaults.chunk_overlap}
    history = "not used: its chat engines condense it with a language model"
    used = {"splitter": splitter, "default_k": 2, "history": history}
    yield Built({"llamaindex": find}, used, len(index.docstore.docs))
