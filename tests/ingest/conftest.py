"""The real documents, each read once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ingest.collection import list_collection
from ingest.documents import Document
from tests.ingest.builders import limits


@pytest.fixture(scope="session")
def real_documents(shared: Path) -> Mapping[str, Document]:
    """The five letters and four publications of the real corpus, by the names of their files."""
    found = list_collection([shared / "corpus"]).read(limits())
    return {document.file: document for document in found if isinstance(document, Document)}
