"""What a question asks for, read from its words: a list, a value of some type, how things are today, hard facts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest import marks
from ingest.letters import MONTH_NUMBERS

YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
SENTENCE_START = re.compile(r"(?:^|[.!?]\s+)\W*(\w+)")
MONTH = re.compile(rf"\b(?:{marks.MONTHS})\b", re.IGNORECASE)
MONTHS_AND_YEAR = re.compile(
    rf"\b(?:{marks.MONTHS})\b(?:\W+(?:and|or|to)?\W*(?:{marks.MONTHS}))*\W+(?P<year>(?:19|20)\d{{2}})\b", re.IGNORECASE
)
NAME = re.compile(r"\b[A-Z][a-z]{2,}(?:[-'’][A-Z]?[a-z]+)*\b")
Months = frozenset[tuple[int, int]]
"""Months, as (year, month)."""
POSSESSIVE = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True)
class ValueType:
    """A type of value: how questions ask for it and what it looks like in a text."""

    name: str
    asked: re.Pattern[str]
    looks: re.Pattern[str]
    needed: bool


@dataclass(frozen=True, slots=True)
class Signs:
    """The tables of ``asking.yaml``, compiled."""

    lists: re.Pattern[str]
    learning: re.Pattern[str]
    today: re.Pattern[str]
    cases: re.Pattern[str]
    results: re.Pattern[str]
    to_come: re.Pattern[str]
    compares: re.Pattern[str]
    over_time: re.Pattern[str]
    dates: re.Pattern[str]
    values: tuple[ValueType, ...]


@cache
def signs() -> Signs:
    """Read and check the tables."""
    data = yaml.safe_load((files("assistant") / "asking.yaml").read_text(encoding="utf-8"))
    return Signs(
        lists=any_of(data["lists"]),
        learning=any_of(data["learning"]),
        today=any_of(data["today"]),
        cases=any_of(data["cases"]),
        results=any_of(data["results"]),
        to_come=any_of(data["to_come"]),
        compares=any_of(data["compares"]),
        over_time=any_of(data["over_time"]),
        dates=any_of(data["dates"]),
        values=tuple(_value_type(name, row) for name, row in data["values"].items()),
    )


def _value_type(name: str, row: dict[str, Any]) -> ValueType:
    looks = any_of(row["looks"], cased=row.get("cased", False))
    return ValueType(name, any_of(row["asked"]), looks, needed=row.get("needed", True))


def any_of(patterns: Iterable[str], *, cased: bool = False) -> re.Pattern[str]:
    """Return a pattern that finds any of some; whatever the case, unless it counts."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), 0 if cased else re.IGNORECASE)


def asks_for_list(question: str) -> bool:
    """Say whether a question asks for a whole list."""
    return bool(signs().lists.search(question))


def asks_for_learning(question: str) -> bool:
    """Say whether a question asks for what is to be learned about something: a few points rather than one fact."""
    return bool(signs().learning.search(question))


def tells_a_case(words: str) -> bool:
    """Say whether a heading or a question speaks of one case as an example: what was done there is no advice."""
    return bool(signs().cases.search(words))


def compares(question: str) -> bool:
    """Say whether a question sets things side by side."""
    return bool(signs().compares.search(question))


def goes_over_time(question: str) -> bool:
    """Say whether a question asks how something changed or went on."""
    return bool(signs().over_time.search(question))


def asks_about_dates(question: str) -> bool:
    """Say whether the date of a letter can answer a question by itself."""
    return bool(signs().dates.search(question))


def is_still_to_come(question: str, words: str) -> bool:
    """Say whether a question asks what came of something and words say that it was still to come."""
    return bool(signs().results.search(question) and signs().to_come.search(words))


def asks_about_today(question: str) -> bool:
    """Say whether a question asks how things are now, which a published document cannot tell."""
    return bool(signs().today.search(question))


def asked_values(question: str) -> tuple[ValueType, ...]:
    """Return the types of value that a question asks for."""
    return tuple(value for value in signs().values if value.asked.search(question))


def named_months(question: str) -> Months:
    """Return the months, as (year, month), that a question names; "the March and May 2021 letters" names two."""
    found: set[tuple[int, int]] = set()
    for match in MONTHS_AND_YEAR.finditer(question):
        found |= {(int(match["year"]), MONTH_NUMBERS[name.lower()]) for name in MONTH.findall(match[0])}
    return frozenset(found)


def missing_facts(question: str, held: str) -> list[str]:
    """Return the years and names of a question that occur nowhere in ``held``: what no evidence can be about."""
    starts = {match[1] for match in SENTENCE_START.finditer(question)}
    named = [POSSESSIVE.sub("", word) for word in NAME.findall(question) if word not in starts]
    facts = dict.fromkeys([*YEAR.findall(question), *named])
    lowered = held.lower()
    return [fact for fact in facts if not re.search(rf"\b{re.escape(fact.lower())}", lowered)]
