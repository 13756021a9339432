"""Where publications are listed and fetched: the table of sources, and what every source does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

import yaml

from ingest.documents import Failure, Locator, Offer
from ingest.errors import BadMetadata
from ingest.fetching import Fetcher
from ingest.readings import Limits

Row = Mapping[str, Any]
"""A source as the table gives it: its kind, and what that kind needs to know."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a source publishes in one place.

    ``scope`` begins the places of all its documents: what is held there and not offered has been taken away.
    ``notes`` say what was met and is not held, and why; ``moved`` where the page was before.
    """

    scope: Locator
    url: str
    offers: tuple[Offer | Failure, ...] = ()
    notes: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """A page that its publisher has taken down, and the reason given."""

    scope: Locator
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Missed:
    """A page that could not be looked at: nothing is changed because of it."""

    scope: Locator | None
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A page that has another address for good, at which it is visited too."""

    scope: Locator
    url: str
    now: Locator


Visit = Page | Gone | Missed | Moved
"""What came of looking at one place."""
Known = Mapping[str, str]
"""The pages of which something is held: their addresses, by the beginning of the places of what is held."""


NOTHING: Known = MappingProxyType({})


class Source(Protocol):
    """What every source does."""

    name: str

    def check(self, fetcher: Fetcher) -> None:
        """See whether it can be listed; ``IngestError`` says why not."""

    def visits(
        self, fetcher: Fetcher, limits: Limits, *, since: dt.date | None = None, known: Known = NOTHING
    ) -> Iterator[Visit]:
        """Look at every page that is listed, or at those changed on a day or later.

        Without a day, pages that are ``known`` and were not listed are looked at as well: what has gone is rarely
        listed as gone. ``Unreachable`` says that nothing can be listed now.
        """


@dataclass(frozen=True, slots=True)
class Table:
    """The table of sources, by name."""

    rows: Mapping[str, Row] = field(default_factory=dict)

    def open(self, name: str) -> Source:
        """Return a source; ``BadMetadata`` when there is none of that name, or its row cannot be used."""
        if name not in self.rows:
            message = f"There is no source {name!r}; use one of {', '.join(self.rows) or 'those in the table'}"
            raise BadMetadata(message)
        row = dict(self.rows[name])
        place = KINDS.get(str(row.pop("kind", "")))
        if place is None:
            message = f"The source {name!r} must say its kind: one of {', '.join(KINDS)}"
            raise BadMetadata(message)
        module, _, maker = place.rpartition(".")
        make: Callable[..., Source] = getattr(import_module(module), maker)
        try:
            return make(name, **row)
        except TypeError as error:
            message = f"The row of the source {name!r} cannot be used: {str(error).partition(') ')[2] or error}"
            raise BadMetadata(message) from error


KINDS = {"govuk": "ingest.govuk.GovUk", "website": "ingest.website_source.WebsiteSource"}
"""The class of each kind of source. A row of the kind ``folder`` has a ``path``: ``ingest.collection`` takes it in."""


def read_table(path: Path | None = None) -> Table:
    """Read the table of sources (None: the one that comes with this program); ``BadMetadata`` says what is wrong."""
    try:
        place = path or files("ingest") / "sources.yaml"
        data = yaml.safe_load(place.read_text(encoding="utf-8"))
        rows = data["sources"]
        table = Table({str(name): dict(row) for name, row in rows.items()})
    except OSError as error:
        message = f"The table of sources {path} cannot be opened ({error.strerror}); check PANEL_SOURCES"
        raise BadMetadata(message) from error
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"The table of sources {path} cannot be used: write it like ingest/sources.yaml"
        raise BadMetadata(message) from error
    return table
