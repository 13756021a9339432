"""What is held: how many publications, of which kinds and speakers, and between which dates."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.web.naming import name_kind, name_speaker
from vectorstore.publications import Publication
from vectorstore.store import Store


@dataclass(frozen=True, slots=True)
class Group:
    """A kind or a speaker, its plain name, and how many publications are of it."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Held:
    """What the public may see of the record."""

    count: int
    earliest: dt.date | None
    latest: dt.date | None
    kinds: tuple[Group, ...]
    speakers: tuple[Group, ...]
    fictional: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """Tells what is held; counted anew only when the record has changed."""

    store: Store
    _known: dict[str, Held] = field(default_factory=dict, repr=False)

    def now(self) -> Held:
        """Return what is held at this moment."""
        revision = self.store.record.revision()
        held = self._known.get(revision)
        if held is None:
            held = _count(self.store.record.current_publications())
            self._known.clear()
            self._known[revision] = held
        return held


def _count(publications: Iterable[Publication]) -> Held:
    all_ = list(publications)
    dates = sorted(publication.published for publication in all_ if publication.published)
    kinds = Counter(publication.kind for publication in all_)
    speakers = Counter(publication.speaker for publication in all_)
    return Held(
        count=len(all_),
        earliest=dates[0] if dates else None,
        latest=dates[-1] if dates else None,
        kinds=_by_name(Group(kind, name_kind(kind), count) for kind, count in kinds.items()),
        speakers=_by_name(Group(speaker, name_speaker(speaker), count) for speaker, count in speakers.items()),
        fictional=any(publication.fictional for publication in all_),
    )


def _by_name(groups: Iterable[Group]) -> tuple[Group, ...]:
    return tuple(sorted(groups, key=lambda group: group.name))
