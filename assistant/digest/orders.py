"""What ``panel digest`` has done, here or by the process that has the data folder open."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from assistant.digest.making import make_digest
from assistant.ordering import Order, Words
from ingest.documents import Visibility
from vectorstore.publications import PUBLIC

if TYPE_CHECKING:
    from assistant.bootstrap import Panel


class Digest(Order):
    """Tell what is new since a day, with the recommendations to some bodies only, if any are named."""

    since: dt.date
    to: tuple[Words, ...] = ()
    staff: bool = False

    def work(self, panel: Panel) -> dict[str, Any]:
        """Return the digest."""
        visibilities = frozenset(Visibility) if self.staff else PUBLIC
        return make_digest(panel, self.since, to=self.to, visibilities=visibilities).model_dump(mode="json")


DIGEST_ORDERS: dict[str, type[Order]] = {"digest": Digest}
"""What can be done, by name."""
