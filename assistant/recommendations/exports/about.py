"""What an export says of itself: what it is, when and of what it was made, and how its words may be used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.recommendations.entries import Recommendation
from assistant.telling import tell_day

ATTRIBUTION = "Contains public sector information licensed under the Open Government Licence v3.0."
REGISTER = "What publications recommend, ask and teach, in the words that are printed, with what was said of it since."
FICTIONAL = "Some of these publications are fictional samples, not real publications. They are marked."
MERGE = "Merge a later file with this one by the id of each entry. An id stays; all else may change."


@dataclass(frozen=True, slots=True)
class About:
    """When an export was made and of which revision of the record, and what was asked for: names and values."""

    made: dt.datetime
    revision: str
    filters: tuple[tuple[str, str], ...] = ()


def tell_about(about: About, *, entries: Sequence[Recommendation], what: str = REGISTER) -> list[tuple[str, str]]:
    """Return lines, each a name and what is said."""
    made = about.made.astimezone(dt.UTC)
    return [
        ("What this is", what),
        ("Entries", f"{len(entries):,}"),
        ("Filters", "; ".join(f"{name}: {value}" for name, value in about.filters) or "None: the whole register."),
        ("Made", f"{tell_day(made.date())}, {made:%H:%M} UTC"),
        ("Revision of the record", about.revision),
        ("Later files", MERGE),
        *([("Samples", FICTIONAL)] if any(entry.fictional for entry in entries) else []),
        ("Licence", ATTRIBUTION),
    ]
