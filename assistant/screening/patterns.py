"""Patterns: groups of phrases that stand near each other, and others that stand nowhere in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.screening.phrases import Found, Phrasebook
from assistant.screening.reading import Words

BETWEEN_SENTENCES = 3
"""How many words the end of a sentence counts as."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Parts that must stand within so many words of each other, whatever their order; a part is any of some groups."""

    name: str
    near: tuple[frozenset[str], ...]
    within: int
    unless: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """The first pattern that a text holds, by its name, and whether words speak against the concern."""

    pattern: str | None
    held_back: bool


@dataclass(frozen=True, slots=True)
class Patterns:
    """All patterns of a concern, the groups that speak ``against`` it, and the phrases of all groups."""

    all: tuple[Pattern, ...]
    against: frozenset[str]
    phrasebook: Phrasebook

    def read(self, sentences: Sequence[Words]) -> Reading:
        """Return what a text holds."""
        found = list(self._find_groups(sentences))
        groups = {one.group for one in found}
        fitting = (one for one in self.all if not one.unless & groups and all(part & groups for part in one.near))
        pattern = next((one.name for one in fitting if stand_near(found, pattern=one)), None)
        return Reading(pattern, held_back=not self.against.isdisjoint(groups))

    def _find_groups(self, sentences: Sequence[Words]) -> Iterator[Found]:
        before = 0
        for words in sentences:
            yield from (Found(one.group, one.start + before) for one in self.phrasebook.find(words))
            before += len(words) + BETWEEN_SENTENCES


def stand_near(found: Sequence[Found], *, pattern: Pattern) -> bool:
    """Say whether all parts of a pattern stand near each other somewhere; looks once at each that was found."""
    last: dict[int, int] = {}
    for one in found:
        last |= {number: one.start for number, part in enumerate(pattern.near) if one.group in part}
        if len(last) == len(pattern.near) and max(last.values()) - min(last.values()) <= pattern.within:
            return True
    return False


def read_patterns(rows: Mapping[str, Mapping[str, object]], *, together: Mapping[str, Sequence[str]]) -> list[Pattern]:
    """Return the patterns of a table; a name of ``together`` stands for any of some groups."""
    return [
        Pattern(
            name,
            tuple(frozenset(together.get(part, [part])) for part in _names(row["near"])),
            int(str(row["within"])),
            frozenset(group for part in _names(row["unless"]) for group in together.get(part, [part])),
        )
        for name, row in rows.items()
    ]


def _names(listed: object) -> list[str]:
    return [str(name) for name in listed] if isinstance(listed, list) else []
