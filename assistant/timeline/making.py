"""Makes a timeline: what was said on a topic, what was promised, what became of it, and which letter answers which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answers import AnswerWarning, Searched
from assistant.bootstrap import Panel
from assistant.composing import Chosen, Composer
from assistant.correspondence import Correspondence
from assistant.evidence import Run
from assistant.recommendations.wanted import Wanted
from assistant.timeline.drafts import Draft, Place, draft_promised, draft_said, make_events, place_of
from assistant.timeline.entries import EventKind, Timeline
from assistant.timeline.mentions import Following, Mention, Promised
from assistant.timeline.topics import PROSE, OnTopic, check_topic, find_on_topic
from assistant.timeline.wordings import wordings
from assistant.warning import warn, warn_of_day
from ingest.documents import Segment, Speaker
from ingest.recommendations.entries import EntryKind
from vectorstore.publications import Publication, PublicationFilter, StoredSentence

WORDS_OF_EACH = 90
"""About so many words are quoted of one publication, besides what it promises."""
MOST_PUBLICATIONS, MOST_COMMITMENTS = 40, 30
COMMITTED = frozenset({Speaker.PANEL, Speaker.GOVERNMENT})
"""Whose words may be commitments: what others say that they will do is theirs to follow."""
ASKED = frozenset(EntryKind) - {EntryKind.RESPONSE}


def make_timeline(panel: Panel, topic: str, wanted: PublicationFilter) -> Timeline:
    """Return the timeline of a topic; ``BadQuestion`` when it is none, or holds personal data."""
    topic = check_topic(panel.answerer, topic)
    making = _Making(panel, wanted)
    found = find_on_topic(panel.answerer, topic, wanted)
    followed = making.follow(found)
    own = draft_promised(followed)
    taken = {place for draft in own for place in _places(draft.publication, draft.sentences)}
    runs = [run for run in found.runs if taken.isdisjoint(_places(run.publication, run.sentences))]
    drafts = [*own, *draft_said(making.quote(runs), taken=taken)]
    drafts += making.find_replies(draft.publication for draft in drafts)
    events, publications = make_events(drafts, source=panel.store.source)
    return Timeline(
        topic=topic,
        revision=panel.store.record.revision(),
        total=len({run.publication.id for run in found.runs}),
        searched=making.tell_searched(),
        warnings=(*making.warn_of_day(), *warn([one.citation for one in events], publications)),
        events=events,
    )


@dataclass(frozen=True, slots=True)
class _Making:
    """Makes the parts of a timeline of what passes a filter."""

    panel: Panel
    wanted: PublicationFilter

    def follow(self, found: OnTopic) -> list[tuple[Promised, Mention | None]]:
        """Return the commitments on a topic, those that come nearest, each with what became of it."""
        # Whatever the topic was narrowed to: what became of it may stand anywhere that may be seen.
        everywhere = PublicationFilter(visibilities=self.wanted.visibilities, as_of=self.wanted.as_of)
        following = Following(self.panel.answerer, everywhere)
        asked = self._find_asked({publication.id for publication, _ in found.sentences})
        promised: list[Promised] = []
        for publication, sentence in found.sentences:
            may = publication.speaker in COMMITTED and sentence.kind in PROSE
            worded = wordings().find_commitment(sentence.text) if may else None
            if worded and not _overlaps(sentence, asked.get(publication.edition_id, ())):
                promised.append(following.make_promised(publication, sentence, worded))
        return [(one, following.find_mention(one)) for one in promised[:MOST_COMMITMENTS]]

    def quote(self, runs: Sequence[Run]) -> Iterator[Chosen]:
        """Yield what is quoted of each publication, of those that come nearest."""
        by_edition: dict[str, list[Run]] = {}
        for run in runs:
            by_edition.setdefault(run.publication.edition_id, []).append(run)
        for own in list(by_edition.values())[:MOST_PUBLICATIONS]:
            chosen = Composer(self._sentences, WORDS_OF_EACH).choose(own)
            # A line that introduces a list says nothing by itself, and the next event is not read together with it.
            said = [one for one in chosen if not one.sentences[-1].text.endswith(":")]
            yield from said or chosen

    def find_replies(self, publications: Iterable[Publication]) -> Iterator[Draft]:
        """Yield the replies in the correspondences to which the letters among some publications belong."""
        waiting = [one.id for one in publications if one.letter]
        linked: dict[str, Correspondence] = {}
        while waiting:
            identity = waiting.pop()
            links = None if identity in linked else self._find_links(identity)
            if links:
                linked[identity] = links
                waiting += [reply.letter.publication_id for reply in (*links.answers, *links.answered_by)]
        held = self.panel.store.record.publications(linked)
        for identity in sorted(held):
            for reply in linked[identity].answers:
                yield Draft(EventKind.REPLIED, held[identity], segments=reply.segments, answers=reply.letter)

    def warn_of_day(self) -> list[AnswerWarning]:
        """Return what must be known of what is told as of a day."""
        day = self.wanted.as_of
        return warn_of_day(day, self.panel.store.record.beginning()) if day else []

    def tell_searched(self) -> Searched:
        """Return how many publications pass the filter, and between which days."""
        held = self.panel.store.record.current_publications(self.wanted)
        days = [one.published for one in held if one.published]
        return Searched(publications=len(held), from_=min(days, default=None), to=max(days, default=None))

    def _find_links(self, identity: str) -> Correspondence | None:
        visibilities, day = self.wanted.visibilities, self.wanted.as_of
        return self.panel.correspondences.find(identity, visibilities=visibilities, as_of=day)

    def _find_asked(self, ids: Collection[str]) -> dict[str, list[Segment]]:
        """Return where something is asked of others, by edition: that is no commitment, however it is worded."""
        asked = Wanted(publications=frozenset(ids), kinds=ASKED, visibilities=self.wanted.visibilities)
        found: dict[str, list[Segment]] = {}
        for entry in self.panel.recommendations.find(asked).items:
            found.setdefault(entry.edition_id, []).extend(entry.segments)
        return found

    def _sentences(self, publication: Publication) -> Sequence[StoredSentence]:
        return self.panel.store.edition_sentences(publication.id, publication.edition_id)


def _places(publication: Publication, sentences: Sequence[StoredSentence]) -> set[Place]:
    return {place_of(publication, one) for one in sentences}


def _overlaps(sentence: StoredSentence, others: Sequence[Segment]) -> bool:
    return any(own.start < other.end and other.start < own.end for own in sentence.segments for other in others)
