"""The register follows the record: what publications hold is found anew where they, or what finds it, became others."""

from __future__ import annotations

import datetime as dt
import logging
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from assistant.errors import UnverifiedQuotation
from assistant.recommendations.checking import Checking
from assistant.recommendations.locating import locate
from assistant.recommendations.matching import assign_ids, in_order
from ingest.documents import Description, Failure, Reading
from ingest.recommendations import VERSION
from ingest.recommendations.entries import Entry, Found
from ingest.recommendations.finding import find_entries
from ingest.subjects import find_subjects
from vectorstore.digests import text_digest
from vectorstore.entries import Extraction, Source, StoredCount, StoredDecision, StoredEntry
from vectorstore.publications import Progress, Watch
from vectorstore.record import Record
from vectorstore.register import EntryTables

LOG = logging.getLogger(__name__)
Find = Callable[[Reading, Description], Found]
TOLD = ("found", "kind", "text", "number", "title", "addressees", "bodies")
"""What makes an entry another for those who follow it: a place that moved does not."""


@dataclass(frozen=True, slots=True)
class Followed:
    """In how many publications entries were looked for, and in which that could not be done."""

    read: int
    failed: tuple[Failure, ...]


@cache
def find_version() -> str:
    """Return the version of all that decides what is found: the code says its own, tables have their digest."""
    folder = files("ingest")
    tables = [one for one in (folder / "recommendations").iterdir() if one.name.endswith(".yaml")]
    texts = [one.read_text(encoding="utf-8") for one in sorted(tables, key=lambda one: one.name)]
    return f"{VERSION}-{text_digest(''.join([*texts, (folder / 'subjects.yaml').read_text(encoding='utf-8')]))[:12]}"


def follow_record(
    record: Record, *, watch: Watch | None = None, find: Find = find_entries, version: str | None = None
) -> Followed:
    """Bring the register to the record, one publication a transaction: one query when there is nothing to do.

    A publication in which entries cannot be looked for is told of, and the others go on.
    """
    tables = EntryTables(record.database)
    own = version or find_version()
    behind = tables.behind(own)
    failed: list[Failure] = []
    for number, identity in enumerate(behind, start=1):
        source = tables.read(identity)
        if source is None:
            continue
        now = dt.datetime.now(dt.UTC)
        extraction = _extract(source, find, version=own, now=now)
        if extraction.problem:
            failed.append(Failure(source.locator, extraction.problem))
        # What another process changes meanwhile, the next one to look finds behind again.
        tables.keep(source, extraction, now=now)
        if watch:
            watch(Progress("recommendations", number, len(behind)))
    return Followed(len(behind), tuple(failed))


def _extract(source: Source, find: Find, *, version: str, now: dt.datetime) -> Extraction:
    try:
        # Whatever is wrong with one publication, the others go on.
        return make_extraction(source, find(source.reading, source.publication), version=version, now=now)
    except Exception as error:
        LOG.debug("Publication %s", source.publication.id, exc_info=True)
        title = source.publication.title
        problem = f"The recommendations of “{title}” could not be looked for ({error!r}): report this as a defect."
        LOG.error("Publication %s: %s", source.publication.id, problem)  # noqa: TRY400  who reads it cannot mend it
        return keep_what_stands(source, problem, version=version, now=now)


def keep_what_stands(source: Source, problem: str, *, version: str, now: dt.datetime) -> Extraction:
    """Return the entries and counts of the same reading, as they were found before."""
    same = source.reading_id
    entries = tuple(one if one.reading_id == same else _gone(one, now) for one in source.entries)
    counts = tuple(one for one in source.counts if one.reading_id == same)
    return Extraction(version, entries, counts, source.decisions, problem)


def make_extraction(source: Source, found: Found, *, version: str, now: dt.datetime) -> Extraction:
    """Return what is to be in the register of a publication, of what was found: what is not proved is left out."""
    checking = Checking.of(source.publication, source.reading)
    entries = in_order(_proved(found, checking))
    ids = assign_ids(entries, source.entries, publication_id=source.publication.id, reading_id=source.reading_id)
    held = {one.id: one for one in source.entries}
    new = [
        _store(entry, source, identity=identity, ordinal=ordinal, version=version, now=now)
        for ordinal, (entry, identity) in enumerate(zip(entries, ids, strict=True))
    ]
    rows = tuple(_since(one, held.get(one.id), now) for one in new)
    gone = tuple(_gone(one, now) for one in source.entries if one.id not in set(ids))
    counts = tuple(_counts(source, found, checking))
    return Extraction(version, (*rows, *gone), counts, tuple(_move(source, rows)))


def _proved(found: Found, checking: Checking) -> Iterator[Entry]:
    for entry in found.entries:
        try:
            yield checking.check(entry)
        except UnverifiedQuotation as error:
            LOG.error("Publication %s: %s It was left out.", checking.publication.id, error)  # noqa: TRY400  as above


def _counts(source: Source, found: Found, checking: Checking) -> Iterator[StoredCount]:
    for ordinal, one in enumerate(found.counts):
        try:
            checking.check_words(one.words, one.segments)
        except UnverifiedQuotation as error:
            LOG.error("Publication %s: %s It was left out.", source.publication.id, error)  # noqa: TRY400  as above
            continue
        place = (source.publication.id, ordinal, source.reading_id)
        yield StoredCount(*place, one.number, one.words, one.segments)


def _store(  # noqa: PLR0913  all that a row holds
    entry: Entry, source: Source, *, identity: str, ordinal: int, version: str, now: dt.datetime
) -> StoredEntry:
    subjects = find_subjects(entry.title or "", (entry.text, *entry.addressees), "")
    return StoredEntry(
        id=identity,
        publication_id=source.publication.id,
        reading_id=source.reading_id,
        version=version,
        ordinal=ordinal,
        kind=str(entry.kind),
        text=entry.text,
        number=entry.number,
        title=entry.title,
        addressees=entry.addressees,
        bodies=entry.bodies,
        section=entry.section,
        fragment=_fragment(entry, source.reading),
        segments=entry.segments,
        also_at=tuple((place.segments, place.section) for place in entry.also_at),
        topics=subjects.topics,
        agencies=subjects.agencies,
        uncertain=entry.uncertain,
        first_seen=now,
        changed=now,
    )


def _fragment(entry: Entry, reading: Reading) -> str | None:
    place = bisect_right([one.start for one in reading.sections], entry.segments[0].start) - 1
    return reading.sections[place].fragment if place >= 0 else None


def _since(new: StoredEntry, held: StoredEntry | None, now: dt.datetime) -> StoredEntry:
    """Return an entry with the days on which it was first seen and last became another."""
    if held is None:
        return new
    same = all(getattr(new, name) == getattr(held, name) for name in TOLD)
    return replace(new, first_seen=held.first_seen, changed=held.changed if same else now)


def _gone(held: StoredEntry, now: dt.datetime) -> StoredEntry:
    return replace(held, found=False, changed=now) if held.found else held


def _move(source: Source, rows: tuple[StoredEntry, ...]) -> Iterator[StoredDecision]:
    """Yield what was decided, with the place where an edited text stands in this reading."""
    found = {one.id: one for one in rows}
    for one in source.decisions:
        text, entry = one.fields.get("text"), found.get(one.entry_id)
        if text is None or entry is None:
            yield one
        else:
            at = locate(text, source.reading, near=entry.segments[0].start)
            yield replace(one, segments=at or None)
