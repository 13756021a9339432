"""Whether quotations are the words of the document they cite, to the letter, spacing aside.

Spacing aside means: all white space is taken out of both sides, so that line breaks, page breaks and the space with
which segments are joined make no difference. Nothing else is forgiven: not a dash, a quotation mark or a letter's case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

TextOf = Callable[[str], str | None]
"""The verbatim text of a publication, by its id; None: no such publication is held."""


def quotation_found(quote: str, text: str) -> bool:
    """Return whether the quotation is one unbroken run of the text; an empty quotation is never found."""
    return bool(quote.strip()) and _squeeze(quote) in _squeeze(text)


def citation_found(citation: Mapping[str, Any], *, text_of: TextOf) -> bool:
    """Return whether a citation's quotation is in its publication: exactly its segments, where it names any.

    Segments are offsets into the publication's verbatim text, in order and not overlapping. A citation of a publication
    that is not held is not found.
    """
    text = text_of(str(citation.get("publication_id")))
    quote = citation.get("quote")
    if text is None or not isinstance(quote, str):
        return False
    segments = citation.get("segments")
    return _segments_match(quote, segments=segments, text=text) if segments else quotation_found(quote, text)


def _segments_match(quote: str, *, segments: Sequence[Mapping[str, Any]], text: str) -> bool:
    bounds = [place for segment in segments for place in (segment["start"], segment["end"])]
    in_order = bounds == sorted(bounds) and bounds[0] >= 0 and bounds[-1] <= len(text)
    pieces = [_squeeze(text[segment["start"] : segment["end"]]) for segment in segments]
    return in_order and all(pieces) and "".join(pieces) == _squeeze(quote)


def _squeeze(text: str) -> str:
    return "".join(text.split())
