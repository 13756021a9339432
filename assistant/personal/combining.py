"""Details that together identify a child though none does alone.

A child's name or exact age, a particular place, and a harm or a particular day: who lived there at the time can tell
who it is. Any two of them are an ordinary question.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.personal.dates import is_recent
from assistant.personal.findings import Span
from assistant.personal.published import OWN, find_unknown_children, is_of_publication, is_supposed
from assistant.personal.story import Story

NEAR = 250
"""So many characters apart, details belong to one story."""


def find_combinations(text: str, *, public_names: Collection[str]) -> list[Span]:
    """Return spans, each from the first part of a combination to the last."""
    story = Story(text)
    if not (story.places and story.children and story.events):
        return []
    children = find_unknown_children(story, public_names=public_names)
    return [span for group in _groups(children, story) if (span := _combine(text, group))]


@dataclass(frozen=True, slots=True)
class _Part:
    span: Span
    role: str


def _groups(children: Sequence[Span], story: Story) -> Iterator[list[_Part]]:
    """Yield the parts that stand near one another."""
    roles = {"child": children, "place": story.places, "event": story.events}
    ordered = sorted((_Part(span, role) for role, spans in roles.items() for span in spans), key=lambda part: part.span)
    group: list[_Part] = []
    for part in ordered:
        if group and part.span.start - group[-1].span.end > NEAR:
            yield group
            group = []
        group.append(part)
    yield group


def _combine(text: str, group: Sequence[_Part]) -> Span | None:
    """Return the span of a group that has a child, a place and an event which are no published case's."""
    told = group if _is_live(text, group) else [part for part in group if not _is_published(text, part)]
    if {part.role for part in told} < {"child", "place", "event"}:
        return None
    return Span(min(part.span.start for part in told), max(part.span.end for part in told))


def _is_live(text: str, group: Sequence[_Part]) -> bool:
    """Say whether a story is of these days, or of a child of whoever asks, so that no publication can tell it."""
    return any(is_recent(text, part.span) or OWN.match(text, part.span.start) for part in group)


def _is_published(text: str, part: _Part) -> bool:
    """Say whether a child or place is that of a publication, or a child is no certain one."""
    supposed = part.role == "child" and is_supposed(text, part.span)
    return supposed or (part.role != "event" and is_of_publication(text, part.span))
