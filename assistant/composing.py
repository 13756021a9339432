"""Composes an answer: chooses runs of sentences, best first, until enough is said; takes a list whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.evidence import Run, count_words
from ingest.documents import BlockKind
from vectorstore.publications import Publication, StoredSentence

Sentences = Callable[[str], Sequence[StoredSentence]]
"""All sentences of a publication, in order."""

APART = {BlockKind.LIST_ITEM, BlockKind.FOOTNOTE}
"""What is never quoted in one statement with the sentences beside it."""
MOST_LIST_WORDS = 400
SHORT_LEAD_IN = 30
ENOUGH = 0.95
MARGIN = 0.35
"""A run that is so much worse than the best one does not help to answer: see docs/decisions/0005."""
LISTS_FROM_FIRST = 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """Sentences of one publication that are quoted together as one statement."""

    publication: Publication
    sentences: tuple[StoredSentence, ...]

    @property
    def words(self) -> int:
        """How many words are quoted."""
        return sum(count_words(sentence) for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is chosen so far; ``listed`` once a whole list stands in it."""

    chosen: tuple[Chosen, ...] = ()
    taken: frozenset[tuple[str, int]] = frozenset()
    listed: bool = False

    @property
    def words(self) -> int:
        return sum(one.words for one in self.chosen)

    def free(self, publication: Publication, sentences: Iterable[StoredSentence]) -> tuple[StoredSentence, ...]:
        """Return the sentences that are not quoted yet."""
        return tuple(s for s in sentences if (publication.id, s.ordinal) not in self.taken)

    def plus(self, parts: Sequence[Chosen], *, listed: bool) -> _Draft:
        taken = {(part.publication.id, s.ordinal) for part in parts for s in part.sentences}
        return _Draft((*self.chosen, *parts), self.taken | taken, self.listed or listed)


@dataclass(frozen=True, slots=True)
class Composer:
    """Chooses what is quoted: about ``most_words`` words, or a list as a whole when a list is asked for."""

    sentences: Sentences
    most_words: int
    whole_list: bool = False
    _known: dict[str, Sequence[StoredSentence]] = field(default_factory=dict, repr=False)

    def choose(self, runs: Sequence[Run]) -> tuple[Chosen, ...]:
        """Return what to quote, from runs that come best first."""
        draft = _Draft()
        near = [run for run in runs if run.score >= runs[0].score - MARGIN]
        for run in near:
            free = draft.free(run.publication, run.sentences)
            if len(free) < len(run.sentences):
                continue
            draft = self._add(draft, run)
            if draft.words >= self.most_words * ENOUGH:
                break
        return draft.chosen

    def _add(self, draft: _Draft, run: Run) -> _Draft:
        block = self._list_of(run) if not draft.listed and len(draft.chosen) < LISTS_FROM_FIRST else ()
        words = sum(count_words(sentence) for sentence in block)
        room = self.most_words - draft.words
        if block and (words <= room or (self.whole_list and words <= MOST_LIST_WORDS)):
            parts = list(_parts(run.publication, draft.free(run.publication, block)))
            return draft.plus(parts, listed=self.whole_list)
        parts = list(_parts(run.publication, draft.free(run.publication, self._with_lead_in(run))))
        if sum(part.words for part in parts) > room and draft.chosen:
            return draft
        return draft.plus(parts, listed=False)

    def _list_of(self, run: Run) -> tuple[StoredSentence, ...]:
        """Return the list, with its lead-in, that a run introduces or, when a list is asked for, stands in."""
        own = self._all(run.publication.id)
        for sentence in run.sentences:
            lead = sentence.ordinal
            if sentence.lead_in is not None:
                if not self.whole_list:
                    continue
                lead = sentence.lead_in
            items = [s for s in own if s.lead_in == lead]
            if items and (self.whole_list or own[lead].text.endswith(":")):
                return (own[lead], *items)
        return ()

    def _with_lead_in(self, run: Run) -> tuple[StoredSentence, ...]:
        lead = run.sentences[0].lead_in
        if lead is None:
            return run.sentences
        introduction = self._all(run.publication.id)[lead]
        return (introduction, *run.sentences) if count_words(introduction) <= SHORT_LEAD_IN else run.sentences

    def _all(self, publication_id: str) -> Sequence[StoredSentence]:
        if publication_id not in self._known:
            self._known[publication_id] = self.sentences(publication_id)
        return self._known[publication_id]


def _parts(publication: Publication, sentences: Sequence[StoredSentence]) -> Iterator[Chosen]:
    """Yield one statement for each list item, and for each run of other sentences."""
    current: Chosen | None = None
    for sentence in sentences:
        last = current.sentences[-1] if current else None
        follows = last is not None and sentence.ordinal == last.ordinal + 1 and sentence.block == last.block
        plain = last is not None and not {sentence.kind, last.kind} & APART
        if current and last and (follows or (plain and sentence.ordinal == last.ordinal + 1)):
            current = replace(current, sentences=(*current.sentences, sentence))
            continue
        if current:
            yield current
        current = Chosen(publication, (sentence,))
    if current:
        yield current
