"""Draws figures as a bar chart in SVG: readable at any width, by a screen reader, and without colours."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from assistant.timeline.figures import By, Count, Figures

NAMESPACE = "http://www.w3.org/2000/svg"
WIDTH, MARGIN = 320, 4
LABEL, BAR, GAP, AFTER = 17, 14, 3, 13
"""Heights, in the units of the drawing: a line of a label, a bar, what parts two bars, and what follows a row."""
LONGEST_BAR = 250
LETTERS = 40
"""So many letters fit a line."""
MOST_ROWS = 20
INK, BLUE, PAPER = "#0b0c0c", "#1d70b8", "#ffffff"
TITLES: Mapping[By, str] = {
    By.YEAR: "Publications and recommendations by year",
    By.TOPIC: "Publications and recommendations by topic",
    By.ADDRESSEE: "Recommendations by who is asked to act",
}
SERIES: Mapping[By, tuple[str, str]] = {
    By.YEAR: ("Publications", "Recommendations"),
    By.TOPIC: ("Publications", "Recommendations"),
    By.ADDRESSEE: ("Publications that recommend something to them", "Recommendations"),
}
"""What the bars count: the first are filled, the second hatched."""


def draw_chart(figures: Figures) -> str:
    """Return the chart of some figures: two bars for each row, with their numbers; a table has what it leaves out."""
    rows, name = figures.rows[:MOST_ROWS], f"chart-{figures.by}"
    body, end = _draw(figures.by, rows, name)
    height = end + MARGIN
    svg = ET.Element(
        "svg",
        {
            "xmlns": NAMESPACE,
            "viewBox": f"0 0 {WIDTH} {height}",
            "width": "100%",
            "height": str(height),
            "preserveAspectRatio": "xMinYMin meet",
            "role": "img",
            "aria-labelledby": f"{name}-title {name}-desc",
            "font-family": "arial, sans-serif",
            "font-size": "14",
        },
    )
    ET.SubElement(svg, "title", {"id": f"{name}-title"}).text = TITLES[figures.by]
    ET.SubElement(svg, "desc", {"id": f"{name}-desc"}).text = tell_chart(figures)
    svg.append(_hatching(name))
    svg.append(ET.Element("rect", {"width": str(WIDTH), "height": str(height), "fill": PAPER}))
    svg.extend(body)
    return ET.tostring(svg, encoding="unicode")


def tell_chart(figures: Figures) -> str:
    """Return in words what a chart shows."""
    if not figures.rows:
        return "Nothing is held that could be counted."
    counts = f"{figures.publications:,} publications and {figures.recommendations:,} recommendations are held."
    told = "; ".join(_tell_row(one) for one in figures.rows[:MOST_ROWS])
    left = len(figures.rows) - MOST_ROWS
    return f"{counts} {told}.{f' {left} more are in the table.' if left > 0 else ''}"


def _tell_row(one: Count) -> str:
    return f"{one.name}: {_count(one.publications, 'publication')}, {_count(one.recommendations, 'recommendation')}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _draw(by: By, rows: Sequence[Count], name: str) -> tuple[list[ET.Element], int]:
    """Return what is drawn, from the top down, and where it ends."""
    body: list[ET.Element] = []
    top = MARGIN
    for words, hatched in zip(SERIES[by], (False, True), strict=True):
        body.append(_bar(0, top, LABEL - 3, fill=_fill(name, hatched=hatched)))
        body.append(_text(LABEL + 4, top + BAR - 2, words))
        top += LABEL + GAP
    top += GAP
    most = max((max(one.publications, one.recommendations) for one in rows), default=0)
    for one in rows:
        for line in textwrap.wrap(one.name, LETTERS):
            body.append(_text(0, top + BAR - 2, line, bold=True))
            top += LABEL
        for number, hatched in ((one.publications, False), (one.recommendations, True)):
            length = LONGEST_BAR * number / most if most else 0.0
            if number:
                body.append(_bar(0, top, max(length, 2.0), fill=_fill(name, hatched=hatched)))
            body.append(_text(length + 6, top + BAR - 2, f"{number:,}"))
            top += BAR + GAP
        top += AFTER
    return body, top


def _fill(name: str, *, hatched: bool) -> str:
    return f"url(#{name}-hatching)" if hatched else BLUE


def _bar(left: float, top: float, length: float, *, fill: str) -> ET.Element:
    place = {"x": f"{left + 0.5:.1f}", "y": f"{top + 0.5:.1f}", "width": f"{length:.1f}", "height": str(BAR - 1)}
    return ET.Element("rect", place | {"fill": fill, "stroke": INK})


def _text(left: float, top: float, words: str, *, bold: bool = False) -> ET.Element:
    element = ET.Element("text", {"x": f"{left:.1f}", "y": f"{top:.1f}", "fill": INK})
    if bold:
        element.set("font-weight", "bold")
    element.text = words
    return element


def _hatching(name: str) -> ET.Element:
    """Return the pattern of the hatched bars: black lines on white, which tell them apart without colour."""
    defined = ET.Element("defs")
    box = {"id": f"{name}-hatching", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse"}
    pattern = ET.SubElement(defined, "pattern", box | {"patternTransform": "rotate(45)"})
    ET.SubElement(pattern, "rect", {"width": "6", "height": "6", "fill": PAPER})
    ET.SubElement(pattern, "rect", {"width": "2.5", "height": "6", "fill": INK})
    return defined
