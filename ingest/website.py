"""A website as a source: the pages that its sitemap lists, and the documents that those link to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ingest.errors import IngestError
from ingest.fetching import Fetcher
from ingest.fetching_addresses import plain_host, ports_for, read_address
from ingest.sources import Missed
from ingest.website_addresses import origin_of, plain_address
from ingest.website_lists import Lists, is_sitemap
from ingest.website_robots import MOST_DELAY, LeftOut, Robots
from ingest.website_walk import BEYOND, Moved, Outcome, Walk, Way, WebItem

__all__ = ["Moved", "Outcome", "WebItem", "Website"]

# A lastmod may be a day, in any part of the world: a page may have changed until a day after it.
SLACK = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Website:
    """A website: start is its sitemap, or a page of it, for which the sitemaps in its robots.txt or /sitemap.xml count.

    Nothing outside hosts is asked for, and no more than most_pages addresses besides sitemaps. Links are followed from
    pages that are listed, one step, to documents; to pages too if they end in .html, or if linked_pages says so.
    """

    name: str
    start: str
    hosts: Collection[str]
    most_pages: int = 5000
    linked_pages: bool = False
    most_delay: float = MOST_DELAY

    def pages(
        self,
        fetcher: Fetcher,
        *,
        since: datetime | None = None,
        known: Collection[str] = (),
        left_out: Counter[str] | None = None,
    ) -> Iterator[Outcome]:
        """Give each page and document once: an item, or that it is gone (404, 410), or was missed, and why.

        Pages that the sitemap says have not changed since a moment are not asked for. known are addresses held from
        before: they are asked for even if nothing lists them any more, because what has gone is rarely listed as gone.
        left_out counts, by its reason, what is not given.
        """
        counts = Counter[str]() if left_out is None else left_out
        try:
            hosts = frozenset(map(plain_host, self.hosts))
            start = plain_address(self.start)
            robots = Robots(fetcher, hosts, self.most_delay)
            _check(robots, start)
        except IngestError as error:
            yield Missed(None, self.start, str(error))
            return
        lists = Lists(fetcher, hosts, self.most_pages, counts)
        lists.read(self._sitemaps(robots, start))
        yield from lists.missed
        walk = Walk(
            self.name, fetcher, robots, ports_for(read_address(start)), self.most_pages, self.linked_pages, counts
        )
        walk.listed = lists.addresses if is_sitemap(start) else {start: None, **lists.addresses}
        walk.known = frozenset(known)
        _pass_over(walk, since)
        yield from self._walk(walk, known)

    def _sitemaps(self, robots: Robots, start: str) -> list[str]:
        return [start] if is_sitemap(start) else robots.sitemaps(start) or [f"{origin_of(start)}/sitemap.xml"]

    def _walk(self, walk: Walk, known: Collection[str]) -> Iterator[Outcome]:
        for address in (*walk.listed, *known):
            yield from walk.look(Way(address))
        if walk.left_out[BEYOND]:
            reason = (
                f"It has more than the {self.most_pages} addresses that are looked at; raise the setting if need be."
            )
            yield Missed(None, self.start, reason)


def _pass_over(walk: Walk, since: datetime | None) -> None:
    """Count what has not changed as met, so that it is not asked for."""
    same = {address for address, lastmod in walk.listed.items() if since and lastmod and lastmod + SLACK < since}
    walk.met |= same
    walk.left_out.update({"unchanged": len(same)} if same else {})


def _check(robots: Robots, start: str) -> None:
    """Make sure that the publisher's wishes can be known; that it wants the start left out is no matter."""
    try:
        robots.check(start)
    except LeftOut:
        return
