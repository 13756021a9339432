"""What commands have done with timelines, here or by the process that has the data folder open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.ordering import Filtered, Order, Words
from assistant.timeline.figures import count_all
from assistant.timeline.making import make_timeline
from ingest.documents import Visibility
from vectorstore.publications import PUBLIC, PublicationFilter

if TYPE_CHECKING:
    from assistant.bootstrap import Panel


class Seen(Filtered):
    """What goes by publications that whoever asks may see."""

    staff: bool = False

    @property
    def wanted(self) -> PublicationFilter:
        """The filter of the record."""
        return self.make_filter(frozenset(Visibility) if self.staff else PUBLIC)


class Tell(Seen):
    """Tell what was said on a topic, in date order."""

    topic: Words

    def work(self, panel: Panel) -> dict[str, Any]:
        """Return the timeline."""
        return make_timeline(panel, self.topic, self.wanted).model_dump(mode="json")


class Figure(Seen):
    """Count publications and recommendations."""

    def work(self, panel: Panel) -> dict[str, Any]:
        """Return the figures by year, topic and addressee."""
        return {"items": [one.model_dump(mode="json") for one in count_all(panel, self.wanted)]}


TIMELINE_ORDERS: dict[str, type[Order]] = {"timeline": Tell, "figures": Figure}
"""What can be done, by name."""
