"""Plain words and the field's own: what people type, and what publications say for it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from assistant.errors import BadRequest


@cache
def _wordings() -> dict[str, str]:
    """Read and check the table: each word of a person's once."""
    found: dict[str, str] = {}
    groups = yaml.safe_load((files("assistant") / "wording.yaml").read_text(encoding="utf-8"))
    for group in groups.values():
        for said, printed in group.items():
            if said in found or said != said.lower():
                raise BadRequest(f"wording.yaml has {said!r} twice or not in lower case; keep one, in lower case.")
            found[said] = printed
    return found


@cache
def _said() -> re.Pattern[str]:
    # The longest first, so that "county lines" is found before a word in it.
    longest = sorted(_wordings(), key=lambda said: (-len(said), said))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")


def find_printed_words(question: str) -> tuple[str, ...]:
    """Return what publications say for words of a question, in the question's order, each once."""
    plain = question.lower().replace("’", "'")
    return tuple(dict.fromkeys(_wordings()[match[0]] for match in _said().finditer(plain)))
