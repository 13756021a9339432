"""Reads HTML: GOV.UK's publications and whole web pages, as a browser shows them.

The text is what a reader sees, in order; every block says itself what it is.
Elements: https://html.spec.whatwg.org/ · GOV.UK's own: https://github.com/alphagov/govspeak
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from ingest.composing import compose
from ingest.documents import BlockKind
from ingest.errors import UnreadableDocument
from ingest.html_blocks import read_blocks
from ingest.html_decoding import decode_html
from ingest.html_gathering import Placed
from ingest.lines import RawText

SITE_NAME = re.compile(r"\s+[-|–—]\s+(?P<name>[^-|–—]{2,60})$")
SITE_NAMED_IN = (
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "author",
    "publisher",
    "dc.publisher",
)
KNOWN_SITES = frozenset({"gov.uk"})
NESTING = re.compile(
    r"<(/?)(?:a|article|b|blockquote|center|div|dl|em|fieldset|font|form|i|main|ol|section|span|strong|table|u|ul)\b",
    re.IGNORECASE,
)
"""Elements that do not end by themselves where the next one begins."""
MOST_DEPTH = 10_000
IN_FRAGMENT = "!$&'()*+,;=:@/?"
"""What may stand in a fragment as it is: https://www.rfc-editor.org/rfc/rfc3986#section-3.5."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: an absolute address, its words, and whether the publisher asks not to follow it."""

    url: str
    words: str
    nofollow: bool = False


def read_html(data: bytes, *, charset: str | None = None) -> RawText:
    """Return the text of a page; ``UnreadableDocument`` when it holds no words.

    ``charset`` is what the server said; a byte order mark counts more, what the page says of itself less.
    """
    tree = _parse(data, charset)
    blocks = read_blocks(tree)
    raw = compose([one.block for one in blocks], title=_title(tree, blocks), author=_meta(tree, "author"))
    return replace(raw, fragments=_fragments(raw, blocks))


def find_links(data: bytes, base: str, *, charset: str | None = None) -> list[Link]:
    """Return the links of a page to places of the web, in order; ``base`` is the page's own address."""
    tree = _parse(data, charset)
    stated = tree.css_first("base[href]")
    here = _joined(base, (stated.attributes.get("href") or "") if stated else "") or base
    asked_not_to = "nofollow" in (_meta(tree, "robots") or "").lower()
    found = []
    for node in tree.css("a[href]"):
        url = _joined(here, node.attributes.get("href") or "")
        if url:
            nofollow = asked_not_to or "nofollow" in (node.attributes.get("rel") or "").lower().split()
            found.append(Link(url, " ".join(node.text(separator=" ").split()), nofollow))
    return found


def _parse(data: bytes, charset: str | None) -> LexborHTMLParser:
    """Parse a page; ``UnreadableDocument`` when it nests so deep that parsing it would take for ever."""
    html = decode_html(data, charset)
    depth = 0
    for tag in NESTING.finditer(html):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > MOST_DEPTH:
            message = "its elements stand in each other thousands deep, as on no page that people read; save it anew"
            raise UnreadableDocument(message)
    return LexborHTMLParser(html)


def _joined(base: str, address: str) -> str | None:
    """Return the absolute address of a link to a place of the web; None for any other."""
    try:
        url = urljoin(base, address.strip())
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def _title(tree: LexborHTMLParser, blocks: Sequence[Placed]) -> str | None:
    """Return the title without the name of the site behind it; what heads the page, where it has no other."""
    node = tree.css_first("head > title, body > title")
    title, sites = " ".join(node.text().split()) if node else "", set(_sites(tree))
    while (found := SITE_NAME.search(title)) and found["name"].lower() in sites:
        title = title[: found.start()]
    if title and title.lower() not in sites:
        return title
    heads = (one.block.text for one in blocks if one.block.kind is BlockKind.HEADING and one.block.level == 1)
    head = next(heads, None)
    return _meta(tree, "og:title") or (" ".join(head.split()) if head else None) or title or None


def _sites(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield what the site of a page calls itself, in small letters."""
    yield from KNOWN_SITES
    for name in SITE_NAMED_IN:
        yield (_meta(tree, name) or "").lower()


def _meta(tree: LexborHTMLParser, name: str) -> str | None:
    for node in tree.css("meta[content]"):
        if name in (node.attributes.get("name"), node.attributes.get("property")):
            return (node.attributes.get("content") or "").strip() or None
    return None


def _fragments(raw: RawText, blocks: Sequence[Placed]) -> tuple[tuple[int, str], ...]:
    """Return where each heading stands and what leads to it: its anchor, or its words where it has none.

    Text fragments: https://wicg.github.io/scroll-to-text-fragment/
    """
    lines = [line for line in raw.lines if line.kind is BlockKind.HEADING]
    headings = [one for one in blocks if one.block.kind is BlockKind.HEADING]
    return tuple(
        (line.start, quote(one.anchor, safe=IN_FRAGMENT) if one.anchor else f":~:text={_as_directive(one.block.text)}")
        for line, one in zip(lines, headings, strict=True)
    )


def _as_directive(words: str) -> str:
    """Return words as a text directive takes them, to which a hyphen is a sign of its own."""
    return quote(" ".join(words.split()), safe="").replace("-", "%2D")
