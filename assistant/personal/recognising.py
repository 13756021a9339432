"""Recognises personal data in a question, before anything is done with the question."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from assistant.personal.addresses import find_emails, find_postcodes, find_street_addresses
from assistant.personal.combining import find_combinations
from assistant.personal.dates import find_births
from assistant.personal.findings import Finding, Kind, Span, keep_apart
from assistant.personal.numbers import find_insurance_numbers, find_nhs_numbers, find_pupil_numbers, has_long_number
from assistant.personal.phones import find_phones
from assistant.personal.plain import Plain, read_plain

__all__ = ["Finding", "Kind", "find_personal_data"]


def find_personal_data(text: str, *, public_names: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return the personal data in a text, in its order; offsets count code points of the text as given.

    A name alone is none. ``public_names`` are those of authors, members and published cases: what is known of them
    already makes no identifying combination. A combination may hold other findings; these share no character.
    """
    plain = read_plain(text)
    alone = _find_alone(plain.text)
    together = find_combinations(plain.text, public_names=public_names)
    found = [*alone, *((Kind.IDENTIFYING_COMBINATION, span) for span in together)]
    return tuple(sorted((_finding(plain, kind, span) for kind, span in found), key=lambda one: (one.start, one.end)))


def _finding(plain: Plain, kind: Kind, span: Span) -> Finding:
    given = plain.given(span)
    return Finding(kind, given.start, given.end)


def _find_alone(text: str) -> list[tuple[Kind, Span]]:
    """Return what is personal data by itself; of two that share a character, the surer, which is looked for first."""
    found: list[tuple[Kind, Span]] = []
    for kind, spans in _look_for_each(text):
        found += [(kind, span) for span in keep_apart(spans, taken=[taken for _, taken in found])]
    return found


def _look_for_each(text: str) -> Iterator[tuple[Kind, list[Span]]]:
    yield Kind.EMAIL, list(find_emails(text))
    if has_long_number(text):
        yield Kind.UPN, list(find_pupil_numbers(text))
        yield Kind.NATIONAL_INSURANCE, list(find_insurance_numbers(text))
        yield Kind.PHONE, find_phones(text)
        yield Kind.NHS_NUMBER, list(find_nhs_numbers(text))
    yield Kind.DATE_OF_BIRTH, list(find_births(text))
    yield Kind.STREET_ADDRESS, list(find_street_addresses(text))
    yield Kind.POSTCODE, list(find_postcodes(text))
