"""What the styles of a Word document say of a paragraph: heading, caption, contents, list, weight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADING_NAME = re.compile(r"heading ([1-9])$", re.IGNORECASE)
CONTENTS_NAME = re.compile(r"(?:toc \d|toc heading|table of figures|index \d)$", re.IGNORECASE)
TITLE_NAME = "title"
CAPTION_NAME = "caption"
BODY_LEVEL = 9
OFF = frozenset({"0", "false", "off", "none"})
MOST_DIGITS = 9
LONGEST_CHAIN = 50
"""Styles are based on each other a few times; more is made to take long."""


@dataclass(frozen=True, slots=True)
class Style:
    """What one style, or a paragraph by itself, states; None: it says nothing of it."""

    name: str = ""
    base: str | None = None
    outline: int | None = None
    number: str | None = None
    depth: int | None = None
    bold: bool | None = None
    bold_head: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their ids, and the id of the one that paragraphs have by default."""

    known: Mapping[str, Style]
    default: str | None = None

    def chain(self, name: str | None) -> Iterator[tuple[str, Style]]:
        """Yield a style and those it is based on, nearest first; circles end."""
        seen: set[str] = set()
        while name is not None and name in self.known and name not in seen and len(seen) < LONGEST_CHAIN:
            seen.add(name)
            yield name, self.known[name]
            name = self.known[name].base

    def of(self, paragraph: Any) -> list[tuple[str, Style]]:
        """Return what a paragraph states itself and through its styles, nearest first."""
        properties = paragraph.find(f"{W}pPr")
        name = _value(properties, "pStyle") or self.default
        return [("", read_style(properties)), *self.chain(name)]


def read_styles(root: Any) -> Styles:
    """Return the styles that a styles part holds."""
    known: dict[str, Style] = {}
    default = None
    for element in root.iterchildren(f"{W}style"):
        name = element.get(f"{W}styleId", "")
        known[name] = read_style(element.find(f"{W}pPr"), of=element)
        if element.get(f"{W}type") == "paragraph" and is_on(element.get(f"{W}default", "0")):
            default = name
    return Styles(known, default)


def read_style(properties: Any, *, of: Any = None) -> Style:
    """Return what the properties of a paragraph state, and the style around them where they stand in one."""
    listed = None if properties is None else properties.find(f"{W}numPr")
    return Style(
        _value(of, "name") or "",
        _value(of, "basedOn"),
        as_number(_value(properties, "outlineLvl")),
        _value(listed, "numId"),
        as_number(_value(listed, "ilvl")),
        None if of is None else is_bold(of.find(f"{W}rPr")),
        of is not None and any(_heads(part) for part in of.iterchildren(f"{W}tblStylePr")),
    )


def heading_level(chain: list[tuple[str, Style]]) -> int:
    """Return the level of a heading, 1 for the top and for the title; 0: it is none."""
    for _, style in chain:
        if style.outline is not None:
            return style.outline + 1 if 0 <= style.outline < BODY_LEVEL else 0
        if named := HEADING_NAME.match(style.name):
            return int(named[1])
        if style.name.lower() == TITLE_NAME:
            return 1
    return 0


def is_named(chain: list[tuple[str, Style]], name: re.Pattern[str] | str) -> bool:
    """Say whether a style of the chain has a name."""
    if isinstance(name, str):
        return any(style.name.lower() == name for _, style in chain)
    return any(name.match(style.name) for _, style in chain)


def is_bold(properties: Any) -> bool | None:
    """Return whether the properties of a run make it bold; None: they do not say."""
    element = None if properties is None else properties.find(f"{W}b")
    return None if element is None else is_on(element.get(f"{W}val", "1"))


def is_on(value: str) -> bool:
    """Say whether a switch is on; without a value it is."""
    return value.lower() not in OFF


def as_number(value: str | None) -> int | None:
    """Return a whole number of at most nine digits, or None."""
    digits = (value or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS else None


def _heads(part: Any) -> bool:
    """Say whether a part of a table's style sets the first row in bold letters."""
    return part.get(f"{W}type") == "firstRow" and is_bold(part.find(f"{W}rPr")) is True


def _value(parent: Any, name: str) -> str | None:
    element = None if parent is None else parent.find(f"{W}{name}")
    value = None if element is None else element.get(f"{W}val")
    return None if value is None else str(value)
