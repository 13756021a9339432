"""What those who keep the record do with it: list, look at a publication whole, say what replaces what.

What they do with the register of recommendations is in a file of its own.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import Field

from assistant.bootstrap import Panel
from assistant.digest.orders import DIGEST_ORDERS
from assistant.errors import BadRequest
from assistant.ordering import Filtered, Order, Words
from assistant.publications import find_publication, list_publications
from assistant.recommendations.briefings import BRIEFING_ORDERS
from assistant.recommendations.orders import RECOMMENDATION_ORDERS
from assistant.recommendations.recurring import RECURRING_ORDERS
from assistant.timeline.orders import TIMELINE_ORDERS
from ingest.documents import Visibility
from vectorstore.supersessions import Supersessions

EVERYTHING = frozenset(Visibility)


class List(Filtered):
    """List publications that pass a filter."""

    text: Words = ""
    limit: int = Field(ge=1)
    offset: int = Field(0, ge=0)

    def work(self, panel: Panel) -> dict[str, Any]:
        """Return some of them, and how many there are."""
        wanted = self.make_filter(EVERYTHING)
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
    **RECOMMENDATION_ORDERS,
    **RECURRING_ORDERS,
    **BRIEFING_ORDERS,
    **TIMELINE_ORDERS,
    **DIGEST_ORDERS,
}
"""What can be done, by name."""
