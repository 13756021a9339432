"""The columns of the register in every export, in order. Names and order stay: trackers are built on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.recommendations.entries import PrintedAt, Recommendation, Response, ResponseState

Cell = str | int | dt.date | None
SAMPLE = " (fictional sample)"


class Shape(StrEnum):
    """How a spreadsheet treats a cell; a mark is a number or letter as printed, which stays text."""

    WORDS = "words"
    MARK = "mark"
    NUMBER = "number"
    DAY = "day"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds in words, and how its cell is read from an entry.

    ``width`` is in characters. ``choices`` are the only words that a person may put into the cell (none: any).
    """

    name: str
    holds: str
    read: Callable[[Recommendation], Cell]
    width: int = 20
    shape: Shape = Shape.WORDS
    choices: tuple[str, ...] = ()


def find_told(entry: Recommendation) -> Response | None:
    """Return the latest response that says what the status says, or the latest of all; None where none is held."""
    said = [one for one in entry.responses if one.state == entry.status] or entry.responses
    return max(said, key=lambda one: one.published or dt.date.min, default=None)


def join(parts: Iterable[str]) -> str:
    """Return the parts of a list in one cell."""
    return "; ".join(parts)


def name_publication(entry: Recommendation) -> str:
    """Return the title of the publication, and that it is a fictional sample where it is one."""
    return entry.publication + SAMPLE * entry.fictional


def name_place(page: int | None, section: Sequence[str]) -> str:
    """Return where something is printed, as in "page 12, Part 3 > What we ask"."""
    return ", ".join([*([f"page {page}"] if page else []), *([" > ".join(section)] if section else [])])


def _places(entry: Recommendation) -> str:
    return join(_place(one) for one in entry.also_at)


def _place(printed: PrintedAt) -> str:
    return name_place(printed.page, printed.section) or "elsewhere in the publication"


def _response(entry: Recommendation) -> str | None:
    told = find_told(entry) if entry.responses else None
    return told.quote if told else None


def _response_source(entry: Recommendation) -> str | None:
    told = find_told(entry) if entry.responses else None
    return ", ".join(filter(None, (told.title, name_place(told.page, ())))) if told else None


def _response_date(entry: Recommendation) -> dt.date | None:
    told = find_told(entry) if entry.responses else None
    return told.published if told else None


STATES = ", ".join(ResponseState)

COLUMNS: tuple[Column, ...] = (
    Column("id", "Stays the same for as long as the publication prints these words. Merge by it.", lambda e: e.id, 24),
    Column("number", "The number or letter as printed; empty where none is.", lambda e: e.number, 9, Shape.MARK),
    Column("kind", "What the entry is, such as national recommendation or learning point.", lambda e: e.kind.value, 26),
    Column("title", "Its title as printed; empty where none is.", lambda e: e.title, 28),
    Column("recommendation", "The words as printed, in one line.", lambda e: e.text, 70),
    Column("addressed_to", "Who is asked to act, in the words of the publication.", lambda e: join(e.addressees), 28),
    Column("bodies", "The same bodies by their present names.", lambda e: join(one.name for one in e.bodies), 28),
    Column("publication", "The title of the publication.", name_publication, 36),
    Column("publication_id", "The id of the publication in this service.", lambda e: e.publication_id),
    Column("publication_kind", "What the publication is, such as letter or report.", lambda e: e.publication_kind),
    Column("publication_status", "Whether it is current, superseded or withdrawn.", lambda e: e.publication_status, 12),
    Column("speaker", "Whose words they are, such as panel or government.", lambda e: e.speaker.value, 14),
    Column("published", "When it was published.", lambda e: e.published, 12, Shape.DAY),
    Column("page", "The page, counted from 1; empty where there are no pages.", lambda e: e.page, 7, Shape.NUMBER),
    Column("section", "The headings over it, outermost first, parted by “ > ”.", lambda e: " > ".join(e.section), 36),
    Column("topics", "What it is about.", lambda e: join(e.topics), 28),
    Column("agencies", "Which agencies it concerns.", lambda e: join(e.agencies), 24),
    Column("response_status", f"What the latest response says: {STATES}.", lambda e: e.status.value, 22),
    Column("response", "The words of that response.", _response, 50),
    Column("response_source", "Where the response is printed.", _response_source, 36),
    Column("response_date", "When the response was published.", _response_date, 14, Shape.DAY),
    Column("also_printed_at", "Other places in the publication that print the same words.", _places, 28),
    Column("link", "The address of the publication, at the page where that is known.", lambda e: e.url, 40, Shape.LINK),
    Column("changed", "When the entry last changed in this service.", lambda e: e.changed, 12, Shape.DAY),
    Column(
        "needs_review", "Why a person should check the entry; empty where there is no doubt.", lambda e: e.uncertain, 28
    ),
)


def pick_columns(*names: str) -> tuple[Column, ...]:
    """Return some of the columns, in the order asked for."""
    known = {column.name: column for column in COLUMNS}
    return tuple(known[name] for name in names)


def write_columns_table() -> str:
    """Return the table of the columns for ``docs/recommendations.md``."""
    rows = (f"| `{column.name}` | {column.holds} |" for column in COLUMNS)
    return "\n".join(("| Column | What it holds |", "|---|---|", *rows))
