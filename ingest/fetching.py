"""Fetches from publishers over HTTP: politely, within limits, only where it is allowed, and never twice the same.

Everything that is downloaded is kept by an HTTP cache (RFC 9111). Every get asks the publisher whether what is kept is
still right, so a second run downloads nothing that has not changed, and sees at once what has. No proxy, cookie or
password of the environment is used.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

import httpx
from hishel import CacheOptions
from hishel.httpx import CacheTransport

from ingest.fetching_addresses import check_address, follow, ports_for, read_address
from ingest.fetching_answers import LASTING, Fetched, is_downloaded, read_answer
from ingest.fetching_errors import (
    Answered,
    KeptUnusable,
    NotAllowed,
    NotThere,
    Refused,
    TooLarge,
    Unreachable,
)
from ingest.fetching_kept import open_kept
from ingest.fetching_manners import Manners
from ingest.fetching_network import Resolve, resolve
from ingest.fetching_pace import Pace
from ingest.fetching_whole import WholeAnswers

__all__ = [
    "Answered",
    "Fetched",
    "Fetcher",
    "KeptUnusable",
    "Manners",
    "NotAllowed",
    "NotThere",
    "Refused",
    "TooLarge",
    "Unreachable",
]

MOST_REDIRECTS = 10
REDIRECTS = frozenset({302, 303, 307}) | LASTING
# What a caller may not say: it would undo the limits, or send secrets to whoever a redirect leads to.
OURS = frozenset({"accept-encoding", "authorization", "cache-control", "connection", "cookie", "host", "range"})
Check = Callable[[str], None]
NONE: Mapping[str, str] = MappingProxyType({})


class Fetcher:
    """Fetches whatever one sync needs; one request at a time, even if asked from several threads.

    kept is the file of kept downloads; without one they are kept in memory. resolve finds the addresses of a host.
    """

    def __init__(self, kept: Path | None, manners: Manners, *, resolve: Resolve = resolve) -> None:
        self._pace = Pace(manners.each_second)
        self._headers = {"User-Agent": manners.name, "Accept-Encoding": "gzip", "Cache-Control": "no-cache"}
        self._one_at_a_time = threading.RLock()  # a check may itself fetch, robots.txt for example
        answers = WholeAnswers(manners, self._pace, resolve)
        self._kept = open_kept(kept)
        self._transport = CacheTransport(answers, self._kept, CacheOptions(shared=False))

    def __enter__(self) -> Self:
        """Begin: nothing is asked for yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End, whatever happened."""
        self.close()

    def close(self) -> None:
        """Close the connections and the file of kept downloads."""
        self._transport.close()

    def slow(self, host: str, seconds: float) -> None:
        """Keep requests to a host at least these seconds apart, as its robots.txt may ask."""
        self._pace.slow(host.lower(), seconds)

    def get(
        self,
        url: str,
        *,
        hosts: Collection[str] | None = None,
        headers: Mapping[str, str] = NONE,
        check: Check | None = None,
    ) -> Fetched:
        """Give what is at an address, following redirects on the hosts given, or on any public host if none are.

        check is asked before each request, redirects too, and raises NotAllowed where there shall be none.
        """
        if ours := OURS & {name.lower() for name in headers}:
            raise NotAllowed(f"These headers are not for a caller to set: {', '.join(sorted(ours))}.")
        asked = read_address(url)
        ports = ports_for(asked)

        def checked(here: httpx.URL) -> None:
            check_address(here, hosts, ports)
            if check:
                check(str(here))

        with self._one_at_a_time:
            passed, answer = self._follow(asked, {**headers, **self._headers}, checked)
        return read_answer(str(asked), passed, answer)

    def _follow(
        self, asked: httpx.URL, headers: Mapping[str, str], check: Callable[[httpx.URL], None]
    ) -> tuple[list[tuple[httpx.URL, int]], httpx.Response]:
        """Ask until the answer is no redirect; give each address asked with its status, and the last answer."""
        here = asked
        passed: list[tuple[httpx.URL, int]] = []
        while True:
            check(here)
            answer = self._ask(here, headers)
            passed.append((here, answer.status_code))
            location = answer.headers.get("location")
            if answer.status_code not in REDIRECTS or not location:
                return passed, answer
            here = follow(here, location)
            _check_course(asked, here, passed)

    def _ask(self, url: httpx.URL, headers: Mapping[str, str]) -> httpx.Response:
        """Ask once, and keep one edition: the cache alone would keep the first, and might ask about that."""
        key = str(url)
        before = [entry.id for entry in self._kept.get_entries(key)]
        request = httpx.Request("GET", url, headers=dict(headers), extensions={"caching": {"key": key}})
        answer = self._transport.handle_request(request)
        try:
            answer.read()
        finally:
            answer.close()
        for earlier in before if is_downloaded(answer) else ():
            self._kept.remove_entry(earlier)
        return answer


def _check_course(asked: httpx.URL, here: httpx.URL, passed: list[tuple[httpx.URL, int]]) -> None:
    if any(here == before for before, _ in passed):
        raise Unreachable(f"{asked} redirects in a circle, through {here}.")
    if len(passed) > MOST_REDIRECTS:
        raise Unreachable(f"{asked} redirects more than {MOST_REDIRECTS} times.")
