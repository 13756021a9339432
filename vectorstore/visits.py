"""Remembers visits to sources: when each began and ended, and what came of it; and what is held of each source."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, insert, select, update

from ingest.documents import Locator
from vectorstore.catalogue import locators, publications, syncs
from vectorstore.database import Database

Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class VisitedSource:
    """The last visit to a source: ``finished`` is None where it did not come to its end."""

    source: str
    started: dt.datetime
    finished: dt.datetime | None
    report: Report | None


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """A place of a source from which a publication is held, and the address of its page."""

    locator: Locator
    page_url: str | None


@dataclass(frozen=True, slots=True)
class Visits:
    """The visits in a record. Every method is one transaction."""

    database: Database

    def begin(self, source: str, started: dt.datetime) -> None:
        """Write down that a visit has begun."""
        with self.database.writing() as connection:
            connection.execute(insert(syncs).values(source=source, started=started))

    def end(self, source: str, started: dt.datetime, *, finished: dt.datetime | None, report: Report) -> None:
        """Write down what came of a visit; ``finished`` is None when it could not come to its end."""
        visit = (syncs.c.source == source) & (syncs.c.started == started)
        with self.database.writing() as connection:
            connection.execute(update(syncs).where(visit).values(finished=finished, report=report))

    def last(self) -> list[VisitedSource]:
        """Return the last visit to each source, by name."""
        latest = select(syncs.c.source, func.max(syncs.c.started).label("started")).group_by(syncs.c.source).subquery()
        same = (latest.c.source == syncs.c.source) & (latest.c.started == syncs.c.started)
        with self.database.reading() as connection:
            rows = connection.execute(select(syncs).join(latest, same).order_by(syncs.c.source)).all()
        return [VisitedSource(row.source, row.started, row.finished, row.report) for row in rows]

    def held_places(self, source: str) -> list[HeldPlace]:
        """Return every place of a source of which something is held that is not taken down."""
        query = select(locators.c.place, publications.c.page_url, publications.c.url).join(publications)
        wanted = (locators.c.source == source) & publications.c.removed.is_(None)
        with self.database.reading() as connection:
            rows = connection.execute(query.where(wanted).order_by(locators.c.place)).all()
        return [HeldPlace(Locator(source, row.place), row.page_url or row.url) for row in rows]
