"""Brings the record to what a source publishes now: what is new or changed is read, what is gone is taken down.

Nothing is taken down because of an outage, and a sync that is stopped at any point is completed by the next.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.bootstrap import Panel
from assistant.filters import read_day
from assistant.ingesting import follow_register, ingest_collection, take_up
from assistant.reaching import manners
from ingest.collection import list_collection
from ingest.documents import Failure, Locator, Offer
from ingest.errors import IngestError
from ingest.fetching import Fetcher, Manners
from ingest.sources import Gone, Missed, Moved, Page, Source, Table, Visit, read_table
from vectorstore.keeping import IngestReport, keep_documents
from vectorstore.publications import WITHDRAWN, Outcome, Progress, Watch
from vectorstore.visits import Report, Visits

DOWNLOADS = "downloads.sqlite3"
EVERYTHING = "all"
FOLDER = "folder"
OUTCOMES = ("added", "changed", "unchanged", "withdrawn", "moved", "failed")


@dataclass(frozen=True, slots=True)
class SyncOrder:
    """Which sources to visit and how: ``since`` (YYYY-MM-DD) leaves out pages that have not changed since then."""

    sources: tuple[str, ...] = (EVERYTHING,)
    since: str | None = None
    dry_run: bool = False

    @property
    def day(self) -> dt.date | None:
        """The day of ``since``; ``BadRequest`` when it is none."""
        return read_day("--since", self.since)


def sync(
    panel: Panel, order: SyncOrder, *, watch: Watch | None = None, asking: Manners | None = None
) -> dict[str, Report]:
    """Visit sources one after the other; return what came of each, by name.

    ``BadMetadata`` when there is none of a name, ``BadRequest`` when ``since`` is no day.

    ``asking`` is how publishers are asked; None: as the settings say.
    """
    table = read_table(panel.settings.sources)
    _ = order.day
    names = list(table.rows) if order.sources == (EVERYTHING,) else list(dict.fromkeys(order.sources))
    for name in names:
        if name not in table.rows:
            table.open(name)
    with Fetcher(panel.settings.data_dir / DOWNLOADS, asking or manners(panel.settings)) as fetcher:
        return {name: _sync_one(panel, table, name, fetcher, order, watch=watch) for name in names}


def _sync_one(  # noqa: PLR0913  what is visited, with what, and how
    panel: Panel, table: Table, name: str, fetcher: Fetcher, order: SyncOrder, *, watch: Watch | None
) -> Report:
    visits = Visits(panel.store.record.database)
    started = dt.datetime.now(dt.UTC)
    if not order.dry_run:
        visits.begin(name, started)
    work = _Sync(panel, fetcher, order, watch=watch)
    try:
        row = table.rows[name]
        report = work.folder(Path(row["path"])) if row.get("kind") == FOLDER else work.source(table.open(name))
        finished = dt.datetime.now(dt.UTC)
    except IngestError as error:
        report, finished = {**dict.fromkeys(OUTCOMES, 0), "failed": 1, "items": [], "problem": str(error)}, None
    if not order.dry_run:
        visits.end(name, started, finished=finished, report=report)
    return report


@dataclass(slots=True)
class _Sync:
    """One visit to one source."""

    panel: Panel
    fetcher: Fetcher
    order: SyncOrder
    watch: Watch | None
    items: list[dict[str, str]] = field(default_factory=list)
    gone: list[tuple[Locator, str]] = field(default_factory=list)

    def folder(self, path: Path) -> Report:
        """Take in a folder, which is a source as well."""
        collection = list_collection([path], most_megabytes=self.panel.settings.max_document_mb)
        if self.order.dry_run:
            return self._foresee(collection.offers(self.panel.limits))
        report = ingest_collection(collection, store=self.panel.store, limits=self.panel.limits, watch=self.watch)
        return self._told(report, taken_down=report.withdrawn)

    def source(self, source: Source) -> Report:
        """Visit every page of a source, and then those that are held and were not listed."""
        offers = self._offers(source)
        if self.order.dry_run:
            return self._foresee(offers)
        report = keep_documents((take_up(offer, store=self.panel.store) for offer in offers), store=self.panel.store)
        taken_down = 0
        for locator, reason in self.gone:
            done = self.panel.store.record.withdraw([locator], reason=reason)
            taken_down += len(done)
            self.items += [_item("withdrawn", locator.place, reason=reason) for _ in done]
        return self._told(follow_register(report, store=self.panel.store), taken_down=taken_down)

    def _offers(self, source: Source) -> Iterator[Offer | Failure]:
        held = Visits(self.panel.store.record.database).held_places(source.name)
        known = {one.locator.place.partition("#")[0] + "#": one.page_url for one in held if one.page_url}
        visits = source.visits(self.fetcher, self.panel.limits, since=self.order.day, known=known)
        for number, visit in enumerate(visits, start=1):
            self._tell(number, max(number, len(known)))
            yield from self._take(visit)

    def _take(self, visit: Visit) -> Iterator[Offer | Failure]:
        if isinstance(visit, Missed):
            yield Failure(visit.scope or Locator("", visit.url), visit.reason)
            return
        if not visit.scope.place:
            return
        held = self._under(visit.scope.source, visit.scope.place)
        if isinstance(visit, Gone):
            self.gone += [(one, visit.reason) for one in held]
            return
        if isinstance(visit, Moved):
            self._move(held, visit.now, visit.url)
            return
        for url in visit.moved:
            self._move(self._under(visit.scope.source, f"{url}#"), visit.scope, visit.url)
            held = self._under(visit.scope.source, visit.scope.place)
        self.items += [_item("note", visit.url, reason=note) for note in visit.notes]
        yield from self._compare(visit, held)

    def _under(self, source: str, scope: str) -> list[Locator]:
        return self.panel.store.record.locators_under(source, scope)

    def _move(self, held: Sequence[Locator], now: Locator, url: str) -> None:
        """Let what came from one page come from another; where something does already, the old one is gone."""
        for one in held:
            new = Locator(now.source, now.place + one.place.partition("#")[2])
            if self.order.dry_run or self.panel.store.record.move(one, new):
                self.items.append(_item("moved", url, reason=f"from {one.place.partition('#')[0]}"))
            else:
                self.gone.append((one, f"its page now leads to {url}"))

    def _compare(self, page: Page, held: Sequence[Locator]) -> Iterator[Offer | Failure]:
        """Yield the offers of a page; what it no longer offers is gone, unless something on it could not be had."""
        offered = {one.locator for one in page.offers}
        left, new = [one for one in held if one not in offered], [one for one in offered if one not in held]
        if len(left) == len(new) == 1 and not self.order.dry_run:
            # One document has another title: it is the same publication.
            self.panel.store.record.move(left[0], new[0])
            left = []
        if not any(isinstance(one, Failure) for one in page.offers):
            self.gone += [(one, f"it is no longer on {page.url}") for one in left]
        if page.moved and held:
            self.items.append(_item("moved", page.url, reason=f"from {', '.join(page.moved)}"))
        yield from page.offers

    def _would(self, offer: Offer | Failure) -> dict[str, str] | None:
        """Return what taking an offer up would come to; None: nothing would change."""
        if isinstance(offer, Failure):
            return _item("failed", offer.locator.place, reason=offer.reason)
        record = self.panel.store.record
        if record.find_kept(offer):
            return None
        return _item("changed" if record.is_there(offer.locator) else "added", offer.locator.place)

    def _foresee(self, offers: Iterable[Offer | Failure]) -> Report:
        """Return what a sync would do."""
        would = [item for item in map(self._would, offers) if item]
        items = [*self.items, *would, *(_item("withdrawn", one.place, reason=reason) for one, reason in self.gone)]
        return {**_count(items), "items": items}

    def _told(self, report: IngestReport, *, taken_down: int) -> Report:
        held = self.panel.store.record.publications(change.publication_id for change in report.changes)
        for change in report.changes:
            one = held[change.publication_id]
            outcome = "added" if change.outcome is Outcome.ADDED else "changed"
            if outcome == "changed" and one.status == WITHDRAWN:
                outcome = "withdrawn"
            self.items.append(_item(outcome, change.locator.place, title=one.title, url=one.url or ""))
        self.items += [_item("failed", one.locator.place, reason=one.reason) for one in report.failed]
        counts = _count(self.items)
        counts |= {"unchanged": report.unchanged, "failed": len(report.failed)}
        counts["withdrawn"] = max(counts["withdrawn"], taken_down)
        return {**counts, "items": self.items}

    def _tell(self, done: int, total: int) -> None:
        if self.watch:
            self.watch(Progress("visit", done, total))


def _count(items: Sequence[dict[str, str]]) -> dict[str, int]:
    return {outcome: sum(item["outcome"] == outcome for item in items) for outcome in OUTCOMES}


def _item(outcome: str, place: str, **more: str) -> dict[str, str]:
    return {"outcome": outcome, "place": place, **{key: value for key, value in more.items() if value}}
