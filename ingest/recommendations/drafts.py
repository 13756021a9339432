"""An entry in the making: what it is, where it stands and who is asked, before its kind is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.recommendations.bodies import find_bodies, find_level
from ingest.recommendations.entries import Entry, EntryKind, Place
from ingest.recommendations.printed import Span
from ingest.recommendations.setting import PANEL, Setting
from ingest.recommendations.topics import Topics
from ingest.recommendations.wordings import OURSELVES, Family

KINDS = {
    Family.POSITION: EntryKind.POSITION,
    Family.INVITATION: EntryKind.INVITATION,
    Family.QUESTION: EntryKind.QUESTION,
    Family.LEARNING: EntryKind.LEARNING,
    Family.TO_PANEL: EntryKind.TO_PANEL,
}
LEVELS = {"national": EntryKind.NATIONAL, "local": EntryKind.LOCAL, "panel": EntryKind.NATIONAL}


@dataclass(frozen=True, slots=True)
class Draft:
    """What was found: the ``spans`` it is printed in, and what is known of it."""

    family: Family
    spans: tuple[Span, ...]
    number: str | None = None
    title: str | None = None
    who: tuple[str, ...] = ()
    uncertain: str = ""

    @property
    def text(self) -> str:
        """Its words as printed."""
        return " ".join(span.text for span in self.spans)


def settle_entries(drafts: Sequence[Draft], topics: Topics) -> tuple[Entry, ...]:
    """Return the entries, each with its kind and bodies; one that is printed twice has both places."""
    found: dict[str, Entry] = {}
    for draft in drafts:
        entry = _settle(draft, topics)
        key = "".join(filter(str.isalnum, entry.text.casefold()))
        found[key] = _both(found[key], entry) if key in found else entry
    return tuple(found.values())


def _settle(draft: Draft, topics: Topics) -> Entry:
    who = draft.who
    section = draft.spans[0].piece.section
    kind = KINDS.get(draft.family)
    if kind is None:
        kind = _kind(who, section, topics)
        who = who or ((PANEL,) if kind is EntryKind.TO_PANEL else ())
    named = {body.body.id: None for one in who for body in find_bodies(PANEL if is_writer(one, topics) else one)}
    segments = tuple(segment for span in draft.spans for segment in span.segments)
    return Entry(
        kind,
        draft.text,
        segments,
        number=draft.number,
        title=draft.title,
        addressees=who,
        bodies=tuple(named),
        section=section,
        uncertain=draft.uncertain,
    )


def is_writer(addressee: str, topics: Topics) -> bool:
    """Say whether the Panel addresses itself without its name."""
    return topics.setting.is_panel and addressee.lower() == OURSELVES


def _kind(who: Sequence[str], section: Sequence[str], topics: Topics) -> EntryKind:
    """Return the kind of a recommendation: what its heading says, else by who is to act."""
    setting = topics.setting
    levels = [level for level in map(find_level, who) if level]
    if not setting.is_panel and ("panel" in levels or (setting.to_panel and not levels)):
        return EntryKind.TO_PANEL
    headed = topics.find_level(section)
    return LEVELS[headed or next(iter(levels), None) or _usual(setting)]


def _usual(setting: Setting) -> str:
    return "national" if setting.is_panel or setting.kind in ("research", "national_review") else "local"


def _both(first: Entry, again: Entry) -> Entry:
    """Return an entry with a second place; what one place does not print, the other may."""
    return replace(
        first,
        number=first.number or again.number,
        title=first.title or again.title,
        addressees=first.addressees or again.addressees,
        bodies=first.bodies or again.bodies,
        also_at=(*first.also_at, Place(again.segments, again.section)),
    )
