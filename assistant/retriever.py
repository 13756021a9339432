"""The same search for programs built on LangChain.

API: https://reference.langchain.com/python/langchain-core/retrievers/BaseRetriever
"""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field, InstanceOf

from assistant.answering import Answerer
from assistant.answers import Question
from vectorstore.publications import PublicationFilter
from vectorstore.search import Hit


class PanelRetriever(BaseRetriever):
    """Gives the passages that ``panel search`` gives, best first, as LangChain documents.

    ``page_content`` is the text that is searched; ``metadata`` holds what a citation needs, dates as YYYY-MM-DD.
    """

    answerer: InstanceOf[Answerer]
    wanted: InstanceOf[PublicationFilter] = Field(default_factory=PublicationFilter)
    limit: int = Field(default=10, ge=1)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002  LangChain's signature
        """Return the passages for a query; an outage raises, and is never an empty list."""
        hits = self.answerer.find(Question(query, wanted=self.wanted), limit=self.limit)
        return [_as_document(hit) for hit in hits]


def _as_document(hit: Hit) -> Document:
    publication = hit.publication
    return Document(
        page_content=hit.passage.text,
        id=hit.passage.id,
        metadata={
            "publication_id": publication.id,
            "title": publication.title,
            "kind": publication.kind,
            "speaker": publication.speaker.value,
            "published": publication.published.isoformat() if publication.published else None,
            "status": publication.status,
            "section": list(hit.passage.section_path),
            "page": hit.passage.page,
            "file": publication.file,
            "url": publication.url,
            "score": hit.score,
        },
    )
