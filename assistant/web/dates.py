"""Dates as people type them into three boxes: a month may be a word, and a year or a month alone is enough."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from assistant.errors import BadRequest
from ingest.letters import MONTH_NUMBERS

SEPARATORS = re.compile(r"[\s/.,-]+")
YEAR_DIGITS = 4
SHORTEST_MONTH = 3


@dataclass(frozen=True, slots=True)
class TypedDate:
    """What was typed, box by box."""

    day: str = ""
    month: str = ""
    year: str = ""

    @property
    def filled(self) -> bool:
        """Whether anything was typed."""
        return bool(self.day or self.month or self.year)


def read_date(typed: TypedDate, *, name: str, last: bool = False) -> dt.date | None:
    """Return the date that was typed, None for none; ``BadRequest`` says what is wrong with it.

    Where a day or a month is left out the first one is meant, or the last one when ``last``.
    """
    if not typed.filled:
        return None
    whole = _spread(typed)
    if not whole.year:
        raise BadRequest(f"“{name}” must include a year, such as 2021.")
    if whole.day and not whole.month:
        raise BadRequest(f"“{name}” must include a month, such as 3 or March.")
    try:
        year = _year(whole.year)
        month = _month(whole.month) if whole.month else (12 if last else 1)
        end = calendar.monthrange(year, month)[1] if last else 1
        return dt.date(year, month, int(whole.day) if whole.day else end)
    except (ValueError, OverflowError) as error:
        raise BadRequest(f"“{name}” must be a real date, such as 27 3 2021.") from error


def _spread(typed: TypedDate) -> TypedDate:
    """Return a whole date that was typed into one box, such as 27/3/2021 or 2021-03-27, as three boxes."""
    (box, *others) = [part for part in (typed.day, typed.month, typed.year) if part]
    parts = SEPARATORS.split(box)
    if others or len(parts) != len(("day", "month", "year")):
        return typed
    return TypedDate(*(reversed(parts) if len(parts[0]) == YEAR_DIGITS else parts))


def _year(word: str) -> int:
    if len(word) not in (YEAR_DIGITS, YEAR_DIGITS // 2):
        raise ValueError(word)
    return int(word) if len(word) == YEAR_DIGITS else 2000 + int(word)


def _month(word: str) -> int:
    if word.isdecimal():
        return int(word)
    begun = [number for name, number in MONTH_NUMBERS.items() if name.startswith(word.lower().rstrip("."))]
    if len(begun) != 1 or len(word) < SHORTEST_MONTH:
        raise ValueError(word)
    return begun[0]
