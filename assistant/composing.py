"""Composes an answer: chooses runs of sentences, best first, until enough is said; takes a list whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from assistant.evidence import MARGIN, Run
from assistant.sides import Side
from assistant.windows import count_words
from ingest.documents import BlockKind
from vectorstore.publications import Publication, StoredSentence

Covers = Callable[[str], float]
"""The share of a question's telling words that a text has."""
Sentences = Callable[[Publication], Sequence[StoredSentence]]
"""All sentences of an edition, in order."""

MOST_TOGETHER = 110
"""How many words of a list are quoted in one statement: more than that is hard to check against its source."""
MOST_LIST_WORDS = 400
SHORT_LEAD_IN = 30
ENOUGH = 0.95
WORD = re.compile(r"\w+")
NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)]\s")
NAMES_HEADING = 0.75
"""A heading with such a share of a question's telling words is what it asks for."""
FEWEST_ITEMS = 3
ALIKE = 0.9
"""The share of its words that a run may have in common with one statement before it says nothing new."""
LISTS_FROM_FIRST = 3
FEWEST_POINTS, WORDS_FOR_POINT, LONGEST_POINT = 3, 30, 50
"""150 words are five points of about 30 words, and none is longer than 50 while there are shorter ones."""
RUNS_FOR_POINTS = 200
SAME_SECTION = 0.1
"""What a run loses, as a point, for each point that is taken from its section already: points are about more than one
thing. Not fitted on anything."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Sentences of one publication that are quoted together as one statement."""

    publication: Publication
    sentences: tuple[StoredSentence, ...]
    group: str | None = None

    @property
    def words(self) -> int:
        """How many words are quoted."""
        return sum(count_words(sentence) for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is chosen so far, with what words; ``listed`` once a whole list stands in it."""

    chosen: tuple[Chosen, ...] = ()
    taken: frozenset[tuple[str, int]] = frozenset()
    listed: bool = False
    said: tuple[frozenset[str], ...] = ()

    @property
    def words(self) -> int:
        return sum(one.words for one in self.chosen)

    def free(self, publication: Publication, sentences: Iterable[StoredSentence]) -> tuple[StoredSentence, ...]:
        """Return the sentences that are not quoted yet."""
        return tuple(s for s in sentences if (publication.edition_id, s.ordinal) not in self.taken)

    def says(self, sentences: Iterable[StoredSentence]) -> bool:
        """Say whether all of these words are quoted already, from elsewhere or from another page."""
        own = _words(sentences)
        return any(len(own & said) >= ALIKE * len(own) for said in self.said)

    def plus(self, parts: Sequence[Chosen], *, listed: bool) -> _Draft:
        taken = {(part.publication.edition_id, s.ordinal) for part in parts for s in part.sentences}
        said = (*self.said, *(_words(part.sentences) for part in parts))
        return _Draft((*self.chosen, *parts), self.taken | taken, self.listed or listed, said)


@dataclass(frozen=True, slots=True)
class Composer:
    """Chooses what is quoted: about ``most_words`` words, or a list as a whole when a list is asked for.

    ``points``: three to five short runs (of 150 words), of different sections where there are, as for "learning on …".
    ``dates``: the date of a letter may answer by itself.
    """

    sentences: Sentences
    most_words: int
    whole_list: bool = False
    covers: Covers = lambda _: 0.0
    points: bool = False
    dates: bool = True
    _known: dict[str, Sequence[StoredSentence]] = field(default_factory=dict, repr=False)

    def choose(self, runs: Sequence[Run]) -> tuple[Chosen, ...]:
        """Return what to quote, from runs that come best first."""
        if self.points:
            return self._choose_points(near_best(runs))
        draft = self._begin(runs)
        for run in near_best(runs):
            free = draft.free(run.publication, run.sentences)
            if len(free) < len(run.sentences) or draft.says(run.sentences) or not (self.dates or _says(run)):
                continue
            draft = self._add(draft, run)
            if draft.words >= self.most_words * ENOUGH:
                break
        return draft.chosen or self._only_the_best(runs)

    def _only_the_best(self, runs: Sequence[Run]) -> tuple[Chosen, ...]:
        """Return the best run, where all only introduce lists that are too long to be quoted."""
        return _Draft().plus(list(_parts(runs[0].publication, runs[0].sentences)), listed=False).chosen if runs else ()

    def choose_by_sides(self, runs: Sequence[Run], sides: Sequence[Side]) -> tuple[Chosen, ...]:
        """Return what to quote of each side, in order: each has an equal share of the words."""
        share = replace(self, most_words=self.most_words // len(sides))
        return tuple(
            replace(one, group=side.name)
            for side in sides
            for one in share.choose([run for run in runs if run.publication.id in side.publications and _says(run)])
        )

    def _choose_points(self, runs: Sequence[Run]) -> tuple[Chosen, ...]:
        """Return short runs, one for every thirty words; fewer when no more are near the best."""
        draft, taken = _Draft(), Counter[tuple[str, tuple[str, ...]]]()
        most = max(FEWEST_POINTS, self.most_words // WORDS_FOR_POINT)
        short = [run for run in runs if run.words <= min(LONGEST_POINT, self.most_words // FEWEST_POINTS)]
        left = (short or list(runs))[:RUNS_FOR_POINTS]
        while left and taken.total() < most:
            run = max(left, key=lambda one: one.score - SAME_SECTION * taken[_section_of(one)])
            left.remove(run)
            free = draft.free(run.publication, run.sentences)
            if len(free) < len(run.sentences) or draft.says(run.sentences) or self._only_introduces(run):
                continue
            point = list(_parts(run.publication, draft.free(run.publication, self._with_lead_in(run))))
            if draft.words + sum(part.words for part in point) <= self.most_words or not taken:
                draft = draft.plus(point, listed=False)
                taken[_section_of(run)] += 1
        return draft.chosen

    def _begin(self, runs: Sequence[Run]) -> _Draft:
        """Return a draft with the items under the heading that a question for a list names, if there is one."""
        if not self.whole_list:
            return _Draft()
        sections: dict[tuple[str, tuple[str, ...]], Publication] = {}
        for run in near_best(runs):
            sections.setdefault(_section_of(run), run.publication)
        for (_, path), publication in sections.items():
            if path and self.covers(path[-1]) >= NAMES_HEADING:
                items = _items([one for one in self._all(publication) if one.section_path == path])
                # Of long items the first sentence says what each is.
                told = items if _count(items) <= MOST_LIST_WORDS else list(_firsts(items).values())
                if len(_firsts(items)) >= FEWEST_ITEMS and _count(told) <= MOST_LIST_WORDS:
                    return _Draft().plus(list(_parts(publication, told)), listed=True)
        return _Draft()

    def _add(self, draft: _Draft, run: Run) -> _Draft:
        block = self._list_of(run) if not draft.listed and len(draft.chosen) < LISTS_FROM_FIRST else ()
        words = _count(block)
        room = self.most_words - draft.words
        if block and (words <= room or (self.whole_list and words <= MOST_LIST_WORDS)):
            parts = list(_parts(run.publication, draft.free(run.publication, block)))
            return draft.plus(parts, listed=self.whole_list)
        if self._only_introduces(run):
            return draft
        parts = list(_parts(run.publication, draft.free(run.publication, self._with_lead_in(run))))
        if sum(part.words for part in parts) > room and draft.chosen:
            return draft
        return draft.plus(parts, listed=False)

    def _list_of(self, run: Run) -> tuple[StoredSentence, ...]:
        """Return the list, with its lead-in, that a run introduces or, when a list is asked for, stands in."""
        for sentence in run.sentences:
            if sentence.lead_in is None and not (self.whole_list or sentence.text.endswith(":")):
                continue  # neither an item nor what introduces some: to know that, nothing is read
            own = self._all(run.publication)
            lead = sentence.ordinal
            if sentence.lead_in is not None:
                lead = sentence.lead_in
            elif self.whole_list:
                lead = _next_lead_in(sentence, own)
            items = [s for s in own if s.lead_in == lead]
            if items and (self.whole_list or own[lead].text.endswith(":")):
                return (own[lead], *items)
        return ()

    def _only_introduces(self, run: Run) -> bool:
        """Say whether a run ends with the line that introduces a list: without its items it says nothing."""
        last = run.sentences[-1]
        if not last.text.endswith(":"):
            return False
        after = self._all(run.publication)[last.ordinal + 1 : last.ordinal + 2]
        return any(one.lead_in == last.ordinal for one in after)

    def _with_lead_in(self, run: Run) -> tuple[StoredSentence, ...]:
        lead = run.sentences[0].lead_in
        if lead is None:
            return run.sentences
        introduction = self._all(run.publication)[lead]
        return (introduction, *run.sentences) if count_words(introduction) <= SHORT_LEAD_IN else run.sentences

    def _all(self, publication: Publication) -> Sequence[StoredSentence]:
        edition = publication.edition_id
        if edition not in self._known:
            self._known[edition] = self.sentences(publication)
        return self._known[edition]


def near_best(runs: Sequence[Run]) -> list[Run]:
    """Return those of some runs, best first, that are not much worse than the best."""
    return list(takewhile(lambda run: run.score >= runs[0].score - MARGIN, runs))


def _section_of(run: Run) -> tuple[str, tuple[str, ...]]:
    return run.publication.edition_id, run.sentences[0].section_path


def _items(section: Sequence[StoredSentence]) -> list[StoredSentence]:
    """Return the sentences of those blocks of a section that are numbered or marked, as items of a list are."""
    firsts = _firsts(section).items()
    marked = {block for block, one in firsts if one.kind is BlockKind.LIST_ITEM or NUMBERED.match(one.text)}
    return [one for one in section if one.block in marked]


def _firsts(sentences: Sequence[StoredSentence]) -> dict[int, StoredSentence]:
    """Return the first sentence of each block, in order."""
    firsts: dict[int, StoredSentence] = {}
    for one in sentences:
        firsts.setdefault(one.block, one)
    return firsts


def _count(sentences: Iterable[StoredSentence]) -> int:
    return sum(map(count_words, sentences))


def _says(run: Run) -> bool:
    """Say whether a run is more than the date of a letter, which its citation tells."""
    return any(sentence.kind is not BlockKind.DATE_LINE for sentence in run.sentences)


def _words(sentences: Iterable[StoredSentence]) -> frozenset[str]:
    return frozenset(word.lower() for sentence in sentences for word in WORD.findall(sentence.text))


def _next_lead_in(sentence: StoredSentence, own: Sequence[StoredSentence]) -> int:
    """Return the place of the line of the same paragraph that introduces a list, or else the sentence's own."""
    after = (later.ordinal for later in own[sentence.ordinal :] if later.block == sentence.block)
    last = max(after, default=sentence.ordinal)
    return last if any(s.lead_in == last for s in own[last + 1 : last + 2]) else sentence.ordinal


def _parts(publication: Publication, sentences: Sequence[StoredSentence]) -> Iterator[Chosen]:
    """Yield statements of sentences that belong together: a run, or a list with its lead-in, of one page.

    A heading says nothing that its citation does not say, unless there is nothing else.
    """
    current: Chosen | None = None
    for sentence in [one for one in sentences if one.kind is not BlockKind.HEADING] or sentences:
        if current and _belongs(sentence, current):
            current = replace(current, sentences=(*current.sentences, sentence))
            continue
        if current:
            yield current
        current = Chosen(publication, (sentence,))
    if current:
        yield current


def _belongs(sentence: StoredSentence, current: Chosen) -> bool:
    """Say whether a sentence is quoted in one statement with those before it."""
    last = current.sentences[-1]
    if sentence.ordinal != last.ordinal + 1:
        return False
    if sentence.block == last.block:
        return True
    if BlockKind.FOOTNOTE in (sentence.kind, last.kind):
        return False
    if sentence.kind is not BlockKind.LIST_ITEM:
        return last.kind is not BlockKind.LIST_ITEM and not NUMBERED.match(sentence.text)
    of_one_list = sentence.lead_in is not None and sentence.lead_in in (last.lead_in, last.ordinal)
    # A citation names one page: the next page's items have their own.
    same_page = sentence.segments[0].page == current.sentences[0].segments[0].page
    return of_one_list and same_page and current.words + count_words(sentence) <= MOST_TOGETHER
