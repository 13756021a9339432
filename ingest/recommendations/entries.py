"""The nouns of the register of recommendations, as they are found in one reading."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.documents import Segment


class EntryKind(StrEnum):
    """What an entry of the register is."""

    NATIONAL = "national recommendation"
    LOCAL = "local recommendation"
    LEARNING = "learning point"
    QUESTION = "reflective question"
    INVITATION = "invitation"
    POSITION = "position"
    TO_PANEL = "recommendation to the Panel"
    RESPONSE = "government response"


RECOMMENDATIONS = frozenset({EntryKind.NATIONAL, EntryKind.LOCAL, EntryKind.TO_PANEL})


@dataclass(frozen=True, slots=True)
class Place:
    """Where words are printed: the verbatim runs, in reading order, and the headings over them, outermost first."""

    segments: tuple[Segment, ...]
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``text`` as printed, its runs of words joined by single spaces, and the ``segments`` it stands in.

    ``number`` is as printed, without the word before it (None: none is printed). ``addressees`` are those asked to act,
    in the words of the document; ``bodies`` their ids in the table of bodies, as far as that knows them. ``also_at``
    are the other places where the same words are printed. ``uncertain`` says why a person should look at it ("": no
    reason).
    """

    kind: EntryKind
    text: str
    segments: tuple[Segment, ...]
    number: str | None = None
    title: str | None = None
    addressees: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    also_at: tuple[Place, ...] = ()
    uncertain: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of recommendations that is told of, whose wording the document does not hold: ``words`` as printed."""

    number: int
    words: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What one reading holds for the register, in reading order."""

    entries: tuple[Entry, ...] = ()
    counts: tuple[Count, ...] = ()
