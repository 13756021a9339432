"""What was read of the record lately and cannot change: kept in memory, so that it is not read again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The values used last, at most ``most`` of them; several threads may ask at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, keys: Iterable[K], *, read: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """Return the value of each key, in order; ``read`` gives those that are not held, all at once.

        A key for which there is no value is left out.
        """
        wanted = list(dict.fromkeys(keys))
        with self._lock:
            found = {key: self._held[key] for key in wanted if key in self._held}
        missing = [key for key in wanted if key not in found]
        if missing:
            # Not under the lock: two threads may read the same, and neither waits for the other.
            found |= read(missing)
        there = [key for key in wanted if key in found]
        with self._lock:
            for key in there:
                self._held[key] = found[key]
                self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return {key: found[key] for key in there}

    def __len__(self) -> int:
        """Return how many values are held."""
        return len(self._held)
