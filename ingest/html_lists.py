"""The lists of a page that are open: how deep they are, and the number that a browser prints before an item."""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from ingest.numerals import print_number

STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
MOST = 1_000_000


@dataclass(slots=True)
class Lists:
    """Open lists, the innermost last: the next number (None: not numbered), its type, and the mark not printed yet."""

    numbers: list[tuple[int | None, str]] = field(default_factory=list)
    mark: str = ""

    @property
    def level(self) -> int:
        """How many lists stand around the innermost."""
        return max(len(self.numbers) - 1, 0)

    def begin(self, node: LexborNode) -> None:
        """Enter a list."""
        self.mark = ""
        start = _number(node.attributes.get("start"))
        numbered = node.tag == "ol"
        self.numbers.append(((1 if start is None else start) if numbered else None, node.attributes.get("type") or "1"))

    def end(self) -> None:
        """Leave a list."""
        self.mark = ""
        if self.numbers:
            self.numbers.pop()

    def begin_item(self, node: LexborNode) -> None:
        """Enter an item: the first words after this carry its number."""
        self.mark = ""
        if not self.numbers or self.numbers[-1][0] is None:
            return
        number, kind = self.numbers[-1]
        stated = _number(node.attributes.get("value"))
        number = number if stated is None else stated
        self.numbers[-1] = ((number or 0) + 1, kind)
        self.mark = f"{print_number(number or 0, STYLES.get(kind, 'decimal'))}."

    def take_mark(self) -> str:
        """Return the mark of the open item, once."""
        mark, self.mark = self.mark, ""
        return mark


def _number(given: str | None) -> int | None:
    try:
        number = int(given or "")
    except ValueError:
        return None
    return number if abs(number) <= MOST else None
