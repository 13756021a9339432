"""Brings a collection of documents into the record, and withdraws what is no longer in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.collection import Collection
from ingest.documents import Document, Failure, Locator
from ingest.readings import Limits
from vectorstore.keeping import IngestReport, keep_documents
from vectorstore.publications import Progress, Watch
from vectorstore.store import Store


def ingest_collection(
    collection: Collection, *, store: Store, limits: Limits, watch: Watch | None = None
) -> IngestReport:
    """Keep every document of a collection; what was listed before and is not any more is withdrawn.

    A document that is still there and cannot be read now keeps what is held of it.
    """
    seen: set[Locator] = set()
    broken_files: set[str] = set()

    def reading() -> Iterator[Document | Failure]:
        for number, one in enumerate(collection.read(limits), start=1):
            seen.add(one.locator)
            if isinstance(one, Failure):
                broken_files.add(one.locator.place.split("#")[0])
            if watch:
                watch(Progress("read", number, max(number, len(collection.files))))
            yield one

    report = keep_documents(reading(), store=store, watch=watch)
    held = (
        locator
        for scope in collection.scopes()
        if scope.place.removesuffix("#") not in broken_files
        for locator in store.record.locators_under(scope.source, scope.place)
    )
    gone = [locator for locator in held if locator not in seen]
    return replace(report, withdrawn=keep_documents([], store=store, gone=gone).withdrawn) if gone else report
