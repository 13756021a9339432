"""A timeline in words, the same on every door."""

from __future__ import annotations

import datetime as dt

from assistant.telling import tell_day
from assistant.timeline.entries import Commitment, Event, EventKind, Outcome, Timeline

KINDS = {
    EventKind.SAID: "",
    EventKind.COMMITTED: "What was to be done",
    EventKind.FOLLOWED: "What became of it",
    EventKind.REPLIED: "A reply",
}
"""What a quotation is called that is not simply one."""
NOTHING = "The publications held say nothing on this topic."
LATER = "“Not seen in the record” means that nothing held says so; it may have been done all the same."


def tell_date(day: dt.date | None) -> str:
    """Return a date in words."""
    return tell_day(day) if day else "Date not known"


def tell_who(event: Event) -> str:
    """Return who said something, and to whom."""
    return f"{event.said_by} to {event.said_to}" if event.said_to else event.said_by


def tell_outcome(commitment: Commitment, timeline: Timeline) -> str:
    """Return what became of a commitment, and where that is said."""
    if commitment.outcome is Outcome.NOT_SEEN or commitment.mention is None:
        return "Not seen in the record"
    shown = timeline.events[commitment.mention - 1]
    return f"{str(commitment.outcome).capitalize()}: see {tell_date(shown.date)}"


def tell_count(timeline: Timeline) -> str:
    """Return how much there is, in words."""
    if not timeline.events:
        return NOTHING
    count = timeline.total
    what = "1 publication speaks" if count == 1 else f"{count:,} publications speak"
    quoted = len({one.citation.publication_id for one in timeline.events})
    near = f" The {quoted} that come nearest are quoted." if quoted < count else ""
    return f"{what} of this topic.{near}"
