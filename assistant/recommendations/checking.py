"""Checks the words of an entry against the verbatim text, as every quotation is checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.citing import cite_segments, normalise, verify
from assistant.errors import UnverifiedQuotation
from ingest.documents import Reading, Segment
from ingest.letter_words import Words
from ingest.recommendations.entries import Entry, Place
from vectorstore.publications import Publication


@dataclass(frozen=True, slots=True)
class Checking:
    """Checks what stands in one reading of a publication; ``words`` are its words without markup."""

    publication: Publication
    words: Words

    @classmethod
    def of(cls, publication: Publication, reading: Reading) -> Checking:
        """Make ready to check what stands in a reading."""
        return cls(publication, Words.of(reading))

    def check(self, entry: Entry) -> Entry:
        """Return an entry that is proved, with its other places that are; ``UnverifiedQuotation`` when it is not."""
        self.check_words(entry.text, entry.segments)
        return replace(entry, also_at=tuple(place for place in entry.also_at if self._stands(place)))

    def check_words(self, text: str, segments: Sequence[Segment]) -> None:
        """Check that some segments say a text and may be quoted; ``UnverifiedQuotation`` when not.

        Signs of bold text and the numbers of footnotes, which stand in the verbatim text, are no part of what is said.
        """
        reading = self.words.reading
        self._verify(segments)
        said = self.words.said(segments)
        if said is None or _letters(text) not in (_letters(said.text), _letters(reading.quote(segments))):
            raise UnverifiedQuotation(f"A recommendation of {self.publication.title} differs from its source.")

    def _stands(self, place: Place) -> bool:
        try:
            self._verify(place.segments)
        except UnverifiedQuotation:
            return False
        return True

    def _verify(self, segments: Sequence[Segment]) -> None:
        text, blocks = self.words.reading.text, self.words.reading.blocks
        if not segments:
            raise UnverifiedQuotation(f"A recommendation of {self.publication.title} has no place in its source.")
        verify(cite_segments(self.publication, segments, number=1, text=text), text=text, blocks=blocks)


def _letters(text: str) -> str:
    """Return words as they are compared, without space: a hyphen at the end of a line has none after it."""
    return normalise(text).replace(" ", "")
