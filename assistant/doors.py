"""Doors of other packages: what ``panel serve`` finds under the entry points ``panel.doors`` and opens."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Any

from assistant.bootstrap import Panel
from assistant.work import Work

GROUP = "panel.doors"


@dataclass(frozen=True, slots=True)
class Door:
    """A way in over HTTP.

    ``handle`` takes a Starlette request that was POSTed to ``path`` and returns a Starlette response; who may send
    one is for the door itself to check. ``running`` is entered while the server runs: what the door keeps going lives
    there.
    """

    name: str
    path: str
    handle: Callable[[Any], Awaitable[Any]]
    running: Callable[[], AbstractAsyncContextManager[None]]


OpenDoor = Callable[[Panel, Work], Door | None]
"""What an entry point names: makes a door, or None when the settings do not ask for it."""


def find_doors(panel: Panel, work: Work) -> list[Door]:
    """Return the doors that are installed and that the settings ask for."""
    opened = (entry.load()(panel, work) for entry in sorted(entry_points(group=GROUP), key=lambda e: e.name))
    return [door for door in opened if door]
