"""Brings a collection of documents into the record, and withdraws what is no longer in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.bootstrap import Panel
from assistant.recommendations.following import follow_record
from assistant.recommendations.register import Register
from ingest.collection import Collection, list_collection
from ingest.documents import Failure, Locator, Offer
from ingest.errors import IngestError, NothingFound
from ingest.readings import Limits
from ingest.sidecars import Stated, check_stated
from vectorstore.keeping import Found, IngestReport, keep_documents
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

    def reading() -> Iterator[Found]:
        for number, offer in enumerate(collection.offers(limits), start=1):
            one = take_up(offer, store=store)
            seen.add(one.locator)
            if isinstance(one, Failure):
                broken_files.add(one.locator.place.split("#")[0].split("!")[0])
            if watch:
                watch(Progress("read", number, max(number, len(collection.files))))
            yield one

    report = keep_documents(reading(), store=store, watch=watch)
    held = (
        locator
        for scope in collection.scopes()
        if scope.place.rstrip("#!") not in broken_files
        for locator in store.record.locators_under(scope.source, scope.place)
    )
    gone = [locator for locator in held if locator not in seen]
    if gone:
        report = replace(report, withdrawn=keep_documents([], store=store, gone=gone).withdrawn)
    return follow_register(report, store=store, watch=watch)


def follow_register(report: IngestReport, *, store: Store, watch: Watch | None = None) -> IngestReport:
    """Bring the register of recommendations to the record; return the report with what could not be looked through."""
    followed = follow_record(store.record, watch=watch)
    if followed.read:
        Register(store.record).link()
        # The register is part of the record, whose changes the indexes count.
        store.follow()
    return replace(report, failed=(*report.failed, *followed.failed))


def take_up(offer: Offer | Failure, *, store: Store) -> Found:
    """Return what is held just as it is offered, or else what reading it gives."""
    if isinstance(offer, Failure):
        return offer
    kept = store.record.find_kept(offer)
    if kept:
        return kept
    for place in offer.formerly:
        # A second format that was there alone at first: the publication stays the same.
        if store.record.move(place, offer.locator):
            break
    try:
        return offer.read()
    except IngestError as error:
        return Failure(offer.locator, str(error))


@dataclass(frozen=True, slots=True)
class IngestOrder:
    """What a person points at, and what they state of all of it."""

    paths: tuple[Path, ...]
    stated: Stated

    @classmethod
    def check(cls, paths: Sequence[Path], stated: Mapping[str, str]) -> IngestOrder:
        """Make an order; ``BadMetadata`` names what is stated and cannot be true."""
        return cls(tuple(paths), check_stated(dict(stated), where="The command"))


def ingest(panel: Panel, order: IngestOrder, *, watch: Watch | None = None) -> IngestReport:
    """Take in what stands at some paths; ``NothingFound`` when there is nothing at any of them."""
    there, missing = _sort_out(order.paths)
    collection = list_collection(there, stated=order.stated, most_megabytes=panel.settings.max_document_mb)
    report = ingest_collection(collection, store=panel.store, limits=panel.limits, watch=watch)
    return replace(report, failed=(*missing, *report.failed))


def count_changes(report: IngestReport) -> dict[str, Any]:
    """Return a report as JSON has it: how many documents came to what, and why some failed."""
    failures = [{"place": failure.locator.place, "reason": failure.reason} for failure in report.failed]
    counts = {name: getattr(report, name) for name in ("added", "updated", "unchanged", "withdrawn")}
    return {**counts, "failed": len(failures), "failures": failures}


def _sort_out(paths: Sequence[Path]) -> tuple[Sequence[Path], list[Failure]]:
    """Part the paths at which there are documents from the others; all of them, when there are none at all."""
    missing: dict[Path, Failure] = {}
    for path in paths:
        try:
            list_collection([path])
        except NothingFound as error:
            missing[path] = Failure(Locator("file", str(path)), str(error))
    there = [path for path in paths if path not in missing]
    return there or paths, list(missing.values())
