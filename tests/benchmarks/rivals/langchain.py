"""LangChain's quick-start for semantic search: the recursive splitter, then Chroma on disk.

https://docs.langchain.com/oss/python/langchain/knowledge-base
https://docs.langchain.com/oss/python/integrations/vectorstores/chroma
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.evaluation.runner import Turns
from assistant.evaluation.search import Ranking
from tests.benchmarks.rivals.systems import DEEP, Built, Setup

SPLITTER = {"chunk_size": 1000, "chunk_overlap": 200, "add_start_index": True}


@contextmanager
def build(setup: Setup) -> Iterator[Built]:
    """Split the passages, embed them, and keep them in Chroma."""
    embeddings = HuggingFaceEmbeddings(model_name=setup.model)
    documents = [Document(one.whole, metadata={"source": one.id}) for one in setup.collection.passages]
    splits = RecursiveCharacterTextSplitter(**SPLITTER).split_documents(documents)
    # Not add_documents, which hands all over at once: Chroma takes 5,461.
    store = Chroma.from_documents(splits, embeddings, persist_directory=str(setup.folder))

    def find(text: str, _: Turns) -> Ranking:
        found = store.similarity_search(text, k=DEEP)
        return [(one.metadata["source"], -float(place)) for place, one in enumerate(found)]

    used = {"splitter": SPLITTER, "k": DEEP, "default_k": 4, "history": "not used: the quick-start knows none"}
    yield Built({"langchain": find}, used, len(splits))
