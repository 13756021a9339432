"""The filters of GOV.UK's search: which a field may have, what they let through, what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.fakes.govuk_fields import filter_kind

MISSING = "_MISSING"
FILTER = re.compile(r"(?P<how>filter|reject)_(?:(?P<every>any|all)_)?(?P<field>.+)")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Filter:
    """What values a field must have, or must not."""

    field: str
    kind: str
    values: tuple[str, ...]
    reject: bool
    every: bool

    @property
    def period(self) -> tuple[datetime, datetime]:
        """The first and last moment that a filter by date lets through."""
        return read_period(self.values[0])


def make_filter(name: Mapping[str, str | None], values: Sequence[str]) -> Filter:
    """Return a filter from the parts of its name, whether it can be used or not."""
    known, how = str(name["field"]), name["how"]
    kind = filter_kind(known)
    field_name = "document_type" if known == "elasticsearch_type" else known
    return Filter(field_name, kind, tuple(values), reject=how == "reject", every=name["every"] == "all")


def find_faults(made: Filter) -> list[str]:
    """Return what is wrong with a filter."""
    values = [value for value in made.values if value != MISSING]
    if not made.kind:
        return [f'"{made.field}" is not a valid {"reject" if made.reject else "filter"} field']
    if made.kind == "boolean" and not {*values} <= {"true", "false"}:
        return [f"{made.field} requires a boolean (true or false)"]
    if made.kind == "date" and len(values) > 1:
        return [f'Too many values ({len(values)}) for parameter "{made.field}" (must occur at most once)']
    return [
        _date_fault(made.field, value) for value in values if made.kind == "date" and _date_fault(made.field, value)
    ]


def read_period(value: str) -> tuple[datetime, datetime]:
    """Read ``from:`` and ``to:`` of a filter by date; ValueError when it is not one."""
    found = {"from": datetime.min.replace(tzinfo=UTC), "to": datetime.max.replace(tzinfo=UTC)}
    for part in value.split(","):
        label, _, date = part.partition(":")
        if label not in found:
            raise ValueError(f'Invalid date filter parameter "{label}:" (expected "from:" or "to:")')
        moment = datetime.fromisoformat(date)
        whole_day = label == "to" and DAY.fullmatch(date)
        moment = moment.replace(hour=23, minute=59, second=59) if whole_day else moment
        found[label] = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return found["from"], found["to"]


def _date_fault(name: str, value: str) -> str:
    try:
        read_period(value)
    except ValueError as error:
        message = str(error)
        known = message.startswith("Invalid date filter")
        return message if known else f'Invalid value "{value}" for parameter "{name}" (expected ISO8601 date)'
    return ""
