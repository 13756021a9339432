"""Finds entries in tables: by what the heads of their columns say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.recommendations.drafts import Draft
from ingest.recommendations.groups import Group
from ingest.recommendations.labels import read_label, read_short_label
from ingest.recommendations.lists import FAMILIES, whole_entry
from ingest.recommendations.printed import Piece, Span
from ingest.recommendations.topics import Topic, Topics, read_column, read_who

FIRST_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})?)[.)]?\s+(?=[A-Z])")
"""The number that the words of a cell begin with."""
WORDS = re.compile(r"[^\W\d_]{2,}\W+[^\W\d_]{2,}")
"""A figure, or one word, asks nothing of anybody."""

PLANS = frozenset({"who", "finding"})
PLANNED = "stands in a table that also tells what was done since"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows, and what the cells of each column hold (None: not told)."""

    rows: tuple[Piece, ...]
    columns: tuple[str | None, ...]

    @property
    def tells_progress(self) -> bool:
        """Whether it says what has become of each row."""
        return "progress" in self.columns

    @property
    def answers(self) -> bool:
        """Whether it tells of what was recommended before: a plan of actions says besides who is to act, or why."""
        return "response" in self.columns or (self.tells_progress and PLANS.isdisjoint(self.columns))

    def cell(self, row: Piece, column: str) -> Span | None:
        """Return the words of a row under a column; None: there are none."""
        if column not in self.columns or self.columns.index(column) >= len(row.cells):
            return None
        piece = row.cells[self.columns.index(column)].piece
        return piece.whole if piece else None


def read_grid(group: Group, topics: Topics) -> Grid:
    """Return a table with its heads read: its first row, where the source declares none."""
    heads = [piece for piece in group.pieces if not piece.level] or list(group.pieces[:1])
    rows = tuple(piece for piece in group.pieces if piece not in heads)
    return Grid(rows, tuple(read_column(cell.text, topics.setting) for cell in heads[-1].cells))


def find_in_table(group: Group, topics: Topics) -> Iterator[Draft]:
    """Yield what a table holds; one that answers recommendations makes none."""
    grid = read_grid(group, topics)
    topic = _topic(grid, topics.find(group.first.section))
    if topic is None or grid.answers or not topics.setting.recommends:
        return
    for row in grid.rows:
        if draft := _row(row, grid, topic, topics):
            yield replace(draft, uncertain=draft.uncertain or (PLANNED if grid.tells_progress else ""))


def _topic(grid: Grid, headed: Topic) -> Topic | None:
    """Return what the rows hold; a column of recommendations counts where no other heading takes it away."""
    if headed in (Topic.NONE, Topic.ASIDE):
        return None
    told: Sequence[Topic] = (Topic.RECOMMENDATIONS, Topic.LEARNING, Topic.QUESTIONS)
    return next((topic for topic in told if topic.value in grid.columns), None)


def _row(row: Piece, grid: Grid, topic: Topic, topics: Topics) -> Draft | None:
    words = grid.cell(row, topic.value)
    if not words or not WORDS.search(words.text):
        return None
    number = grid.cell(row, "number")
    who = grid.cell(row, "who")
    printed = number.text.rstrip(".") if number else None
    if label := read_label(words, topics.setting):
        printed, words = printed or label.number, label.rest or words
    elif (short := read_short_label(words)) and short[1]:
        printed, words = printed or short[0], short[1]
    elif not printed and (first := FIRST_NUMBER.match(words.text)):
        printed, words = first["number"], words.part(first.end())
    if number and (label := read_label(number, topics.setting)):
        printed = label.number
    addressees = read_who(who.text) if who else topics.find_headed(row.section)
    draft = whole_entry(Draft(FAMILIES[topic], (words,), printed), topics)
    return replace(draft, who=addressees or draft.who)
