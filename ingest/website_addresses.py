"""One writing for each address of a website, so that a page is met once however it is linked."""

from __future__ import annotations

import re

import httpx

from ingest.fetching_addresses import host_of, read_address

# What campaigns and other sites add to an address, and no page depends on.
TRACKING = re.compile(r"(?:utm_[^=]*|gclid|fbclid|msclkid)(?:=|$)", re.IGNORECASE)
ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
USUAL_PORT = {"http": 80, "https": 443}


def plain_address(text: str) -> str:
    """Write an address plainly: no fragment, usual port or tracking; the host in lower case; escapes in capitals.

    Raises NotAllowed where it is no address.
    """
    url = read_address(text)
    port = None if url.port == USUAL_PORT[url.scheme] else url.port
    path, _, query = url.raw_path.decode("ascii").partition("?")
    kept = "&".join(part for part in query.split("&") if part and not TRACKING.match(part))
    place = ESCAPE.sub(lambda escape: escape[0].upper(), f"{path or '/'}{'?' if kept else ''}{kept}")
    host = f"[{host_of(url)}]" if ":" in host_of(url) else host_of(url)
    return f"{url.scheme}://{host}{f':{port}' if port else ''}{place}"


def origin_of(address: str) -> str:
    """Give the beginning of an address that one robots.txt speaks for."""
    url = httpx.URL(address)
    return f"{url.scheme}://{url.netloc.decode('ascii')}"
