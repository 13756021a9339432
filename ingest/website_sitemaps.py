"""Sitemaps (https://www.sitemaps.org/protocol.html): lists of a website's addresses, and lists of such lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from ingest.errors import IngestError, UnreadableDocument
from ingest.fetching_bodies import GZIP_BEGINS, unpack

MOST_BYTES = 50 * 1024 * 1024  # the protocol's own limit, unpacked
LISTS = {"urlset": "url", "sitemapindex": "sitemap"}


@dataclass(frozen=True, slots=True)
class Listed:
    """An address as a sitemap lists it; sitemap says that it is itself a list. lastmod is when it last changed."""

    url: str
    lastmod: datetime | None
    sitemap: bool


def read_sitemap(body: bytes) -> Iterator[Listed]:
    """Give what a sitemap lists, in order; UnreadableDocument where it is none, perhaps after its first addresses."""
    plain = _unpacked(body) if body.startswith(GZIP_BEGINS) else body
    if not plain.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        yield from _lines(plain)
        return
    try:
        yield from _elements(plain)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise UnreadableDocument(f"The sitemap is not XML as the protocol has it: {error}.") from error


def read_lastmod(said: str | None) -> datetime | None:
    """Read a time as a sitemap gives it (a year, a month, a day or a moment); None where it says nothing of use."""
    text = (said or "").strip()
    for form in ("%Y", "%Y-%m", None):
        try:
            read = datetime.strptime(text, form) if form else datetime.fromisoformat(text)  # noqa: DTZ007 - see below
        except ValueError:
            continue
        try:
            return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
        except OverflowError:
            return None
    return None


def _unpacked(body: bytes) -> bytes:
    try:
        return unpack([body], MOST_BYTES)
    except IngestError as error:
        raise UnreadableDocument(f"The sitemap cannot be unpacked: {error}") from error


def _elements(plain: bytes) -> Iterator[Listed]:
    wanted = ""
    for event, element in iterparse(BytesIO(plain), events=("start", "end"), forbid_dtd=True):
        name = _name(element)
        wanted = wanted or _wanted(name)
        if event == "end" and name == wanted:
            told = {_name(child): (child.text or "").strip() for child in element}
            element.clear()
            if told.get("loc"):
                yield Listed(told["loc"], read_lastmod(told.get("lastmod")), sitemap=wanted == "sitemap")


def _wanted(root: str) -> str:
    if root not in LISTS:
        raise UnreadableDocument(f"The sitemap begins with <{root}>, and not with a list of addresses.")
    return LISTS[root]


def _lines(plain: bytes) -> Iterator[Listed]:
    for line in plain.decode("utf-8-sig", "replace").splitlines():
        if line.strip().startswith(("http://", "https://")):
            yield Listed(line.strip(), None, sitemap=False)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
