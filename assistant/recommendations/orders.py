"""What commands do with the register of recommendations: list it, and say what a person decides of an entry."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from pydantic import Field

from assistant.errors import BadRequest
from assistant.ordering import Order, Words
from assistant.recommendations.reviewing import Edit, Reviewing
from assistant.recommendations.wanted import DAYS, Sort, make_wanted
from assistant.telling_wanted import tell_wanted
from ingest.documents import Visibility
from vectorstore.publications import PUBLIC

if TYPE_CHECKING:
    from assistant.bootstrap import Panel

LISTS = ("to", "kind", "topic", "agency", "publication", "status")


class ListRecommendations(Order):
    """List entries that pass a filter, in which no words are any words."""

    to: tuple[Words, ...] = ()
    kind: tuple[Words, ...] = ()
    topic: tuple[Words, ...] = ()
    agency: tuple[Words, ...] = ()
    publication: tuple[Words, ...] = ()
    status: tuple[Words, ...] = ()
    text: Words = ""
    review: Words | None = None
    published_from: dt.date | None = None
    published_to: dt.date | None = None
    changed_since: dt.date | None = None
    rejected: bool = False
    staff: bool = False
    sort: Sort = Sort.NEWEST
    limit: int | None = Field(None, ge=1)
    offset: int = Field(0, ge=0)

    def work(self, panel: Panel) -> dict[str, Any]:
        """Return some of them, how many there are, the numbers told of without wording, and what was asked of what."""
        lists = {name: getattr(self, name) for name in LISTS}
        wanted = make_wanted(
            **lists,
            text=self.text,
            review=self.review,
            days={name: getattr(self, name) for name in DAYS},
            include_rejected=self.rejected,
            visibilities=frozenset(Visibility) if self.staff else PUBLIC,
        )
        register = panel.recommendations
        page = register.find(wanted, sort=self.sort, limit=self.limit, offset=self.offset)
        counts = [one.model_dump(mode="json") for one in register.told_counts(wanted)]
        record = panel.store.record
        about = {"revision": record.revision(), "filters": tell_wanted(wanted, record)}
        return page.model_dump(mode="json") | {"told_counts": counts} | about


class Decide(Order):
    """Decide something of an entry; ``note`` says why."""

    id: Words
    note: Words | None = None


class Accept(Decide):
    """Say that an entry is right as it was found."""

    def work(self, panel: Panel) -> dict[str, Any]:
        """Write it down, and return the entry."""
        Reviewing(panel.store.record).accept(self.id, note=self.note)
        return _show(panel, self.id)


class Reject(Decide):
    """Say that an entry is none."""

    def work(self, panel: Panel) -> dict[str, Any]:
        """Write it down, and return the entry."""
        Reviewing(panel.store.record).reject(self.id, note=self.note)
        return _show(panel, self.id)


class EditEntry(Decide):
    """Say what of an entry is otherwise; null: as it is."""

    kind: Words | None = None
    number: Words | None = None
    title: Words | None = None
    text: Words | None = None
    to: tuple[Words, ...] | None = None

    def work(self, panel: Panel) -> dict[str, Any]:
        """Write it down, and return the entry."""
        kinds = make_wanted(kind=[self.kind]).kinds if self.kind else None
        edit = Edit(
            kind=next(iter(kinds)) if kinds else None,
            number=self.number,
            title=self.title,
            text=self.text,
            addressees=self.to,
        )
        Reviewing(panel.store.record).edit(self.id, edit, note=self.note)
        return _show(panel, self.id)


class Undo(Order):
    """Take back what was decided of an entry."""

    id: Words

    def work(self, panel: Panel) -> dict[str, Any]:
        """Take it back, and return the entry."""
        Reviewing(panel.store.record).undo(self.id)
        return _show(panel, self.id)


def _show(panel: Panel, identity: str) -> dict[str, Any]:
    entry = panel.recommendations.get(identity)
    if entry is None:
        # Its publication has been taken down, or read anew: what was decided is written, and there is nothing to show.
        raise BadRequest(f"What you decided of {identity!r} is kept; it is not found in what is held now.")
    return entry.model_dump(mode="json")


RECOMMENDATION_ORDERS: dict[str, type[Order]] = {
    "recommendations": ListRecommendations,
    "recommendation-accept": Accept,
    "recommendation-edit": EditEntry,
    "recommendation-reject": Reject,
    "recommendation-undo": Undo,
}
"""What can be done, by name."""
