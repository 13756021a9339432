"""Full dates, dates of birth, and days on which something happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.personal.findings import Span
from assistant.personal.tables import one_of, tables

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = (
    r"(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)"
FIGURE = r"(?:0?[1-9]|1[0-2])"
FIGURES = rf"(?:{DAY}\s?[/.-]\s?{FIGURE}\s?[/.-]\s?{YEAR}|(?:19|20)\d\d[-/.]{FIGURE}[-/.](?:0?[1-9]|[12]\d|3[01]))"
WORDED = rf"(?:{DAY}(?:\s+of)?[\s-]*{MONTH}\.?,?|{MONTH}\s+{DAY}(?!\d),?)"
FULL_DATE = rf"(?:{FIGURES}|{WORDED}[\s-]*{YEAR})(?![\w/-])"
FULL = rf"(?<![\w/.-]){FULL_DATE}"
RUN_TOGETHER = r"(?<!\w)(?:\d{8}|\d{6}|\d\d\s\d\d\s(?:19|20)?\d\d)(?!\w)"
BIRTH = r"(?:d[./]?\s?o[./]?\s?b\b\.?|date[\s-]of[\s-]birth|birth\s?-?date|b(?:irth)?-?\s?day|born)"
SAYS_BORN = re.compile(rf"(?<!\w){BIRTH}", re.IGNORECASE)
FILLERS = rf"(?:(?:['’]?s|is|was|on|the|of|to|as|a|{WEEKDAY})\b|[\s:=,(\-])*"
TIME = r"(?:morning|afternoon|evening|night|just\s+gone)"
RECENT = (
    r"(?:yesterday|today|tonight|last\s+night|(?:this|yesterday|last)\s+(?:morning|afternoon|evening|lunchtime|week|weekend)"
    r"|earlier\s+today|the\s+other\s+(?:day|week|night)|just\s+now|(?:at|over)\s+the\s+weekend"
    rf"|(?:(?:last|this|on|since|every|next|early|late)\s+)+{WEEKDAY}(?:\s+{TIME})?|{WEEKDAY}\s+{TIME}"
    r"|(?:a|an|\d{1,2}|one|two|three|four|five|six|a\s+few)\s+(?:hours?|days?|weeks?)\s+ago)"
)
HAS_YEAR = re.compile(r"(?:19|20)\d\d")
IN_FORCE = re.compile(r"\b(?:since|before|after|until|by|from|between|force)(?:\s+(?:on|the|of))*\s+$", re.IGNORECASE)


def find_births(text: str) -> Iterator[Span]:
    """Yield dates of birth together with the words that say so; "children born on 1 September 2015" are a group."""
    if not SAYS_BORN.search(text):
        return
    for match in _born().finditer(text):
        if not _born_group().search(text[max(0, match.start() - 40) : match.start()]):
            yield Span(*match.span())
    yield from (Span(*match.span()) for match in _born_after().finditer(text))


def find_days(text: str) -> Iterator[Span]:
    """Yield days on which something may have happened, but those on which something was published or is in force."""
    for match in _particular().finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        in_force = HAS_YEAR.search(match[0]) and IN_FORCE.search(before)
        if not (in_force or _published().search(before)):
            yield Span(*match.span())


def is_recent(text: str, span: Span) -> bool:
    """Say whether a span tells how long ago something was ("last night", "on Friday"), and so is of these days."""
    return bool(_recently().search(text, span.start, span.end))


@cache
def _born() -> re.Pattern[str]:
    day = rf"(?:{FULL_DATE}|{RUN_TOGETHER}|{WORDED}(?!\w))"
    return re.compile(rf"(?<!\w){BIRTH}{FILLERS}{day}", re.IGNORECASE)


@cache
def _born_after() -> re.Pattern[str]:
    fillers = r"(?:[\s,(-]|is|was|['’]?s|her|his|their|the|my|child)*"
    return re.compile(rf"{FULL}{fillers}(?:d\.?o\.?b\b|date[\s-]of[\s-]birth|birthday)", re.IGNORECASE)


@cache
def _particular() -> re.Pattern[str]:
    dated = rf"(?:\bon\s+)?(?:the\s+)?(?:{FULL}|(?<![\w/.-]){WORDED}(?!\w))"
    short = r"\bon\s+(?:\d{1,2}/\d{1,2}(?![/\d])|the\s+\d{1,2}(?:st|nd|rd|th)\b(?!\s+\w+\s+of\b))"
    return re.compile(rf"{dated}|{short}|(?<!\w){RECENT}(?!\w)", re.IGNORECASE)


@cache
def _recently() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){RECENT}(?!\w)", re.IGNORECASE)


@cache
def _born_group() -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(tables().groups)}(?:\s+(?:who|that|are|were|was|is))*\s+$", re.IGNORECASE)


@cache
def _published() -> re.Pattern[str]:
    work = one_of(tables().public_work | tables().publications)
    return re.compile(
        rf"\b(?:{work}|published|dated?|updated|issued|edition|version|minutes)"
        r"(?:\s+(?:of|on|from|dated|in|the|was|is|as|at|published))*\s+$",
        re.IGNORECASE,
    )
