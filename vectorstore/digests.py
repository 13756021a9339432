"""Digests that name things: the same words give the same name on every machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache

from ingest.documents import Locator

LENGTH = 24
"""Characters of a name: 96 bits, so that two of a thousand million things share one about once in 10^11 records."""


def digest_of(*parts: str) -> str:
    """Return the name of a sequence of texts; ("ab", "c") and ("a", "bc") differ."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:LENGTH]


def text_digest(text: str) -> str:
    """Return the name under which the vector of a text is kept."""
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def publication_id(locator: Locator) -> str:
    """Return the id that a publication is given when its locator is first seen."""
    return digest_of("publication", locator.source, locator.place)


def edition_id(publication: str, digest: str, *, repeat: int) -> str:
    """Return the id of a state of a publication's bytes that was there ``repeat`` times before."""
    return digest_of("edition", publication, digest, str(repeat))


def reading_id(edition: str, reader: str, version: str) -> str:
    """Return the id of what one version of a reader made of an edition."""
    return digest_of("reading", edition, reader, version)


def passage_id(reading: str, ordinal: int) -> str:
    """Return the id of a reading's passage."""
    return f"{reading}-{ordinal}"


def part_passage_id(identity: str) -> tuple[str, int]:
    """Return the reading and the ordinal of which the id of a passage is made."""
    reading, _, ordinal = identity.rpartition("-")
    return reading, int(ordinal)


def passage_number(identity: str) -> int:
    """Return the number by which the indexes know a passage: 64 bits of a digest of its id.

    Of a million passages two have the same one with a chance of three in a hundred million.
    """
    return _number(identity)


@lru_cache(maxsize=100_000)
def term_number(term: str) -> int:
    """Return the number by which the exact index knows a term of the lexical one: 64 bits of its digest."""
    return _number(term)


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def entry_digest(title: str, headings: Sequence[str], text: str) -> str:
    """Return the name of all that the indexes hold of a passage, its text given by its digest."""
    return digest_of("entry", title, *headings, text)
