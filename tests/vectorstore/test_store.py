from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.vectorstore.checks import check_agreement, check_found_first
from tests.vectorstore.fakes import HashingEmbedder, make_document, make_sentences
from vectorstore.chroma_server import ChromaServer
from vectorstore.errors import (
    DataFolderOwned,
    DataFolderUnusable,
    LexicalIndexUnavailable,
    RecordUnavailable,
    SemanticIndexUnavailable,
)
from vectorstore.keeping import keep_documents
from vectorstore.publications import PublicationFilter
from vectorstore.store import LEXICAL, RECORD, SEMANTIC, Store, open_store


def fill(folder: Path, embedder: HashingEmbedder) -> None:
    """Keep two documents in a new store."""
    with open_store(folder, embedder=embedder) as store:
        keep_documents([make_document(place, make_sentences(place)) for place in "ab"], store=store)


def test_data_folder_is_for_its_owner_alone(tmp_path: Path, embedder: HashingEmbedder) -> None:
    """A new data folder can be entered by nobody but who made it."""
    with open_store(tmp_path / "deep" / "data", embedder=embedder):
        assert stat.S_IMODE((tmp_path / "deep" / "data").stat().st_mode) == 0o700


def test_open_store_owns_its_folder(tmp_path: Path, embedder: HashingEmbedder, store: Store) -> None:
    """A folder that is open cannot be opened again, and can once it is closed."""
    assert store.record.changes() == 0
    with (
        pytest.raises(DataFolderOwned, match=r"in use by process \d+ \(panel\)"),
        open_store(tmp_path / "data", embedder=embedder),
    ):
        pass


def test_failure_to_open_lets_go_of_the_folder(tmp_path: Path, embedder: HashingEmbedder) -> None:
    """A store that could not be opened leaves nothing open behind."""
    for _ in range(2):
        with (
            pytest.raises(SemanticIndexUnavailable),
            open_store(tmp_path, embedder=embedder, chroma=ChromaServer("http://127.0.0.1:9")),
        ):
            pass
    fill(tmp_path, embedder)


def test_record_may_be_elsewhere(tmp_path: Path, embedder: HashingEmbedder, postgres_url: str) -> None:
    """With the record in PostgreSQL, two data folders have indexes of their own, each in step after it is opened."""
    for name, place in (("one", "a"), ("two", "b"), ("one", "c")):
        with open_store(tmp_path / name, embedder=embedder, database_url=postgres_url) as store:
            check_agreement(store)
            keep_documents([make_document(place, make_sentences(place))], store=store)
            check_agreement(store)
            check_found_first(store)
    assert not (tmp_path / "one" / RECORD).exists()


@pytest.mark.parametrize(
    ("file", "error"),
    [
        (f"{SEMANTIC}/chroma.sqlite3", SemanticIndexUnavailable),
        (f"{LEXICAL}/meta.json", LexicalIndexUnavailable),
    ],
)
def test_damaged_index_is_made_again_from_the_record(
    tmp_path: Path, embedder: HashingEmbedder, file: str, error: type[Exception]
) -> None:
    """A damaged index fails with its mend, and that mend brings all back without embedding."""
    fill(tmp_path, embedder)
    (tmp_path / file).write_bytes(b"damaged" * 1000)
    embedder.embedded.clear()
    with pytest.raises(error, match="panel rebuild"), open_store(tmp_path, embedder=embedder):
        pass
    with open_store(tmp_path, embedder=embedder, fresh=True) as store:
        check_agreement(store)
        check_found_first(store)
    assert embedder.embedded == []


def test_damaged_record_is_reported(tmp_path: Path, embedder: HashingEmbedder) -> None:
    """A damaged record is never taken for an empty one."""
    fill(tmp_path, embedder)
    (tmp_path / RECORD).write_bytes(b"damaged" * 1000)
    with pytest.raises(RecordUnavailable, match="restore it from a backup"), open_store(tmp_path, embedder=embedder):
        pass


def test_folder_that_is_a_file_is_refused(tmp_path: Path, embedder: HashingEmbedder) -> None:
    """A data folder that is a file is an error that a person can read."""
    (tmp_path / "data").write_text("")
    with pytest.raises(DataFolderUnusable, match="cannot be used"), open_store(tmp_path / "data", embedder=embedder):
        pass


def test_editions_are_read_again_when_the_record_has_changed(store: Store) -> None:
    """Sentences and source of an edition are kept in memory, and read again after any change of the record."""
    keep_documents([make_document("a", ["It is the first text."])], store=store)
    (held,) = store.record.current_publications(PublicationFilter())
    place = held.id, held.edition_id
    sentences, source = store.edition_sentences(*place), store.source(*place)
    assert "first text" in source.text
    assert store.edition_sentences(*place) is sentences
    assert store.source(*place) is source
    keep_documents([make_document("b", ["Another one."])], store=store)
    assert store.source(*place) is not source
    assert store.source(*place) == source
    assert store.edition_sentences(*place) == sentences
