"""Says in words what of the register is told: how many, to whom, on what, from when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from assistant.recommendations.asked import TO_PANEL
from assistant.recommendations.choosing import Chosen
from assistant.recommendations.entries import Recommendation, ResponseState, ToldCount
from assistant.recommendations.wanted import Wanted
from assistant.recommendations.wordings import ANSWERED
from assistant.telling import tell_day
from ingest.documents import Speaker
from ingest.recommendations.entries import RECOMMENDATIONS, EntryKind

PAGE = "/recommendations"
MOST_TITLES = 2
MOST_IN_LINK = 40
"""Of more publications there is no link to a list of what they hold."""


def tell_count(chosen: Chosen, entries: Sequence[Recommendation], *, titles: Sequence[str]) -> str:
    """Return the sentences that say how many entries there are, from how many publications of which years."""
    what = name_entries(chosen, len(entries), titles=titles)
    if not entries:
        return f"The register holds {what}."
    publications = len({one.publication_id for one in entries})
    source = f"{publications:,} publication{'s' if publications > 1 else ''}"
    said = [f"The register holds {what}, from {source}{_years(entries)}."]
    others = sum(one.speaker is not Speaker.PANEL for one in entries)
    if others and chosen.wanted.kinds != TO_PANEL:
        said.append(_some(others, len(entries), "printed in what others than the Panel publish"))
    unsure = sum(bool(one.uncertain) for one in entries)
    if unsure:
        said.append(_some(unsure, len(entries), "yet to be checked by a person"))
    return " ".join(said)


def name_entries(chosen: Chosen, count: int, *, titles: Sequence[str] = ()) -> str:
    """Return what is told of in words, as in "14 national recommendations to health"."""
    number = f"{count:,}" if count else "no"
    parts = [number, name_kinds(chosen.wanted.kinds, count), *_filters(chosen, titles)]
    return " ".join(filter(None, parts))


def name_kinds(kinds: frozenset[EntryKind] | None, count: int) -> str:
    """Return the word for entries of some kinds, for so many of them."""
    if kinds is None:
        return "entry" if count == 1 else "entries"
    if kinds == RECOMMENDATIONS:
        return "recommendation" if count == 1 else "recommendations"
    some = sorted(kinds, key=list(EntryKind).index)
    if kinds > RECOMMENDATIONS:
        rest = [one for one in some if one not in RECOMMENDATIONS]
        return " or ".join([_plural("recommendation", count), *(_plural(one, count) for one in rest)])
    return " or ".join(_plural(one, count) for one in some)


def _plural(kind: str, count: int) -> str:
    first, space, rest = kind.partition(" to ")
    return kind if count == 1 else f"{first}s{space}{rest}"


def _filters(chosen: Chosen, titles: Sequence[str]) -> Iterable[str]:
    asked, wanted = chosen.asked, chosen.wanted
    if wanted.bodies:
        yield f"to {' or '.join(asked.to)}"
    if wanted.topics:
        yield f"on {asked.subject if asked.subject and not wanted.text else asked.theme or asked.subject}"
    if wanted.text:
        yield f"with the words “{wanted.text}”"
    if asked.publications is not None:
        named = " and ".join(f"“{one}”" for one in titles)
        yield f"in {named}" if len(titles) <= MOST_TITLES else f"in {len(titles):,} publications"
    yield from _days(wanted.published_from, wanted.published_to)
    if wanted.statuses:
        yield _tell_states(wanted.statuses)


def _tell_states(states: frozenset[ResponseState]) -> str:
    if states == ANSWERED:
        return "with a response held"
    named = " or ".join(one for one in ResponseState if one in states)
    return "with no response held" if states == frozenset({ResponseState.NONE}) else f"that a response calls {named}"


def _days(first: dt.date | None, last: dt.date | None) -> Iterable[str]:
    if first and last:
        yield f"published from {tell_day(first)} to {tell_day(last)}"
    elif first:
        yield f"published on {tell_day(first)} or later"
    elif last:
        yield f"published on {tell_day(last)} or earlier"


def _years(entries: Sequence[Recommendation]) -> str:
    years = sorted({one.published.year for one in entries if one.published})
    if not years:
        return ""
    return f", {years[0]}" if years[0] == years[-1] else f", {years[0]} to {years[-1]}"


def _some(some: int, count: int, what: str) -> str:
    """Return a sentence on some of the entries."""
    if some == count:
        return f"{'It is' if count == 1 else 'All of them are'} {what}."
    return f"{some:,} of them {'is' if some == 1 else 'are'} {what}."


def tell_told(told: Sequence[ToldCount], *, number: int) -> str:
    """Return what is to be known of numbers that publications tell of; ``number`` is how many entries there are."""
    titles = list(dict.fromkeys(one.publication for one in told))
    where = " and ".join(f"“{one}”" for one in titles[:MOST_TITLES])
    if len(titles) > MOST_TITLES:
        where = f"{len(titles):,} publications"
    verb = "speaks" if len(titles) == 1 else "speak"
    many = f"{told[0].number:,} " if len(told) == 1 else ""
    apart = ", and they are not part of the count" if number else ""
    return f"{where} {verb} of {many}recommendations whose wording is not held{apart}:"


def make_link(wanted: Wanted, to: Sequence[str], *, address: str) -> str | None:
    """Return the address of the page that lists what passes a filter; None for one that no address can say."""
    if len(wanted.publications or ()) > MOST_IN_LINK:
        return None
    sets: tuple[tuple[str, Iterable[str] | None], ...] = (
        ("kind", wanted.kinds),
        ("topic", wanted.topics),
        ("publication", wanted.publications),
        ("status", wanted.statuses),
    )
    pairs = [("to", one) for one in to]
    pairs += [(name, str(one)) for name, some in sets for one in sorted(some or ())]
    days = (("from", wanted.published_from), ("to_date", wanted.published_to))
    pairs += [(name, day.isoformat()) for name, day in days if day]
    pairs += [("text", wanted.text)] if wanted.text else []
    return f"{address.rstrip('/')}{PAGE}{'?' if pairs else ''}{urlencode(pairs)}"
