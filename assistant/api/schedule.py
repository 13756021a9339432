"""Syncs that ``panel serve`` makes by itself, one at a time, as often as the settings say."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging

from assistant.api.access import NotAllowed
from assistant.api.owner import Ingests
from assistant.bootstrap import Panel
from assistant.syncing import SyncOrder, sync
from vectorstore.visits import Visits

LOG = logging.getLogger(__name__)
SOON = 60.0
"""Seconds until another try, while documents are being taken in."""


async def sync_now_and_then(panel: Panel, ingests: Ingests, *, hours: float) -> None:
    """Sync whenever the last sync is older than some hours, until cancelled."""
    every = dt.timedelta(hours=hours)
    while True:
        await asyncio.sleep(await asyncio.to_thread(_wait, panel, every))
        try:
            told = await ingests.begin(lambda watch: {"report": sync(panel, SyncOrder(), watch=watch)})
        except NotAllowed:
            await asyncio.sleep(SOON)
            continue
        async for line in told:
            if "problem" in line:
                LOG.error("The sync that was due failed: %s", line["problem"]["detail"])
                await asyncio.sleep(SOON)


def _wait(panel: Panel, every: dt.timedelta) -> float:
    """Return how many seconds to wait: none when no source was ever visited."""
    started = [visit.started for visit in Visits(panel.store.record.database).last()]
    due = min(started) + every if started else dt.datetime.now(dt.UTC)
    return max(0.0, (due - dt.datetime.now(dt.UTC)).total_seconds())
