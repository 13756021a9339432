"""Quotations in date order, each proved against its source, with what became of the commitments among them."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answers import Citation
from assistant.citing import cite, cite_segments, verify
from assistant.composing import MOST_TOGETHER, Chosen
from assistant.correspondence import LetterSummary
from assistant.errors import UnverifiedQuotation
from assistant.telling import SPEAKERS
from assistant.timeline.entries import Commitment, Event, EventKind, Outcome
from assistant.timeline.mentions import Mention, Promised, day_of
from assistant.windows import count_words
from ingest.documents import BlockKind, Segment
from vectorstore.publications import Publication, StoredSentence
from vectorstore.store import Source

LOG = logging.getLogger(__name__)
Place = tuple[str, int]
"""A sentence: the id of its edition, and its ordinal there."""
LINKED = frozenset({EventKind.COMMITTED, EventKind.FOLLOWED})
FindSource = Callable[[str, str], Source]


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be quoted: sentences, or the ``segments`` in which a letter says that it answers another."""

    kind: EventKind
    publication: Publication
    sentences: tuple[StoredSentence, ...] = ()
    segments: tuple[Segment, ...] = ()
    promised: Promised | None = None
    mention: Mention | None = None
    follows: tuple[Place, ...] = ()
    answers: LetterSummary | None = None

    @property
    def place(self) -> Place:
        """Where it begins: of what is not made of sentences, no sentence."""
        return self.publication.edition_id, self.sentences[0].ordinal if self.sentences else -1

    @property
    def order(self) -> tuple[bool, dt.date, str, int]:
        """What puts quotations in order: by day, the undated last; those of one publication as they are printed."""
        day = day_of(self.publication)
        start = (self.segments or self.sentences[0].segments)[0].start
        return day is None, day or dt.date.max, self.publication.id, start


def place_of(publication: Publication, sentence: StoredSentence) -> Place:
    """Return what tells a sentence from all others."""
    return publication.edition_id, sentence.ordinal


def draft_promised(followed: Iterable[tuple[Promised, Mention | None]]) -> list[Draft]:
    """Return commitments, and what tells what became of them, each sentence once: it may do both."""
    drafts: dict[Place, Draft] = {}
    told = list(followed)
    for one, mention in told:
        place = place_of(one.publication, one.sentence)
        drafts[place] = Draft(EventKind.COMMITTED, one.publication, (one.sentence,), promised=one, mention=mention)
    for one, mention in told:
        if mention:
            place = place_of(mention.publication, mention.sentence)
            known = drafts.get(place) or Draft(EventKind.FOLLOWED, mention.publication, (mention.sentence,))
            drafts[place] = replace(known, follows=(*known.follows, place_of(one.publication, one.sentence)))
    return list(drafts.values())


def draft_said(chosen: Iterable[Chosen], *, taken: Collection[Place]) -> Iterator[Draft]:
    """Yield what is simply said, but for sentences that are quoted already; those that follow each other together."""
    free = sorted(
        (
            (one.publication, sentence)
            for one in chosen
            for sentence in one.sentences
            if place_of(one.publication, sentence) not in taken
        ),
        key=lambda one: place_of(*one),
    )
    run: tuple[StoredSentence, ...] = ()
    for number, (publication, sentence) in enumerate(free):
        run = (*run, sentence)
        after = free[number + 1] if number + 1 < len(free) else None
        if after is None or after[0] is not publication or not _goes_on(run, after[1]):
            yield Draft(EventKind.SAID, publication, run)
            run = ()


def _goes_on(run: Sequence[StoredSentence], after: StoredSentence) -> bool:
    """Say whether a sentence is quoted together with those before it: of one page, so that it has one source."""
    last = run[-1]
    same = last.section_path == after.section_path and last.segments[0].page == after.segments[0].page
    # What follows a list is no part of its last item.
    same = same and not (last.kind is BlockKind.LIST_ITEM and after.kind is not BlockKind.LIST_ITEM)
    return same and after.ordinal == last.ordinal + 1 and sum(map(count_words, (*run, after))) <= MOST_TOGETHER


def make_events(drafts: Iterable[Draft], *, source: FindSource) -> tuple[tuple[Event, ...], list[Publication]]:
    """Return what is proved, in order and numbered so, with the publication of each; the rest is left out."""
    proved: list[tuple[Draft, Citation]] = []
    for draft in sorted(drafts, key=lambda one: one.order):
        try:
            proved.append((draft, _prove(draft, len(proved) + 1, source)))
        except UnverifiedQuotation as error:
            # Whoever asked may see the log, and can do nothing with a traceback.
            LOG.error("Publication %s: %s It was left out.", draft.publication.id, error)  # noqa: TRY400
    numbers = {draft.place: citation.id for draft, citation in proved if draft.kind in LINKED}
    events = tuple(_make_event(draft, citation, numbers) for draft, citation in proved)
    return events, [draft.publication for draft, _ in proved]


def _prove(draft: Draft, number: int, source: FindSource) -> Citation:
    publication = draft.publication
    text, blocks = source(publication.id, publication.edition_id)
    if draft.segments:
        citation = cite_segments(publication, draft.segments, number=number, text=text)
    else:
        citation = cite(Chosen(publication, draft.sentences), number, text=text)
    verify(citation, text=text, blocks=blocks)
    return citation


def _make_event(draft: Draft, citation: Citation, numbers: Mapping[Place, int]) -> Event:
    publication, letter = draft.publication, draft.publication.letter
    return Event(
        kind=draft.kind,
        date=day_of(publication),
        said_by=(letter.sender if letter else None) or SPEAKERS[publication.speaker],
        said_to=letter.recipient if letter else None,
        citation=citation,
        fictional=publication.fictional,
        commitment=_tell_commitment(draft.promised, draft.mention, numbers) if draft.promised else None,
        follows=tuple(sorted(_known(draft.follows, numbers))),
        answers=draft.answers,
    )


def _tell_commitment(promised: Promised, mention: Mention | None, numbers: Mapping[Place, int]) -> Commitment:
    """Return what is told of a commitment; a mention that could not be proved shows nothing."""
    number = numbers.get(place_of(mention.publication, mention.sentence)) if mention else None
    return Commitment.model_validate(
        {
            "kind": promised.worded.kind,
            "words": promised.worded.words,
            "by": promised.worded.by,
            "outcome": mention.outcome if mention and number else Outcome.NOT_SEEN,
            "mention": number,
        }
    )


def _known(places: Sequence[Place], numbers: Mapping[Place, int]) -> Iterator[int]:
    yield from (numbers[place] for place in places if place in numbers)
