"""What a question asks for, read from its words: a list, a value of some type, the state of things today, hard facts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
SENTENCE_START = re.compile(r"(?:^|[.!?]\s+)\W*(\w+)")
NAME = re.compile(r"\b[A-Z][a-z]{2,}(?:[-'’][A-Z]?[a-z]+)*\b")


@dataclass(frozen=True, slots=True)
class ValueType:
    """A type of value: how questions ask for it and what it looks like in a text."""

    name: str
    asked: re.Pattern[str]
    looks: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Signs:
    """The tables of ``asking.yaml``, compiled."""

    lists: re.Pattern[str]
    today: re.Pattern[str]
    declined: re.Pattern[str]
    values: tuple[ValueType, ...]


@cache
def signs() -> Signs:
    """Read and check the tables."""
    data = yaml.safe_load((files("assistant") / "asking.yaml").read_text(encoding="utf-8"))
    return Signs(
        lists=_any_of(data["lists"]),
        today=_any_of(data["today"]),
        declined=_any_of(data["declined"]),
        values=tuple(ValueType(name, _any_of(row["asked"]), _any_of(row["looks"])) for name, row in data["values"].items()),
    )


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def asks_for_list(question: str) -> bool:
    """Say whether a question asks for a whole list."""
    return bool(signs().lists.search(question))


def asks_about_today(question: str) -> bool:
    """Say whether a question asks how things are now, which a published document cannot tell."""
    return bool(signs().today.search(question))


def missing_value(question: str, quoted: str) -> str | None:
    """Return the name of the type of value that is asked for and does not occur in the quoted words, if any."""
    wanted = [value for value in signs().values if value.asked.search(question)]
    return next((value.name for value in wanted if not value.looks.search(quoted)), None)


def missing_facts(question: str, held: str) -> list[str]:
    """Return the years and names of a question that occur nowhere in ``held``: what no evidence can be about."""
    starts = {match[1] for match in SENTENCE_START.finditer(question)}
    named = [word for word in NAME.findall(question) if word not in starts]
    facts = dict.fromkeys([*YEAR.findall(question), *named])
    lowered = held.lower()
    return [fact for fact in facts if not re.search(rf"\b{re.escape(fact.lower())}", lowered)]
