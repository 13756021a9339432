"""Reads a text as a person sees it: no trick of spacing or of letters hides a number."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.personal.findings import Span

UNSEEN = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0\u20e3") | {chr(one) for one in range(0xFE00, 0xFE10)}
"""Characters that show nothing, or only change the one before, beside those that Unicode calls format characters."""
QUOTES = frozenset("\u2018\u2019\u02bc\u2032\u00b4")
DASHES = frozenset("\u2212\u2043\ufe63")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in plain characters, and where each of them stands in the text as given."""

    text: str
    places: Sequence[int]

    def given(self, span: Span) -> Span:
        """Return where a span of the plain text stands in the text as given."""
        return Span(self.places[span.start], self.places[span.end - 1] + 1)


def read_plain(text: str) -> Plain:
    """Return a text with plain digits, letters, spaces, dashes and quotation marks, without what cannot be seen.

    Offsets count code points, as those of ``text`` do.
    """
    if text.isascii():
        return Plain(text, range(len(text)))
    kept = [(place, plain) for place, one in enumerate(text) if (plain := _plain(one))]
    return Plain("".join(plain for _, plain in kept), [place for place, _ in kept])


@lru_cache(maxsize=1024)
def _plain(one: str) -> str:
    """Return one plain character, or none where nothing is seen."""
    if one.isascii():
        return one
    category = unicodedata.category(one)
    if category == "Cf" or one in UNSEEN:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(one))
    if category.startswith("Z"):
        return " "
    if category == "Pd" or one in DASHES:
        return "-"
    return "'" if one in QUOTES else _compatible(one, category)


def _compatible(one: str, category: str) -> str:
    """Return the letter or mark that a wide or ornate one stands for; a raised figure is that of a footnote."""
    plain = unicodedata.normalize("NFKC", one)
    return plain if len(plain) == 1 and category != "No" else one
