"""Reads from words how somebody says that a recommendation stands; nothing is inferred."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from assistant.recommendations.entries import ResponseState


@dataclass(frozen=True, slots=True)
class Signs:
    """The table of ``states.yaml``, compiled; ``tells`` are kinds of publication."""

    states: Mapping[ResponseState, re.Pattern[str]]
    speaks_of: re.Pattern[str]
    others: tuple[re.Pattern[str], ...]
    silent: re.Pattern[str]
    tells: frozenset[str]


def read_state(words: str) -> ResponseState | None:
    """Return how a sentence says that a recommendation stands; None: it does not say it."""
    signs = read_signs()
    if _is_silent(words):
        return None
    return next((state for state, looks in signs.states.items() if looks.search(words)), None)


def speaks_of_one(words: str) -> bool:
    """Say whether a sentence speaks of a recommendation."""
    signs = read_signs()
    return bool(signs.speaks_of.search(words)) and not _is_silent(words)


def _is_silent(words: str) -> bool:
    signs = read_signs()
    return bool(signs.silent.search(words)) or any(sign.search(words) for sign in signs.others)


@cache
def read_signs() -> Signs:
    """Read the table; a name that is no state raises ``ValueError``."""
    text = (files("assistant") / "recommendations" / "states.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    states = {ResponseState(name): _any_of(signs) for name, signs in data["states"].items()}
    return Signs(
        states,
        _any_of(data["speaks_of"]),
        tuple(map(re.compile, data["others"])),
        _any_of(data["silent"]),
        frozenset(data["tells"]),
    )


def _any_of(signs: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{sign})" for sign in signs), re.IGNORECASE)
