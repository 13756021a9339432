"""Facts that a publication states of itself: the time it reports on, the day its figures stood, its licence."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Any

from ingest import marks
from ingest.letters import MONTH_NUMBERS

MONTHS_APART = re.compile(
    rf"\b(?P<from_month>{marks.MONTHS})\s+(?P<from_year>\d{{4}})\s*(?:to|–|-|until)\s*"
    rf"(?P<to_month>{marks.MONTHS})\s+(?P<to_year>\d{{4}})\b",
    re.IGNORECASE,
)
YEARS_APART = re.compile(r"\b(?P<from>20\d{2})\s*(?:to|–|-|/)\s*(?P<to>20\d{2}|\d{2})\b")
ONE_YEAR = re.compile(r"\bannual report(?: for)?\s+(?P<year>20\d{2})\b", re.IGNORECASE)
AS_AT = re.compile(
    rf"\bas (?:at|of)\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{marks.MONTHS})\s+(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
LICENCE = re.compile(r"open government licence\s*(?:v(?:ersion)?\s*)?(?P<version>\d(?:\.\d)?)?", re.IGNORECASE)
FINANCIAL_YEAR = (4, 3)
"""A year written as two, such as 2023 to 2024, runs from April to March."""


def find_facts(title: str, front: str, text: str) -> dict[str, Any]:
    """Return the fields of a description that a title, the first page and the whole text state."""
    found: dict[str, Any] = {}
    period = _period(title)
    if period:
        found |= {"period_from": period[0], "period_to": period[1]}
    as_at = AS_AT.search(front)
    if as_at and (day := _day(int(as_at["year"]), as_at["month"], int(as_at["day"]))):
        found["as_at"] = day
    licence = LICENCE.search(text)
    if licence:
        found["licence"] = f"OGL-UK-{licence['version'] or '3.0'}"
    return found


def _period(title: str) -> tuple[dt.date, dt.date] | None:
    """Return the time that a title names: months, a financial year, or the one year of an annual report."""
    if months := MONTHS_APART.search(title):
        begin = _day(int(months["from_year"]), months["from_month"], 1)
        end = _last_day(int(months["to_year"]), MONTH_NUMBERS[months["to_month"].lower()])
        return (begin, end) if begin and begin < end else None
    if years := YEARS_APART.search(title):
        begin_year = int(years["from"])
        end_year = int(years["to"]) if len(years["to"]) > 2 else begin_year // 100 * 100 + int(years["to"])  # noqa: PLR2004
        if end_year <= begin_year:
            return None
        return dt.date(begin_year, FINANCIAL_YEAR[0], 1), _last_day(end_year, FINANCIAL_YEAR[1])
    if year := ONE_YEAR.search(title):
        return dt.date(int(year["year"]), 1, 1), dt.date(int(year["year"]), 12, 31)
    return None


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _day(year: int, month: str, day: int) -> dt.date | None:
    try:
        return dt.date(year, MONTH_NUMBERS[month.lower()], day)
    except ValueError:
        return None
