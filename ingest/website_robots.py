"""What a publisher asks of programs: robots.txt (RFC 9309), X-Robots-Tag and <meta name="robots">."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from protego import Protego

from ingest.errors import IngestError
from ingest.fetching import Answered, Fetcher, NotAllowed
from ingest.fetching_addresses import host_of, read_address
from ingest.website_addresses import origin_of

OUR_NAME = "panel-assistant"
MOST_ROBOTS = 512 * 1024  # RFC 9309: at least 500 KiB are to be read
MOST_DELAY = 30.0
DIRECTIVES_WITH_VALUES = frozenset({"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"})


class LeftOut(NotAllowed):
    """The publisher's robots.txt asks programs to leave an address out."""


@dataclass(slots=True)
class Robots:
    """The robots.txt of every origin that is met, each read once for a fetcher.

    The pace that one asks for (Crawl-delay, Request-rate) is kept, up to most_delay seconds.
    """

    fetcher: Fetcher
    hosts: Collection[str]
    most_delay: float = MOST_DELAY
    _read: dict[str, Protego | str] = field(default_factory=dict)

    def check(self, address: str) -> None:
        """Raise LeftOut where the publisher asks us not to fetch this, NotAllowed where its wishes are unknown."""
        rules = self._rules(address)
        if isinstance(rules, str):
            raise NotAllowed(f"Nothing is fetched from {origin_of(address)}: its robots.txt cannot be read. {rules}")
        if not rules.can_fetch(address, OUR_NAME):
            raise LeftOut(f"{address}: the publisher's robots.txt asks programs to leave this out.")

    def sitemaps(self, address: str) -> list[str]:
        """Give the sitemaps that the robots.txt of an address names."""
        rules = self._rules(address)
        return [] if isinstance(rules, str) else list(rules.sitemaps)

    def _rules(self, address: str) -> Protego | str:
        origin = origin_of(address)
        if origin not in self._read:
            self._read[origin] = self._fetch(origin)
        return self._read[origin]

    def _fetch(self, origin: str) -> Protego | str:
        """Give the rules, or say why they cannot be known: then nothing may be fetched. Without rules all may be."""
        try:
            body = self.fetcher.get(f"{origin}/robots.txt", hosts=self.hosts).body
        except Answered:
            body = b""
        except IngestError as error:
            return str(error)
        rules = Protego.parse(body[:MOST_ROBOTS].decode("utf-8-sig", "replace"))
        if delay := min(_delay(rules), self.most_delay):
            self.fetcher.slow(host_of(read_address(origin)), delay)
        return rules


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a page asks of programs: to leave it out, and not to follow its links."""

    noindex: bool = False
    nofollow: bool = False


def read_wishes(said: Iterable[str]) -> Wishes:
    """Read lines such as "noindex, nofollow" or "name: none"; a line for another program says nothing to us."""
    words = {word for line in said for word in _for_us(line.lower())}
    return Wishes(bool(words & {"noindex", "none"}), bool(words & {"nofollow", "none"}))


def _for_us(line: str) -> list[str]:
    name, colon, rest = line.partition(":")
    if colon and "," not in name and name.strip() not in DIRECTIVES_WITH_VALUES:
        line = rest if name.strip() == OUR_NAME else ""
    return [word.strip() for word in line.split(",")]


def _delay(rules: Protego) -> float:
    rate = rules.request_rate(OUR_NAME)
    apart = rate.seconds / rate.requests if rate and rate.requests > 0 else 0.0
    return max(rules.crawl_delay(OUR_NAME) or 0.0, apart)
