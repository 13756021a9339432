"""The page of questions whose evidence search did not find, or found too far down, for a person to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.evaluation.markdown import begin_row, describe_span, list_under, one_line
from assistant.evaluation.passages import ALL, ANY, DEEPEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.evaluation.summary import Row

NEAR = 5
"""The first passages: evidence further down is a miss, and these are shown in its place."""
SHOWN = 400
"""Characters of a passage that are shown."""


def describe_missing(rows: Sequence[Row]) -> str:
    """Return Markdown of the rows that went wrong, in three groups: each with the evidence and the first passages."""
    lost = [row for row in rows if not row["scores"][ANY[DEEPEST]]]
    far = [row for row in rows if row["scores"][ANY[DEEPEST]] and not row["scores"][ANY[NEAR]]]
    part = [row for row in rows if row["scores"][ANY[NEAR]] and not row["scores"][ALL[DEEPEST]]]
    groups = {
        f"No evidence in the first {DEEPEST}": lost,
        f"No evidence in the first {NEAR}": far,
        f"Some evidence not in the first {DEEPEST}": part,
    }
    parts = [f"# Misses\n\nAmong the first {DEEPEST} passages that search gives.\n"]
    for title, missed in groups.items():
        parts.append(f"\n## {title} ({len(missed)})\n")
        parts.extend(_describe_row(row) for row in missed)
    return "".join(parts)


def _describe_row(row: Row) -> str:
    places = [place for place in row["places"] if place]
    gold = [
        describe_span(span, state=f"place {place}" if place else "missed")
        for span, place in zip(row["gold"], row["places"], strict=True)
    ]
    found = [f"- {one['source']}: {_shorten(one['text'])}" for one in row["passages"][:NEAR]]
    said = f"place {min(places)}" if places else "not found"
    return "\n".join([*begin_row(row, said=said), *list_under("Gold", gold), *list_under("First passages", found)])


def _shorten(text: str) -> str:
    words = one_line(text)
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
