"""Which agencies and topics a publication concerns, by a table of the field's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

FEWEST = 5
PER_THOUSAND = 1.5
"""How often the words of a subject must occur, in all and in a thousand words, where no heading has them."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """What a publication concerns, in the order of the table."""

    agencies: tuple[str, ...]
    topics: tuple[str, ...]


def find_subjects(title: str, headings: Iterable[str], text: str) -> Subjects:
    """Return what a title or heading names, or the text speaks of often."""
    told = "\n".join((title, *headings))
    thousands = max(len(text.split()), 1) / 1000
    table = _table()

    def concerns(pattern: re.Pattern[str]) -> bool:
        if pattern.search(told):
            return True
        count = sum(1 for _ in pattern.finditer(text))
        return count >= FEWEST and count / thousands >= PER_THOUSAND

    found = {
        kind: tuple(name for name, pattern in patterns.items() if concerns(pattern)) for kind, patterns in table.items()
    }
    return Subjects(found["agencies"], found["topics"])


def subject_names(kind: str) -> tuple[str, ...]:
    """Return the names of the subjects of a kind, ``agencies`` or ``topics``, in the order of the table."""
    return tuple(_table()[kind])


@cache
def _table() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    data = yaml.safe_load((files("ingest") / "subjects.yaml").read_text(encoding="utf-8"))
    return {
        kind: {name: re.compile("|".join(f"(?:{one})" for one in says), re.IGNORECASE) for name, says in rows.items()}
        for kind, rows in data.items()
    }
