"""What the public may see of the register: how many entries, of which kinds, to whom and about what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from assistant.bootstrap import Panel
from assistant.recommendations.entries import Recommendation, ResponseState
from assistant.telling_wanted import name_subject
from assistant.web.held import Group
from ingest.recommendations.bodies import bodies
from ingest.recommendations.entries import RECOMMENDATIONS, EntryKind
from ingest.recommendations.groups_of_bodies import groups, resolve
from ingest.subjects import subject_names
from vectorstore.recent import Recent

MOST_KNOWN = 8
KINDS = tuple(sorted(EntryKind, key=lambda kind: kind not in RECOMMENDATIONS))
"""The kinds in the order in which they are shown: what is a recommendation first."""


@dataclass(frozen=True, slots=True)
class HeldEntries:
    """How much there is of each kind, and among those of the kinds asked for about each topic, to whom and so on.

    All is in the order in which it is shown, and only what there is; the kinds of recommendations are always there.
    """

    kinds: tuple[Group, ...]
    topics: tuple[Group, ...]
    agencies: tuple[Group, ...]
    statuses: tuple[Group, ...]
    waiting: int
    bodies: tuple[Group, ...]
    groups: tuple[str, ...]
    fictional: bool

    @property
    def words(self) -> str:
        """How many entries there are of each kind, in words; empty when there are none."""
        return join([count_kind(EntryKind(one.value), one.count) for one in self.kinds if one.count])


@dataclass(frozen=True, slots=True)
class HoldingEntries:
    """Tells what the register holds; counted anew when the record has changed."""

    panel: Panel
    _known: Recent[tuple[int, frozenset[EntryKind]], HeldEntries] = field(
        default_factory=lambda: Recent(MOST_KNOWN), repr=False
    )

    def now(self, kinds: frozenset[EntryKind]) -> HeldEntries:
        """Return what is held at this moment."""
        key = (self.panel.store.record.changes(), kinds)
        return self._known.find([key], read=lambda _: {key: self._count(kinds)})[key]

    def _count(self, kinds: frozenset[EntryKind]) -> HeldEntries:
        entries = self.panel.recommendations.find().items
        counts = Counter(dict.fromkeys(RECOMMENDATIONS, 0))
        counts.update(one.kind for one in entries)
        return _count(counts, [one for one in entries if one.kind in kinds])


def count_kind(kind: EntryKind, count: int) -> str:
    """Return a number of entries of a kind in words, as in "3 local recommendations"."""
    return f"{count:,} {kind if count == 1 else name_several(kind)}"


def name_several(kind: EntryKind) -> str:
    """Return the plain name of several entries of a kind."""
    return "recommendations to the Panel" if kind is EntryKind.TO_PANEL else f"{kind}s"


def count_entries(counts: Counter[EntryKind], kinds: Iterable[EntryKind]) -> str:
    """Return how many entries there are, in words: recommendations of all kinds together, each other kind apart."""
    asked = frozenset(kinds)
    wanted = asked & RECOMMENDATIONS
    if len(wanted) == 1:
        told = [count_kind(kind, counts[kind]) for kind in wanted]
    else:
        number = sum(counts[kind] for kind in wanted)
        told = [f"{number:,} recommendation{'' if number == 1 else 's'}"] if wanted else []
    told += [count_kind(kind, counts[kind]) for kind in KINDS if kind in asked - RECOMMENDATIONS]
    return join(told)


def join(words: list[str]) -> str:
    """Return a list in words."""
    return " and ".join([*([", ".join(words[:-1])] if words[1:] else []), *words[-1:]])


def _count(kinds: Counter[EntryKind], entries: Sequence[Recommendation]) -> HeldEntries:
    statuses = Counter(one.status for one in entries)
    topics = Counter(topic for one in entries for topic in one.topics)
    agencies = Counter(agency for one in entries for agency in one.agencies)
    named = Counter(body.id for one in entries for body in one.bodies)
    # “Government” is a body and a group of bodies: who asks for it gets the group, which is listed as such.
    alone = {one: body.name for one, body in bodies().items() if resolve(one) == frozenset({one})}
    return HeldEntries(
        kinds=_groups(kinds, KINDS, lambda kind: capital(name_several(EntryKind(kind)))),
        topics=_groups(topics, subject_names("topics"), lambda name: capital(name_subject(name))),
        agencies=_groups(agencies, subject_names("agencies"), lambda name: capital(name_subject(name))),
        statuses=_groups(statuses, ResponseState, capital),
        waiting=sum(bool(one.uncertain) for one in entries),
        bodies=tuple(sorted(_groups(named, alone, lambda id_: alone[id_]), key=lambda one: one.name.casefold())),
        groups=tuple(one.name for one in groups().values() if not one.bodies.isdisjoint(named)),
        fictional=any(one.fictional for one in entries),
    )


def _groups(
    counts: Counter[str] | Counter[EntryKind] | Counter[ResponseState],
    order: Iterable[str],
    name: Callable[[str], str],
) -> tuple[Group, ...]:
    found: dict[str, int] = {str(value): count for value, count in counts.items()}
    return tuple(Group(str(one), name(str(one)), found[str(one)]) for one in order if str(one) in found)


def capital(words: str) -> str:
    """Return words with a capital at their beginning, and the others as they are."""
    return words[:1].upper() + words[1:]
