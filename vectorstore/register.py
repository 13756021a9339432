"""The register of recommendations in the record: what was found in each publication, and what people decided of it.

What was found is made from the record, as the indexes are, and can be made again. A decision belongs to the id of an
entry, and stays.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from ingest.documents import Locator
from vectorstore import finding, listing, states, texts
from vectorstore.catalogue import (
    decisions,
    extractions,
    locators,
    publications,
    recommendations,
    state,
    told_counts,
)
from vectorstore.database import WORK_SECONDS, Database
from vectorstore.entries import (
    Extraction,
    Listed,
    Loaded,
    Made,
    Source,
    StoredCount,
    StoredDecision,
    StoredEntry,
    count_of,
    decision_of,
    decision_row,
    entry_of,
    entry_row,
    segment_rows,
)
from vectorstore.rereading import read_back

LINKS = "links of the register"


@dataclass(frozen=True, slots=True)
class EntryTables:
    """The tables of the register of a record. Every method is one transaction."""

    database: Database

    def behind(self, version: str) -> list[str]:
        """Return the publications that changed, or were read by another version, since their entries were made."""
        whole = publications.outerjoin(extractions, extractions.c.publication_id == publications.c.id)
        made = extractions.c
        other = or_(made.version.is_(None), made.version != version, made.changed != publications.c.changed)
        with self.database.reading(seconds=WORK_SECONDS) as connection:
            query = select(publications.c.id).select_from(whole).where(other).order_by(publications.c.id)
            return list(connection.scalars(query))

    def read(self, publication_id: str) -> Source | None:
        """Return what the register of a publication is made from; None when it is not held."""
        with self.database.reading(seconds=WORK_SECONDS) as connection:
            publication = finding.find_publications(connection, [publication_id]).get(publication_id)
            reading_id = texts.find_reading(connection, publication_id)
            if publication is None or reading_id is None:
                return None
            return Source(
                publication,
                _find_locator(connection, publication_id),
                reading_id,
                read_back(connection, reading_id),
                connection.scalars(select(publications.c.changed).where(publications.c.id == publication_id)).one(),
                _find_made(connection, publication_id),
                _find_entries(connection, publication_id),
                _find_counts(connection, publication_id),
                _find_decisions(connection, publication_id),
            )

    def keep(self, source: Source, extraction: Extraction, *, now: dt.datetime) -> bool:
        """Put what was made from a source in the place of what was there, all at once.

        False when the publication or its entries became others meanwhile: then they are made anew from what is there.
        Where nothing that is told of the record becomes another, the record does not count as changed.
        """
        identity = source.publication.id
        with self.database.writing() as connection:
            number = states.begin_change(connection)
            changed = connection.scalars(select(publications.c.changed).where(publications.c.id == identity)).one()
            decided = _find_decisions(connection, identity)
            if (changed, _find_made(connection, identity), decided) != (
                source.changed,
                source.before,
                source.decisions,
            ):
                return False
            made = _make(source, extraction, now)
            connection.execute(delete(extractions).where(extractions.c.publication_id == identity))
            connection.execute(insert(extractions).values(asdict(made)))
            _keep_entries(connection, source, extraction)
            _keep_counts(connection, source, extraction)
            _move_decisions(connection, source, extraction)
            if source.before is None or source.before.digest != made.digest:
                states.end_change(connection, number)
        return True

    def find(self, identity: str) -> Listed | None:
        """Return an entry by its id; None when there is none, or it is not found any more."""
        with self.database.reading() as connection:
            return next(iter(listing.list_entries(connection, recommendations.c.id == identity)), None)

    def load(self) -> Loaded:
        """Return all that is found in the publications that are not taken down, in reading order."""
        with self.database.reading(seconds=WORK_SECONDS) as connection:
            return listing.load_all(connection)

    def find_links(self, basis: str) -> str | None:
        """Return what was worked out about all entries together, when it was from this basis; None else."""
        with self.database.reading() as connection:
            kept = connection.scalars(select(state.c.value).where(state.c.key == LINKS)).one_or_none()
        made_of, _, links = (kept or "").partition("\n")
        return links if made_of == basis else None

    def keep_links(self, basis: str, links: str) -> None:
        """Keep what was worked out about all entries together. This changes nothing that is told of the record."""
        with self.database.writing() as connection:
            states.begin_change(connection)
            connection.execute(delete(state).where(state.c.key == LINKS))
            connection.execute(insert(state).values(key=LINKS, value=f"{basis}\n{links}"))

    def decide(self, decision: StoredDecision, *, reading_id: str) -> bool:
        """Write down what a person decided of an entry, in the place of what was decided before.

        False when it is not found any more in the reading that the person saw.
        """
        seen = (recommendations.c.id == decision.entry_id) & (recommendations.c.reading_id == reading_id)
        with self.database.writing() as connection:
            number = states.begin_change(connection)
            if not connection.execute(select(recommendations.c.id).where(seen, recommendations.c.found)).first():
                return False
            connection.execute(delete(decisions).where(decisions.c.recommendation_id == decision.entry_id))
            connection.execute(insert(decisions).values(decision_row(decision)))
            states.end_change(connection, number)
        return True

    def undo(self, identity: str) -> bool:
        """Take back what was decided of an entry; False when nothing was."""
        with self.database.writing() as connection:
            number = states.begin_change(connection)
            own = decisions.c.recommendation_id == identity
            found = bool(connection.execute(delete(decisions).where(own)).rowcount)
            if found:
                states.end_change(connection, number)
        return found


def _find_locator(connection: Connection, publication_id: str) -> Locator:
    query = select(locators.c.source, locators.c.place).where(locators.c.publication_id == publication_id)
    return Locator(*connection.execute(query).one())


def _find_made(connection: Connection, publication_id: str) -> Made | None:
    row: Any = connection.execute(
        select(extractions).where(extractions.c.publication_id == publication_id)
    ).one_or_none()
    return Made(**row._mapping) if row else None  # noqa: SLF001  SQLAlchemy's public name for it


def _find_entries(connection: Connection, publication_id: str) -> tuple[StoredEntry, ...]:
    own = recommendations.c.publication_id == publication_id
    order = (recommendations.c.ordinal, recommendations.c.id)
    return tuple(map(entry_of, connection.execute(select(recommendations).where(own).order_by(*order))))


def _find_counts(connection: Connection, publication_id: str) -> tuple[StoredCount, ...]:
    own = told_counts.c.publication_id == publication_id
    return tuple(map(count_of, connection.execute(select(told_counts).where(own).order_by(told_counts.c.ordinal))))


def _find_decisions(connection: Connection, publication_id: str) -> tuple[StoredDecision, ...]:
    own = recommendations.c.publication_id == publication_id
    query = select(decisions).select_from(decisions.join(recommendations)).where(own)
    return tuple(map(decision_of, connection.execute(query.order_by(decisions.c.recommendation_id))))


def _keep_entries(connection: Connection, source: Source, extraction: Extraction) -> None:
    before = {one.id: one for one in source.entries}
    new = [entry_row(one) for one in extraction.entries if one.id not in before]
    if new:
        connection.execute(insert(recommendations), new)
    for one in extraction.entries:
        if one.id in before and one != before[one.id]:
            connection.execute(update(recommendations).where(recommendations.c.id == one.id).values(entry_row(one)))


def _keep_counts(connection: Connection, source: Source, extraction: Extraction) -> None:
    connection.execute(delete(told_counts).where(told_counts.c.publication_id == source.publication.id))
    if extraction.counts:
        rows = [asdict(one) | {"segments": segment_rows(one.segments)} for one in extraction.counts]
        connection.execute(insert(told_counts), rows)


def _move_decisions(connection: Connection, source: Source, extraction: Extraction) -> None:
    """Note where edited words stand now; a decision itself is left as it is."""
    before = {one.entry_id: one for one in source.decisions}
    for one in extraction.decisions:
        if one.segments != before[one.entry_id].segments:
            own = decisions.c.recommendation_id == one.entry_id
            connection.execute(update(decisions).where(own).values(segments=decision_row(one)["segments"]))


def _make(source: Source, extraction: Extraction, now: dt.datetime) -> Made:
    what = (source.publication.id, source.reading_id, source.changed, extraction.version, extraction.digest)
    return Made(*what, now, extraction.problem)
