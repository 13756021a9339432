from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.documents import Document, Failure, Locator
from tests.vectorstore.checks import check_agreement
from tests.vectorstore.fakes import HashingEmbedder, make_description, make_document, make_reading, make_sentences
from vectorstore.errors import VectorsMissing
from vectorstore.keeping import DOCUMENTS_AT_ONCE, IngestReport, keep_documents
from vectorstore.store import Store, open_store


def documents(count: int, *, edition: int = 0) -> list[Document]:
    """Return documents of three passages each."""
    return [make_document(f"d{n}", make_sentences(f"d{n}", edition=edition)) for n in range(count)]


def test_documents_are_kept_and_indexed(store: Store) -> None:
    """More documents than one batch holds are all kept, and both indexes follow."""
    assert keep_documents(documents(40), store=store) == IngestReport(40, 0, 0, 0, ())
    assert store.record.state().passages == 120
    check_agreement(store)


def test_repeating_changes_nothing_and_embeds_nothing(store: Store, embedder: HashingEmbedder) -> None:
    """A second run over the same documents finds all unchanged; record, indexes and model are left alone."""
    keep_documents(documents(20), store=store)
    before = (store.record.state(), store.record.revision(), list(embedder.embedded), store.semantic.mark())
    assert keep_documents(documents(20), store=store) == IngestReport(0, 0, 20, 0, ())
    assert (store.record.state(), store.record.revision(), embedder.embedded, store.semantic.mark()) == before


def test_each_text_is_embedded_once(store: Store, embedder: HashingEmbedder) -> None:
    """Passages and sentences, in however many documents and runs, are embedded once for each different text."""
    sentences = make_sentences("shared")
    keep_documents([make_document(place, sentences) for place in "abc"], store=store)
    keep_documents([make_document("d", [*sentences, "One more."])], store=store)
    assert len(embedder.embedded) == len(set(embedder.embedded)) == 10
    check_agreement(store)


def test_changed_document_embeds_what_is_new(store: Store, embedder: HashingEmbedder) -> None:
    """A new edition costs the embedding of its new texts alone."""
    sentences = make_sentences("a")
    keep_documents([make_document("a", sentences)], store=store)
    embedder.embedded.clear()
    report = keep_documents([make_document("a", [*sentences[:5], "Changed."])], store=store)
    assert report == IngestReport(0, 1, 0, 0, ())
    assert sorted(embedder.embedded) == sorted(["Changed.", f"{sentences[4]} Changed."])


def test_failures_are_passed_on(store: Store) -> None:
    """What could not be read is reported as it came, and what could be read is kept."""
    failure = Failure(Locator("file", "b.pdf"), "It is encrypted; remove its password.")
    assert keep_documents([*documents(1), failure], store=store) == IngestReport(1, 0, 0, 0, (failure,))


def refused() -> list[Document]:
    """Return documents that the record cannot hold."""
    twice = make_reading(["Twice."])
    return [
        make_document("half a character", [f"text {chr(0xDFFF)}"]),
        make_document(f"place {chr(0xDFFF)}", ["Text."]),
        make_document("title", ["Text."], description=make_description(chr(0xD800))),
        replace(make_document("twice", ["Twice."]), reading=replace(twice, passages=twice.passages * 2)),
    ]


@pytest.mark.parametrize("bad", refused(), ids=["text", "place", "title", "ordinals"])
def test_bad_document_does_not_stop_the_rest(store: Store, bad: Document) -> None:
    """A document that cannot be kept is reported with its reason; those before and after it are kept."""
    good = documents(20)
    report = keep_documents([*good[:7], bad, *good[7:]], store=store)
    assert (report.added, [failure.locator for failure in report.failed]) == (20, [bad.locator])
    assert "cannot keep" in report.failed[0].reason
    check_agreement(store)


def test_taken_identity_is_reported(store: Store) -> None:
    """The second of two rows with one id fails, and the first stays."""
    rows = [make_document(f"{file}#q1", [f"Of {file}."], identity="q1") for file in ("c", "d")]
    report = keep_documents(rows, store=store)
    assert (report.added, [failure.locator.place for failure in report.failed]) == (1, ["d#q1"])


def test_what_is_gone_is_withdrawn(store: Store) -> None:
    """Places that no longer exist are withdrawn and keep their passages; one that is unknown is not counted."""
    keep_documents(documents(3), store=store)
    report = keep_documents([], store=store, gone=[Locator("file", "d1"), Locator("file", "unknown")])
    assert report == IngestReport(0, 0, 0, 1, ())
    assert (store.record.state().passages, store.record.coverage().count) == (9, 2)
    check_agreement(store)


def test_documents_are_taken_as_they_are_read(store: Store) -> None:
    """A batch is kept before the next is read: a long run is never held in memory."""
    waiting: list[int] = []

    def reading() -> Iterator[Document]:
        for number, document in enumerate(documents(2 * DOCUMENTS_AT_ONCE)):
            waiting.append(number - store.record.coverage().count)
            yield document

    keep_documents(reading(), store=store)
    assert 0 < max(waiting) < DOCUMENTS_AT_ONCE


def test_document_without_text_is_kept(store: Store) -> None:
    """A document in which nothing can be searched is held all the same."""
    report = keep_documents([make_document("empty", [])], store=store)
    assert (report.added, store.record.coverage().count, store.record.state().passages) == (1, 1, 0)


class TiringEmbedder(HashingEmbedder):
    """Fails for good once it has embedded so many texts."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row for each text, for a while."""
        if len(self.embedded) > 400:
            raise MemoryError
        return super().embed(texts)


def test_failing_model_loses_nothing(tmp_path: Path) -> None:
    """What was kept before the model failed is there, and the next run completes the rest."""
    with pytest.raises(MemoryError), open_store(tmp_path, embedder=TiringEmbedder()) as store:
        keep_documents(documents(120), store=store)
    with open_store(tmp_path, embedder=HashingEmbedder()) as store:
        check_agreement(store)
        held = store.record.coverage().count
        assert 16 <= held < 120
        assert keep_documents(documents(120), store=store) == IngestReport(120 - held, 0, held, 0, ())
        check_agreement(store)


def test_another_model_is_noticed_and_embeds_once(tmp_path: Path) -> None:
    """With another model the store says what to run; that embeds every searched text once, and all is as before."""
    other = HashingEmbedder(digest="f" * 64, dimension=48)
    with open_store(tmp_path, embedder=HashingEmbedder()) as store:
        keep_documents(documents(5), store=store)
    with pytest.raises(VectorsMissing, match="panel rebuild"), open_store(tmp_path, embedder=other):
        pass
    with open_store(tmp_path, embedder=other, fresh=True) as store:
        check_agreement(store)
        assert len(other.embedded) == len(set(other.embedded)) == 45
    with open_store(tmp_path, embedder=HashingEmbedder()) as store:
        check_agreement(store)
        assert keep_documents(documents(5), store=store) == IngestReport(0, 0, 5, 0, ())
