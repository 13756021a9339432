"""Reads the table of signs by which entries of the register are told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.recommendations.marking import HOLES

HOLE = re.compile(r"\{([a-z]+)\}")

Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs as patterns, for one way of speaking of oneself: ``one`` each, ``many`` in order, and ``tables``."""

    one: Mapping[str, re.Pattern[str]]
    many: Mapping[str, Patterns]
    tables: Mapping[str, Mapping[str, re.Pattern[str]]]


@cache
def signs(we: str) -> Signs:
    """Read the table; ``we`` is ``panel`` or ``other``. A hole that nothing fills raises ``KeyError``."""
    data = _data()
    fill = {name: value for name, value in data.items() if isinstance(value, str)}
    fill |= {"we": data["we"][we], **HOLES}
    one = {name: _pattern(value, fill) for name, value in fill.items() if name not in HOLES}
    many = {
        name: tuple(_pattern(each, fill) for each in value) for name, value in data.items() if isinstance(value, list)
    }
    tables = {
        name: {key: _pattern(_joined(row), fill) for key, row in value.items()}
        for name, value in data.items()
        if isinstance(value, dict) and name != "we"
    }
    return Signs(one, many, tables)


def first_match(patterns: Patterns, text: str) -> re.Match[str] | None:
    """Return what the first pattern that is found finds."""
    return next((match for pattern in patterns if (match := pattern.search(text))), None)


def _joined(row: str | list[str]) -> str:
    return row if isinstance(row, str) else "|".join(f"(?:{each})" for each in row)


def _pattern(value: str, fill: Mapping[str, str]) -> re.Pattern[str]:
    """Fill the holes of a pattern, also those in what fills them."""
    while HOLE.search(value):
        value = HOLE.sub(lambda hole: fill[hole[1]], value)
    return re.compile(value, re.IGNORECASE)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(
        (files("ingest") / "recommendations" / "signs.yaml").read_text(encoding="utf-8")
    )
    return data
