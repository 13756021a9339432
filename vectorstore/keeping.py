"""Keeps documents: record first, in one transaction a batch; then the indexes follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.documents import Document, Failure, Kept, Locator
from vectorstore.errors import DocumentRefused
from vectorstore.publications import Change, Outcome, Watch
from vectorstore.rows import searched_texts
from vectorstore.store import Store
from vectorstore.vectors import embed_texts

PASSAGES_AT_ONCE = 128
DOCUMENTS_AT_ONCE = 128
FOLLOW_AFTER = 2000
"""Passages after which the indexes follow: what a crash leaves to the next start stays small."""


Found = Document | Kept | Failure
"""What became of a document that was looked for."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """How many documents came to what; ``failed`` says why, one sentence each; ``changes`` are those that were made."""

    added: int
    updated: int
    unchanged: int
    withdrawn: int
    failed: tuple[Failure, ...]
    changes: tuple[Change, ...] = field(default=(), compare=False, repr=False)


def keep_documents(
    documents: Iterable[Found],
    *,
    store: Store,
    gone: Iterable[Locator] = (),
    watch: Watch | None = None,
) -> IngestReport:
    """Keep documents as they come, withdraw what is ``gone``, and bring the indexes to the record.

    A document that is held just as it is costs no embedding; one that cannot be kept is reported and the rest go on.
    """
    changes = [*store.record.withdraw(gone)]
    waiting = 0
    for batch in _batches(documents):
        changes += _keep_batch(batch, store=store, watch=watch)
        waiting += sum(len(document.reading.passages) for document in batch if isinstance(document, Document))
        if waiting >= FOLLOW_AFTER:
            store.follow(watch=watch)
            waiting = 0
    store.follow(watch=watch)
    return _report(changes)


def _report(changes: Sequence[Change]) -> IngestReport:
    counts = Counter(change.outcome for change in changes)
    failed = tuple(Failure(change.locator, change.reason) for change in changes if change.outcome is Outcome.FAILED)
    return IngestReport(
        added=counts[Outcome.ADDED],
        updated=counts[Outcome.UPDATED],
        unchanged=counts[Outcome.UNCHANGED],
        withdrawn=counts[Outcome.WITHDRAWN],
        failed=failed,
        changes=tuple(change for change in changes if change.outcome in (Outcome.ADDED, Outcome.UPDATED)),
    )


def _batches(documents: Iterable[Found]) -> Iterator[list[Found]]:
    """Yield batches that are full at 128 documents or 128 passages, whichever comes first."""
    batch: list[Found] = []
    passages = 0
    for document in documents:
        batch.append(document)
        passages += len(document.reading.passages) if isinstance(document, Document) else 0
        if len(batch) >= DOCUMENTS_AT_ONCE or passages >= PASSAGES_AT_ONCE:
            yield batch
            batch, passages = [], 0
    if batch:
        yield batch


def _keep_batch(batch: Sequence[Found], *, store: Store, watch: Watch | None) -> list[Change]:
    failures = [Change("", one.locator, Outcome.FAILED, one.reason) for one in batch if isinstance(one, Failure)]
    kept = [Change(one.publication_id, one.locator, Outcome.UNCHANGED) for one in batch if isinstance(one, Kept)]
    documents = [one for one in batch if isinstance(one, Document)]
    try:
        return [*failures, *kept, *_keep(documents, store=store, watch=watch)]
    except DocumentRefused:
        # The whole batch was taken back: one by one, only the document that cannot be kept fails.
        return [*failures, *kept, *(_keep_alone(document, store=store, watch=watch) for document in documents)]


def _keep_alone(document: Document, *, store: Store, watch: Watch | None) -> Change:
    try:
        return _keep([document], store=store, watch=watch)[0]
    except DocumentRefused as error:
        return Change("", document.locator, Outcome.FAILED, str(error))


def _keep(documents: Sequence[Document], *, store: Store, watch: Watch | None) -> list[Change]:
    if not documents:
        return []
    record, model = store.record, store.embedder.digest
    known = list(zip(documents, record.unchanged(documents), strict=True))
    same = [Change(identity, document.locator, Outcome.UNCHANGED) for document, identity in known if identity]
    if same:
        record.note_offers([document for document, identity in known if identity])
    new = [document for document, identity in known if not identity]
    if not new:
        return same
    texts = record.missing_vectors((text for document in new for text in searched_texts(document)), model=model)
    vectors = embed_texts(texts, embedder=store.embedder, watch=watch)
    return same + record.keep(new, vectors=vectors, model=model)
