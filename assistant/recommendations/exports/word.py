"""Writes Word documents: python-docx makes the document, and its body is written here.

python-docx looks a style up for each paragraph and counts the cells of a table for each cell, so that a table of 10,000
rows would take hours.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from itertools import starmap
from typing import NamedTuple

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from assistant.recommendations.exports.cells import clean
from assistant.recommendations.exports.packing import read_member, replace_members

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BODY = "word/document.xml"
END = "<w:sectPr"
LINKED_TO = "word/_rels/document.xml.rels"
END_OF_TARGETS = "</Relationships>"
FONT = "Arial"
INK = RGBColor(0x0B, 0x0C, 0x0C)
A4 = (Mm(210), Mm(297))
MARGIN = Mm(20)
LINKED = '<w:rPr><w:color w:val="1D70B8"/><w:u w:val="single"/></w:rPr>'
BOLD = "<w:rPr><w:b/></w:rPr>"
TABLE = (
    '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
    '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
    'w:noVBand="1"/></w:tblPr>'
)
HEADING_ROW = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
ROW = "<w:trPr><w:cantSplit/></w:trPr>"


class Run(NamedTuple):
    """Some words of a paragraph: plain, bold, or a link that leads to ``url``."""

    text: str
    bold: bool = False
    url: str | None = None


class Links(dict[str, str]):
    """The addresses that a document links to, each with its id, which it gets when it is first asked for."""

    def __missing__(self, url: str) -> str:
        """Give an address its id."""
        return self.setdefault(url, f"link{len(self) + 1}")


def write_paragraph(style: str, *runs: Run | str, links: Links) -> str:
    """Return a paragraph in a style, named by its id."""
    written = "".join([_write_run(run if isinstance(run, Run) else Run(run), links) for run in runs])
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{written}</w:p>'


def write_table(head: Sequence[str], rows: Iterable[Sequence[str]], *, widths: Sequence[int]) -> str:
    """Return a table whose first row is marked as its header and stands on every page.

    ``widths`` are in twentieths of a point.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    written = "".join(_write_row(row, ROW) for row in rows)
    first = _write_row(head, HEADING_ROW, look="<w:b/>")
    return f"<w:tbl>{TABLE}<w:tblGrid>{grid}</w:tblGrid>{first}{written}</w:tbl><w:p/>"


def write_document(title: str, body: str, *, links: Mapping[str, str], wide: bool = False) -> bytes:
    """Return a Word document on A4, in landscape where it is ``wide``."""
    document = docx.Document()
    _prepare(document, title)
    _lay_out(document, wide=wide)
    made = io.BytesIO()
    document.save(made)
    before = {name: read_member(made.getvalue(), name) for name in (BODY, LINKED_TO)}
    targets = "".join(starmap(_write_target, links.items()))
    changed = {
        BODY: before[BODY].replace(END, body + END, 1),
        LINKED_TO: before[LINKED_TO].replace(END_OF_TARGETS, targets + END_OF_TARGETS, 1),
    }
    return replace_members(made.getvalue(), changed)


def _write_target(url: str, name: str) -> str:
    kind = RELATIONSHIP_TYPE.HYPERLINK
    return f'<Relationship Id="{name}" Type="{kind}" Target="{escape(clean(url))}" TargetMode="External"/>'


def _write_run(run: Run, links: Links) -> str:
    if run.url:
        return f'<w:hyperlink r:id="{links[run.url]}">{_write_words(run.text, LINKED)}</w:hyperlink>'
    return _write_words(run.text, BOLD if run.bold else "")


@lru_cache(maxsize=1024)  # the names of what is told, days and responses stand with every entry
def _write_words(text: str, look: str) -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(clean(text), quote=False)}</w:t></w:r>'


def _write_row(cells: Sequence[str], kind: str, *, look: str = "") -> str:
    small = f'<w:rPr>{look}<w:sz w:val="18"/></w:rPr>'
    written = (f"<w:tc><w:p>{_write_words(cell, small) if cell else ''}</w:p></w:tc>" for cell in cells)
    return f"<w:tr>{kind}{''.join(written)}</w:tr>"


def _prepare(document: Document, title: str) -> None:
    """Set what a screen reader is told, and letters that are dark and upright enough to read."""
    properties = document.core_properties
    properties.title, properties.language, properties.author, properties.comments = clean(title), "en-GB", "", ""
    properties.created = properties.modified = dt.datetime(1980, 1, 1)  # noqa: DTZ001  told in the document itself
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        fonts.attrib.update({qn(f"w:{one}"): FONT for one in ("ascii", "hAnsi", "cs")})
    for name in ("Title", "Heading 1", "Heading 2", "Quote"):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)  # noqa: S101  the template has these
        style.font.color.rgb, style.font.italic = INK, False
    quote = document.styles["Quote"]
    assert isinstance(quote, ParagraphStyle)  # noqa: S101  as above
    quote.paragraph_format.left_indent = Pt(18)


def _lay_out(document: Document, *, wide: bool) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = reversed(A4) if wide else A4
    page.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
