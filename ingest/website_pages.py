"""What a page of HTML says about itself and its links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from pydantic import TypeAdapter
from selectolax.lexbor import LexborHTMLParser

from ingest.errors import IngestError
from ingest.fetching import Fetched, NotAllowed
from ingest.html import Link, find_links
from ingest.html_apart import SECONDS, SMALL
from ingest.html_decoding import decode_html
from ingest.reading_apart import APART
from ingest.website_addresses import plain_address
from ingest.website_robots import OUR_NAME, read_wishes

PAGES = frozenset({"text/html", "application/xhtml+xml"})
DOCUMENTS = frozenset(
    {
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.oasis.opendocument.text",
    }
)
# Endings of what is no document: such a link is not worth a request. The media type decides about all others.
OTHER = re.compile(
    r"\.(?:7z|avi|bmp|css|csv|doc|eot|exe|gif|gz|ico|ics|jpe?g|js|json|mov|mp[34]|od[ps]|ogg|png|pptx?|rss|svg|tar|tiff?"
    r"|ttf|wav|web[mp]|woff2?|xls[mx]?|xml|zip)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says: whether to leave it out, the address that it goes by, and the links to follow."""

    noindex: bool
    canonical: str | None
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Written:
    """What is written in a page: what it asks of robots, the address that it goes by, its links."""

    wishes: tuple[str, ...]
    canonical: str | None
    links: tuple[Link, ...]


STORED = TypeAdapter(Written)


def read_page(found: Fetched) -> Said:
    """Read what a page, or the headers of a document, say about it and its links."""
    if found.media_type not in PAGES:
        return Said(read_wishes(found.robots).noindex, None, ())
    try:
        if len(found.body) <= SMALL:
            written = read_written(found.body, found.url, found.charset or "")
        else:
            reader = ("ingest.website_pages.read_written", found.url, found.charset or "")
            written = STORED.validate_json(APART.ask(*reader, data=found.body, seconds=SECONDS))
    except IngestError:
        return Said(read_wishes(found.robots).noindex, None, ())
    wishes = read_wishes([*found.robots, *written.wishes])
    followed = [] if wishes.nofollow else [link for link in written.links if not link.nofollow]
    return Said(wishes.noindex, written.canonical, followed)


def read_written(data: bytes, url: str, charset: str) -> Written:
    """Return what is written in a page at an address; ``charset`` is what the server said ("": nothing)."""
    links = find_links(data, url, charset=charset or None)
    tree = LexborHTMLParser(decode_html(data, charset or None))
    wishes = (
        node.attributes.get("content") or ""
        for node in tree.css("meta[name]")
        if (node.attributes.get("name") or "").strip().lower() in {"robots", OUR_NAME}
    )
    return Written(tuple(wishes), _canonical(tree, url), tuple(links))


def may_be_document(address: str) -> bool:
    """Say whether the ending of an address leaves it open that a document or a page is there."""
    return not OTHER.search(address.partition("?")[0])


def _canonical(tree: LexborHTMLParser, base: str) -> str | None:
    for node in tree.css("link[rel][href]"):
        if "canonical" in (node.attributes.get("rel") or "").lower().split():
            return _address(base, node.attributes.get("href") or "")
    return None


def _address(base: str, address: str) -> str | None:
    try:
        return plain_address(urljoin(base, address.strip()))
    except (NotAllowed, ValueError):
        return None


def is_named_page(address: str) -> bool:
    """Say whether an address ends as a document in HTML does."""
    return address.partition("?")[0].lower().endswith((".html", ".htm"))
