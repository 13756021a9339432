"""Plain words and the field's own: what people type, and what publications say for it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from assistant.errors import BadRequest
from assistant.words import Why, Wider

NARROWER = "narrower"
"""The group of words whose printed ones are wider."""


@cache
def _wordings() -> dict[str, tuple[str, Why]]:
    """Read and check the table: each word of a person's once, with what is printed for it and whether that is wider."""
    found: dict[str, tuple[str, Why]] = {}
    groups = yaml.safe_load((files("assistant") / "wording.yaml").read_text(encoding="utf-8"))
    for name, group in groups.items():
        for said, printed in group.items():
            if said in found or said != said.lower():
                raise BadRequest(f"wording.yaml has {said!r} twice or not in lower case; keep one, in lower case.")
            found[said] = printed, "wider" if name == NARROWER else "wording"
    return found


@cache
def _said() -> re.Pattern[str]:
    # The longest first, so that "county lines" is found before a word in it.
    longest = sorted(_wordings(), key=lambda said: (-len(said), said))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")


def find_printed_words(question: str) -> list[Wider]:
    """Return what publications say for words of a question, in the question's order."""
    plain = question.lower().replace("’", "'")
    return [Wider(match.start(), match.end(), *_wordings()[match[0]]) for match in _said().finditer(plain)]
