"""What those who keep the record do with it: list, look at a publication whole, say what replaces what."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from typing import Annotated, Any

from pydantic import Field

from assistant.answers import Value
from assistant.bootstrap import Panel
from assistant.errors import BadRequest
from assistant.filters import OPTIONS, SETS
from assistant.publications import find_publication, list_publications
from ingest.documents import Speaker, Visibility
from vectorstore.publications import PublicationFilter
from vectorstore.supersessions import Supersessions

EVERYTHING = frozenset(Visibility)
Words = Annotated[str, Field(pattern=r"^[^\x00]*$")]
"""Text that every database takes."""


class Order(Value):
    """One thing to be done, with all that it needs."""

    @abstractmethod
    def work(self, panel: Panel) -> dict[str, Any]:
        """Do it, and return what came of it as JSON has it; ``BadRequest`` when it cannot be done."""


class List(Order):
    """List publications that pass a filter, in which no words are any words."""

    kinds: tuple[Words, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    statuses: tuple[Words, ...] = ()
    agencies: tuple[Words, ...] = ()
    topics: tuple[Words, ...] = ()
    publications: tuple[Words, ...] = ()
    published_from: dt.date | None = None
    published_to: dt.date | None = None
    as_of: dt.date | None = None
    text: Words = ""
    limit: int = Field(ge=1)
    offset: int = Field(0, ge=0)

    def work(self, panel: Panel) -> dict[str, Any]:
        """Return some of them, and how many there are."""
        words: dict[str, Any] = {name: frozenset(getattr(self, name)) or None for name in SETS}
        days = {name: getattr(self, name) for name in OPTIONS}
        wanted = PublicationFilter(**words, **days, visibilities=EVERYTHING)
        found = list_publications(panel.store, wanted, text=self.text, limit=self.limit, offset=self.offset)
        return found.model_dump(mode="json")


class Show(Order):
    """Show what is known of a publication, as of a day, and its editions."""

    id: Words
    as_of: dt.date | None = None

    def work(self, panel: Panel) -> dict[str, Any]:
        """Return it with its editions, the latest first."""
        editions = panel.store.record.editions_of(self.id)
        if not editions:
            raise BadRequest(f"There is no publication {self.id!r}; see “panel publications list”.")
        told = find_publication(panel, self.id, visibilities=EVERYTHING, as_of=self.as_of)
        if told is None:
            raise BadRequest(f"The publication {self.id!r} did not stand on {self.as_of}; leave out --as-of to see it.")
        history = [
            {
                "edition": one.edition_id,
                "file": one.file,
                "from": one.valid_from.date().isoformat(),
                "to": one.valid_to.date().isoformat() if one.valid_to else None,
            }
            for one in editions
        ]
        return told.model_dump(mode="json") | {"editions": history}


class Supersede(Order):
    """Say that one publication replaces another, since a day (none: since it was published)."""

    old: Words
    new: Words
    since: dt.date | None = None

    def work(self, panel: Panel) -> dict[str, Any]:
        """Write it into the reviewed table."""
        now = dt.datetime.now(dt.UTC)
        Supersessions(panel.store.record.database).add(self.old, self.new, since=self.since, reviewed=now)
        return {"done": True}


class Restore(Order):
    """Take back that a publication is replaced."""

    old: Words

    def work(self, panel: Panel) -> dict[str, Any]:
        """Return whether there was anything to take back."""
        return {"done": Supersessions(panel.store.record.database).remove(self.old)}


class Suggest(Order):
    """Show what texts say of replacing others."""

    def work(self, panel: Panel) -> dict[str, Any]:
        """Return the sentences."""
        found = Supersessions(panel.store.record.database).suggestions()
        named = ({"publication_id": one.publication_id, "title": one.title, "words": one.words} for one in found)
        return {"items": list(named)}


ORDERS: dict[str, type[Order]] = {
    "list": List,
    "show": Show,
    "supersede": Supersede,
    "restore": Restore,
    "suggestions": Suggest,
}
"""What can be done, by name."""
