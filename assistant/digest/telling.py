"""A digest in words, the same on every door: headings, and under each a line for each thing with where it is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.digest.entries import Changed, Digest, Gone, Item, Recommended, Replaced
from assistant.telling import tell_day

NOTHING = "Nothing is new since then."


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: what is linked (``name``), where to, what is said of it, and words that are quoted."""

    name: str
    said: str
    publication_id: str
    url: str | None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading."""

    heading: str
    lines: tuple[Line, ...]


def tell_title(digest: Digest) -> str:
    """Return what a digest is called."""
    to = f", recommendations to {' or '.join(digest.to)}" if digest.to else ""
    return f"New since {tell_day(digest.since)}{to}"


def tell_digest(digest: Digest) -> list[Part]:
    """Return what is new, under headings with the number of things; headings of nothing are left out."""
    lists: list[tuple[str, Iterable[Line]]] = [
        ("Published", map(_tell_published, digest.published)),
        ("Taken in: published earlier, and held here since", map(_tell_taken_in, digest.taken_in)),
        ("Changed: a new edition", map(_tell_changed, digest.changed)),
        ("Withdrawn", map(_tell_gone, digest.withdrawn)),
        ("Replaced", map(_tell_replaced, digest.replaced)),
        *((f"Recommendations to {one.body}", map(_tell_entry, one.recommendations)) for one in digest.addressed),
    ]
    parts = ((heading, tuple(lines)) for heading, lines in lists)
    return [Part(f"{heading} ({len(lines):,})", lines) for heading, lines in parts if lines]


def _tell_published(one: Item) -> Line:
    return _line(one, f"published {_day(one.published)}, first seen here {_day(one.first_seen)}")


def _tell_taken_in(one: Item) -> Line:
    return _line(one, f"first seen here {_day(one.first_seen)}, published {_day(one.published)}")


def _tell_changed(one: Changed) -> Line:
    notes = f". Its publisher says: {'; '.join(one.notes)}" if one.notes else ""
    return _line(one, f"new edition from {_day(one.on)}, first published {_day(one.published)}{notes}")


def _tell_gone(one: Gone) -> Line:
    how = "taken down" if one.taken_down else "withdrawn by its publisher"
    reason = f". Reason given: {one.reason}" if one.reason else ""
    return _line(one, f"{how} {_day(one.on)}, published {_day(one.published)}{reason}")


def _tell_replaced(one: Replaced) -> Line:
    by = f" by “{one.successor}”" if one.successor else ""
    return _line(one, f"replaced{by} {_day(one.on)}, published {_day(one.published)}")


def _tell_entry(one: Recommended) -> Line:
    number = f"Recommendation {one.number}" if one.number else str(one.kind)[:1].upper() + str(one.kind)[1:]
    page = f", page {one.page}" if one.page else ""
    sample = " (fictional sample)" if one.fictional else ""
    dates = f"published {_day(one.published)}, first seen here {_day(one.first_seen)}"
    return Line(f"{number}: {one.publication}{page}", f"{dates}{sample}", one.publication_id, one.url, one.text)


def _line(one: Item, said: str) -> Line:
    sample = " (fictional sample)" if one.fictional else ""
    return Line(one.title, f"{said}{sample}", one.publication_id, one.url)


def _day(day: dt.date | None) -> str:
    return tell_day(day) if day else "on a day that is not known"


def tell_lines(digest: Digest) -> Iterator[str]:
    """Yield a digest as lines of plain text."""
    yield tell_title(digest)
    parts = tell_digest(digest)
    if not parts:
        yield NOTHING
    for part in parts:
        yield f"\n{part.heading}"
        for line in part.lines:
            yield f"- {line.name}: {line.said}{f' <{line.url}>' if line.url else ''}"
            yield from [f"  “{line.quote}”"] if line.quote else []
    yield ""
    yield from digest.dates
    yield from digest.unread
