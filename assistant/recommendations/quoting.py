"""Quotes entries of the register, what was said of them, and numbers that are told of: each citation is checked."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.answers import Citation, Label, Nearest, Statement
from assistant.citing import cite_segments, verify
from assistant.errors import UnverifiedQuotation
from assistant.recommendations.entries import Recommendation, Response, ToldCount
from ingest.documents import Block, Segment
from ingest.recommendations.entries import EntryKind
from vectorstore.publications import Publication
from vectorstore.record import Record

LOG = logging.getLogger(__name__)
LABELS: dict[EntryKind, Label] = {
    EntryKind.NATIONAL: "recommendation",
    EntryKind.LOCAL: "recommendation",
    EntryKind.TO_PANEL: "recommendation",
    EntryKind.QUESTION: "reflective_question",
    EntryKind.LEARNING: "finding",
    EntryKind.POSITION: "position",
}
"""What kind of statement an entry is; an invitation or a response is of none of those that are told apart."""
Source = tuple[str, Sequence[Block]]
Quoted = Recommendation | Response | ToldCount
LONGEST_NUMBER = 140
"""Characters in which a number stands, with the word before it and whom the entry is for after it."""
TO_WHOM = r"(?:(?:to|for)\s[^.:;?!\n]{3,90}[.:–—-][\s*_]*)?"
MARKS = re.compile(r"[*_#]+")


@dataclass
class Quoting:
    """Quotes what is given one after the other; citations are numbered in order, with their publications beside."""

    record: Record
    citations: list[Citation] = field(default_factory=list)
    publications: list[Publication] = field(default_factory=list)
    _sources: dict[str, Source] = field(default_factory=dict)

    def quote_all(self, entries: Sequence[Recommendation]) -> Iterator[Statement]:
        """Yield entries as statements, with their number where it is printed before them.

        What is not what stands in its source is left out, as the log says.
        """
        editions = self.record.editions(one.edition_id for one in entries)
        for one in entries:
            edition = editions.get(one.edition_id)
            said = edition and (self._quote_numbered(one, edition) or self._quote(one, edition, text=one.text))
            if said:
                yield said.model_copy(update={"label": LABELS.get(one.kind)})

    def quote_others(self, some: Sequence[Response | ToldCount]) -> Iterator[Statement]:
        """Yield what was said of entries, or of how many there are."""
        editions = self.record.editions(one.edition_id for one in some)
        for one in some:
            edition = editions.get(one.edition_id)
            said = edition and self._quote(one, edition, text=one.quote)
            if said:
                yield said

    def _quote_numbered(self, one: Recommendation, edition: Publication) -> Statement | None:
        """Return an entry with the number before it; None where none stands there, or it may not be quoted."""
        text, blocks = self._source(edition)
        first, *others = one.segments
        number = _find_number(one.number, text[max(0, first.start - LONGEST_NUMBER) : first.start])
        if number is None:
            return None
        segments = (Segment(first.start - len(number), first.end, first.page), *others)
        citation = self._cite(one, edition, segments)
        try:
            verify(citation, text=text, blocks=blocks)
        except UnverifiedQuotation:
            return None
        return self._state(citation, edition, f"{' '.join(MARKS.sub(' ', number).split())} {one.text}")

    def _quote(self, one: Quoted, edition: Publication, *, text: str) -> Statement | None:
        source, blocks = self._source(edition)
        citation = self._cite(one, edition, one.segments)
        try:
            verify(citation, text=source, blocks=blocks)
        except UnverifiedQuotation as error:
            LOG.error("Publication %s: %s It was left out.", edition.id, error)  # noqa: TRY400  a traceback helps nobody
            return None
        return self._state(citation, edition, text)

    def _cite(self, one: Quoted, edition: Publication, segments: tuple[Segment, ...]) -> Citation:
        section = one.section if isinstance(one, Recommendation) else ()
        text = self._source(edition)[0]
        cited = cite_segments(edition, segments, number=len(self.citations) + 1, text=text, section=section)
        return cited.model_copy(update={"url": one.url})

    def _state(self, citation: Citation, edition: Publication, text: str) -> Statement:
        self.citations.append(citation)
        self.publications.append(edition)
        return Statement(text=text, kind="quotation", citations=(citation.id,))

    def _source(self, edition: Publication) -> Source:
        held = self._sources.get(edition.edition_id)
        if held is None:
            place = edition.id, edition.edition_id
            held = self._sources[edition.edition_id] = self.record.text(*place) or "", self.record.blocks(*place)
        return held


def _find_number(number: str | None, before: str) -> str | None:
    """Return the printed number at the end of some words, as it stands there with its sign: "Recommendation 3: "."""
    if not number:
        return None
    word = r"(?:\b(?:recommendation|question|learning point)\s+|(?<![\w.]))"
    found = re.search(rf"{word}\(?{re.escape(number)}[\s.,:)*_–—-]*{TO_WHOM}$", before, re.IGNORECASE)
    return found[0] if found and "\n\n" not in found[0] else None


def quote_nearest(entries: Sequence[Recommendation], record: Record) -> tuple[Nearest, ...]:
    """Return entries as what comes nearest to a question that none answers."""
    quoting = Quoting(record)
    list(quoting.quote_all(entries))
    fields = set(Nearest.model_fields)
    return tuple(Nearest.model_validate(one.model_dump(include=fields)) for one in quoting.citations)
