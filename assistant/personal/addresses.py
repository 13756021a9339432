"""Where a person lives or can be written to: postcodes, street addresses, e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.personal.findings import Span
from assistant.personal.tables import one_of, tables
from assistant.words import stop_words

AT = r"(?:\s?@\s?|\s?[\[(]\s?at\s?[\])]\s?)"
DOT = r"(?:\.|\s?[\[(]\s?dot\s?[\])]\s?)"
EMAIL = re.compile(
    rf"(?<![\w.+-])(?P<box>[\w+%'-]+(?:{DOT}[\w+%'-]+)*){AT}[a-z0-9-]+(?:{DOT}[a-z0-9-]+)+", re.IGNORECASE
)
MAY_BE_EMAIL = re.compile(r"@|at\s?[\])]", re.IGNORECASE)
SPELT_EMAIL = re.compile(r"(?<![\w.+-])(?P<box>[\w.+-]+)\sat\s[a-z0-9-]+(?:\sdot\s[a-z0-9-]+)+(?!\w)", re.IGNORECASE)
POSTCODE = re.compile(
    r"(?<![\w.])(?P<area>[A-Z]{1,2})(?P<district>\d(?:\d|[A-Z])?)[\s-]{0,3}(?P<inward>\d[ABD-HJLNP-UW-Z]{2})(?!\w)",
    re.IGNORECASE,
)
FLAT = re.compile(
    r"(?<!\w)(?i:flat|apartment|apt)\s+\w{1,4},?\s+(?:[A-Z][\w'’-]+\s+){1,3}"
    r"(?i:house|court|tower|lodge|heights|mansions|point)(?!\w)"
)
PART_OF_HOUSE = re.compile(r"(?<!\w)(?:flat|apartment|apt|unit|room)\s+\w{1,4},?\s+$", re.IGNORECASE)
CUE = re.compile(
    r"(?<!\w)(?:at|address(?:\s+is)?|home|house|no\.?|number|moved\s+to|lives\s+on|lives\s+in)[\s:,]+$", re.IGNORECASE
)
MOST_IN_LETTERS = 3
YEARS = range(1900, 2100)


def find_emails(text: str) -> Iterator[Span]:
    """Yield e-mail addresses but those of an office, which name nobody."""
    for pattern in (*([EMAIL] if MAY_BE_EMAIL.search(text) else []), *([SPELT_EMAIL] if " dot " in text else [])):
        for match in pattern.finditer(text):
            first = re.split(r"[\W\d_]", match["box"].lower())[0]
            if first not in tables().mailboxes:
                yield Span(*match.span())


def find_postcodes(text: str) -> Iterator[Span]:
    """Yield full postcodes of an area that there is, but those of public buildings."""
    for match in POSTCODE.finditer(text):
        whole = f"{match['area']}{match['district']} {match['inward']}".lower()
        if _may_be(match) and whole not in tables().public_postcodes:
            yield Span(*match.span())


def _may_be(match: re.Match[str]) -> bool:
    area, district, inward = match["area"].lower(), match["district"], match["inward"]
    table = tables()
    if area not in table.postcode_areas or inward[1:] in table.not_inward:
        return False
    if not district.isdigit() and area not in table.lettered_areas:
        return False
    return area + district.lower() not in table.sections


def find_street_addresses(text: str) -> Iterator[Span]:
    """Yield a number with the name of a street, or a flat with that of a house, but those of public buildings."""
    for match in _street().finditer(text):
        flat = PART_OF_HOUSE.search(text[: match.start()])
        start = flat.start() if flat else match.start()
        cued = bool(flat or CUE.search(text[max(0, match.start() - 20) : match.start()]))
        if _is_home(match, cued=cued):
            yield Span(start, match.end())
    yield from (Span(*match.span()) for match in FLAT.finditer(text))


def _is_home(match: re.Match[str], *, cued: bool) -> bool:
    """Say whether a number with the name of a street is an address: no public one, no year, no "Section 3 High Court".

    After "at", "lives at" and the like a name may be in small letters, and the number that of a year.
    """
    name, table = " ".join(match["name"].lower().replace("’", "'").split()), tables()
    if f"{match['number']} {name}".lower() in table.public_addresses or name in table.not_streets:
        return False
    if cued:
        return True
    return (not match["small"] or _is_name(match)) and not match["comma"] and not _counts_something_else(match)


def _is_name(match: re.Match[str]) -> bool:
    """Say whether small letters name a street: "8 tanners yard again", and not "2 recent street attacks"."""
    words = match["small"].split()[:-1]
    ordinary = stop_words() | tables().not_street_names
    after = re.match(r"\s+([\w']+)", match.string[match.end() :])
    return len(words) < MOST_IN_LETTERS and not ordinary.intersection(words) and (not after or after[1] in stop_words())


def _counts_something_else(match: re.Match[str]) -> bool:
    before = re.findall(r"[\w']+", match.string[max(0, match.start() - 20) : match.start()].lower())
    is_year = int(re.sub(r"\D", "", match["number"])) in YEARS
    return is_year or bool(before and before[-1] in tables().numbered)


@cache
def _street() -> re.Pattern[str]:
    table = tables()
    in_capitals = rf"(?:[A-Z][\w'’-]*\.?\s+(?:(?:of|the|and|le|de)\s+)?){{1,4}}(?i:{one_of(table.streets)})"
    in_letters = rf"(?:(?!(?:of|the|and|a|in|on|main)\s)[a-z][\w'’-]+\s+){{1,3}}{one_of(table.streets_in_letters)}"
    number = r"(?<![\w./-])(?P<number>\d{1,4}[A-Za-z]?)(?:\s?[-/]\s?\d{1,4}[A-Za-z]?)?(?P<comma>,)?\s+"
    setting = rf"(?!\s+(?i:{one_of(table.settings)}))"
    return re.compile(rf"{number}(?P<name>{in_capitals}|(?P<small>{in_letters}))(?!\w){setting}")
