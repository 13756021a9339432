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

from assistant.evaluation.passages import RankedPassage
from assistant.evaluation.runner import Turns
from tests.benchmarks.rivals.systems import Built, Setup

SPLITTER = {"chunk_size": 1000, "chunk_overlap": 200, "add_start_index": True}


@contextmanager
def build(setup: Setup) -> Iterator[Built]:
    """Split the passages, embed them, and keep them in Chroma."""
    embeddings = HuggingFaceEmbeddings(model_name=setup.model)
    documents = [Document(one.whole, metadata={"source": one.id}) for one in setup.collection.passages]
    splits = RecursiveCharacterTextSplitter(**SPLITTER).split_documents(documents)
    # Not add_documents, which hands all over at once: Chroma takes 5,461.
    store = Chroma.from_documents(splits, embeddings, persist_directory=str(setup.folder))

    def find(text: str, _: Turns) -> list[RankedPassage]:
        found = store.similarity_search(text, k=setup.collection.deep)
        return [RankedPassage((one.metadata["source"],), one.page_content) for one in found]

    used = {"splitter": SPLITTER, "default_k": 4, "history": "not used: the quick-start knows none"}
    yield Built({"langchain": find}, used, len(splits))
