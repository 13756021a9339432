"""Reads what stands inside the paragraphs of a Word document: words, fields, marks of notes, pictures, text boxes.

Insertions are text and deletions are not; of a field its result is; of alternatives, the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.composing import Aside, Piece, Reference, Written
from ingest.documents import BlockKind
from ingest.docx_styles import W, as_number, is_bold, is_on
from ingest.numerals import print_bullet

MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VECTORS = "{urn:schemas-microsoft-com:vml}"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

UNSEEN = frozenset(
    f"{W}{name}"
    for name in (
        *("pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr", "sectPr", "tblGrid", "del", "moveFrom", "delText"),
        *("instrText", "delInstrText", "rt", "fldData", "ffData"),
    )
)
SIGNS: Mapping[str, str] = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
WORDS = frozenset({f"{W}t", f"{MATHS}t"})
NOTES: Mapping[str, str] = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
LAST = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)


@dataclass(slots=True)
class Words:
    """Reads paragraph after paragraph of one story; a field may begin in one and end in another.

    ``read_box`` reads the blocks of a text box, ``read_note`` the note of a kind and an id, with its mark as printed.
    """

    read_box: Callable[[Any], Iterator[Written]]
    read_note: Callable[[str, str], Reference]
    fields: list[bool] = field(default_factory=list)

    def read(self, paragraph: Any) -> Iterator[Piece]:
        """Yield the pieces of a paragraph."""
        # A field whose result has not begun by now never will: its end is missing.
        self.fields = [shown for shown in self.fields if shown]
        return self._inside(paragraph)

    def _inside(self, element: Any) -> Iterator[Piece]:
        for child in visible(element):
            if child.tag in WORDS:
                yield from self._shown(child.text or "")
            elif child.tag in SIGNS:
                yield from self._shown(SIGNS[child.tag])
            elif child.tag == f"{W}sym":
                yield from self._shown(_symbol(child))
            elif child.tag == f"{W}fldChar":
                self._turn(child.get(f"{W}fldCharType", ""))
            elif child.tag in NOTES:
                yield self._note(child)
            elif child.tag == f"{W}txbxContent":
                yield Aside(tuple(self.read_box(child)))
            else:
                yield from _described(child)
                yield from self._inside(child)

    def _shown(self, words: str) -> Iterator[str]:
        if words and all(self.fields):
            yield words

    def _turn(self, turn: str) -> None:
        """Follow a field from its code to its result to its end."""
        if turn == "begin":
            self.fields.append(False)
        elif turn == "separate" and self.fields:
            self.fields[-1] = True
        elif turn == "end" and self.fields:
            self.fields.pop()

    def _note(self, element: Any) -> Piece:
        own = is_on(element.get(f"{W}customMarkFollows", "0"))
        reference = self.read_note(NOTES[element.tag], element.get(f"{W}id", ""))
        return Aside(reference.note) if own else reference


def visible(element: Any) -> Iterator[Any]:
    """Yield the children that a reader sees: no deletions, no properties, of alternatives the first."""
    if element.tag == f"{W}r" and _is_hidden(element.find(f"{W}rPr")):
        return
    for child in element:
        if isinstance(child.tag, str) and child.tag not in UNSEEN:
            yield child
            if element.tag == f"{CHOICE}AlternateContent":
                return


def is_all_bold(paragraph: Any, *, styled: bool) -> bool:
    """Say whether every word of a paragraph is bold; ``styled``: its style is."""
    told = False
    for run in paragraph.iter(f"{W}r"):
        if any(words.text and words.text.strip() for words in run.iterchildren(f"{W}t")):
            own = is_bold(run.find(f"{W}rPr"))
            if not (styled if own is None else own):
                return False
            told = True
    return told


def _is_hidden(properties: Any) -> bool:
    hidden = None if properties is None else properties.find(f"{W}vanish")
    return hidden is not None and is_on(hidden.get(f"{W}val", "1"))


def _symbol(element: Any) -> str:
    """Return a character that is named by its number in a font of signs."""
    try:
        number = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    if not 0 < number <= LAST or number in SURROGATES:
        return ""
    return print_bullet(chr(number))


def _described(element: Any) -> Iterator[Aside]:
    """Yield what a picture shows, in the words that its author wrote for those who cannot see it."""
    words = ""
    if element.tag == f"{DRAWN}docPr":
        words = element.get("descr") or element.get("title") or ""
    elif element.tag == f"{VECTORS}shape":
        words = element.get("alt") or ""
    if words := " ".join(words.split()):
        yield Aside((Written(words, BlockKind.CAPTION),))


def count_from(properties: Any, *, default: tuple[str, int]) -> tuple[str, int]:
    """Return how notes are numbered and with what they begin, as the settings of a document say."""
    style = None if properties is None else properties.find(f"{W}numFmt")
    start = None if properties is None else properties.find(f"{W}numStart")
    first = None if start is None else as_number(start.get(f"{W}val"))
    return (
        default[0] if style is None else style.get(f"{W}val", default[0]),
        default[1] if first is None else first,
    )
