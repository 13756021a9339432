"""How the sample PDF looks: the styles of its paragraphs and tables."""
# ruff: noqa: INP001  read by a program, not a package

from reportlab.lib.colors import HexColor, black
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle

GREY, PALE = HexColor("#666666"), HexColor("#dce6ee")

BODY = ParagraphStyle("body", fontName="Vera", fontSize=10, leading=14, spaceAfter=8, embeddedHyphenation=1)
NUMBERED = ParagraphStyle("numbered", BODY, leftIndent=28, bulletFontName="Vera")
CELL = ParagraphStyle("cell", BODY, fontSize=9, leading=12, spaceAfter=0)
HEAD_CELL = ParagraphStyle("head cell", CELL, fontName="Vera-Bold")
CAPTION = ParagraphStyle("caption", BODY, fontName="Vera-Bold", spaceBefore=4)
SECTION = ParagraphStyle("section", BODY, fontName="Vera-Bold", fontSize=16, leading=20, spaceBefore=10, keepWithNext=1)
HEADING = ParagraphStyle("heading", SECTION, fontSize=12, leading=16)
TITLE = ParagraphStyle("title", SECTION, fontSize=28, leading=34, alignment=TA_CENTER)
CENTRED = ParagraphStyle("centred", BODY, fontSize=12, leading=18, alignment=TA_CENTER)
NOTE = ParagraphStyle("note", BODY, fontSize=8, leading=10, spaceAfter=2)

GRID = [("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
HEAD_SHADE = [("BACKGROUND", (0, 0), (-1, 0), PALE)]
LINES = [("LINEABOVE", (0, 0), (-1, 1), 0.8, black), ("LINEBELOW", (0, 1), (-1, -1), 0.4, GREY)]
SHADED = [("BACKGROUND", (0, 0), (-1, -1), PALE), ("BOX", (0, 0), (-1, -1), 0.8, GREY)]
TABLE_STYLES = {"ruled": GRID + HEAD_SHADE, "lines": [*LINES, ("VALIGN", (0, 0), (-1, -1), "TOP")], "box": SHADED}

TITLE_OF_CONTENTS = ParagraphStyle("contents", SECTION)
CONTENTS = [
    ParagraphStyle("contents 1", BODY, spaceAfter=4),
    ParagraphStyle("contents 2", BODY, leftIndent=16, spaceAfter=4),
]
