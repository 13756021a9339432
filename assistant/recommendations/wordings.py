"""The tables of ``asking.yaml``: how questions ask for the register."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from assistant.asking import any_of
from assistant.recommendations.entries import ResponseState
from ingest.recommendations.entries import RECOMMENDATIONS, EntryKind

EDGE = " \t,:;.?!()–—“”" + '"'
"""What stands at the ends of words and says nothing."""
ANSWERED = frozenset(ResponseState) - {ResponseState.NONE}


@dataclass(frozen=True, slots=True)
class Noun:
    """A word for entries, and the kinds it stands for."""

    says: re.Pattern[str]
    kinds: frozenset[EntryKind]


@dataclass(frozen=True, slots=True)
class Wordings:
    """All tables, compiled."""

    politeness: re.Pattern[str]
    ending: re.Pattern[str]
    besides: re.Pattern[str]
    count: re.Pattern[str]
    list: re.Pattern[str]
    question: re.Pattern[str]
    nouns: tuple[Noun, ...]
    single: re.Pattern[str]
    recommended: tuple[re.Pattern[str], ...]
    number: re.Pattern[str]
    responses: tuple[tuple[re.Pattern[str], frozenset[ResponseState]], ...]
    parted: re.Pattern[str]
    says: re.Pattern[str]
    markers: re.Pattern[str]
    fillers: re.Pattern[str]
    oldest: re.Pattern[str]
    makers: frozenset[str]
    kinds: tuple[tuple[re.Pattern[str], frozenset[str]], ...]
    topics: Mapping[str, frozenset[str]]
    generic: frozenset[str]
    opens: re.Pattern[str]
    asks: frozenset[str]


@cache
def wordings() -> Wordings:
    """Read and check the tables."""
    data = yaml.safe_load((files("assistant.recommendations") / "asking.yaml").read_text(encoding="utf-8"))
    kinds = sorted(data["kinds"].items(), key=lambda one: -len(one[0]))
    return Wordings(
        politeness=_begins(data["politeness"]),
        ending=any_of([data["ending"]]),
        besides=any_of(data["besides"]),
        count=_begins(data["count"]),
        list=_begins(data["list"]),
        question=_begins(data["question"]),
        nouns=tuple(_noun(row) for row in data["nouns"]),
        single=any_of([data["single"]]),
        recommended=tuple(any_of([one]) for one in data["recommended"]),
        number=any_of([data["number"]]),
        responses=tuple((_whole(says), _states(name)) for name, says in data["responses"].items()),
        parted=any_of([data["parted"]]),
        says=any_of([data["says"]]),
        markers=_markers(data["markers"]),
        fillers=_whole(sorted(data["fillers"], key=len, reverse=True)),
        oldest=any_of([data["oldest"]]),
        makers=frozenset(data["makers"]),
        kinds=tuple((_whole([says]), frozenset(named)) for says, named in kinds),
        topics={name: frozenset(topics) for name, topics in data["topics"].items()},
        generic=frozenset(data["generic"]),
        opens=any_of([data["opens"]]),
        asks=frozenset(data["asks"]),
    )


def _begins(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(patterns)})(?!\w)\s*", re.IGNORECASE)


def _whole(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(patterns)})(?![\w'-])", re.IGNORECASE)


def _noun(row: Mapping[str, Any]) -> Noun:
    kinds = RECOMMENDATIONS if row["kinds"] == "any" else frozenset(map(EntryKind, row["kinds"]))
    return Noun(_whole([row["says"]]), kinds)


def _states(name: str) -> frozenset[ResponseState]:
    return ANSWERED if name == "any" else frozenset({ResponseState(name)})


def _markers(rows: Mapping[str, list[str]]) -> re.Pattern[str]:
    """Return a pattern with a group for each slot; of two markers that begin in one place the longer one is found."""
    every = sorted(((one, slot) for slot, some in rows.items() for one in some), key=lambda one: -len(one[0]))
    return re.compile(
        "|".join(rf"(?P<{slot}_{place}>(?<![\w'-]){one}(?![\w'-]))" for place, (one, slot) in enumerate(every)),
        re.IGNORECASE,
    )
