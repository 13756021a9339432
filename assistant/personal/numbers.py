"""Numbers that are given to one person: by the NHS, by HM Revenue and Customs, by a school."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.personal.findings import Span
from assistant.personal.tables import one_of, tables
from assistant.words import stop_words

GAP = r"[\s.-]{0,3}"
DIGITS = re.compile(r"\d")
LONG_NUMBER = re.compile(r"\d(?:[\s().-]{0,3}\d){5}")
ALONE_BEFORE, ALONE_AFTER = r"(?<!\d[./-])(?<![\d+])", r"(?!\w)(?![./-]\d)"
"""What a number that is part of a longer one, of a date or of a decimal has before or after it."""
NHS = re.compile(
    rf"{ALONE_BEFORE}(?:(?<![^\W_])|(?<=nhs)|(?<=no))"
    rf"(?:\d{{10}}|\d{{3}}[\s.-]{{1,3}}\d{{3}}[\s.-]{{1,3}}\d{{4}}|\d(?:\s\d){{9}}){ALONE_AFTER}",
    re.IGNORECASE,
)
NAMED_NHS = re.compile(
    rf"(?<!\w)nhs(?:\s+(?:number|no\.?|num))?(?:\s+is)?[\s:=#-]*(?P<number>\d(?:{GAP}\d){{9}}){ALONE_AFTER}",
    re.IGNORECASE,
)
UPN = re.compile(rf"(?<!\w)[A-Z](?:[ -]?\d){{11}}[ -]?[\dA-Z]{ALONE_AFTER}", re.IGNORECASE)
SIX_DIGITS = r"(?:\d{6}|\d\d[\s.-]{1,3}\d\d[\s.-]{1,3}\d\d|\d{3}[\s.-]{1,3}\d{3})"
INSURANCE_NUMBER = rf"(?P<prefix>[A-Z]{{2}}){GAP}{SIX_DIGITS}"
INSURANCE_NAME = r"(?<!\w)(?:national\s+insurance|n\.?i\.?|nino)(?:\s+(?:number|no\.?|num))?(?:\s+is)?[\s:=-]+"
INSURANCE = (
    re.compile(rf"(?<!\w)(?P<number>{INSURANCE_NUMBER}{GAP}[A-D])(?!\w)", re.IGNORECASE),
    re.compile(rf"{INSURANCE_NAME}(?P<number>{INSURANCE_NUMBER}){ALONE_AFTER}", re.IGNORECASE),
)


def has_long_number(text: str) -> bool:
    """Say whether a text has digits enough for any number that is given to a person."""
    return bool(LONG_NUMBER.search(text))


def find_nhs_numbers(text: str) -> Iterator[Span]:
    """Yield numbers of ten digits with a right check digit."""
    from stdnum.gb import nhs  # noqa: PLC0415  it imports ssl, which most questions do without

    for span in sorted({*_spans(NHS, text), *_spans(NAMED_NHS, text)}):
        digits = "".join(DIGITS.findall(text[span.start : span.end]))
        if nhs.is_valid(digits) and not is_reference(text, place=span.start):
            yield span


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    yield from (Span(*match.span("number" if pattern.groups else 0)) for match in pattern.finditer(text))


def find_pupil_numbers(text: str) -> Iterator[Span]:
    """Yield unique pupil numbers whose first letter is right for the rest.

    Only the check letter is taken from the library: its list of local authorities is that of 2011, and pupils have
    numbers of authorities that were made since.
    """
    from stdnum.gb import upn  # noqa: PLC0415  as above

    for match in UPN.finditer(text):
        number = re.sub(r"[ -]", "", match[0]).upper()
        if number[-1] not in "IOS" and upn.calc_check_digit(number[1:]) == number[0]:
            yield Span(*match.span())


def find_insurance_numbers(text: str) -> Iterator[Span]:
    """Yield National Insurance numbers with a prefix that is given; without the last letter only after their name."""
    for pattern in INSURANCE:
        for match in pattern.finditer(text):
            # "see 2018 at 20 18 19 a year later": a small word before a number is no prefix.
            is_word = match["prefix"] in stop_words() and match[0][len(match["prefix"])].isspace()
            if may_be_insurance_prefix(match["prefix"]) and not is_word:
                yield Span(*match.span("number"))


def may_be_insurance_prefix(prefix: str) -> bool:
    """Say whether a National Insurance number may begin with two letters."""
    both, table = prefix.lower(), tables()
    given = both[0] not in table.insurance_not_first and both[1] not in table.insurance_not_second
    return (given and both not in table.insurance_not_prefix) or both in table.insurance_examples


def is_reference(text: str, *, place: int) -> bool:
    """Say whether a number at a place is that of a book, a body or a page on the web."""
    before = text[max(0, place - 60) : place]
    return bool(_reference().search(before))


@cache
def _reference() -> re.Pattern[str]:
    return re.compile(
        rf"\b{one_of(tables().references)}[-\s]*(?:10|13)?(?:\s+(?:number|no\.?))?(?:\s+is)?[\s:#-]*$|(?:://|www\.)\S*$",
        re.IGNORECASE,
    )
