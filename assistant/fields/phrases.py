"""The tables of ``phrases.yaml``: how questions ask for fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from assistant.asking import any_of


@dataclass(frozen=True, slots=True)
class Form:
    """How questions ask for one field, and the words that belong to asking for it."""

    name: str
    asked: re.Pattern[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class LinkPhrases:
    """How lists of links are headed and asked for."""

    headed: re.Pattern[str]
    places: re.Pattern[str]
    whole: re.Pattern[str]
    several: re.Pattern[str]
    who: re.Pattern[str]
    which: re.Pattern[str]
    place: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """All tables, compiled."""

    besides: re.Pattern[str]
    forms: tuple[Form, ...]
    letter: frozenset[str]
    panel: frozenset[str]
    government: frozenset[str]
    government_says: re.Pattern[str]
    premise: frozenset[str]
    links: LinkPhrases


@cache
def phrases() -> Phrases:
    """Read and check the tables."""
    data = yaml.safe_load((files("assistant.fields") / "phrases.yaml").read_text(encoding="utf-8"))
    links = {name: any_of(patterns, cased=name == "place") for name, patterns in data["links"].items()}
    return Phrases(
        besides=any_of(data["besides"]),
        forms=tuple(Form(name, any_of(row["asked"]), frozenset(row["words"])) for name, row in data["fields"].items()),
        letter=frozenset(data["letter"]),
        panel=frozenset(data["panel"]),
        government=frozenset(data["government"]),
        government_says=any_of(data["government_says"]),
        premise=frozenset(data["premise"]),
        links=LinkPhrases(**links),
    )
