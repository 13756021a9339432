"""Counts the numbered paragraphs of a Word document, which prints the numbers and does not store them.

Format: ECMA-376 part 1, 17.9 (https://ecma-international.org/publications-and-standards/standards/ecma-376/).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.docx_styles import Style, W, as_number, is_on
from ingest.numerals import BULLET, print_bullet, print_number

PLACE = re.compile(r"%([1-9])")
NO_LIST = "0"
DEPTHS = 9
LONGEST_MARK = 40
"""Longer than any printed one, and short enough to be printed in front of every paragraph."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; ``restart`` 0: never, None: when a level above it is counted."""

    style: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    linked: str | None = None
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One list as it is referred to: what it is counted with, its levels, and the levels that begin anew."""

    counted_with: str
    levels: Mapping[int, Level]
    anew: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each is counted."""

    kinds: Mapping[str, Kind]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def count(self, chain: list[tuple[str, Style]]) -> tuple[str, int] | None:
        """Return the mark and the depth of the next paragraph of a list; None: it belongs to none."""
        found = next(((name, style) for name, style in chain if style.number is not None), None)
        kind = self.kinds.get(found[1].number or NO_LIST) if found else None
        if found is None or kind is None or found[1].number == NO_LIST:
            return None
        depth = _depth(kind, chain, name=found[0])
        if depth not in kind.levels:
            return None
        self._step(found[1].number or NO_LIST, kind, depth)
        return self._print(kind, depth), depth

    def _step(self, number: str, kind: Kind, depth: int) -> None:
        counts = self.counts.setdefault(kind.counted_with, {})
        if depth in kind.anew and (number, depth) not in self.begun:
            counts.pop(depth, None)
            self.begun.add((number, depth))
        start = kind.anew.get(depth, kind.levels[depth].start)
        counts[depth] = counts[depth] + 1 if depth in counts else start
        for deeper in [one for one in counts if one > depth]:
            restart = kind.levels[deeper].restart if deeper in kind.levels else None
            if restart is None or depth < restart:
                del counts[deeper]

    def _print(self, kind: Kind, depth: int) -> str:
        level = kind.levels[depth]
        if level.picture:
            return BULLET
        if level.style == "bullet":
            return print_bullet(level.text).strip()
        counts = self.counts[kind.counted_with]

        def printed(place: re.Match[str]) -> str:
            above = int(place[1]) - 1
            own = kind.levels.get(above, Level())
            return print_number(counts.get(above, own.start), "decimal" if level.legal else own.style)

        return PLACE.sub(printed, level.text).strip()


def read_numbering(root: Any) -> Numbering:
    """Return the lists that a numbering part holds; None stands for a document without one."""
    if root is None:
        return Numbering({})
    elements = list(root.iterchildren(f"{W}abstractNum"))
    styled = {_value(shape, "styleLink"): _levels(shape) for shape in elements}
    shapes = {
        shape.get(f"{W}abstractNumId", ""): _levels(shape) or styled.get(_value(shape, "numStyleLink"), {})
        for shape in elements
    }
    return Numbering({num.get(f"{W}numId", ""): _kind(num, shapes) for num in root.iterchildren(f"{W}num")})


def _kind(num: Any, shapes: Mapping[str, Mapping[int, Level]]) -> Kind:
    shape = num.find(f"{W}abstractNumId")
    name = "" if shape is None else shape.get(f"{W}val", "")
    levels, anew = dict(shapes.get(name, {})), {}
    for override in num.iterchildren(f"{W}lvlOverride"):
        depth = as_number(override.get(f"{W}ilvl")) or 0
        levels |= _levels(override)
        start = as_number(_value(override, "startOverride"))
        if start is not None:
            anew[depth] = start
    return Kind(name, levels, anew)


def _levels(parent: Any) -> dict[int, Level]:
    found = {as_number(level.get(f"{W}ilvl")) or 0: _level(level) for level in parent.iterchildren(f"{W}lvl")}
    return {depth: level for depth, level in found.items() if depth < DEPTHS}


def _level(element: Any) -> Level:
    start = as_number(_value(element, "start"))
    legal = element.find(f"{W}isLgl")
    return Level(
        _value(element, "numFmt") or "decimal",
        (_value(element, "lvlText") or "")[:LONGEST_MARK],
        1 if start is None else start,
        as_number(_value(element, "lvlRestart")),
        legal is not None and is_on(legal.get(f"{W}val", "1")),
        _value(element, "pStyle"),
        element.find(f"{W}lvlPicBulletId") is not None,
    )


def _depth(kind: Kind, chain: list[tuple[str, Style]], *, name: str) -> int:
    """Return the level that a paragraph states, or the one that its style is linked with."""
    stated = next((style.depth for _, style in chain if style.depth is not None), None)
    linked = next((depth for depth, level in kind.levels.items() if name and level.linked == name), None)
    return linked if linked is not None else stated or 0


def _value(parent: Any, name: str) -> str | None:
    element = parent.find(f"{W}{name}")
    value = None if element is None else element.get(f"{W}val")
    return None if value is None else str(value)
