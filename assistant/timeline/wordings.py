"""The words by which somebody commits themselves, and by which it is said later that something was done."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from assistant.words import without_marks

QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
"""What somebody else is quoted to say."""
IsPromised = Callable[[str], bool]
AROUND = 25
"""So many characters before the words that say that something was done may say that it was not."""


@dataclass(frozen=True, slots=True)
class Worded:
    """The words that say something: what they say (``kind``), as printed, and when it is to be (None: not said)."""

    kind: str
    words: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Wordings:
    """The tables, as patterns."""

    commitments: Mapping[str, re.Pattern[str]]
    outcomes: Mapping[str, re.Pattern[str]]
    others: re.Pattern[str]
    by: re.Pattern[str]
    perfect: re.Pattern[str]
    undone: re.Pattern[str]
    recalls: re.Pattern[str]
    leans: re.Pattern[str]
    numbering: re.Pattern[str]
    general: frozenset[str]

    def find_commitment(self, sentence: str) -> Worded | None:
        """Return how a sentence commits whoever says it; None when it does not, or asks something of others."""
        text = _plain(sentence)
        if text.endswith("?"):
            return None
        for kind, pattern in self.commitments.items():
            match = pattern.search(text)
            if match and not self.others.search(text[: match.start()]) and not _is_quoted(text, match.start()):
                by = self.by.search(text)
                return Worded(kind, match[0], by[0] if by else None)
        return None

    def find_outcome(self, sentence: str, *, is_promised: IsPromised = lambda _: False) -> Worded | None:
        """Return how a sentence says that something was done or taken up; None when it says no such thing.

        ``is_promised`` says of a verb whether it is one of what was to be done: that has been done, whatever it is.
        """
        text = _plain(sentence)
        for kind, pattern in self.outcomes.items():
            for match in pattern.finditer(text):
                if not self._is_undone(text, match):
                    return Worded(kind, match[0])
        for match in self.perfect.finditer(text):
            if is_promised(match["verb"]) and not self._is_undone(text, match):
                return Worded("done", match[0])
        return None

    def _is_undone(self, text: str, match: re.Match[str]) -> bool:
        return bool(self.undone.search(text[max(match.start() - AROUND, 0) : match.end()]))


@cache
def wordings() -> Wordings:
    """Read the tables."""
    data: dict[str, Any] = yaml.safe_load((files("assistant") / "timeline" / "wordings.yaml").read_text("utf-8"))
    said = {"{who}": rf"(?<!\w){data['who']}", "{done}": data["done"]}

    def join(patterns: list[str]) -> re.Pattern[str]:
        written = "|".join(f"(?:{one})" for one in patterns)
        for name, words in said.items():
            written = written.replace(name, words)
        return re.compile(written, re.IGNORECASE)

    return Wordings(
        commitments={kind: join(patterns) for kind, patterns in data["commitments"].items()},
        outcomes={kind: join(patterns) for kind, patterns in data["outcomes"].items()},
        others=join(data["others"]),
        by=join([data["by"]]),
        perfect=join([data["perfect"]]),
        undone=join([data["undone"]]),
        recalls=join([data["recalls"]]),
        leans=join([data["leans"]]),
        numbering=join([data["numbering"]]),
        general=frozenset(data["general"]),
    )


def _plain(sentence: str) -> str:
    return without_marks(sentence).strip()


def _is_quoted(text: str, place: int) -> bool:
    return any(match.start() < place < match.end() for match in QUOTED.finditer(text))
