"""Which addresses a website lists: its sitemaps, from the first to the last of those that they name."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from ingest.errors import IngestError
from ingest.fetching import Fetcher, NotAllowed
from ingest.fetching_addresses import host_of, read_address
from ingest.sources import Missed
from ingest.website_addresses import plain_address
from ingest.website_sitemaps import Listed, read_sitemap

MOST_LISTS = 500
ENDINGS = (".xml", ".xml.gz", ".gz", ".txt")


@dataclass(slots=True)
class Lists:
    """What the sitemaps of a website say, in order; it is filled by read, and stops at the most addresses."""

    fetcher: Fetcher
    hosts: Collection[str]
    most: int
    left_out: Counter[str]
    addresses: dict[str, datetime | None] = field(default_factory=dict)
    missed: list[Missed] = field(default_factory=list)

    def read(self, sitemaps: Sequence[str]) -> None:
        """Read sitemaps and those that they name, each once; what cannot be read is missed."""
        waiting, met = deque(sitemaps), set[str]()
        while waiting and len(self.addresses) <= self.most:
            address = self._address(waiting.popleft())
            if address is None or address in met:
                continue
            if len(met) == MOST_LISTS:
                self.missed.append(Missed(None, address, f"It has more than {MOST_LISTS} sitemaps; the rest are left."))
                return
            met.add(address)
            waiting.extend(self._read(address))

    def _read(self, sitemap: str) -> list[str]:
        """Take the addresses of one sitemap, and give the sitemaps that it names."""
        named: list[str] = []
        try:
            for listed in read_sitemap(self.fetcher.get(sitemap, hosts=self.hosts).body):
                named += self._take(listed)
                if len(self.addresses) > self.most:
                    break
        except IngestError as error:
            self.missed.append(Missed(None, sitemap, f"The sitemap cannot be used: {error}"))
        return named

    def _take(self, listed: Listed) -> list[str]:
        if listed.sitemap:
            return [listed.url]
        if address := self._address(listed.url):
            self.addresses.setdefault(address, listed.lastmod)
        return []

    def _address(self, text: str) -> str | None:
        try:
            address = plain_address(text)
        except NotAllowed:
            self.left_out["not an address"] += 1
            return None
        if host_of(read_address(address)) in self.hosts:
            return address
        self.left_out["on other hosts"] += 1
        return None


def is_sitemap(address: str) -> bool:
    """Say whether an address is that of a sitemap rather than a page, by its ending."""
    return urlsplit(address).path.lower().endswith(ENDINGS)
