"""A stand-in for GOV.UK: real HTTP, as strict as GOV.UK is, with a memory of what was asked.

One server has the search and content APIs, the pages and, below ``/assets``, the files of the asset host; wherever
GOV.UK would name its own hosts, this one names itself. It holds a ``Collection``, which a test may change while nothing
is being asked.
"""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.fakes.govuk_answers import Answer, Request, answer
from tests.fakes.govuk_collection import Collection
from tests.fakes.govuk_faults import Delivery, Fault
from tests.fakes.govuk_items import ASSETS, SITE
from tests.fakes.govuk_making import PANEL_SLUG, make_collection
from tests.fakes.govuk_search import Habits
from tests.fakes.govuk_serving import delivered

__all__ = ["PANEL_SLUG", "Collection", "FakeGovUk", "Habits", "Seen", "fake_govuk", "make_collection"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it came in, and when, in seconds of a clock that only goes forward."""

    request: Request
    at: float

    @property
    def path(self) -> str:
        """The path that was asked for."""
        return self.request.path


@dataclass(slots=True)
class FakeGovUk:
    """What is published, what was asked, and what is to go wrong."""

    collection: Collection
    habits: Habits = field(default_factory=Habits)
    address: str = ""
    """Where it is: the base of the site and of its APIs."""
    seen: list[Seen] = field(default_factory=list)
    upcoming: deque[Fault] = field(default_factory=deque)
    """One for each of the next requests."""
    faults: dict[str, Fault] = field(default_factory=dict)
    """For every request to a path; a path that ends in ``*`` stands for all that begin so."""
    most_at_once: int = 0
    """The largest number of requests that waited for their answers at one time."""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _waiting: int = 0

    @property
    def assets(self) -> str:
        """The base of the asset host."""
        return f"{self.address}/assets"

    def go_wrong(self, fault: Fault, *, times: int = 1) -> None:
        """Let the next requests, whatever they are, meet a fault."""
        self.upcoming.extend([fault] * times)

    def go_wrong_at(self, path: str, fault: Fault) -> None:
        """Let every request to a path meet a fault, until it is mended."""
        self.faults[path] = fault

    def mend(self) -> None:
        """Let everything go right again."""
        self.upcoming.clear()
        self.faults.clear()

    def asked(self, begin: str = "/") -> list[Request]:
        """Return the requests whose path begins so, in order."""
        return [one.request for one in self.seen if one.path.startswith(begin)]

    def forget(self) -> None:
        """Forget every request so far."""
        self.seen.clear()
        self.most_at_once = 0

    def most_in_a_second(self, begin: str = "/") -> int:
        """Return the largest number of requests that came within any one second."""
        times = sorted(one.at for one in self.seen if one.path.startswith(begin))
        return max((bisect_left(times, at + 1) - place for place, at in enumerate(times)), default=0)

    @contextmanager
    def deliver(self, request: Request) -> Iterator[Delivery]:
        """Remember a request, and yield how it is answered; it waits until this ends.

        That is before the first byte goes out: a client may ask for the next thing as soon as it has the last byte.
        """
        with self._lock:
            self.seen.append(Seen(request, time.monotonic()))
            self._waiting += 1
            self.most_at_once = max(self.most_at_once, self._waiting)
            fault = self._find_fault(request.path)
            found = self._name_itself(answer(request, self.collection, self.habits))
        try:
            yield fault(request, found) if fault else Delivery(found)
        finally:
            with self._lock:
                self._waiting -= 1

    def _find_fault(self, path: str) -> Fault | None:
        if self.upcoming:
            return self.upcoming.popleft()
        for place, fault in self.faults.items():
            if path == place or (place.endswith("*") and path.startswith(place[:-1])):
                return fault
        return None

    def _name_itself(self, found: Answer) -> Answer:
        """Put this server's address for those of GOV.UK's hosts, everywhere but in files."""
        is_text = found.headers.get("Content-Type", "").endswith("charset=utf-8")
        body = self._rename(found.body.decode()).encode() if is_text else found.body
        return Answer(found.status, body, {name: self._rename(value) for name, value in found.headers.items()})

    def _rename(self, text: str) -> str:
        return text.replace(ASSETS, self.assets).replace(SITE, self.address)


@contextmanager
def fake_govuk(collection: Collection, habits: Habits | None = None) -> Iterator[FakeGovUk]:
    """Serve a collection on a free port of loopback, in a thread, and yield what serves it."""
    fake = FakeGovUk(collection, habits or Habits())
    with delivered(fake.deliver) as fake.address:
        yield fake
