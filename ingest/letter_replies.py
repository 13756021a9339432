"""Reads which earlier letters a letter says it answers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from ingest import marks
from ingest.documents import Answered, BlockKind, Said
from ingest.letter_layout import Layout
from ingest.letter_marks import DATE, TITLE, WORD
from ingest.letter_words import Words

OPENING_BLOCKS = 3
"""A letter says what it answers in its first paragraphs."""

MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(marks.MONTHS.split("|"), start=1)}
LETTER = r"(?:letters?|e-?mails?|correspondence|messages?|circulars?)"
OTHER = r"(?:notes?|replies|reply|response|request|enquiry|submission)"
"""What may be no letter, and so is one only where its date is named."""

WRITER = (
    rf"(?:your|(?P<writer>(?-i:(?:{TITLE}\s+)*{WORD}(?:\s+{WORD}){{0,3}}|your predecessor|the\s+{WORD}"
    rf"(?:\s+(?:(?:of|for)\s+)?{WORD}){{0,5}}))['’]s?)"
)
THANKS = (
    r"(?:(?:many )?thanks? (?:you )?(?:very much |again )?for|grateful (?:to you )?for|further to"
    r"|in (?:response|reply|answer) to|replying to|responding to|respond to|reply to|answer(?:ing)?"
    r"|with reference to|i refer to|following|in receipt of|received)"
)
WHEN = rf"(?:\s+(?:of|dated|on|from)\s+(?:the\s+)?(?:{marks.WEEKDAYS}\s+)?{DATE.pattern})"
AND_WHEN = re.compile(rf"\s*(?:,|and|,\s+and)\s+(?:of\s+)?(?:{DATE.pattern})", re.IGNORECASE)
OWNED = rf"{WRITER}\s+(?:[a-z-]+\s+){{0,2}}?"
FROM_ONE = (
    rf"the\s+(?:[a-z-]+\s+){{0,2}}?{LETTER}\s+(?:from|by)\s+"
    rf"(?P<writer>(?-i:(?:{TITLE}\s+)*{WORD}(?:\s+{WORD}){{1,3}}))"
)
WAYS = (
    rf"(?:{THANKS}\s+)(?:{OWNED}{LETTER}|{FROM_ONE})(?P<when>(?:\s+and\s+\w+)?{WHEN})?",
    rf"(?:{THANKS}\s+)?{OWNED}(?:{LETTER}|{OTHER})(?P<when>{WHEN})",
    rf"{THANKS}\s+writing(?:\s+to\s+(?:me|us|the Panel))?(?P<when>{WHEN})?",
    rf"you\s+(?:have\s+)?(?:wrote|written|asked)(?:\s+(?:to\s+)?(?:me|us|the Panel))?(?P<when>{WHEN})",
)
ABOUT = re.compile(
    r"[^.?!]{0,60}?\b(?:about|regarding|concerning|requesting|on the subject of|in relation to"
    r"|(?:asking|to ask)(?: for| about)?|on)\s+"
    r"(?P<about>[^.?!]+)",
    re.IGNORECASE,
)


def _named(way: str) -> re.Pattern[str]:
    """Return a pattern in which each group has one name: the alternatives of a pattern cannot share theirs."""
    seen: dict[str, int] = {}

    def numbered(match: re.Match[str]) -> str:
        seen[match[1]] = seen.get(match[1], 0) + 1
        return f"(?P<{match[1]}{seen[match[1]]}>"

    return re.compile(re.sub(r"\(\?P<([a-z]+)>", numbered, way), re.IGNORECASE)


PATTERNS = tuple(_named(way) for way in WAYS)


def read_answered(words: Words, layout: Layout) -> tuple[Answered, ...]:
    """Return the earlier letters that a letter says it answers, each by its own date."""
    paragraphs = [i for i in layout.body if words.reading.blocks[i].kind is BlockKind.PARAGRAPH]
    last = [*paragraphs[:OPENING_BLOCKS], -1][:OPENING_BLOCKS]
    first = [i for i in layout.body if i <= max(last)]
    for sentence in words.reading.sentences:
        said = words.said(sentence.segments) if sentence.block in first else None
        if said and (found := tuple(_answered(words, said))):
            return found
    return ()


def _answered(words: Words, said: Said) -> Iterator[Answered]:
    found = next((match for pattern in PATTERNS if (match := pattern.search(said.text))), None)
    if not found:
        return
    groups = {name: value for name, value in found.groupdict().items() if value}
    writer = next((words.part(said, *found.span(name)) for name in groups if name.startswith("writer")), None)
    dates = [found.span("when1")] if groups.get("when1") else []
    end = found.end()
    while dates and (more := AND_WHEN.match(said.text, end)):
        dates.append(more.span())
        end = more.end()
    about = ABOUT.match(said.text, end)
    told = words.part(said, found.start(), end)
    if not told:
        return
    answered = Answered(told, writer=writer, about=words.part(said, *about.span("about")) if about else None)
    yield from _dated(words, said, answered, dates) if dates else [answered]


def _dated(words: Words, said: Said, answered: Answered, spans: list[tuple[int, int]]) -> Iterator[Answered]:
    """Yield one earlier letter for each date; a year that is printed once, after the last, is that of all."""
    found = [date for span in spans if (date := DATE.search(said.text, *span))]
    years = {date["year"] for date in found if date["year"]}
    for date in found:
        year = date["year"] or (next(iter(years)) if len(years) == 1 and found[-1]["year"] else None)
        yield replace(answered, printed_date=words.part(said, *date.span()), date=as_date(date, year))


def as_date(found: re.Match[str], year: str | None) -> dt.date | None:
    """Return the day that a match of ``DATE`` names in a year; None where there is no such day, or no year."""
    try:
        return dt.date(int(year), MONTH_NUMBERS[found["month"].lower()], int(found["day"])) if year else None
    except ValueError:
        return None
