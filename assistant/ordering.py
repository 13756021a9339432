"""What an order is: a thing that whoever keeps the record has done with it, here or by the process that has it open."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from assistant.answers import Value
from assistant.filters import OPTIONS, SETS
from ingest.documents import Speaker, Visibility
from vectorstore.publications import PublicationFilter

if TYPE_CHECKING:
    from assistant.bootstrap import Panel

Words = Annotated[str, Field(pattern=r"^[^\x00]*$")]
"""Text that every database takes."""


class Order(Value):
    """One thing to be done, with all that it needs."""

    @abstractmethod
    def work(self, panel: Panel) -> dict[str, Any]:
        """Do it, and return what came of it as JSON has it; ``BadRequest`` when it cannot be done."""


class Filtered(Order):
    """What goes by publications that pass a filter, in which no words are any words."""

    kinds: tuple[Words, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    statuses: tuple[Words, ...] = ()
    agencies: tuple[Words, ...] = ()
    topics: tuple[Words, ...] = ()
    publications: tuple[Words, ...] = ()
    published_from: dt.date | None = None
    published_to: dt.date | None = None
    as_of: dt.date | None = None

    def make_filter(self, visibilities: frozenset[Visibility]) -> PublicationFilter:
        """Return the filter of the record, for whoever may see so much."""
        words: dict[str, Any] = {name: frozenset(getattr(self, name)) or None for name in SETS}
        days = {name: getattr(self, name) for name in OPTIONS}
        return PublicationFilter(**words, **days, visibilities=visibilities)
