"""The lists of a page that are open: how deep they are, and the number that a browser prints before an item."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from ingest.html_seen import Given, words
from ingest.numerals import print_number

STYLES = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "lower-roman": "lowerRoman",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "upper-roman": "upperRoman",
}
STYLE = re.compile(r"list-style(?:-type)?\s*:([^;]*)", re.IGNORECASE)
UNMARKED = frozenset({"legislative-list", "list-unstyled", "no-bullet", "unstyled"})
"""Classes of lists whose items have their numbers in their words, or none."""
MOST = 1_000_000


@dataclass(slots=True)
class _List:
    """An open list: the next number (None: not numbered), what is added for the one after, how numbers are printed."""

    number: int | None
    step: int
    style: str | None


@dataclass(slots=True)
class Lists:
    """Open lists, the innermost last, and the mark not printed yet."""

    lists: list[_List] = field(default_factory=list)
    mark: str = ""

    @property
    def level(self) -> int:
        """How many lists stand around the innermost."""
        return max(len(self.lists) - 1, 0)

    def begin(self, node: LexborNode, given: Given) -> None:
        """Enter a list."""
        self.mark = ""
        if node.tag != "ol":
            self.lists.append(_List(None, 1, None))
            return
        start = _number(given.get("start"))
        if "reversed" in given:
            items = sum(child.tag == "li" for child in node.iter())
            self.lists.append(_List(items if start is None else start, -1, _style(given)))
        else:
            self.lists.append(_List(1 if start is None else start, 1, _style(given)))

    def end(self) -> None:
        """Leave a list."""
        self.mark = ""
        if self.lists:
            self.lists.pop()

    def begin_item(self, given: Given) -> None:
        """Enter an item: the first words after this carry its number."""
        self.mark = ""
        if not self.lists or self.lists[-1].number is None:
            return
        around = self.lists[-1]
        stated = _number(given.get("value"))
        number = around.number if stated is None else stated
        around.number = (number or 0) + around.step
        style = _style(given, around.style)
        if style:
            self.mark = f"{print_number(number or 0, style)}."

    def take_mark(self) -> str:
        """Return the mark of the open item, once."""
        mark, self.mark = self.mark, ""
        return mark


def _style(given: Given, otherwise: str | None = "decimal") -> str | None:
    """Return how numbers are printed; None where they are not."""
    classes = words(given, "class")
    if UNMARKED & set(classes) or ("govuk-list" in classes and "govuk-list--number" not in classes):
        return None
    stated = STYLE.search(given.get("style") or "")
    named = stated[1].split() if stated else [given.get("type") or ""]
    if "none" in named:
        return None
    return next((STYLES[one] for one in named if one in STYLES), otherwise)


def _number(given: str | None) -> int | None:
    try:
        number = int(given or "")
    except ValueError:
        return None
    return number if abs(number) <= MOST else None
