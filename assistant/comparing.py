"""Sets figures of several places side by side, each with what it counts and its time; adds nothing up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from assistant.answers import Citation
from assistant.figures import Figure, read_figures
from assistant.telling import tell_day
from ingest import marks

MOST = 6
SEVERAL = 2
WORD = re.compile(r"[^\W\d_]{3,}")
DATE_PART = re.compile(rf"\d+|{marks.MONTHS}", re.IGNORECASE)
TWO_YEARS = re.compile(r"\b((?:19|20)\d\d) ?[–/-] ?(?:19|20)?(\d\d)\b")
SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
NO_MEANING = frozenset({"the", "all", "and", "with", "for", "number", "numbers", "total", "were", "had", "have", "who"})


class Likeness(Enum):
    """Whether two figures are alike in something."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A figure, and the citation that quotes it."""

    figure: Figure
    citation: Citation


def set_side_by_side(citations: Sequence[Citation], *, trend: bool) -> str:
    """Return what is said of the figures that citations quote; "" for fewer than two.

    ``trend`` says whether a rise or a fall is asked for. What stands in quotation marks is as printed, save that one
    space parts its words.
    """
    quoted = list(_quoted(citations))
    if len(quoted) < SEVERAL:
        return ""
    shown = quoted[:MOST]
    first = f"The first {MOST} of {len(quoted)} figures" if len(quoted) > MOST else "The figures"
    clauses = "; ".join(map(_tell, shown))
    return f"{first} quoted here, each with what it counts: {clauses}. {_conclude(shown, trend=trend)}"


def _quoted(citations: Sequence[Citation]) -> Iterator[Quoted]:
    for citation in citations:
        for figure in dict.fromkeys(read_figures(citation.quote)):
            yield Quoted(figure, citation)


def _tell(one: Quoted) -> str:
    figure, day = one.figure, one.citation.published or one.citation.as_at
    apart = figure.counted and figure.counted not in figure.words
    counts = f" of “{figure.counted}”" if apart else "" if figure.counted else ", of what is not said beside it,"
    match figure.periods:
        case [period]:
            when = period
        case []:
            when = f"period not stated; {f'published {tell_day(day)}' if day else 'date of publication not known'}"
        case several:
            when = f"the sentence names several periods: {', '.join(several)}"
    return f"“{figure.words}”{counts} ({when}; source {one.citation.id})"


def _conclude(quoted: Sequence[Quoted], *, trend: bool) -> str:
    counts = _overall([_alike_in_counts(one, other) for one, other in _pairs(quoted)])
    periods = _overall([_alike_in_periods(one, other) for one, other in _pairs(quoted)])
    if counts is periods is Likeness.SAME:
        return "They come from different places, so they are not added up and no trend is drawn from them."
    because = " and ".join((*_COUNTS[counts], *_PERIODS[periods]))
    if trend:
        return f"No trend can be drawn from them, because {because}; they are not added up either."
    return f"They are not added up and no trend is drawn from them, because {because}."


_COUNTS = {
    Likeness.SAME: (),
    Likeness.DIFFERENT: ("they count different things",),
    Likeness.UNKNOWN: ("it is not known whether they count the same things",),
}
_PERIODS = {
    Likeness.SAME: (),
    Likeness.DIFFERENT: ("they are of different periods",),
    Likeness.UNKNOWN: ("it is not known whether they are of the same period",),
}


def _pairs(quoted: Sequence[Quoted]) -> list[tuple[Quoted, Quoted]]:
    return [(one, other) for place, one in enumerate(quoted) for other in quoted[place + 1 :]]


def _overall(found: Sequence[Likeness]) -> Likeness:
    """Return what holds of all pairs: that two are different is certain even where others are not known."""
    if Likeness.DIFFERENT in found:
        return Likeness.DIFFERENT
    return Likeness.UNKNOWN if Likeness.UNKNOWN in found else Likeness.SAME


def _alike_in_counts(one: Quoted, other: Quoted) -> Likeness:
    """Compare what is counted: a share and a number differ; words that are alike in part may mean the same or not."""
    if one.figure.share is not other.figure.share:
        return Likeness.DIFFERENT
    own, others = (_meaning(each.figure.counted) for each in (one, other))
    if not own or not others:
        return Likeness.UNKNOWN
    if own == others:
        return Likeness.SAME
    return Likeness.UNKNOWN if own & others else Likeness.DIFFERENT


def _meaning(counted: str) -> frozenset[str]:
    words = (word.lower().removesuffix("s") for word in WORD.findall(counted) if word.lower() not in NO_MEANING)
    return frozenset(words)


def _alike_in_periods(one: Quoted, other: Quoted) -> Likeness:
    """Compare the times named: "in 2031" and "during 2031" are the same, "2030-31" may be part of 2031 or not."""
    if len(one.figure.periods) != 1 or len(other.figure.periods) != 1:
        return Likeness.UNKNOWN
    own, others = one.figure.periods[0], other.figure.periods[0]
    dates, other_dates = _dates(own), _dates(others)
    if dates == other_dates:
        # What has gone on since a day ends with the publication that says so.
        ends = SINCE.search(own) or SINCE.search(others)
        same = not ends or one.citation.published == other.citation.published
        return Likeness.SAME if same else Likeness.DIFFERENT
    doubtful = TWO_YEARS.search(own) or TWO_YEARS.search(others)
    return Likeness.UNKNOWN if doubtful and set(dates) & set(other_dates) else Likeness.DIFFERENT


def _dates(period: str) -> tuple[str, ...]:
    written = TWO_YEARS.sub(lambda match: f"{match[1]} {match[1][:2]}{match[2]}", period)
    return tuple(part.lower() for part in DATE_PART.findall(written))
