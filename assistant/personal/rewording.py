"""Rewords a question without the personal data in it, so that whoever asked may ask that instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.personal.findings import Finding, Kind, Span
from assistant.personal.plain import Plain, read_plain
from assistant.personal.recognising import find_personal_data
from assistant.personal.story import Story
from assistant.personal.tables import Band, one_of, tables
from assistant.personal.tidying import GAP, tidy
from assistant.words import WORD, stop_words

FEWEST = 3
"""A search needs so many telling words."""
LONGEST = 300
"""What is longer tells a story, in which a child may be known though no detail of it is recognised."""
WHERE = r"(?:in|at|on|from|near|outside|around)"
LED_BY = re.compile(
    rf"(?<!\w)(?:(?:lives?|living|stays)\s+)?(?:{WHERE}|to|of|attends|attending)\s+(?:the\s+)?$", re.IGNORECASE
)
SINCE = re.compile(r"(?<!\w)(?:since|on|by|until|from)\s+$", re.IGNORECASE)
ARTICLE = r"(?:an?|the|this|that|one|my|our|her|his|their)"
BETWEEN = re.compile(r"[\s,;:(-]*(?:(?:is|was|who\s+is|who\s+was|aged|in|an?|called|named)\s+)*", re.IGNORECASE)
YEAR_GROUP = re.compile(r"\b(?:year|yr|y)\s?-?(\d{1,2})|reception", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’]s\b")
TELLING_OF_AGE = re.compile(r"\b(?:newborn|baby|infant|toddler|teenager)\b", re.IGNORECASE)
FIRST_YEAR = 4.5
"""How old, in years, children are in the middle of their year in reception."""


@dataclass(frozen=True, slots=True)
class _Change:
    """What stands for a span of a question; nothing, where it is dropped."""

    span: Span
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """What tells of a child: the band of its age, if it does, and whether it says by itself that a child is meant."""

    span: Span
    band: Band | None = None
    alone: bool = True


def reword(text: str, findings: Sequence[Finding]) -> str | None:
    """Return a question without its findings, names, places and days, and with a band for an exact age.

    None when that would be no sensible search. What the recogniser does not know, such as a surname in small letters,
    it cannot drop: show the words before they are used.
    """
    plain = read_plain(text)
    story = Story(plain.text)
    changes = [*_drop(plain, findings), *_drop_parts(story), *_generalise(story)]
    reworded = tidy(_apply(plain.text, changes))
    # In capitals throughout, a name looks like any other word.
    safe = not plain.text.isupper() and not find_personal_data(reworded)
    return reworded if safe and _is_search(reworded) else None


def _is_search(text: str) -> bool:
    """Say whether a text is a sensible search: an age, in however many words, tells as much as one."""
    ages = {word for band in tables().bands for word in f"child {band.who} {band.age}".split()}
    words = {word.lower() for word in WORD.findall(text) if not word.isdigit()} - stop_words()
    return len(words - ages) + bool(words & ages) >= FEWEST and len(text) <= LONGEST


def _drop(plain: Plain, findings: Iterable[Finding]) -> Iterator[_Change]:
    """Yield the findings as they stand in the plain text, but combinations, of which the parts are dropped."""
    for finding in findings:
        if finding.kind is not Kind.IDENTIFYING_COMBINATION:
            inside = [place for place, given in enumerate(plain.places) if finding.start <= given < finding.end]
            yield _Change(_with_lead(plain.text, Span(inside[0], inside[-1] + 1)))


def _drop_parts(story: Story) -> Iterator[_Change]:
    yield from (_Change(_with_lead(story.text, span)) for span in story.places)
    # No gap: "came in this morning" leaves "came in".
    yield from (_Change(_with_lead(story.text, span, led_by=SINCE), " ") for span in story.days)
    yield from (_Change(name.span) for name in story.all_names if name not in story.names)


def _with_lead(text: str, span: Span, *, led_by: re.Pattern[str] = LED_BY) -> Span:
    """Return a span with the "at" or "from" before it, which would be left over."""
    lead = led_by.search(text[: span.start])
    return Span(lead.start(), span.end) if lead else span


def _generalise(story: Story) -> Iterator[_Change]:
    """Yield what stands for all that tells of one child in a row: "my son Zog, 7," is a child aged 5 to 11."""
    text, row = story.text, list[_Told]()
    for told in sorted(_tell(story), key=lambda told: told.span):
        end = max((before.span.end for before in row), default=0)
        if row and told.span.start >= end and not BETWEEN.fullmatch(text, end, told.span.start):
            yield _as_group(text, row)
            row = []
        row.append(told)
    if row:
        yield _as_group(text, row)


def _tell(story: Story) -> Iterator[_Told]:
    yield from (_Told(name.span) for name in story.names)
    yield from (_Told(age.span, _band(age.months), alone=age.told_of) for age in story.ages)
    for span in story.others:
        year = YEAR_GROUP.search(story.text, span.start, span.end)
        yield _Told(span, _band(12 * (int(year[1] or 0) + FIRST_YEAR)) if year else None)


def _band(months: float) -> Band:
    return next((band for band in tables().bands if months < band.below), tables().bands[-1])


def _as_group(text: str, row: Sequence[_Told]) -> _Change:
    """Return a child told of in a row of words as one of a group; "aged 7" after "a boy" as an age only."""
    start, end = row[0].span.start, max(told.span.end for told in row)
    closes = "(" in text[start:end] and text[end : end + 1] == ")"
    band = next((told.band for told in row if told.band), None)
    if band and not any(told.alone for told in row):
        return _Change(Span(start, end), band.age)
    before = _who_before().search(text[:start])
    start = before.start() if before else start
    if band and not POSSESSIVE.match(text, end):
        return _Change(Span(start, end + closes), f"{band.who} {band.age}")
    said = TELLING_OF_AGE.search(text, start, end)
    return _Change(Span(start, end + closes), f"a {said[0].lower() if said else 'child'}")


@cache
def _who_before() -> re.Pattern[str]:
    """Return what finds the words before a name or an age that only say that it is a child's: "a pupil called"."""
    kin = one_of(tables().kin)
    return re.compile(
        rf"(?<!\w)(?:{ARTICLE}\s+)?(?:{kin}(?:['’]s)?,?\s+)?(?:(?:called|named|who\s+is|name(?:['’]s|\s+is))\s+)?$",
        re.IGNORECASE,
    )


def _apply(text: str, changes: Iterable[_Change]) -> str:
    """Return a text with its changes; of two that meet, the first, and of two at one place the longer."""
    told, end = list[str](), 0
    for change in sorted(changes, key=lambda change: (change.span.start, -change.span.end)):
        if change.span.start >= end:
            told += [text[end : change.span.start], change.words or GAP]
        end = max(end, change.span.end)
    return "".join([*told, text[end:]])
