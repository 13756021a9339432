"""How publishers are asked, and whether one can be reached: apart, so that a look need not open the record."""

from __future__ import annotations

from typing import Any

from assistant.settings import Settings
from ingest.errors import IngestError
from ingest.fetching import Fetcher, Manners
from ingest.offers import MEGABYTE
from ingest.sources import read_table

REACH_SECONDS = 5.0


def can_reach(settings: Settings, name: str, *, seconds: float = REACH_SECONDS) -> bool:
    """Say whether a source can be listed within some seconds."""
    source = read_table(settings.sources).open(name)
    quick = manners(settings, seconds=seconds, tries=1)
    try:
        with Fetcher(None, quick) as fetcher:
            source.check(fetcher)
    except IngestError:
        return False
    return True


def manners(settings: Settings, **changed: Any) -> Manners:
    """Return how publishers are asked."""
    given = {
        "contact": settings.contact,
        "each_second": settings.requests_each_second,
        "most_bytes": int(settings.max_document_mb * MEGABYTE),
        "private_addresses": settings.private_sources,
    }
    return Manners(**{**given, **changed})
