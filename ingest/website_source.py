"""A website as a source: every page and document of it is a publication of its own."""

from __future__ import annotations

import codecs
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ingest.documents import Failure, Locator, Offer
from ingest.errors import IngestError
from ingest.fetching import Fetched, Fetcher
from ingest.offers import Content, make_offer
from ingest.readings import Limits
from ingest.sidecars import Stated
from ingest.sources import NOTHING, Gone, Known, Missed, Moved, Page, Visit
from ingest.website import Moved as Redirected
from ingest.website import WebItem, Website
from ingest.website_pages import PAGES


@dataclass(frozen=True)
class WebsiteSource:
    """A source whose row names a page or sitemap of a website, and the hosts that may be asked."""

    name: str
    site: str
    hosts: Sequence[str]
    speaker: str = "other"
    licence: str | None = None
    most_pages: int = 5000

    def check(self, fetcher: Fetcher) -> None:
        """Ask for the page or sitemap that it begins with."""
        fetcher.get(self.site, hosts=self.hosts)

    def visits(
        self, fetcher: Fetcher, limits: Limits, *, since: dt.date | None = None, known: Known = NOTHING
    ) -> Iterator[Visit]:
        """Walk through the website, once through every page."""
        day = dt.datetime.combine(since, dt.time(), dt.UTC) if since else None
        held = () if since else tuple(known.values())
        for found in Website(self.name, self.site, self.hosts, self.most_pages).pages(fetcher, since=day, known=held):
            if isinstance(found, WebItem):
                yield self._page(found, limits)
            elif isinstance(found, Redirected):
                yield Moved(self._scope(found.was), found.url, self._scope(found.url))
            elif isinstance(found, Gone):
                yield Gone(self._scope(found.url), found.url, found.reason)
            else:
                yield Missed(self._scope(found.url), found.url, found.reason)

    def _page(self, item: WebItem, limits: Limits) -> Page:
        scope = self._scope(item.url)
        return Page(scope, item.url, (self._offer(item, scope, limits),), moved=item.fetched.moved)

    def _offer(self, item: WebItem, scope: Locator, limits: Limits) -> Offer | Failure:
        place = Locator(self.name, f"{scope.place}document")
        stated = Stated(
            url=item.url,
            page_url=item.url,
            likely_speaker=self.speaker,
            licence=self.licence,
            updated=item.lastmod.date() if item.lastmod else None,
        )
        try:
            return make_offer([place], [_content(item)], stated, limits)
        except IngestError as error:
            return Failure(place, str(error))

    def _scope(self, url: str) -> Locator:
        return Locator(self.name, f"{url}#")


def _content(item: WebItem) -> Content:
    found = item.fetched
    name = unquote(urlsplit(item.url).path).rstrip("/").rpartition("/")[2] or "page.html"
    return Content(name, _in_utf8(found), found.media_type, item.url)


def _in_utf8(found: Fetched) -> bytes:
    """Return a page in UTF-8 where the server says in what it is written; any other document as it came."""
    if found.media_type not in PAGES or not found.charset:
        return found.body
    try:
        return codecs.BOM_UTF8 + found.body.decode(found.charset, errors="replace").encode()
    except LookupError:
        return found.body
