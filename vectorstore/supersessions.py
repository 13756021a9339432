"""What replaces what: a table that people review, and the words in texts that suggest an entry."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, or_, select

from ingest.documents import Segment
from vectorstore import states
from vectorstore.catalogue import editions, publications, readings, sentences, supersessions
from vectorstore.database import Database
from vectorstore.errors import UnknownPublication
from vectorstore.finding import standing
from vectorstore.rows import segments_of

SAYS = re.compile(
    r"\b(?:supersed(?:es?|ed|ing)|replac(?:es|ed by|ing)|in place of|no longer in force)\b", re.IGNORECASE
)
LIKE = ("%supersed%", "%replac%", "%in place of%", "%no longer in force%")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence of a publication that speaks of replacing another."""

    publication_id: str
    title: str
    words: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Supersessions:
    """The reviewed table of a record. Every method is one transaction."""

    database: Database

    def add(self, old: str, new: str, *, since: dt.date | None, reviewed: dt.datetime) -> None:
        """Say that one publication replaces another; ``UnknownPublication`` when one is not held, or both are one.

        ``since`` None: from the day on which the new one was published.
        """
        with self.database.writing() as connection:
            number = states.begin_change(connection)
            held = dict(
                connection.execute(
                    select(publications.c.id, publications.c.published).where(publications.c.id.in_([old, new]))
                ).all()
            )
            missing = [one for one in (old, new) if one not in held]
            if missing or old == new:
                what = f"There is no publication {missing[0]!r}" if missing else "A publication cannot replace itself"
                raise UnknownPublication(f"{what}; see “panel publications list”.")
            row = {"old_id": old, "new_id": new, "since": since or held[new], "reviewed": reviewed}
            connection.execute(delete(supersessions).where(supersessions.c.old_id == old))
            connection.execute(insert(supersessions).values(row))
            states.end_change(connection, number)

    def remove(self, old: str) -> bool:
        """Take an entry back; False when there is none."""
        with self.database.writing() as connection:
            number = states.begin_change(connection)
            found = connection.execute(delete(supersessions).where(supersessions.c.old_id == old)).rowcount
            if found:
                states.end_change(connection, number)
        return bool(found)

    def suggestions(self) -> list[Suggestion]:
        """Return the sentences that speak of replacing, of publications that stand and have no entry yet."""
        columns = (publications.c.id, publications.c.title, sentences.c.text, sentences.c.segments)
        whole = (
            sentences.join(readings).join(editions).join(publications, publications.c.id == editions.c.publication_id)
        )
        spoken = or_(*(func.lower(sentences.c.text).like(pattern) for pattern in LIKE))
        query = select(*columns).select_from(whole).where(standing(), spoken)
        with self.database.reading() as connection:
            known = set(connection.scalars(select(supersessions.c.new_id)))
            rows = connection.execute(query.order_by(publications.c.id, sentences.c.ordinal)).all()
        found = [row for row in rows if SAYS.search(row.text) and row.id not in known]
        return [Suggestion(row.id, row.title, row.text, segments_of(row.segments)) for row in found]
