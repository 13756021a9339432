"""Reads HTML: GOV.UK's publications and whole web pages, as a browser shows them.

The text is what a reader sees, in order; every block says itself what it is.
Elements: https://html.spec.whatwg.org/ · GOV.UK's own: https://github.com/alphagov/govspeak
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from ingest.composing import compose
from ingest.documents import BlockKind
from ingest.errors import UnreadableDocument
from ingest.html_blocks import Placed, read_blocks
from ingest.lines import RawText

CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w.:-]+)", re.IGNORECASE)
LOOKED_AT = 4096
SITE_NAME = re.compile(r"\s+[-|–—]\s+[^-|–—]{2,60}$")
FALLBACK = "windows-1252"
NESTING = re.compile(
    r"<(/?)(?:a|article|b|blockquote|center|div|dl|em|fieldset|font|form|i|main|ol|section|span|strong|table|u|ul)\b",
    re.IGNORECASE,
)
"""Elements that do not end by themselves where the next one begins."""
MOST_DEPTH = 10_000


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
    raw = compose([one.block for one in blocks], title=_title(tree), author=_meta(tree, "author"))
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


def decode_html(data: bytes, charset: str | None = None) -> str:
    """Return the characters of a page, by what is said of them; what cannot be read is shown as a replacement."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(name, errors="replace").lstrip("\ufeff")
    said = CHARSET.search(data[:LOOKED_AT])
    stated = (charset, said[1].decode("ascii") if said else None, "utf-8")
    for encoding in filter(None, stated):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode(FALLBACK, errors="replace")


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


def _title(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("title")
    words = " ".join(node.text().split()) if node else ""
    return SITE_NAME.sub("", words) or _meta(tree, "og:title") or None


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
        (line.start, one.anchor or f":~:text={quote(' '.join(one.block.text.split()), safe='')}")
        for line, one in zip(lines, headings, strict=True)
    )
