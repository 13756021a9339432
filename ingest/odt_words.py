"""Reads what stands inside the paragraphs of an OpenDocument text: words, notes, pictures, text boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from odfdo import Element

from ingest.composing import Aside, Piece, Reference, Written
from ingest.documents import BlockKind
from ingest.odt_styles import Styles, count, stated

SPACE = re.compile(r"[ \t\r\n]+")
INSIDE = "node()[self::* or self::text()]"
"""A union of both would take the square of their number."""
MOST_SPACES = 80
UNSEEN = frozenset(
    {
        *("office:annotation", "office:binary-data", "office:forms", "text:tracked-changes", "text:ruby-text"),
        *("text:script", "text:note-citation", "svg:title", "svg:desc", "office:event-listeners", "draw:object"),
    }
)
HIDDEN = frozenset({"text:hidden-text", "text:hidden-paragraph"})
BLOCKS = frozenset({"text:p", "text:h", "text:list", "table:table", "text:section"})


@dataclass(frozen=True, slots=True)
class Words:
    """Reads paragraphs; ``read_blocks`` reads what a text box, a drawing or a note holds."""

    read_blocks: Callable[[Element], Iterator[Written]]

    def read(self, paragraph: Element) -> Iterator[Piece]:
        """Yield the pieces of a paragraph; runs of space in the file stand for one space."""
        for child in content(paragraph):
            if isinstance(child, str):
                yield SPACE.sub(" ", child)
            elif child.tag == "text:s":
                yield " " * min(count(child, "text:c", otherwise=1), MOST_SPACES)
            elif child.tag == "text:tab":
                yield "\t"
            elif child.tag == "text:line-break":
                yield "\n"
            elif child.tag == "text:note":
                yield self._note(child)
            elif any(isinstance(one, Element) and one.tag in BLOCKS for one in content(child)):
                yield Aside((*described(child), *self.read_blocks(child)))
            elif not is_hidden(child):
                yield Aside(tuple(described(child)))
                yield from self.read(child)

    def _note(self, note: Element) -> Reference:
        citation = next(iter(note.get_elements("text:note-citation")), None)
        mark = "".join(text_of(citation).split()) if citation else ""
        body = (block for part in note.get_elements("text:note-body") for block in self.read_blocks(part))
        blocks = [block for block in body if block.text]
        return Reference(mark, tuple(block.as_note("" if index else mark) for index, block in enumerate(blocks)))


def content(element: Element) -> list[Element | str]:
    """Return the words and elements in an element, in order; what no reader sees is left out."""
    found = element.xpath(INSIDE)
    return [str(one) if isinstance(one, str) else one for one in found if isinstance(one, str) or one.tag not in UNSEEN]


def described(element: Element) -> Iterator[Written]:
    """Yield what a picture shows, in the words that its author wrote for those who cannot see it."""
    for name in ("svg:desc", "svg:title"):
        for one in element.get_elements(name):
            if words := " ".join(text_of(one).split()):
                yield Written(words, BlockKind.CAPTION)
                return


def is_hidden(element: Element) -> bool:
    """Say whether words are hidden from the reader."""
    return element.tag in HIDDEN and stated(element, "text:is-hidden") != "false"


def is_all_bold(paragraph: Element, styles: Styles) -> bool:
    """Say whether every word of a paragraph is bold, by its style or by those of its spans."""
    if styles.is_bold(stated(paragraph, "text:style-name")):
        return True
    told = [one for one in content(paragraph) if not isinstance(one, str) or one.strip()]
    return bool(told) and all(
        isinstance(one, Element)
        and one.tag == "text:span"
        and styles.is_bold(stated(one, "text:style-name"), family="text")
        for one in told
    )


def text_of(element: Element) -> str:
    """Return all words in an element."""
    return "".join(str(one) for one in element.xpath(".//text()"))
