"""A digest as people ask for one in a sentence: "digest since 1 May 2021", "what is new since May 2021 for police"."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from ingest.letters import MONTH_NUMBERS

ASKED = re.compile(
    r"(?:(?:the\s+|a\s+)?digest|what(?:['’]s|\s+is)\s+new|what\s+has\s+changed)\s+since\s+(?P<day>[\w\s,-]{4,30}?)"
    r"(?:\s+(?:for|to)\s+(?P<body>.{2,100}?))?\s*[?.!]*",
    re.IGNORECASE,
)
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<date>\d{1,2})")
WRITTEN = re.compile(
    r"(?:(?P<date>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<month>[a-z]{3,9})[\s,]+(?P<year>\d{4})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class AskedDigest:
    """Since when, and for which body if one is named, in the words that were typed."""

    since: dt.date
    to: tuple[str, ...] = ()


def read_digest(text: str) -> AskedDigest | None:
    """Return the digest that a sentence asks for; None when it asks for none, or names no day."""
    asked = ASKED.fullmatch(" ".join(text.split()))
    since = _read_day(asked["day"]) if asked else None
    if asked is None or since is None:
        return None
    return AskedDigest(since, (asked["body"],) if asked["body"] else ())


def _read_day(words: str) -> dt.date | None:
    """Return the day that words name; of a month its first. None: they name none."""
    match = ISO.fullmatch(words) or WRITTEN.fullmatch(words)
    if match is None:
        return None
    named = match["month"].lower()
    month = int(named) if named.isdecimal() else _find_month(named)
    year, day = int(match["year"]), int(match["date"] or 1)
    real = month in range(1, 13) and year and 1 <= day <= calendar.monthrange(year, month)[1]
    return dt.date(year, month, day) if real else None


def _find_month(name: str) -> int:
    found = [number for word, number in MONTH_NUMBERS.items() if word.startswith(name)]
    return found[0] if len(found) == 1 else 0
