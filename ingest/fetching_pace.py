"""How fast a publisher's server is asked."""

from __future__ import annotations

import time


class Pace:
    """A bucket of one token that fills over monotonic time: requests come evenly, and none are saved up.

    A bucket of more would let a burst through first, and twice as many requests in the first second as was promised.
    """

    def __init__(self, each_second: float) -> None:
        self._apart = 1 / each_second
        self._hosts: dict[str, float] = {}
        self._free: dict[str, float] = {}
        self._next = 0.0

    def slow(self, host: str, seconds: float) -> None:
        """Keep requests to one host this far apart, where the general pace is faster."""
        self._hosts[host] = seconds

    def wait(self, host: str) -> None:
        """Wait until a request may be sent to a host, and take its place."""
        now = time.monotonic()
        turn = max(now, self._next, self._free.get(host, 0.0))
        self._next = turn + self._apart
        self._free[host] = turn + self._hosts.get(host, 0.0)
        if turn > now:
            time.sleep(turn - now)
