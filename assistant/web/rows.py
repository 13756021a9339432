"""A quotation as rows to read: its headings, paragraphs and list items, each with its mark as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.words import without_marks
from ingest import marks

HEADING = re.compile(r"#{1,6}\s+")
PLAIN_BULLETS = frozenset("-*o\uf0b7\uf0a7")
"""Signs that stand for a bullet and do not look like one."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its bullet or number, if it has one, and its words."""

    mark: str
    words: str
    heading: bool = False


def split_rows(quote: str, *, heading: str | None = None) -> tuple[Row, ...]:
    """Return the rows of a verbatim quotation, whose every word stands in one of them.

    ``heading`` is what the quotation stands under, empty when under none: where it stands in the quotation, it is a
    row. None: not known.
    """
    rows: list[Row] = []
    gap = False
    for line in map(str.strip, quote.splitlines()):
        row = _begin(line)
        if rows and heading and without_marks(f"{rows[-1].mark} {rows[-1].words}") == heading:
            rows[-1] = replace(rows[-1], heading=True)
        if line and rows and not _is_new(row, rows[-1], gap=gap, capital_begins=heading is None):
            rows[-1] = replace(rows[-1], words=f"{rows[-1].words} {line}")
        elif line:
            rows.append(row)
        gap = not line
    return tuple(replace(row, words=without_marks(row.words)) for row in _join_lone_marks(rows))


def _begin(line: str) -> Row:
    if heading := HEADING.match(line):
        return Row("", line[heading.end() :], heading=True)
    match = marks.BULLET.match(line) or marks.NUMBER.match(line)
    if not match:
        return Row("", line)
    mark = "•" if match["mark"] in PLAIN_BULLETS else match["mark"]
    return Row(mark, line[match.end() :])


def _is_new(row: Row, before: Row, *, gap: bool, capital_begins: bool) -> bool:
    """Say whether a line begins a row: damaged documents break sentences by empty lines, and those go on."""
    if row.mark or row.heading or before.heading:
        return True
    begins = capital_begins and not row.words[:1].islower()
    return gap and (begins or bool(marks.TERMINAL.search(before.words)))


def _join_lone_marks(rows: Sequence[Row]) -> Iterator[Row]:
    """Put the mark of a row that stands in no list in front of its words, as in a numbered paragraph."""
    for number, row in enumerate(rows):
        beside = rows[max(number - 1, 0) : number + 2]
        listed = sum(bool(other.mark) for other in beside if not other.heading) > 1 and not row.heading
        yield row if listed else replace(row, mark="", words=f"{row.mark} {row.words}".strip())
