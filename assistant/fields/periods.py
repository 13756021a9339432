"""The days, months and years that a question names, and how it means them: in, since, before, between."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from ingest import marks
from ingest.letters import MONTH_NUMBERS

MONTH = rf"(?P<month>{marks.MONTHS})"
DAY = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH},?\s+(?P<year>(?:19|20)\d\d)"
MONTH_FIRST = rf"{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)"
OF_MONTH = rf"{MONTH},?\s+(?P<year>(?:19|20)\d\d)"
YEAR = r"(?P<year>(?:19|20)\d\d)"
AND = r"\s*(?:and|or|to|until|till|&|[-–])\s*"
ROW = rf"{MONTH}(?=(?:\s*,\s*(?:{marks.MONTHS}))*{AND}(?:{marks.MONTHS})\s+{YEAR})"
"""A month of a row, of which only the last one has the year."""
FORMS = tuple(re.compile(rf"\b{form}\b", re.IGNORECASE) for form in (DAY, MONTH_FIRST, OF_MONTH, ROW, YEAR))
"""The forms of a date, the most exact first: what one of them takes is not read again."""

BEFORE_IT = r"(?:(?:the )?(?:start|end|beginning) of |early |late )?"
SINCE = re.compile(rf"\b(?:since|from|starting(?: in| from)?|onwards? from)\s+{BEFORE_IT}$", re.IGNORECASE)
ONWARDS = re.compile(r"^\s*(?:onwards?|and (?:later|after)|or later)\b", re.IGNORECASE)
AFTER = re.compile(rf"\b(?:after|later than)\s+{BEFORE_IT}$", re.IGNORECASE)
UNTIL = re.compile(rf"\b(?:until|till|up to|by|to)\s+{BEFORE_IT}$", re.IGNORECASE)
BEFORE = re.compile(rf"\b(?:before|earlier than|prior to)\s+{BEFORE_IT}$", re.IGNORECASE)
BETWEEN = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)
JOINED = re.compile(r"^\s*(?:and|to|until|till|[-–])\s*$", re.IGNORECASE)
FIRST, LAST = dt.date.min, dt.date.max
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """The days ``first`` to ``last``, inclusive."""

    first: dt.date = FIRST
    last: dt.date = LAST

    def holds(self, day: dt.date | None) -> bool:
        """Say whether a day lies in it; what has no date lies in none."""
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class _Named:
    period: Period
    start: int
    end: int


def find_periods(question: str) -> tuple[tuple[Period, ...], str]:
    """Return the times a question names, and the question without them.

    A time that begins or ends with what is named ("since 2031") is what it means; "from May to July 2031" is one.
    """
    named = sorted(_find_named(question), key=lambda one: one.start)
    periods: list[Period] = []
    rest, place = "", 0
    while named:
        one = named.pop(0)
        before = question[: one.start]
        if named and BETWEEN.search(before) and JOINED.match(question[one.end : named[0].start]):
            last = named.pop(0)
            periods.append(Period(one.period.first, last.period.last))
            start, end = _start_of(BETWEEN, before), last.end
        else:
            period, start, extra = _mean(one, before, question[one.end :])
            periods.append(period)
            end = one.end + extra
        rest += question[place:start] + " "
        place = end
    return tuple(periods), rest + question[place:]


def _find_named(question: str) -> list[_Named]:
    found: list[_Named] = []
    for form in FORMS:
        for match in form.finditer(question):
            period = _as_period(match)
            if period and all(match.end() <= one.start or match.start() >= one.end for one in found):
                found.append(_Named(period, *match.span()))
    return found


def _as_period(match: re.Match[str]) -> Period | None:
    groups = match.groupdict()
    year = int(groups["year"])
    if not groups.get("month"):
        return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))
    month = MONTH_NUMBERS[groups["month"].lower()]
    last = calendar.monthrange(year, month)[1]
    if not groups.get("day"):
        return Period(dt.date(year, month, 1), dt.date(year, month, last))
    day = int(groups["day"])
    return Period(dt.date(year, month, day), dt.date(year, month, day)) if 1 <= day <= last else None


def _mean(one: _Named, before: str, after: str) -> tuple[Period, int, int]:
    """Return what is meant by a time that is named, where the words that say so begin, and how many come after it."""
    later = ONWARDS.match(after)
    if later:
        return Period(one.period.first), _start_of(SINCE, before), later.end()
    if AFTER.search(before):
        return Period(one.period.last + ONE_DAY), _start_of(AFTER, before), 0
    if BEFORE.search(before):
        return Period(FIRST, one.period.first - ONE_DAY), _start_of(BEFORE, before), 0
    if UNTIL.search(before):
        return Period(FIRST, one.period.last), _start_of(UNTIL, before), 0
    if re.search(r"\bsince\s+$", before, re.IGNORECASE):
        return Period(one.period.first), _start_of(SINCE, before), 0
    return one.period, one.start, 0


def _start_of(words: re.Pattern[str], before: str) -> int:
    found = words.search(before)
    return found.start() if found else len(before)
