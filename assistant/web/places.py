"""Places in a publication: the address of quoted words in these pages, and what such an address says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from ingest.documents import Segment

RANGE = re.compile(r"(\d{1,9})-(\d{1,9})")
MOST_RANGES = 100


def link_publication(publication_id: str, segments: Iterable[Segment] = (), *, edition: str | None = None) -> str:
    """Return the address of a publication, in an edition (None: the latest); with segments, of those words in it."""
    address = f"/publications/{quote(publication_id, safe='')}"
    ranges = ",".join(f"{segment.start}-{segment.end}" for segment in list(segments)[:MOST_RANGES])
    asked = [f"edition={quote(edition, safe='')}"] if edition else []
    asked += [f"quote={ranges}"] if ranges else []
    return f"{address}{'?' if asked else ''}{'&'.join(asked)}{'#quoted' if ranges else ''}"


def read_ranges(written: str, *, characters: int) -> tuple[Segment, ...]:
    """Return the segments that an address names, in order; none when they cannot lie in a text of this length."""
    found = [RANGE.fullmatch(part) for part in written.split(",")[: MOST_RANGES + 1]]
    ranges = sorted((int(match[1]), int(match[2])) for match in found if match)
    in_text = all(start < end <= characters for start, end in ranges)
    if not in_text or len(ranges) < len(found) or len(found) > MOST_RANGES:
        return ()
    return tuple(Segment(start, end) for start, end in ranges)


def web_address(url: str | None) -> str | None:
    """Return an address that a page may link to: documents may name any, and some of those would run script."""
    return url if url and url.lower().startswith(("https://", "http://")) else None
