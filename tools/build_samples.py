"""Builds the sample PDF (samples/review-2034-….pdf) from the words in build_samples.yaml.

Needs reportlab, which is installed for development; the result is committed. The same words give the same bytes.
Fonts: Bitstream Vera, which comes with reportlab and has the ligatures.
"""
# ruff: noqa: INP001  a program, not a package

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from reportlab.platypus.tableofcontents import TableOfContents
from sample_looks import (
    BODY,
    CAPTION,
    CELL,
    CENTRED,
    CONTENTS,
    GREY,
    HEAD_CELL,
    HEADING,
    NOTE,
    NUMBERED,
    SECTION,
    TABLE_STYLES,
    TITLE,
    TITLE_OF_CONTENTS,
)

WORDS = Path(__file__).with_suffix(".yaml")
SAMPLES = Path(__file__).resolve().parents[1] / "samples"
FRONT_PAGES = 2
MARGIN, FOOT, GUTTER = 72, 108, 20
LIGATURES = {"fi": "\ufb01", "fl": "\ufb02"}


class Notes(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """Footnotes for the bottom of the page on which this stands; it takes no room itself."""

    def __init__(self, notes: list[list[str]]) -> None:
        super().__init__()
        self.notes = notes

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Take no room."""
        return 0, 0

    def draw(self) -> None:
        """Draw nothing here: the page draws the notes when it ends."""


class Review(BaseDocTemplate):  # type: ignore[misc]  # reportlab ships no types
    """The document: its pages, its contents, its bookmarks and the footnotes of each page."""

    def __init__(self, path: Path, words: dict[str, Any]) -> None:
        super().__init__(str(path), invariant=1, title=words["title"], author=words["author"], lang="en-GB")
        self.words = words
        self.notes: list[list[str]] = []
        self.sections = 0
        tall, wide = A4, landscape(A4)
        self.addPageTemplates(
            [
                PageTemplate("title", [_frame(tall, 0, 1)], pagesize=tall),
                PageTemplate("body", [_frame(tall, 0, 1)], self.draw_edges, self.draw_notes, pagesize=tall),
                PageTemplate(
                    "columns", [_frame(tall, 0, 2), _frame(tall, 1, 2)], self.draw_edges, self.draw_notes, pagesize=tall
                ),
                PageTemplate("wide", [_frame(wide, 0, 1)], self.draw_edges, self.draw_notes, pagesize=wide),
            ]
        )

    def beforeDocument(self) -> None:  # noqa: N802  reportlab's name
        """Give the pages their numbers: roman for the front matter, then arabic from 1."""
        self.sections = 0
        self.canv.addPageLabel(0, "ROMAN_LOWER", 1)
        self.canv.addPageLabel(FRONT_PAGES, "ARABIC", 1)

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  reportlab's name
        """Keep footnotes for the end of the page; make contents and bookmarks of headings."""
        if isinstance(flowable, Notes):
            self.notes.extend(flowable.notes)
        elif isinstance(flowable, Paragraph) and flowable.style.name in {"section", "heading"}:
            self.sections += 1
            level = 0 if flowable.style.name == "section" else 1
            text, key = flowable.getPlainText(), f"section-{self.sections}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(text, key, level)
            self.notify("TOCEntry", (level, text, self.page, key))

    def draw_edges(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        """Draw the running header and footer."""
        width, height = canvas._pagesize  # noqa: SLF001  reportlab has no public name for it
        canvas.setFont("Vera", 8)
        canvas.setFillColor(GREY)
        canvas.drawString(MARGIN, height - 40, self.words["header"])
        canvas.drawString(MARGIN, 36, self.words["footer"])
        canvas.drawRightString(width - MARGIN, 36, _label(self.page))

    def draw_notes(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        """Draw the footnotes of the page, under a short rule, upwards from the footer."""
        height = 54.0
        for mark, text in reversed(self.notes):
            note = Paragraph(f"<super>{mark}</super> {_ligate(text)}", NOTE)
            _, tall = note.wrap(A4[0] - 2 * MARGIN, FOOT)
            note.drawOn(canvas, MARGIN, height)
            height += tall + 2
        if self.notes:
            canvas.line(MARGIN, height + 4, MARGIN + 120, height + 4)
        self.notes.clear()


def main() -> None:
    """Build the sample, into another folder where one is given, and say how big it is."""
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    path = Path(*sys.argv[1:] or [str(SAMPLES)]) / words["file"]
    build_review(path, words)
    sys.stdout.write(f"Built {path.name} ({path.stat().st_size / 1000:.0f} kB)\n")


def build_review(path: Path, words: dict[str, Any]) -> None:
    """Write the review; the contents need the page numbers, so that it is set more than once."""
    registerFont(TTFont("Vera", "Vera.ttf"))
    registerFont(TTFont("Vera-Bold", "VeraBd.ttf"))
    registerFontFamily("Vera", normal="Vera", bold="Vera-Bold", italic="Vera", boldItalic="Vera-Bold")
    story = _front(words)
    for part in words["story"]:
        ((kind, value),) = part.items()
        story += SETTERS[kind](value)
    Review(path, words).multiBuild(story)


def _frame(size: tuple[float, float], column: int, columns: int) -> Frame:
    width = (size[0] - 2 * MARGIN - (columns - 1) * GUTTER) / columns
    left = MARGIN + column * (width + GUTTER)
    edges = dict.fromkeys(("leftPadding", "rightPadding", "topPadding", "bottomPadding"), 0)
    return Frame(left, FOOT, width, size[1] - FOOT - 64, **edges)


def _label(page: int) -> str:
    """Return the number that is printed on a page."""
    return str(page - FRONT_PAGES) if page > FRONT_PAGES else "i" * page


def _front(words: dict[str, Any]) -> list[Flowable]:
    """Return the title page and the contents."""
    contents = TableOfContents(dotsMinLevel=0, formatter=_label)
    contents.levelStyles = CONTENTS
    return [
        Paragraph(words["mark"], CENTRED),
        Spacer(1, 160),
        Paragraph(words["title"], TITLE),
        Spacer(1, 12),
        *(Paragraph(_ligate(words[name]), CENTRED) for name in ("subtitle", "issued")),
        NextPageTemplate("body"),
        PageBreak(),
        Paragraph("Contents", TITLE_OF_CONTENTS),
        contents,
    ]


def _ligate(text: str) -> str:
    for letters, sign in LIGATURES.items():
        text = text.replace(letters, sign)
    return text.replace(r"\xad", "\xad")


def _set_page(template: str) -> list[Flowable]:
    return [NextPageTemplate(template), PageBreak()]


def _set_numbered(paragraphs: list[list[str]]) -> list[Flowable]:
    return [Paragraph(_ligate(text), NUMBERED, bulletText=number) for number, text in paragraphs]


def _set_table(table: dict[str, Any]) -> list[Flowable]:
    head, *rows = table["rows"]
    cells = [[Paragraph(_ligate(text), HEAD_CELL) for text in head]]
    cells += [[Paragraph(_ligate(text), CELL) for text in row] for row in rows]
    style = TABLE_STYLES[table["style"]]
    return [
        Paragraph(table["caption"], CAPTION),
        Table(cells, table["widths"], repeatRows=1, style=style, hAlign="LEFT", spaceAfter=12),
    ]


def _set_box(box: dict[str, str]) -> list[Flowable]:
    inside = [Paragraph(box["title"], HEAD_CELL), Paragraph(_ligate(box["text"]), BODY)]
    return [Table([[inside]], [A4[0] - 2 * MARGIN], style=TABLE_STYLES["box"], spaceAfter=12)]


SETTERS: dict[str, Callable[[Any], list[Flowable]]] = {
    "page": _set_page,
    "section": lambda text: [Paragraph(text, SECTION)],
    "heading": lambda text: [Paragraph(text, HEADING)],
    "p": lambda text: [Paragraph(_ligate(text), BODY)],
    "plain": lambda text: [Paragraph(text, BODY)],
    "numbered": _set_numbered,
    "table": _set_table,
    "box": _set_box,
    "notes": lambda notes: [Notes(notes)],
}
"""How each kind of part in the words is set."""


if __name__ == "__main__":
    main()
