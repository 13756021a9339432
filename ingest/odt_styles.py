"""What the styles of an OpenDocument text say: what paragraphs are based on, what is bold, how lists are marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from odfdo import Element

from ingest.numerals import BULLET, print_bullet, print_number

FORMATS: Mapping[str, str] = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
LONGEST_MARK = 40
"""Longer than any printed one, and short enough to be printed in front of every paragraph."""
MOST_DIGITS = 9
LONGEST_CHAIN = 50
"""Styles are based on each other a few times; more is made to take long."""
BOLD_WEIGHT = 600


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is marked; ``shown`` is how many levels its number shows, ``style`` None: a bullet."""

    style: str | None
    before: str = ""
    after: str = ""
    shown: int = 1
    start: int = 1


Levels = Mapping[int, Level]


@dataclass(frozen=True, slots=True)
class Style:
    """What one style states of a paragraph or of words; None: it says nothing of it."""

    base: str
    bold: bool | None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by family and name, its kinds of lists by name, and how its headings are numbered."""

    known: Mapping[tuple[str, str], Style]
    lists: Mapping[str, Levels]
    headings: Levels

    def chain(self, name: str, *, family: str = "paragraph") -> Iterator[str]:
        """Yield the names of a style and of those it is based on; circles end."""
        seen: set[str] = set()
        while name and name not in seen and len(seen) < LONGEST_CHAIN:
            seen.add(name)
            yield name
            style = self.known.get((family, name))
            name = style.base if style else ""

    def is_bold(self, name: str, *, family: str = "paragraph") -> bool:
        """Say whether a style, or one it is based on, sets words in bold letters."""
        styles = (self.known.get((family, one)) for one in self.chain(name, family=family))
        return next((style.bold for style in styles if style and style.bold is not None), False)


def read_styles(roots: Iterable[Element]) -> Styles:
    """Return what the parts of a document that hold styles say."""
    known: dict[tuple[str, str], Style] = {}
    lists: dict[str, Levels] = {}
    headings: Levels = {}
    for root in roots:
        for style in root.get_elements("//style:style"):
            known[stated(style, "style:family"), stated(style, "style:name")] = _style(style)
        for kind in root.get_elements("//text:list-style"):
            lists[stated(kind, "style:name")] = _levels(kind)
        for kind in root.get_elements("//text:outline-style"):
            headings = _levels(kind)
    return Styles(known, lists, headings)


def print_mark(levels: Levels, depth: int, counts: Mapping[int, int]) -> str:
    """Return the mark of a list item ``depth`` levels down (1: the outermost), as it is printed."""
    level = levels.get(depth)
    if level is None:
        return ""
    if level.style is None:
        return print_bullet(level.before).strip()
    if not level.style:
        return ""
    first = max(depth - level.shown + 1, 1)
    shown = (levels.get(one, Level("")) for one in range(first, depth + 1))
    numbers = [print_number(counts.get(n, one.start), one.style) for n, one in enumerate(shown, first) if one.style]
    return f"{level.before}{'.'.join(numbers)}{level.after}".strip()


def stated(element: Element, name: str) -> str:
    """Return what an attribute says, "" where it is not there."""
    return element.get_attribute_string(name) or ""


def count(element: Element, name: str, *, otherwise: int) -> int:
    """Return the whole number that an attribute says."""
    value = stated(element, name)
    return int(value) if value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS else otherwise


def _style(element: Element) -> Style:
    weights = [stated(one, "fo:font-weight") for one in element.get_elements("style:text-properties")]
    weight = next((one for one in weights if one), "")
    bold = weight == "bold" or (weight.isdecimal() and int(weight[:MOST_DIGITS]) >= BOLD_WEIGHT)
    return Style(stated(element, "style:parent-style-name"), bold if weight else None)


def _levels(kind: Element) -> dict[int, Level]:
    return {count(level, "text:level", otherwise=1): _level(level) for level in kind.get_elements("*[@text:level]")}


def _level(element: Element) -> Level:
    if element.tag.endswith("-image"):
        return Level(None, BULLET)
    if element.tag.endswith("-bullet"):
        return Level(None, stated(element, "text:bullet-char")[:LONGEST_MARK])
    return Level(
        FORMATS.get(stated(element, "style:num-format"), ""),
        stated(element, "style:num-prefix")[:LONGEST_MARK],
        stated(element, "style:num-suffix")[:LONGEST_MARK],
        count(element, "text:display-levels", otherwise=1),
        count(element, "text:start-value", otherwise=1),
    )
