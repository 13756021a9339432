"""A walk through a website: every address once, within what the publisher and the settings allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from ingest.documents import Locator
from ingest.errors import IngestError
from ingest.fetching import Fetched, Fetcher, NotAllowed, NotThere
from ingest.fetching_addresses import host_of, port_of, read_address
from ingest.sources import Gone, Missed
from ingest.website_addresses import plain_address
from ingest.website_pages import DOCUMENTS, PAGES, Said, is_named_page, may_be_document, read_page
from ingest.website_robots import LeftOut, Robots

BEYOND = "beyond the most pages"


@dataclass(frozen=True, slots=True)
class Way:
    """How an address was met: from a list, or by a link, with its words and its page."""

    url: str
    title: str = ""
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class WebItem:
    """A page or a document of a website.

    url is where it is now, written plainly; fetched.moved are addresses that it had before. title are the words of the
    link that led to it, parent the page with that link; both are empty for what the sitemap lists.
    """

    url: str
    fetched: Fetched
    lastmod: datetime | None
    title: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Moved:
    """An address that leads, for good, to another that is visited anyway."""

    was: str
    url: str


Outcome = WebItem | Moved | Gone | Missed


@dataclass(slots=True)
class Walk:
    """What is known while walking.

    listed are the addresses that have their own turn, with the time of their last change; known are held from before:
    pages among both are given, however they are come by. left_out counts what is neither fetched nor given.
    """

    name: str
    fetcher: Fetcher
    robots: Robots
    ports: Collection[int]
    most_pages: int
    linked_pages: bool
    left_out: Counter[str]
    listed: Mapping[str, datetime | None] = field(default_factory=dict)
    known: Collection[str] = ()
    met: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    requests: int = 0

    def look(self, way: Way, *, alone: bool = False) -> Iterator[Outcome]:
        """Look at an address, and from a listed page at what it links to; alone: whatever it is a copy of."""
        if not self._is_new(way.url):
            return
        if self.requests == self.most_pages:
            self.left_out[BEYOND] += 1
            return
        self.requests += 1
        try:
            found = self.fetcher.get(way.url, hosts=self.robots.hosts, check=self.robots.check)
        except LeftOut:
            self.left_out["robots.txt"] += 1
        except NotThere as error:
            yield Gone(Locator(self.name, way.url), way.url, str(error))
        except IngestError as error:
            yield Missed(Locator(self.name, way.url), way.url, str(error))
        else:
            yield from self._arrive(way, found, alone=alone)

    def _arrive(self, way: Way, found: Fetched, *, alone: bool) -> Iterator[Outcome]:
        here = plain_address(found.url)
        if here != way.url and not self._is_new(here):
            if found.moved:
                yield Moved(way.url, here)
            return
        said = read_page(found)
        if not alone and (original := self._original(here, said)):
            yield from self.look(replace(way, url=original), alone=True)
            if original in self.taken:
                self.left_out["copies"] += 1
                return
        if reason := self._unwanted(way, found, said):
            self.left_out[reason] += 1
        else:
            self.taken.add(here)
            yield WebItem(here, found, self.listed.get(here) or self.listed.get(way.url), way.title, way.parent)
        if way.parent is None or here in self.listed:
            yield from self._follow(here, said)

    def _follow(self, page: str, said: Said) -> Iterator[Outcome]:
        for link in said.links:
            try:
                address = plain_address(link.url)
            except NotAllowed:
                self.left_out["not an address"] += 1
                continue
            if address not in self.listed and self._is_ours(address):
                yield from self.look(Way(address, link.words, page))

    def _original(self, here: str, said: Said) -> str | None:
        """Give the address that a page says it is a copy of, where that is another on our hosts."""
        canonical = said.canonical
        return canonical if canonical and canonical != here and self._is_ours(canonical) else None

    def _unwanted(self, way: Way, found: Fetched, said: Said) -> str | None:
        if found.media_type not in PAGES | DOCUMENTS:
            return "other kinds"
        if said.noindex:
            return "noindex"
        if way.parent is None or self.linked_pages or found.media_type in DOCUMENTS or is_named_page(found.url):
            return None
        here = plain_address(found.url)
        return None if here in self.listed or here in self.known else "pages that are only linked"

    def _is_ours(self, address: str) -> bool:
        url = read_address(address)
        reason = None
        if host_of(url) not in self.robots.hosts or port_of(url) not in self.ports:
            reason = "on other hosts"
        elif not may_be_document(address):
            reason = "other kinds"
        if reason:
            self.left_out[reason] += 1
        return reason is None

    def _is_new(self, address: str) -> bool:
        if address in self.met:
            return False
        self.met.add(address)
        return True
