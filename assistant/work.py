"""Blocking work, off the event loop: a few threads, a queue of bounded length, a time after which nobody waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from assistant.errors import Busy, TooSlow

P = ParamSpec("P")
T = TypeVar("T")


class Work:
    """Runs what blocks, such as answering, in ``threads`` threads; ``most_waiting`` pieces may wait for one."""

    def __init__(self, *, threads: int, most_waiting: int, seconds: float) -> None:
        self.most_waiting = most_waiting
        self.seconds = seconds
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="panel-work")
        self._taken = 0

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a piece of work when a thread is free, however long that takes."""
        with self._counted():
            return await self._start(work, *args, **kwargs)

    async def try_run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a piece of work; ``Busy`` at once when too many wait, ``TooSlow`` when the time is over."""
        if self._taken >= self._threads + self.most_waiting:
            raise Busy("Too many questions are being answered just now; try again in a few seconds.")
        future = self._start(work, *args, **kwargs)
        self._taken += 1
        # Work that nobody waits for any more still takes its thread until it ends.
        future.add_done_callback(self._release)
        try:
            return await asyncio.wait_for(asyncio.shield(future), self.seconds)
        except TimeoutError as error:
            message = f"No answer was found within {self.seconds:g} seconds; try again, or ask a shorter question."
            raise TooSlow(message) from error

    def close(self) -> None:
        """End the work that has begun, and begin no more."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _start(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(self._pool, lambda: work(*args, **kwargs))

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self._taken += 1
        try:
            yield
        finally:
            self._taken -= 1

    def _release(self, future: asyncio.Future[T]) -> None:
        self._taken -= 1
        if not future.cancelled():
            future.exception()  # seen, so that asyncio does not report it when nobody waited for it
