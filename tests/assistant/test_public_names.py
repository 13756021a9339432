from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.public_names import find_public_names
from ingest.documents import Visibility
from tests.vectorstore.fakes import HashingEmbedder, make_description, make_document
from vectorstore.keeping import keep_documents
from vectorstore.store import Store, open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store in which one publication is public and one is for staff."""
    with open_store(tmp_path_factory.mktemp("names") / "data", embedder=HashingEmbedder()) as opened:
        public = make_document("a", ["The review was led by Zog Quillfeather.", "Imogen wrote to Whimsley Parish."])
        staff = make_description(visibility=Visibility.STAFF)
        kept_back = make_document("b", ["It concerned Tamsin Fernley."], description=staff)
        keep_documents([public, kept_back], store=opened)
        yield opened


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who is Zog Quillfeather?", {"Zog Quillfeather"}),
        ("Zog Quillfeather's letter", {"Zog Quillfeather"}),
        ("Tamsin Fernley, aged 4", set()),
        ("Imogen Quillfeather and Zog Whimsley", set()),
        ("Zog Quill", set()),
        ("zog quillfeather", set()),
        ("", set()),
    ],
)
def test_names_that_everybody_may_read_are_public(store: Store, text: str, expected: set[str]) -> None:
    """A full name is public where it stands in what is published, and not where staff alone may read it."""
    assert find_public_names(text, store=store) == expected
