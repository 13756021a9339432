"""One child, told by age, by year at school or by whose child it is; an age group is no child."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.personal.findings import Span
from assistant.personal.tables import one_of, tables

TO_NINE = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen")
WORDED = (*TO_NINE, "ten", "eleven", "twelve", *TEENS)
MONTHS = {"y": 12.0, "m": 1.0, "w": 12 / 52, "d": 12 / 365}
FRACTIONS = {"12": 1.0, "52": 12 / 52}
"""Months in what the lower figure of "6/52" stands for, as clinicians write six weeks."""
OLDEST = 18 * 12
FIGURE = rf"(?P<number>\d{{1,2}}(?:\.5)?|{'|'.join(WORDED)})"
UNIT = r"(?P<unit>years?|yrs?|y|months?|mths?|mo|m|weeks?|wks?|wk|w|days?|d)"
CHILD = r"(?:baby|boy|girl|child|pupil|patient|infant|student|toddler|son|daughter|lad|lass|kid)"
NOUN = rf"(?:[\s-]+(?:old\s+)?{CHILD}(?![\w-]))?"
BEFORE = r"(?<![\w./£-])"
AGES = (
    rf"{BEFORE}{FIGURE}(?:\s+and\s+a\s+half)?[\s-]{{0,2}}{UNIT}[\s-]{{0,2}}olds?\b{NOUN}",
    rf"{BEFORE}{FIGURE}\s?(?P<unit>y)(?:rs?)?\s?[/.]?\s?o\b{NOUN}",
    rf"{BEFORE}(?P<number>\d{{1,2}})\s?(?P<unit>[my])(?:onths?|ths?|o|ears?|rs?)?[\s-]*(?:{CHILD}|f|male|female)\b",
    rf"{BEFORE}(?P<number>\d{{1,2}})/(?P<unit>12|52)(?:\s+old|\s+of\s+age)?\b{NOUN}",
    rf"{BEFORE}{FIGURE}[\s-](?P<unit>years?|months?|weeks?|days?)\s+of\s+age\b",
    rf"\b{CHILD}\s+of\s+(?:only\s+|just\s+)?{FIGURE}(?:\s?{UNIT})?(?:\s+and\s+\w+\s+(?:months?|weeks?|days?))?(?![\w%])",
    rf"{BEFORE}{FIGURE}\s?(?P<unit>years?|yrs?)(?:\s+and|,)?\s+\w+\s+m(?:on)?ths?\b(?:\s+old)?{NOUN}",
    rf"\b{CHILD}\s?(?:,\s?|\()(?:aged\s+)?{FIGURE}(?:\s?{UNIT}(?:\s+old)?)?(?:\)|(?=\s?,|\s?$|\s+(?:from|at|in)\b))",
    rf"\b(?:he|she|{CHILD})(?:['’]?s|\s+is|\s+was)\s+(?:only\s+|just\s+)?{FIGURE}(?:\s?{UNIT}(?:\s+old)?)?(?![\w%:])",
    rf"(?<=[a-z]),\s{FIGURE}(?P<unit>\b)(?=,?\s+(?:who\s+)?(?:went|came|was|has|had|is|told|told|ran|fell|died|disclosed)\b)",
)
AGED = rf"\b(?:aged?|turned)\s+(?:of\s+)?(?:about\s+|just\s+|only\s+)?{FIGURE}(?:\s?{UNIT}(?:\s+old)?)?(?![\w./])"
RANGE_BEFORE = re.compile(
    r"(?:\b(?:under|over|below|above|than|to|or|between|least|most|until|all|every|any|each|per)|[-/–]|\d\s+and)"
    r"\s*(?:the\s+age\s+of\s+)?$",
    re.IGNORECASE,
)
RANGE_AFTER = re.compile(
    r"\s*(?:-|–|/|\bto\b|\band\b|\bor\b|\+)\s*"
    rf"(?:\d|under\b|over\b|above\b|older\b|younger\b|up\b|below\b|{'|'.join(WORDED)}\b)|\+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Age:
    """An exact age, in months, and where it stands; ``told_of`` whether the words also say that a child is meant."""

    span: Span
    months: float
    told_of: bool


def find_ages(text: str) -> Iterator[Age]:
    """Yield exact ages of one child: neither ranges nor groups."""
    for pattern in _ages():
        for match in pattern.finditer(text):
            months = _months(match)
            if months < OLDEST and not _is_group(match):
                yield Age(Span(*match.span()), months, told_of=match.re is not _ages()[-1])


@cache
def _ages() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in (*AGES, AGED))


def _months(match: re.Match[str]) -> float:
    said, unit = match["number"].lower(), (match["unit"] or "years").lower()
    number = float(WORDED.index(said) + 1) if said in WORDED else float(said)
    return number * (FRACTIONS[unit] if unit in FRACTIONS else MONTHS[unit[0]])


def _is_group(match: re.Match[str]) -> bool:
    before, after = match.string[max(0, match.start() - 40) : match.start()], match.string[match.end() :][:40]
    if match[0].lower().endswith("olds") or RANGE_BEFORE.search(before) or RANGE_AFTER.match(after):
        return True
    return bool(_group_before().search(before) or _group_after().match(after))


@cache
def _group_before() -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(tables().groups)}(?:\s+(?:who|that|are|were|is|of|at))*[\s(,]+$", re.IGNORECASE)


@cache
def _group_after() -> re.Pattern[str]:
    return re.compile(rf"[\s-]+(?:(?!and|with|whose|in|at|of)[\w-]+\s+)?{one_of(tables().groups)}(?!\w)", re.IGNORECASE)


def read_age_beside(text: str, *, place: int) -> Age | None:
    """Return the age that follows a name which ends at a place: "Zog, 7," or "Zog (7)"."""
    match = _beside().match(text, place)
    return Age(Span(*match.span("age")), _months(match), told_of=False) if match and _months(match) < OLDEST else None


@cache
def _beside() -> re.Pattern[str]:
    age = rf"(?P<age>(?:aged?\s+)?(?P<number>\d{{1,2}})(?:\s?{UNIT}(?:\s+old)?)?)"
    return re.compile(rf"(?:\s?\(|,\s?){age}(?=\)|\s?,|\s?$|\s+(?:from|at|in|who|was|is|has|came)\b)", re.IGNORECASE)


def find_year_groups(text: str) -> Iterator[Span]:
    """Yield what tells the year at school of one child: "a Year 4 pupil", "my son is in Y9"."""
    for match in _year_group().finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        if match["one"] or not (_group_before().search(before) or RANGE_AFTER.match(text[match.end() :])):
            yield Span(*match.span())


@cache
def _year_group() -> re.Pattern[str]:
    one = one_of(("pupil", "child", "boy", "girl", "student", "lad", "kid"))
    year = r"(?:(?:year|yr|y)\s?-?(?:\d{1,2}|r)|reception)"
    return re.compile(
        rf"\b(?:(?P<one>{year}[\s-]+{one})|(?:is\s+)?in\s+(?:(?:my|our)\s+)?{year})(?![\w-])(?!\s+of\b)", re.IGNORECASE
    )


def find_kin(text: str) -> Iterator[Span]:
    """Yield what says whose child it is, or that it is one very young child."""
    for match in _kin().finditer(text):
        yield Span(*match.span())


@cache
def _kin() -> re.Pattern[str]:
    table = tables()
    kin, other = one_of(table.kin), one_of(table.not_child)
    young = one_of(("newborn", "toddler", "baby", "infant", "neonate", "preschooler"))
    own = rf"(?:my|our)\s+(?:[\w-]+\s+){{0,3}}?{kin}(?:\s+{kin})?"
    mine = r"my\s+(?:[\w-]+\s+)?(?:kids|children|sons|daughters|twins|boys|girls)"
    theirs = r"(?:his|her|their|['’]s)\s+(?:[\w-]+\s+)?(?:daughter|son|baby|newborn|toddler|twin)"
    one = rf"one\s+of\s+(?:my|our)\s+(?:{one_of(table.groups)}|y\d{{1,2}}s)"
    very_young = rf"(?:an?|the|this|that)\s+(?:[\w-]+\s+){{0,2}}?{young}"
    telegraphic = (
        r"(?:^|(?<=[.,;:]\s))(?:newborn|toddler|baby)(?=\s+(?:at|in|with|from|was|is|has|came|seen|brought)\b)"
    )
    return re.compile(
        rf"(?<!\w)(?:{own}|{mine}|{one}|{theirs}|{very_young}|{telegraphic})(?![\w-])(?!\s+{other}(?!\w))(?!\s+(?-i:[A-Z])\b)",
        re.IGNORECASE,
    )
