"""What personal data is found in a question, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a finding is. Only this may be counted or logged, never the words themselves."""

    EMAIL = "email"
    PHONE = "phone"
    NHS_NUMBER = "nhs_number"
    NATIONAL_INSURANCE = "national_insurance"
    UPN = "upn"
    POSTCODE = "postcode"
    STREET_ADDRESS = "street_address"
    DATE_OF_BIRTH = "date_of_birth"
    IDENTIFYING_COMBINATION = "identifying_combination"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` of a text."""

    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Say whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data of a kind at characters ``start`` to ``end`` of the text as given.

    A combination goes from its first part to its last, and what stands between may be harmless.
    """

    kind: Kind
    start: int
    end: int


def keep_apart(spans: Iterable[Span], *, taken: Iterable[Span] = ()) -> list[Span]:
    """Return the spans that share no character with those already taken or with one before."""
    others, kept = list(taken), list[Span]()
    for span in spans:
        if not any(span.meets(other) for other in (*others, *kept)):
            kept.append(span)
    return kept
