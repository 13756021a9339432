"""Telephone numbers of a person; those of helplines and offices are told apart by how they begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.personal.findings import Span, keep_apart
from assistant.personal.numbers import DIGITS, is_reference
from assistant.personal.tables import tables

GAP = r"[\s().-]{0,3}"
BEFORE = r"(?<!\d[./-])(?<![\w+])"
AFTER = r"(?!\w)(?![.-]\d)(?!/\d{3})"
"""Of "07700 900123/4" the first number is found."""
AT_HOME = tuple(re.compile(rf"{BEFORE}\(?[0O](?:{GAP}\d){{{digits}}}{AFTER}", re.IGNORECASE) for digits in (10, 9))
WITH_CODE = tuple(
    re.compile(rf"{BEFORE}\(?(?:\+|00)?44(?:{GAP}0(?=\s?\)))?(?:{GAP}\d){{{digits}}}{AFTER}") for digits in (10, 9)
)
ABROAD = re.compile(rf"{BEFORE}(?:\+|00)(?!44)[1-9](?:{GAP}\d){{7,13}}{AFTER}")
ENOUGH_DIGITS = re.compile(rf"[\dO](?:{GAP}\d){{8}}", re.IGNORECASE)
DATE_FIRST = re.compile(r"0\d[\s.-]+(?:0\d|1[0-2])[\s.-]+(?:19|20)\d\d")
PRIVATE = ("01", "02", "07")
"""How numbers at home begin that may be a person's. Whether one is in use is not asked: a digit may be mistyped."""
NATIONAL = 11


def find_phones(text: str) -> list[Span]:
    """Return telephone numbers that may be a person's."""
    found: list[Span] = []
    if not ENOUGH_DIGITS.search(text):
        return found
    for pattern in (*WITH_CODE, *AT_HOME, ABROAD):
        found += keep_apart((_without_bracket(match) for match in _matches(pattern, text)), taken=found)
    return found


def _without_bracket(match: re.Match[str]) -> Span:
    """Return the span of a number without a bracket that is closed after it."""
    opened = match[0].startswith("(") and ")" not in match[0]
    return Span(match.start() + opened, match.end())


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for match in pattern.finditer(text):
        if is_private(match[0]) and not is_reference(text, place=match.start()):
            yield match


def is_private(number: str) -> bool:
    """Say whether a number may be that of a person, given as it is written."""
    home = _at_home(number)
    if home is None:
        return _is_valid("+" + "".join(DIGITS.findall(number)).removeprefix("00"))
    if home.startswith(tuple(tables().public_prefixes)) or home in tables().public_numbers or DATE_FIRST.match(number):
        return False
    # Few numbers have a digit less, and much else has as many digits.
    return home.startswith(PRIVATE) and (len(home) == NATIONAL or _is_valid("+44" + home[1:]))


def _at_home(number: str) -> str | None:
    """Return the digits of a number as it is dialled within the country; None when it is of another."""
    digits = "".join(DIGITS.findall(re.sub(r"[oO]", "0", number)))
    if re.match(r"\(?\+|\(?00|\(?44", number):
        digits = digits.removeprefix("00")
        return "0" + digits.removeprefix("44").removeprefix("0") if digits.startswith("44") else None
    return digits


def _is_valid(number: str) -> bool:
    import phonenumbers  # noqa: PLC0415  its tables take longer to load than a question takes

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, "GB"))
    except phonenumbers.NumberParseException:
        return False
