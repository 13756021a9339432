"""Walks through a page and makes blocks of it. No step calls itself: a page may nest as deep as it likes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.composing import Gathered, Written, gather
from ingest.composing import Reference as Mark
from ingest.documents import BlockKind
from ingest.html_lists import Lists
from ingest.html_tables import Tables

HEADINGS = {f"h{depth}": depth for depth in range(1, 7)}
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "ul",
    ]
) | frozenset(HEADINGS)
UNSEEN = frozenset(
    [
        "audio",
        "button",
        "canvas",
        "datalist",
        "embed",
        "head",
        "iframe",
        "input",
        "map",
        "meta",
        "noscript",
        "object",
        "option",
        "param",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    ]
)
OUTSIDE_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search"})
SPACE = re.compile(r"[ \t\r\n\f]+")
CALLED = "#fn"


@dataclass(frozen=True, slots=True)
class Placed:
    """A block, and the anchor that leads to it where the page has one."""

    block: Written
    anchor: str | None = None


@dataclass(slots=True)
class _Walk:
    """How far the walk is: the words gathered since the last block, and what they stand in."""

    outside: bool
    pieces: list[str | Mark] = field(default_factory=list)
    blocks: list[Placed] = field(default_factory=list)
    kinds: list[tuple[BlockKind | None, int]] = field(default_factory=lambda: [(None, 0)])
    anchor: str | None = None
    lists: Lists = field(default_factory=Lists)
    tables: Tables = field(default_factory=Tables)
    notes: int = 0
    aside: int = 0
    pictures: list[str] = field(default_factory=list)

    def say(self, words: str) -> None:
        """Add words as a browser shows them: any run of space is one space, and none begins a block."""
        words = SPACE.sub(" ", words)
        last = self.pieces[-1] if self.pieces else " "
        if isinstance(last, str) and last[-1:] in (" ", "\n"):
            words = words.lstrip(" ")
        if words:
            self.pieces.append(words)

    def break_line(self) -> None:
        """Begin a new line in the block, as in an address."""
        if self.pieces:
            self.pieces.append("\n")

    def end_block(self) -> None:
        """Make a block of the words so far."""
        found, self.pieces = gather(self.pieces), []
        found = _trimmed(found)
        if found.text and self.tables.open:
            self.tables.add(self._block(found))
        elif found.text:
            self.blocks.append(Placed(self._block(found), self.anchor))
            self.anchor = None
        for words in self.pictures:
            self.blocks.append(Placed(Written(words, BlockKind.CAPTION)))
        self.pictures = []

    def _block(self, found: Gathered) -> Written:
        kind, level = self.kinds[-1]
        if self.aside or self.outside:
            return found.as_block(BlockKind.FURNITURE)
        if self.notes:
            return found.as_block(BlockKind.FOOTNOTE, mark=self.lists.take_mark())
        if kind is BlockKind.LIST_ITEM:
            return found.as_block(kind, level=self.lists.level, mark=self.lists.take_mark())
        return found.as_block(kind, level=level)


def read_blocks(tree: LexborHTMLParser) -> list[Placed]:
    """Return the blocks of a page in reading order. Where it says what its content is, all else is furniture."""
    if tree.body is None:
        return []
    walk = _Walk(outside=tree.css_first("main, [role=main]") is not None)
    for node, leaving in _events(tree.body):
        if leaving:
            _leave(node, walk)
        elif node.tag == "-text":
            walk.say(node.text_content or "")
        else:
            _enter(node, walk)
    walk.end_block()
    return walk.blocks


def _events(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Yield each node when it is entered and when it is left; what is not shown is passed over."""
    stack = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        if not leaving and (node.tag in UNSEEN or (node.tag != "-text" and _is_hidden(node))):
            continue
        yield node, leaving
        if leaving or node.tag == "-text":
            continue
        stack.append((node, True))
        stack += [(child, False) for child in reversed(list(node.iter(include_text=True)))]


def _is_hidden(node: LexborNode) -> bool:
    given = node.attributes
    style = (given.get("style") or "").replace(" ", "").lower()
    return "hidden" in given or given.get("aria-hidden") == "true" or "display:none" in style


def _enter(node: LexborNode, walk: _Walk) -> None:
    tag, given = node.tag or "", node.attributes
    if tag in BLOCKS or tag in ("tr", "td", "th", "caption"):
        walk.end_block()
    if given.get("id") and not walk.pieces:
        walk.anchor = given["id"]
    if tag in HEADINGS:
        walk.kinds.append((BlockKind.HEADING, HEADINGS[tag]))
    elif tag in ("figcaption", "caption"):
        table = tag == "caption"
        walk.kinds.append((BlockKind.TABLE_CAPTION if table else BlockKind.CAPTION, 0))
    elif tag == "li":
        walk.lists.begin_item(node)
        walk.kinds.append((BlockKind.LIST_ITEM, 0))
    elif tag == "br":
        walk.break_line()
    elif tag == "img" and (given.get("alt") or "").strip():
        walk.pictures.append(" ".join((given["alt"] or "").split()))
    _enter_part(node, walk)


def _enter_part(node: LexborNode, walk: _Walk) -> None:
    """Enter what is made of several blocks, or stands apart."""
    tag = node.tag or ""
    if tag in ("ul", "ol", "menu"):
        walk.lists.begin(node)
    if tag in ("table", "thead", "tr", "td", "th"):
        walk.tables.enter(node)
    if _is_content(node):
        walk.outside = False
    walk.aside += _is_aside(node)
    walk.notes += _holds_notes(node)
    if mark := _note_mark(node):
        walk.pieces.append(Mark(mark))


def _leave(node: LexborNode, walk: _Walk) -> None:
    tag = node.tag or ""
    if tag in BLOCKS or tag in ("tr", "td", "th", "caption"):
        walk.end_block()
    if tag in HEADINGS or tag in ("figcaption", "caption", "li"):
        walk.kinds.pop()
    if tag in ("ul", "ol", "menu"):
        walk.lists.end()
    if tag in ("table", "thead", "tr", "td", "th"):
        walk.blocks += [Placed(_outside_too(block, walk)) for block in walk.tables.leave(node)]
    if _is_content(node):
        walk.outside = True
    walk.aside -= _is_aside(node)
    walk.notes -= _holds_notes(node)


def _outside_too(block: Written, walk: _Walk) -> Written:
    return replace(block, kind=BlockKind.FURNITURE, level=0) if walk.aside or walk.outside else block


def _is_content(node: LexborNode) -> bool:
    return node.tag == "main" or node.attributes.get("role") == "main"


def _is_aside(node: LexborNode) -> bool:
    """Say whether an element stands around the content of a page: what leads elsewhere, heads or ends it."""
    if node.attributes.get("role") in OUTSIDE_ROLES or node.tag in ("nav", "aside"):
        return True
    # An article or a call-out may have a header of its own, with its title in it.
    return node.tag in ("header", "footer") and node.css_first("h1") is None


def _holds_notes(node: LexborNode) -> bool:
    classes = (node.attributes.get("class") or "").split()
    return "footnotes" in classes or node.attributes.get("role") == "doc-endnotes"


def _note_mark(node: LexborNode) -> str | None:
    """Return the mark of a note that an element is; its words are then passed over."""
    if node.tag != "a":
        return None
    given = node.attributes
    called = given.get("role") == "doc-noteref" or (
        (given.get("href") or "").startswith(CALLED) and node.parent is not None and node.parent.tag == "sup"
    )
    words = " ".join(node.text(separator=" ").split()).strip("[]() ")
    if called and words:
        for child in list(node.iter(include_text=True)):
            child.decompose()
        return words
    if given.get("role") == "doc-backlink" or "reversefootnote" in (given.get("class") or ""):
        for child in list(node.iter(include_text=True)):
            child.decompose()
    return None


def _trimmed(found: Gathered) -> Gathered:
    """Return gathered words without space around the lines."""
    if found.references or "\n" not in found.text:
        return found
    return replace(found, text="\n".join(filter(None, (line.strip() for line in found.text.split("\n")))))
