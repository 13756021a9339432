"""Turns a page of a PDF, as pdfplumber reads it, into a sheet: words, rules and coloured areas, ready to be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from pdfplumber.page import Page
from pdfplumber.utils.geometry import curve_to_edges, rect_to_edges
from pdfplumber.utils.text import extract_words

from ingest.pdf_table_shapes import Box, Rule, Shade, Sheet, Word, make_lines, surround

Thing = dict[str, Any]

THIN = 3.0
"""A rectangle this thin, in points, is a drawn line."""
WHITE = 0.98
SMALL, RAISED = 0.85, 0.1
"""A footnote's mark is this much smaller than the letters beside it, and ends this far above them."""
TOUCHING = 0.15
LIGATURE = re.compile("[\ufb00-\ufb06]")
FULL = 0.9
MOST_RULES = 5_000
"""A page with more lines shows a drawing."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page lies: the ``quarters`` clockwise, besides its own turn, until its words can be read."""

    page: Page
    quarters: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as the words are read."""
        left, top, right, bottom = map(float, self.page.bbox)
        return (right - left, bottom - top) if self.quarters % 2 == 0 else (bottom - top, right - left)

    def place(self, thing: Thing) -> Box:
        """Return where something lies on the sheet."""
        across, down, right, bottom = map(float, self.page.bbox)
        box = Box(thing["x0"] - across, thing["top"] - down, thing["x1"] - across, thing["bottom"] - down)
        return _turn(box, self.quarters, size=(right - across, bottom - down))

    def own_box(self, box: Box) -> tuple[float, float, float, float]:
        """Return left, bottom, right, top of a box in the page's own coordinates, which no turn changes."""
        turned = _turn(box, -(self.quarters + self.page.rotation // 90) % 4, size=self.size)
        left, bottom, right, top = map(float, self.page.page_obj.mediabox)
        left, top = min(left, right), max(bottom, top)
        return left + turned.left, top - turned.bottom, left + turned.right, top - turned.top


def _turn(box: Box, quarters: int, *, size: tuple[float, float]) -> Box:
    """Return where a box lies after quarter turns clockwise of a sheet of this width and height."""
    width, height = size
    for high in (height, width, height)[:quarters]:
        box = Box(high - box.bottom, box.left, high - box.top, box.right)
    return box


def read_sheet(page: Page) -> tuple[Sheet, Turn]:
    """Return a page as its words are read, and how it was turned for that."""
    turn = Turn(page, _find_quarters(page.chars))
    rules, shades = _drawn(page, turn)
    width, height = turn.size
    words = tuple(_join_marks(list(_words(page.chars, turn))))
    return Sheet(width, height, words, tuple(rules[:MOST_RULES]), tuple(shades)), turn


def _find_quarters(chars: Sequence[Thing]) -> int:
    """Return how often the page must be turned clockwise so that most letters stand upright."""
    ways = Counter(_way(char["matrix"]) for char in chars if char["text"].strip())
    return ways.most_common(1)[0][0] if ways else 0


def _way(matrix: Sequence[float]) -> int:
    """Return 0 for letters that stand upright, 1 for text that runs upwards, 2 for upside down, 3 for downwards."""
    along, up = matrix[0], matrix[1]
    if abs(along) >= abs(up):
        return 0 if along >= 0 else 2
    return 1 if up > 0 else 3


def _words(chars: Sequence[Thing], turn: Turn) -> Iterable[Word]:
    turned = []
    for char in chars:
        box = turn.place(char)
        way = (_way(char["matrix"]) - turn.quarters) % 4
        places = {"x0": box.left, "x1": box.right, "top": box.top, "bottom": box.bottom, "doctop": box.top}
        turned.append({**char, **places, "upright": way % 2 == 0})
    for word in extract_words(turned, x_tolerance_ratio=TOUCHING, return_chars=True, expand_ligatures=False):
        yield _word(word["chars"], Box(word["x0"], word["top"], word["x1"], word["bottom"]))


def _word(chars: Sequence[Thing], box: Box) -> Word:
    """Return a word of its letters, the ligatures opened; raised letters count where others of the word are not."""
    texts = [LIGATURE.sub(lambda sign: normalize("NFKC", sign[0]), char["text"]) for char in chars]
    size, bottom = max(char["size"] for char in chars), max(char["bottom"] for char in chars)
    raised = [char["size"] < SMALL * size and bottom - char["bottom"] > RAISED * size for char in chars]
    start = raised.index(True) if any(raised) else 0
    count = next((n for n, up in enumerate(raised[start:]) if not up), len(raised) - start)
    first = sum(map(len, texts[:start]))
    end = first + sum(map(len, texts[start : start + count]))
    return Word("".join(texts), box, bold=all(map(_is_bold, chars)), raised=(first, end) if count else (0, 0))


def _join_marks(words: list[Word]) -> Iterator[Word]:
    """Return the words in lines; small raised letters and what follows them belong to the word that they touch."""
    for line in make_lines(words):
        last, last_raised = line[0], False
        for word in line[1:]:
            size = last.box.bottom - last.box.top
            raised = word.box.bottom - word.box.top < SMALL * size and last.box.bottom - word.box.bottom > RAISED * size
            if (raised or last_raised) and abs(word.box.left - last.box.right) < TOUCHING * size:
                last = _join(last, word, raised=raised)
            else:
                yield last
                last = word
            last_raised = raised
        yield last


def _join(word: Word, other: Word, *, raised: bool) -> Word:
    place = (len(word.text), len(word.text) + len(other.text)) if raised else word.raised
    return Word(word.text + other.text, surround([word.box, other.box]), bold=word.bold and other.bold, raised=place)


def _is_bold(char: Thing) -> bool:
    name = str(char["fontname"]).lower()
    return any(sign in name for sign in ("bold", "black", "heavy", "demi"))


def _drawn(page: Page, turn: Turn) -> tuple[list[Rule], list[Shade]]:
    """Return the lines and the coloured areas; a white line parts cells only where it crosses a colour."""
    shades = [
        Shade(turn.place(thing), str(thing["non_stroking_color"]))
        for thing in (*page.rects, *page.curves)
        if _is_area(thing, page) and not _is_white(thing["non_stroking_color"])
    ]
    edges = [*_lines(page.lines), *_borders(page.rects), *_curved(page.curves)]
    rules = [
        _rule(turn.place(edge))
        for edge, white in edges
        if not white or any(shade.box.holds(turn.place(edge)) for shade in shades)
    ]
    return rules, shades


def _rule(box: Box) -> Rule:
    return Rule(box, across=box.right - box.left >= box.bottom - box.top)


def _lines(lines: Iterable[Thing]) -> Iterable[tuple[Thing, bool]]:
    for line in lines:
        if min(line["width"], line["height"]) <= THIN:
            yield line, _is_white(line["stroking_color"])


def _borders(rects: Iterable[Thing]) -> Iterable[tuple[Thing, bool]]:
    """Return the lines among rectangles: those that are thin, and the borders of those that have one."""
    for rect in rects:
        across, down = rect["width"], rect["height"]
        if min(across, down) <= THIN:
            if max(across, down) > THIN:
                colour = rect["non_stroking_color"] if rect["fill"] else rect["stroking_color"]
                yield rect, _is_white(colour)
        elif rect["stroke"]:
            for edge in rect_to_edges(rect):
                yield edge, _is_white(rect["stroking_color"])


def _curved(curves: Iterable[Thing]) -> Iterable[tuple[Thing, bool]]:
    """Return the straight lines among the borders of other shapes."""
    for curve in curves:
        if curve["stroke"]:
            for edge in curve_to_edges(curve):
                if edge["orientation"]:
                    yield edge, _is_white(curve["stroking_color"])


def _is_area(thing: Thing, page: Page) -> bool:
    """Return whether a shape is a filled area that does not fill the whole page."""
    across, down = thing["width"], thing["height"]
    whole = across * down > FULL * float(page.width) * float(page.height)
    return bool(thing["fill"]) and min(across, down) > THIN and not whole


def _is_white(colour: Any) -> bool:
    parts = [colour] if isinstance(colour, int | float) else colour
    if not isinstance(parts, list | tuple) or not all(isinstance(part, int | float) for part in parts):
        return False
    four_inks = 4
    return not any(parts) if len(parts) == four_inks else bool(parts) and min(parts) >= WHITE
