"""Links recommendations with what was said of them later.

A later publication speaks of a recommendation when it names the publication that makes it, and then its number, its
words, or a thing that no other recommendation of that publication is about. Whatever does not tell clearly which one is
meant is linked with none.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.citing import link
from assistant.recommendations.entitled import Text, Title, read_titles
from assistant.recommendations.entries import Recommendation, Response, ResponseState
from assistant.recommendations.meant import Made, find_meant, is_numbered
from assistant.recommendations.states import read_signs, read_state, speaks_of_one
from ingest.documents import BlockKind, Speaker
from ingest.recommendations.entries import RECOMMENDATIONS
from vectorstore.publications import Publication, StoredSentence

Told = tuple[str, Sequence[StoredSentence]]
"""The verbatim text of a publication and its sentences, in order."""
Read = Callable[[Publication], Told]
QUOTED_WITH = 12
"""A statement of so few words is quoted with the sentence after it: "Done. It was published in May."."""
LONGEST_LABEL = 4
TELLERS = (Speaker.PANEL, Speaker.GOVERNMENT)


def link_responses(
    entries: Sequence[Recommendation], later: Sequence[Publication], *, read: Read
) -> Mapping[str, tuple[Response, ...]]:
    """Return what is said of recommendations, by their ids, the oldest first.

    ``entries`` are all that are found; ``later`` the publications that stand, of which those are read that may tell
    what became of a recommendation. Called once for each change of the record.
    """
    sources = _find_sources(entries)
    told = [one for one in later if _may_tell(one)] if sources else []
    found: dict[str, list[Response]] = defaultdict(list)
    for publication in sorted(told, key=lambda one: (one.published or dt.date.max, one.id)):
        told_by = read(publication)
        named = _find_named(publication, told_by[1], sources)
        for identity, response in _Reading(publication, *told_by, named).responses() if named else ():
            found[identity].append(response)
    return {identity: tuple(some) for identity, some in found.items()}


def find_status(responses: Sequence[Response]) -> ResponseState:
    """Return how a recommendation stands: as the latest response says that says it at all."""
    stated = [one.state for one in responses if one.state is not ResponseState.MENTIONED]
    if stated:
        return stated[-1]
    return ResponseState.MENTIONED if responses else ResponseState.NONE


@dataclass(frozen=True, slots=True)
class _Source:
    """A publication that recommends, how it is named, and what it recommends."""

    publication_id: str
    titles: Sequence[Title]
    published: dt.date | None
    made: Sequence[Made]


def _find_sources(entries: Sequence[Recommendation]) -> list[_Source]:
    by_publication: dict[str, list[Recommendation]] = defaultdict(list)
    for one in entries:
        if one.kind in RECOMMENDATIONS:
            by_publication[one.publication_id].append(one)
    return [
        _Source(identity, read_titles(own[0].publication), own[0].published, Made.all_of(own))
        for identity, own in by_publication.items()
    ]


def _may_tell(publication: Publication) -> bool:
    """Say whether a publication may tell what became of recommendations: others tell of their own affairs."""
    return publication.speaker in TELLERS and (publication.kind == "letter" or publication.kind in read_signs().tells)


def _find_named(
    publication: Publication, sentences: Sequence[StoredSentence], sources: Sequence[_Source]
) -> list[_Source]:
    """Return the earlier publications that one names."""
    text = Text(publication.title, " ".join(one.text for one in sentences))
    return [
        source
        for source in sources
        if source.publication_id != publication.id and _is_later(publication, source) and text.names(source.titles)
    ]


def _is_later(publication: Publication, source: _Source) -> bool:
    if publication.published is None or source.published is None:
        return False
    return publication.published >= source.published


@dataclass
class _Reading:
    """Goes through the sentences of a publication once.

    ``spoken_of`` is what the section is about, ``here`` what the paragraph is.
    """

    publication: Publication
    text: str
    sentences: Sequence[StoredSentence]
    sources: Sequence[_Source]
    spoken_of: Made | None = None
    here: tuple[Made, int] | None = None
    section: tuple[str, ...] = ()
    seen: set[tuple[str, str]] = field(default_factory=set)

    @cached_property
    def named(self) -> Sequence[Made]:
        """All that may be spoken of."""
        return [made for source in self.sources for made in source.made]

    @cached_property
    def about(self) -> frozenset[tuple[str, ...]]:
        """The sections that name a source: what they say of a thing that it recommends, they say of that."""
        said: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for one in self.sentences:
            said[one.section_path].append(one.text)
        return frozenset(
            path
            for path, words in said.items()
            if any(Text(" ".join(path), " ".join(words)).names(source.titles) for source in self.sources)
        )

    def responses(self) -> Iterator[tuple[str, Response]]:
        for place, sentence in enumerate(self.sentences):
            if sentence.section_path != self.section:
                self.section = sentence.section_path
                self.spoken_of = find_meant(self.section[-1], self.named, restated=True) if self.section else None
            if sentence.kind in (BlockKind.HEADING, BlockKind.FOOTNOTE):
                continue
            if self._is_label(place):
                self.spoken_of = find_meant(sentence.text, self.named, restated=True)
                continue
            yield from self._read(place, sentence.text)

    def _is_label(self, place: int) -> bool:
        """Say whether a sentence is a few words that say what its paragraph is about: "Interpreters."."""
        own, before = self.sentences[place], self.sentences[place - 1] if place else None
        after = self.sentences[place + 1] if place + 1 < len(self.sentences) else None
        begins = before is None or before.block != own.block
        goes_on = after is not None and after.block == own.block
        return begins and goes_on and len(own.text.split()) <= LONGEST_LABEL and not read_state(own.text)

    def _read(self, place: int, words: str) -> Iterator[tuple[str, Response]]:
        meant = find_meant(words, self.named)
        state = read_state(meant.leave_out(words) if meant else words)
        if meant and meant.is_restated_in(words):
            self.spoken_of = meant
        elif meant and not (meant is self.spoken_of or speaks_of_one(words) or self._answers):
            meant = None
        elif meant and speaks_of_one(words):
            self.here = meant, self.sentences[place].block
        of_block = self.here[0] if self.here and self.here[1] == self.sentences[place].block else None
        made = meant or of_block or self.spoken_of
        if made and state:
            yield from self._respond(place, made, state)
        elif meant and is_numbered(words):
            yield from self._respond(place, meant, ResponseState.MENTIONED)

    @property
    def _answers(self) -> bool:
        """Whether what is said here of a thing that was recommended is an answer to that."""
        return self.publication.speaker is Speaker.GOVERNMENT or self.section in self.about

    def _respond(self, place: int, made: Made, state: ResponseState) -> Iterator[tuple[str, Response]]:
        first = self.sentences[place]
        quoted = [first]
        if len(first.text.split()) < QUOTED_WITH:
            quoted += [one for one in self.sentences[place + 1 : place + 2] if one.block == first.block]
        key = made.entry.id, first.text
        if key in self.seen:
            return
        self.seen.add(key)
        segments = tuple(segment for one in quoted for segment in one.segments)
        page = segments[0].page
        yield (
            made.entry.id,
            Response(
                state=state,
                quote=" ".join(self.text[segment.start : segment.end] for segment in segments),
                publication_id=self.publication.id,
                edition_id=self.publication.edition_id,
                title=self.publication.title,
                speaker=self.publication.speaker,
                published=self.publication.published,
                page=page,
                segments=segments,
                url=link(self.publication, page, first.fragment),
            ),
        )
