"""Reads the parameters of GOV.UK's search as strictly as it does: whatever it does not know is an error.

Aggregates are left out: nothing here asks for any, and what is asked in vain is refused.
Sentences of errors, and the limits that the usage page does not name: https://github.com/alphagov/search-api.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from tests.fakes.govuk_fields import field_types
from tests.fakes.govuk_filters import FILTER, Filter, find_faults, make_filter

MOST = 1500
MOST_START = 900_000
LONGEST_QUERY = 512
SORTABLE = (
    "public_timestamp",
    "closing_date",
    "title",
    "tribunal_decision_decision_date",
    "start_date",
    "assessment_date",
    "popularity",
    "release_timestamp",
)
GIVEN_BY_DEFAULT = (
    "description",
    "display_type",
    "format",
    "link",
    "organisations",
    "public_timestamp",
    "slug",
    "title",
    "organisation_content_ids",
)
VIRTUAL = ("title_with_highlighting", "description_with_highlighting", "expanded_topics", "expanded_organisations")
DEBUG = ("disable_best_bets", "disable_popularity", "disable_synonyms", "disable_boosting", "explain", "show_query")
WITHDRAWN = "include_withdrawn"


class Refused(Exception):
    """The parameters of a search cannot be used; the message names everything that is wrong with them."""


@dataclass(frozen=True, slots=True)
class Query:
    """One search, its parameters read."""

    words: str
    start: int
    count: int
    order: str
    fields: tuple[str, ...]
    filters: tuple[Filter, ...]
    withdrawn: bool


@dataclass(slots=True)
class Reading:
    """The parameters that are left to read, and what was wrong so far."""

    given: dict[str, list[str]]
    errors: list[str] = field(default_factory=list)

    def one(self, name: str) -> str:
        """Take a parameter that may be given once."""
        values = self.given.pop(name, [])
        if len(values) > 1:
            self.errors.append(f'Too many values ({len(values)}) for parameter "{name}" (must occur at most once)')
        return values[0] if values else ""

    def number(self, name: str, default: int) -> int:
        """Take a parameter that is a number and not below zero."""
        given = name in self.given
        value = self.one(name)
        if not given:
            return default
        if not re.fullmatch(r"[+-]?\d+", value, re.ASCII):
            self.errors.append(f'Invalid value "{value}" for parameter "{name}" (expected positive integer)')
        elif int(value) < 0:
            self.errors.append(f'Invalid negative value "{value}" for parameter "{name}" (expected positive integer)')
        else:
            return int(value)
        return default

    def several(self, name: str) -> tuple[str, ...]:
        """Take a parameter whose values are parted by commas or given one by one."""
        return tuple(part for value in self.given.pop(name, []) for part in value.split(",") if part)


def read_query(query: str) -> Query:
    """Read a query string, or raise Refused with all that is wrong with it."""
    reading = Reading(_parse(query))
    for ignored in ("c", "suggest"):
        reading.given.pop(ignored, None)
    untyped = [test for test in reading.several("ab_tests") if not test.partition(":")[2]]
    reading.errors += [f'Invalid ab_tests, missing type "{test}"' for test in untyped]
    read = Query(
        words=_read_words(reading),
        start=_at_most(reading, "start", (0, MOST_START)),
        count=_at_most(reading, "count", (10, MOST)),
        order=_read_order(reading),
        fields=_read_fields(reading),
        filters=tuple(_read_filters(reading)),
        withdrawn=_read_debug(reading),
    )
    if reading.given:
        reading.errors.append(f"Unexpected parameters: {', '.join(reading.given)}")
    if reading.errors:
        raise Refused(". ".join(reading.errors))
    return read


def _parse(query: str) -> dict[str, list[str]]:
    """Return the values of each parameter; ``name[]`` is the same as ``name``."""
    given: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        given.setdefault(name.removesuffix("[]"), []).append(value)
    return given


def _read_words(reading: Reading) -> str:
    words = reading.one("q").strip()
    if len(words) > LONGEST_QUERY:
        reading.errors.append("Query exceeds the maximum allowed length")
    return words


def _at_most(reading: Reading, name: str, bounds: tuple[int, int]) -> int:
    default, most = bounds
    value = reading.number(name, default)
    if value <= most:
        return value
    what = "size" if name == "count" else "start point"
    reading.errors.append(f"Maximum result set {what} (as specified in '{name}') is {most}")
    return default


def _read_order(reading: Reading) -> str:
    order = reading.one("order")
    if order and order.removeprefix("-") not in SORTABLE:
        reading.errors.append(f'"{order.removeprefix("-")}" is not a valid sort field')
    return order


def _read_fields(reading: Reading) -> tuple[str, ...]:
    fields = reading.several("fields")
    unknown = [name for name in fields if name not in field_types() and name not in VIRTUAL]
    if unknown:
        listed = ", ".join(f'"{name}"' for name in unknown)
        reading.errors.append(f"Some requested fields are not valid return fields: [{listed}]")
    return fields or GIVEN_BY_DEFAULT


def _read_debug(reading: Reading) -> bool:
    options = reading.several("debug")
    unknown = [option for option in options if option not in {*DEBUG, WITHDRAWN}]
    reading.errors += [f'Unknown debug option "{option}"' for option in unknown]
    return WITHDRAWN in options


def _read_filters(reading: Reading) -> list[Filter]:
    found = []
    for name in list(reading.given):
        if match := FILTER.fullmatch(name):
            made = make_filter(match.groupdict(), reading.given.pop(name))
            reading.errors += find_faults(made)
            found.append(made)
    return found
