"""The tables of ``personal.yaml``: words and numbers that decide what is personal data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from typing import Any

import yaml

from assistant.errors import BadRequest

WORDS = re.compile(r'"([^"]+)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Band:
    """How an age below so many months is told: of whom, and how old they are."""

    below: int
    who: str
    age: str


@dataclass(frozen=True, slots=True)
class Tables:
    """Each table by its name in the file; all words in small letters."""

    postcode_areas: frozenset[str]
    lettered_areas: frozenset[str]
    sections: frozenset[str]
    not_inward: frozenset[str]
    public_postcodes: frozenset[str]
    streets: frozenset[str]
    streets_in_letters: frozenset[str]
    not_street_names: frozenset[str]
    numbered: frozenset[str]
    not_streets: frozenset[str]
    public_addresses: frozenset[str]
    insurance_not_first: frozenset[str]
    insurance_not_second: frozenset[str]
    insurance_not_prefix: frozenset[str]
    insurance_examples: frozenset[str]
    references: frozenset[str]
    public_prefixes: frozenset[str]
    public_numbers: frozenset[str]
    mailboxes: frozenset[str]
    kin: frozenset[str]
    groups: frozenset[str]
    not_child: frozenset[str]
    beside_child: frozenset[str]
    befalls: frozenset[str]
    first_names: frozenset[str]
    names_in_capitals: frozenset[str]
    settings: frozenset[str]
    own_settings: frozenset[str]
    generic: frozenset[str]
    not_places: frozenset[str]
    towns: frozenset[str]
    harms: frozenset[str]
    not_names: frozenset[str]
    public_work: frozenset[str]
    public_titles: frozenset[str]
    publications: frozenset[str]
    labels: frozenset[str]
    kept: frozenset[str]
    bands: Sequence[Band]


@cache
def tables() -> Tables:
    """Read and check the file."""
    rows = yaml.safe_load((files("assistant.personal") / "personal.yaml").read_text(encoding="utf-8"))
    return read_tables(rows)


def read_tables(rows: dict[str, Any]) -> Tables:
    """Return the tables of a file; what is missing, unknown or empty is named."""
    wrong = {field.name for field in fields(Tables)} ^ set(rows) | {name for name, row in rows.items() if not row}
    if wrong:
        raise BadRequest(
            f"personal.yaml must have each table once, and words in it; look at {', '.join(sorted(wrong))}."
        )
    bands = [Band(**row) for row in rows["bands"]]
    if bands != sorted(bands, key=lambda band: band.below):
        raise BadRequest("personal.yaml must have the bands of age from the youngest to the oldest.")
    words = {name: _words(name, row) for name, row in rows.items() if name != "bands"}
    return Tables(**words, bands=tuple(bands))


def _words(name: str, row: Any) -> frozenset[str]:
    """Return the words of a row: a list, or one text in which several words that belong together are quoted."""
    words = [match[1] or match[2] for match in WORDS.finditer(row)] if isinstance(row, str) else row
    if not all(isinstance(word, str) for word in words):
        raise BadRequest(f"personal.yaml has something in {name} that is no word; put numbers in quotation marks.")
    return frozenset(word.lower() for word in words)


def one_of(words: Iterable[str]) -> str:
    """Return a pattern of any of some words, the longest first; spaces in them may be any."""
    return any_of(re.escape(word).replace(r"\ ", " ") for word in words)


def any_of(patterns: Iterable[str]) -> str:
    """Return a pattern of any of some patterns that begin with a letter or figure, the longest first.

    They are gathered by that character, so that at most places of a text few are tried.
    """
    longest = sorted((pattern.replace(" ", r"\s+") for pattern in patterns), key=lambda one: (one[0], -len(one), one))
    groups = groupby(longest, key=itemgetter(0))
    return "(?:" + "|".join(f"{first}(?:{'|'.join(one[1:] for one in group)})" for first, group in groups) + ")"
