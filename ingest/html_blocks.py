"""Walks through a page and makes blocks of it. No step calls itself: a page may nest as deep as it likes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.documents import BlockKind
from ingest.html_gathering import MEANING, TERM, Gathering, Kind, Placed
from ingest.html_names import ENDS_PARAGRAPH, HEADINGS
from ingest.html_notes import printed_mark
from ingest.html_seen import (
    Given,
    find_content,
    holders,
    is_named_around,
    is_small_form,
    is_unseen,
    looks_around,
    words,
)

BLOCKS = ENDS_PARAGRAPH | {"body", "caption", "legend", "table", "td", "th", "tr"}
LISTS = frozenset({"menu", "ol", "ul"})
TABLES = frozenset({"table", "td", "th", "thead", "tr"})
KINDS = {"li": Kind(BlockKind.LIST_ITEM), "caption": Kind(BlockKind.TABLE_CAPTION), "dt": TERM}
ADDRESSES = frozenset({"address", "adr", "contact", "vcard"})
"""Classes of what is one address, however many lines it has."""
PARTS = frozenset({"article", "aside", "blockquote", "figure", "main", "section"})
"""What may have a header of its own, which is none of the page's."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What is known of a page beforehand: ids (``mem_id``) of elements, and how many letters it has."""

    content: set[int]
    titled: set[int]
    headed: set[int]
    tabled: set[int]
    letters: int

    @classmethod
    def of(cls, tree: LexborHTMLParser) -> _Page:
        content = find_content(tree)
        titled = holders(tree.css("h1, main, [role=main]" + (", article" if content else "")))
        headed = holders(tree.css(", ".join(HEADINGS)))
        return cls(
            content, titled, headed, holders(tree.css("figure table")), len(tree.root.text() if tree.root else "")
        )


@dataclass(slots=True)
class _Entered:
    """An element that is open, and what ends with it."""

    tag: str
    node: LexborNode
    block: bool
    content: bool
    article: bool
    around: bool
    notes: bool
    kind: Kind | None = None


def read_blocks(tree: LexborHTMLParser) -> list[Placed]:
    """Return the blocks of a page in reading order. Where it says what its content is, all else is furniture."""
    if tree.body is None:
        return []
    walk = _Walk(_Page.of(tree))
    walk.go_through(tree.body)
    return [replace(one, block=walk.made.notes.tie(one.block)) for one in walk.made.blocks]


class _Walk:
    """A walk through a page, and what was made of it so far."""

    def __init__(self, page: _Page) -> None:
        self.page = page
        self.made = Gathering(inside=0 if page.content else None)
        self.articles = 0

    def go_through(self, root: LexborNode) -> None:
        """Read all that is seen within an element."""
        stack: list[LexborNode | _Entered] = [root]
        while stack:
            one = stack.pop()
            if isinstance(one, _Entered):
                self._leave(one)
            elif one.tag == "-text":
                self.made.say(one.text_content or "")
            elif (entered := self._enter(one)) is not None:
                stack += [entered, *reversed(list(one.iter(include_text=True)))]
        self.made.end_block()
        self.made.end_term()

    def _enter(self, node: LexborNode) -> _Entered | None:
        """Enter an element; None where nothing is read in it."""
        tag, given, made = node.tag or "", node.attributes, self.made
        if tag.startswith("-") or self._is_passed_over(node, tag, given):
            return None
        around = self._is_around(node, tag, given)
        entered = _Entered(
            tag,
            node,
            block=around or tag in BLOCKS,
            content=node.mem_id in self.page.content,
            article=tag in ("article", "main") or node.mem_id in self.page.content,
            around=around,
            notes=made.notes.hold(given),
        )
        if entered.block:
            made.end_block()
        self._arrive(given)
        if tag in ("a", "sup") and self._is_mark(node, given):
            return None
        self.articles += entered.article
        made.around += around
        made.notes.depth += entered.notes
        if entered.content and made.inside is not None:
            made.inside += 1
        self._open(entered, given)
        return entered

    def _open(self, entered: _Entered, given: Given) -> None:
        """Begin what an element is: a list, a table, a heading and so on."""
        tag, node, made = entered.tag, entered.node, self.made
        if tag == "br":
            made.break_line()
        elif tag == "img" and (given.get("alt") or "").strip():
            made.pictures.append(" ".join((given["alt"] or "").split()))
        elif tag in LISTS:
            made.lists.begin(node, given)
        elif tag == "li":
            made.lists.begin_item(given)
        elif tag in TABLES:
            made.tables.enter(node)
        elif tag == "dl":
            made.terms.append(False)
        elif tag == "dt":
            made.terms[-1] = True
        elif tag == "figure":
            made.figures.append(len(made.blocks))
        made.kept += tag == "pre"
        entered.kind = self._kind(node, tag, given)
        if entered.kind is not None:
            made.kinds.append(entered.kind)

    def _leave(self, entered: _Entered) -> None:
        tag, made = entered.tag, self.made
        if entered.block:
            made.end_block()
        if tag in ("dl", "td", "th"):
            made.end_term()
        if entered.kind is not None:
            made.kinds.pop()
        if tag in LISTS:
            made.lists.end()
        elif tag in TABLES:
            for block in list(made.tables.leave(entered.node)):
                made.place(block)
        elif tag == "dl":
            made.terms.pop()
        elif tag == "figure":
            made.figures.pop()
        made.kept -= tag == "pre"
        self.articles -= entered.article
        made.around -= entered.around
        made.notes.depth -= entered.notes
        if entered.content and made.inside is not None:
            made.inside -= 1

    def _is_passed_over(self, node: LexborNode, tag: str, given: Given) -> bool:
        """Say whether nothing of an element is read: it is not seen, or is a button that is no heading."""
        if is_unseen(tag, given, in_heading=self.made.in_heading):
            return True
        return tag == "button" and not self.made.in_heading and node.mem_id not in self.page.headed

    def _arrive(self, given: Given) -> None:
        """Note the anchors of an element."""
        made = self.made
        if given.get("id") and not made.pieces:
            made.anchor = given["id"]
        made.notes.arrive(given, at_start=not made.pieces)

    def _is_mark(self, node: LexborNode, given: Given) -> bool:
        """Read an element that is the mark of a note, in the text or in front of the note; say whether it is one."""
        made, notes = self.made, self.made.notes
        if call := notes.call(node, given):
            for link in node.css("a"):
                notes.arrive(link.attributes, at_start=False)
            made.call(call)
            return True
        if not notes.is_back(node, given):
            return False
        printed = printed_mark(node)
        in_note = bool(notes.depth or notes.own)
        if in_note and printed and not made.pieces and not made.lists.mark:
            made.lists.mark = printed
        return in_note or not any(letter.isalnum() for letter in node.text())

    def _is_around(self, node: LexborNode, tag: str, given: Given) -> bool:
        """Say whether an element stands around the content of a page: what leads elsewhere, heads or ends it."""
        if is_named_around(node, given) or (tag == "aside" and not self.articles):
            return True
        if node.mem_id in self.page.titled:
            return False
        parent = (node.parent.tag or "") if node.parent else ""
        if tag == "header":
            return parent not in PARTS
        if tag == "footer":
            return parent not in ("blockquote", "figure")
        return looks_around(node, given) or (tag == "form" and is_small_form(node, body=self.page.letters))

    def _kind(self, node: LexborNode, tag: str, given: Given) -> Kind | None:
        """Return what the words of an element are, where it says so."""
        if tag in HEADINGS:
            return Kind(BlockKind.HEADING, HEADINGS[tag])
        if tag in KINDS:
            return KINDS[tag]
        if tag == "figcaption":
            of_table = node.parent is not None and node.parent.mem_id in self.page.tabled
            return Kind(BlockKind.TABLE_CAPTION if of_table else BlockKind.CAPTION)
        if tag == "dd":
            return MEANING if self.made.terms[-1] else Kind()
        whole = tag in ("address", "pre") or bool(ADDRESSES & set(words(given, "class")))
        return Kind(BlockKind.PARAGRAPH) if whole and self.made.kinds[-1] == Kind() else None
