"""Filters of the forms: as they were typed, what they mean, and what is wrong with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.errors import BadRequest
from assistant.web.dates import TypedDate, read_date
from assistant.web.fields import Fields, Problems, first
from assistant.web.naming import name_day, name_kind, name_speaker
from ingest.describing import tables
from ingest.documents import Speaker
from vectorstore.publications import PublicationFilter

LABELS = {"from": "Published from", "to": "Published to", "as-of": "As it stood on"}
LAST = frozenset({"to", "as-of"})
"""Where a year or a month alone means its last day."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which publications are meant: ``typed`` to show again, ``wanted`` for the record."""

    typed: Fields
    wanted: PublicationFilter
    problems: Problems

    @property
    def dates(self) -> dict[str, TypedDate]:
        """The dates as they were typed."""
        return {name: typed_date(self.typed, name) for name in LABELS}

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The fields that say something, for an address or for hidden fields."""
        return [(name, value) for name, values in self.typed.items() for value in values if value]

    @property
    def query(self) -> str:
        """The end of an address that says the same; empty when nothing is filtered."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""

    @property
    def words(self) -> list[str]:
        """What is filtered, in words."""
        wanted = self.wanted
        found = [name_kind(kind) for kind in sorted(wanted.kinds or ())]
        found += [f"said by: {name_speaker(speaker)}" for speaker in sorted(wanted.speakers or ())]
        if wanted.published_from:
            found.append(f"published on or after {name_day(wanted.published_from)}")
        if wanted.published_to:
            found.append(f"published on or before {name_day(wanted.published_to)}")
        return found

    @property
    def day(self) -> str:
        """The day as of which is asked, in words; empty for today."""
        return f"as it stood on {name_day(self.wanted.as_of)}" if self.wanted.as_of else ""


PARTS = ("day", "month", "year")
NAMES = ("kind", "speaker", *(f"{name}-{part}" for name in LABELS for part in PARTS))
"""The fields of a filter, in the order in which the forms have them."""


def typed_date(fields: Fields, name: str) -> TypedDate:
    """Return a date as it was typed into three boxes."""
    return TypedDate(*(first(fields, f"{name}-{part}") for part in PARTS))


def read_filters(fields: Fields) -> Filters:
    """Read the filters of a form; what cannot be used is a problem, and left out of ``wanted``."""
    from_, early = _read_date(fields, "from")
    to, late = _read_date(fields, "to")
    as_of, unreadable = _read_date(fields, "as-of")
    kinds, unknown_kinds = _read_words(fields, "kind", tables().names)
    speakers, unknown_speakers = _read_words(fields, "speaker", list(Speaker))
    if from_ and to and to < from_:
        late = {"to-day": f"“{LABELS['to']}” must be the same day as “{LABELS['from']}” or later."}
    wanted = PublicationFilter(
        kinds=frozenset(kinds) or None,
        speakers=frozenset(map(Speaker, speakers)) or None,
        published_from=from_,
        published_to=to,
        as_of=as_of,
    )
    typed = {name: fields[name] for name in NAMES if name in fields}
    return Filters(typed, wanted, {**unknown_kinds, **unknown_speakers, **early, **late, **unreadable})


def _read_date(fields: Fields, name: str) -> tuple[dt.date | None, Problems]:
    try:
        return read_date(typed_date(fields, name), name=LABELS[name], last=name in LAST), {}
    except BadRequest as error:
        return None, {f"{name}-day": str(error)}


def _read_words(fields: Fields, name: str, allowed: Collection[str]) -> tuple[list[str], Problems]:
    given = [word for word in fields.get(name, ()) if word]
    known = [word for word in given if word in allowed]
    return known, {} if known == given else {name: f"Choose a {name} from the list: one that was given is not in it."}
