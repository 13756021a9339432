from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ingesting import ingest_collection
from ingest.collection import list_collection
from tests.ingest.builders import limits
from tests.vectorstore.fakes import HashingEmbedder
from vectorstore.keeping import IngestReport
from vectorstore.publications import Progress
from vectorstore.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An open, empty store."""
    with open_store(tmp_path / "data", embedder=HashingEmbedder()) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two documents, one of them in a folder of its own."""
    folder = tmp_path / "documents"
    (folder / "old").mkdir(parents=True)
    (folder / "tides.txt").write_text("The tide turns at noon.\n")
    (folder / "old" / "ferry.md").write_text("# Ferry\n\nIt leaves at nine.\n")
    return folder


def ingest(*paths: Path, store: Store) -> IngestReport:
    """Bring what stands at some paths into the record."""
    return ingest_collection(list_collection(paths), store=store, limits=limits())


def held(store: Store) -> list[str]:
    """Return the files of the publications that are searched."""
    return sorted(publication.file for publication in store.record.current_publications())


def test_a_folder_is_brought_in_and_then_unchanged(store: Store, folder: Path) -> None:
    """The first run adds every document, a second one finds all of them unchanged."""
    assert ingest(folder, store=store) == IngestReport(2, 0, 0, 0, ())
    assert ingest(folder, store=store) == IngestReport(0, 0, 2, 0, ())
    assert held(store) == ["ferry.md", "tides.txt"]


def test_what_is_gone_from_a_folder_is_withdrawn(store: Store, folder: Path) -> None:
    """A document that was listed in a folder and is no longer there leaves the search; other folders' stay."""
    (folder.parent / "documents-2").mkdir()
    (folder.parent / "documents-2" / "gulls.txt").write_text("Gulls nest on the roof.\n")
    ingest(folder, folder.parent / "documents-2", store=store)
    (folder / "tides.txt").unlink()
    assert ingest(folder, store=store) == IngestReport(0, 0, 1, 1, ())
    assert held(store) == ["ferry.md", "gulls.txt"]


def test_a_withdrawn_document_comes_back(store: Store, folder: Path) -> None:
    """A document that is there again is searched again."""
    ingest(folder, store=store)
    text = (folder / "tides.txt").read_text()
    (folder / "tides.txt").unlink()
    ingest(folder, store=store)
    (folder / "tides.txt").write_text(text)
    assert ingest(folder, store=store).withdrawn == 0
    assert held(store) == ["ferry.md", "tides.txt"]


def test_a_single_file_withdraws_nothing(store: Store, folder: Path) -> None:
    """Whoever names one file says nothing of the others."""
    ingest(folder, store=store)
    assert ingest(folder / "tides.txt", store=store) == IngestReport(0, 0, 1, 0, ())
    assert held(store) == ["ferry.md", "tides.txt"]


def test_a_document_that_cannot_be_read_now_stays_held(store: Store, folder: Path) -> None:
    """A file that is broken is reported, and what is held of it stays; the others go on."""
    ingest(folder, store=store)
    (folder / "tides.txt").write_bytes(b"\x00\x01")
    report = ingest(folder, store=store)
    assert (report.unchanged, report.withdrawn) == (1, 0)
    assert [failure.locator.place for failure in report.failed] == [str(folder / "tides.txt")]
    assert held(store) == ["ferry.md", "tides.txt"]


def write_rows(path: Path, *identities: str) -> Path:
    """Write ready passages."""
    rows = [{"_id": identity, "title": "T", "text": f"Passage {identity} is here."} for identity in identities]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return path


def test_rows_that_are_gone_are_withdrawn(store: Store, tmp_path: Path) -> None:
    """A ready passage that its file no longer holds leaves the search."""
    rows = tmp_path / "rows.jsonl"
    ingest(write_rows(rows, "a", "b", "c"), store=store)
    assert ingest(write_rows(rows, "a", "c"), store=store) == IngestReport(0, 0, 2, 1, ())
    assert [publication.id for publication in store.record.current_publications()] == ["a", "c"]


def test_a_broken_row_withdraws_nothing(store: Store, tmp_path: Path) -> None:
    """A line that cannot be read may be any of those held, so none is taken away."""
    rows = tmp_path / "rows.jsonl"
    ingest(write_rows(rows, "a", "b"), store=store)
    rows.write_text(rows.read_text().splitlines()[0] + "\nnot JSON\n")
    report = ingest(rows, store=store)
    assert (report.unchanged, report.withdrawn, len(report.failed)) == (1, 0, 1)
    assert [publication.id for publication in store.record.current_publications()] == ["a", "b"]


def test_progress_is_told(store: Store, folder: Path) -> None:
    """Each document that is read is counted, up to all of them."""
    told: list[Progress] = []
    ingest_collection(list_collection([folder]), store=store, limits=limits(), watch=told.append)
    assert [step for step in told if step.work == "read"] == [Progress("read", 1, 2), Progress("read", 2, 2)]
    assert {step.work for step in told} == {"read", "embed", "index", "recommendations"}
