"""What a question may be besides a question, and the tables by which each is recognised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from assistant.errors import BadRequest
from assistant.screening.patterns import Patterns, read_patterns
from assistant.screening.phrases import Phrasebook, read_phrase


class Concern(StrEnum):
    """What a question may be; of several that fit, the first counts."""

    DANGER = "danger"
    INFORMATION_REQUEST = "information_request"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which score a text is taken for a concern: by meaning and words together, by its words alone.

    Where words stand in the text that speak against it, ``held_back`` more is needed.
    """

    together: float
    words: float
    held_back: float


@cache
def read_table(concern: Concern) -> Patterns:
    """Read and check the patterns of a concern: every phrase can be read, and every group that is named is there."""
    table = next(read_documents(concern))
    sets, groups, together = table["sets"], table["groups"], table.get("together", {})
    phrases = {group: [read_phrase(one, sets=sets) for one in listed] for group, listed in groups.items()}
    patterns = read_patterns(table["patterns"], together=together)
    against = frozenset(group for name in table["against"] for group in together.get(name, [name]))
    named = {group for one in patterns for part in (*one.near, one.unless, against) for group in part}
    if not named <= set(groups):
        raise BadRequest(f"{concern}.yaml names {min(named - set(groups))!r}, which is no group of it; mend the file.")
    return Patterns(tuple(patterns), against, Phrasebook(phrases))


@cache
def read_thresholds() -> Mapping[Concern, Thresholds]:
    """Read the thresholds of every concern."""
    table = yaml.safe_load(_read("thresholds.yaml"))
    return {concern: Thresholds(**table[concern]) for concern in Concern}


def read_documents(concern: Concern) -> Iterator[Any]:
    """Yield the patterns of a concern, then its sentences; nobody parses more than is asked for."""
    return yaml.safe_load_all(_read(f"{concern}.yaml"))


def _read(name: str) -> str:
    return (files("assistant.screening") / name).read_text(encoding="utf-8")
