"""The words by which statements are compared: read once from ``words.yaml``, and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from assistant.errors import BadRequest


@dataclass(frozen=True, slots=True)
class Table:
    """Words by what they do; ``forms``, ``past`` and ``alike`` lead from a word to the one that stands for it.

    ``small`` are the words for the numbers up to 19 and for the tens.
    """

    ignored: frozenset[str]
    linking: frozenset[str]
    deciding: frozenset[str]
    joining: frozenset[str]
    forms: Mapping[str, str]
    past: Mapping[str, str]
    alike: Mapping[str, str]
    phrases: Mapping[str, str]
    small: Mapping[str, int]
    months: frozenset[str]

    @property
    def phrase(self) -> re.Pattern[str]:
        """What finds a phrase, the longest first."""
        longest = sorted(self.phrases, key=lambda said: (-len(said), said))
        return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.IGNORECASE)


@cache
def read_table() -> Table:
    """Return the table; ``BadRequest`` when a word stands in two of its lists, where one would hide the other."""
    raw = yaml.safe_load((files("assistant.rephrasing") / "words.yaml").read_text(encoding="utf-8"))
    lists = {name: frozenset(raw[name].split()) for name in ("ignored", "linking", "deciding", "joining", "months")}
    alike: dict[str, str] = {}
    for group in raw["alike"]:
        for word in group:
            if word in alike or word in lists["ignored"]:
                raise BadRequest(f"words.yaml has {word!r} twice; keep one.")
            alike[word] = group[0]
    if twice := (lists["ignored"] | lists["linking"]) & lists["deciding"]:
        raise BadRequest(f"words.yaml has {', '.join(sorted(twice))} twice; keep one of each.")
    return Table(
        **lists,
        forms=raw["forms"],
        past=raw["past"],
        alike=alike,
        phrases=raw["phrases"],
        small={word: value for value, word in enumerate(raw["units"].split())}
        | {word: 10 * value for value, word in enumerate(raw["tens"].split(), start=2)},
    )


@cache
def find_phrase() -> re.Pattern[str]:
    """Return what finds the table's phrases."""
    return read_table().phrase
