"""From a question to a cited answer: the steps, in order."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Answer, AnswerWarning, Citation, Nearest, Outcome, Question, Searched, Statement
from assistant.asking import asked_values, asks_for_list, named_months, tells_a_case
from assistant.citing import cite, state, verify
from assistant.composing import Chosen, Composer
from assistant.conversation import make_standalone
from assistant.errors import BadQuestion, UnverifiedQuotation
from assistant.evidence import Asked, Read, Run, find_runs
from assistant.filters import filter_fields
from assistant.found import Expansion
from assistant.judging import judge, warn, warn_of_day, warn_of_samples
from assistant.looking_up import LookingUp
from assistant.public_names import find_public_names
from assistant.screened import Screen, TurnedAway
from assistant.titles import Titles, index_titles
from assistant.widening import explain, say_otherwise, weigh_stems, weigh_words, widen
from assistant.words import Rarity, Wider, is_text, tell_words, weigh_terms
from ingest.documents import Block
from vectorstore.publications import Publication, PublicationFilter, StoredSentence
from vectorstore.queries import Query
from vectorstore.recent import Recent
from vectorstore.references import write_out
from vectorstore.reranking import MOST, Reranker
from vectorstore.search import FROM_EACH_LEG, PUBLIC_ONLY, Hit, find_candidates, search
from vectorstore.store import Store
from vectorstore.together import MOST_TOGETHER, put_together

LOG = logging.getLogger(__name__)
Source = tuple[str, Sequence[Block]]
"""The verbatim text of an edition and its blocks."""
WORD = re.compile(r"\w")
PASSAGES = 2 * FROM_EACH_LEG
"""All that both legs find is looked at: were it the best few, taking one document away would let others move up."""
NEAREST = 3
FEWEST = 20
"""However few are wanted, neighbours are looked for among those that come close."""
TITLES_IN_MEMORY = 4
"""One for each set of visibilities that is asked for."""
VERSION = "5"
"""Part of every answer's id: raised when the same record and question would give another answer."""


@dataclass(frozen=True, slots=True)
class _Cited:
    """What an answer says, and what proves it."""

    statement: Statement
    citation: Citation
    publication: Publication


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers questions from a store, in the words of its publications."""

    store: Store
    rarity: Rarity
    most_words: int = 150
    most_characters: int = 2000
    reranker: Reranker | None = None
    requests_contact: str = ""
    titles: Recent[object, Titles] = field(default_factory=lambda: Recent(TITLES_IN_MEMORY), repr=False)

    def answer(self, question: Question) -> Answer:
        """Return the answer; ``BadQuestion`` when there is nothing that can be answered."""
        self._check(question)
        standalone = make_standalone(question.text, question.history)
        first = self.screen.look(question.text, standalone)
        if first and not first.is_searched:
            return self.turn_away(question, standalone, first)
        answer = self._answer(question, standalone)
        return _put_before(first, answer) if first else answer

    def _answer(self, question: Question, standalone: str) -> Answer:
        asked = self._make_ready(question.text, standalone, wanted=question.wanted)
        hits = search(_as_query(standalone, asked), store=self.store, wanted=question.wanted, limit=PASSAGES)
        runs = find_runs(self._read(hits), asked)
        chosen = self._composer(question.text).choose(runs)
        verdict = judge(question.text, runs, _behind(chosen, runs))
        if verdict.outcome is Outcome.NOT_HELD:
            near = _best_of_each(runs)[:NEAREST]
            return self._close(
                question,
                standalone,
                Outcome.NOT_HELD,
                nearest=tuple(self._near_ones(near)),
                warnings=(*self._warn_of_day(question), *warn_of_samples(run.publication for run in near)),
            )
        cited = self._cite_all(chosen)
        if not cited:
            raise UnverifiedQuotation("What was found could not be proved to be quoted rightly, so nothing is shown.")
        return self._close(
            question,
            standalone,
            verdict.outcome,
            statements=tuple(one.statement for one in cited),
            citations=tuple(one.citation for one in cited),
            warnings=(
                *self._warn_of_day(question),
                *warn([one.citation for one in cited], [one.publication for one in cited]),
            ),
            unanswered=verdict.unanswered,
        )

    @property
    def screen(self) -> Screen:
        """What every question goes through before anything else is done with it."""
        names = partial(find_public_names, store=self.store)
        return Screen(self.store.embedder.embed, names, self.requests_contact)

    def turn_away(self, question: Question, standalone: str, because: TurnedAway) -> Answer:
        """Return the answer to a question that is not searched; it holds nothing of one that is private."""
        revision = self.store.record.revision()
        identity = [VERSION, because.outcome, because.said, because.readings, revision]
        return Answer(
            answer_id=_digest(identity if because.private else [question.text, *identity]),
            revision=revision,
            question=None if because.private else question.text,
            standalone_question=None if because.private else standalone,
            outcome=because.outcome,
            statements=tuple(Statement(text=said, kind="notice") for said in because.said),
            readings=because.readings,
            searched=Searched(publications=0, from_=None, to=None),
        )

    def find(self, question: Question, *, limit: int) -> list[Hit]:
        """Return the passages found for a question, best first, put together for reading."""
        self._check(question)
        standalone = make_standalone(question.text, question.history)
        self.screen.check(standalone)
        asked = self._make_ready(question.text, standalone, wanted=question.wanted)
        most = MOST_TOGETHER * max(limit, FEWEST)
        candidates = find_candidates(_as_query(standalone, asked), store=self.store, wanted=question.wanted, limit=most)
        found = put_together(candidates, record=self.store.record, limit=max(limit, MOST) if self.reranker else limit)
        return self.reranker.order(standalone, found)[:limit] if self.reranker else found

    def expand(self, question: Question) -> tuple[Expansion, ...]:
        """Return what is searched as well as a question's own words."""
        standalone = make_standalone(question.text, question.history)
        return tuple(explain(one, standalone) for one in self._widen(standalone, question.wanted))

    def _read(self, hits: Sequence[Hit]) -> Iterator[Read]:
        texts = self.store.passage_texts(hit.passage for hit in hits)
        return ((hit, texts[hit.passage.id]) for hit in hits)

    def _check(self, question: Question) -> None:
        if not WORD.search(question.text):
            raise BadQuestion("The question is empty; type what you want to know.")
        if len(question.text) > self.most_characters:
            raise BadQuestion(
                f"The question has {len(question.text):,} characters and the limit is {self.most_characters:,}; "
                "shorten it to what you want to know."
            )
        if not all(is_text(words) for words in (question.text, *(turn.content for turn in question.history))):
            raise BadQuestion("The question holds broken characters; type it again, as UTF-8 text.")

    def _make_ready(self, text: str, standalone: str, *, wanted: PublicationFilter = PUBLIC_ONLY) -> Asked:
        """Make a question ready to be compared: in its own words, and in those that publications use for them."""
        # Words are looked up in what is held, so before that.
        changes = self.store.catch_up()
        terms = self.store.lexical.terms
        wider = self._widen(standalone, wanted)
        # Of a follow-up, what was asked last counts as much as all it refers to.
        wordings = dict.fromkeys((text, standalone, say_otherwise(standalone, wider)))
        further = weigh_stems(wider, terms=terms, rarity=self.rarity)
        own = weigh_terms(write_out(standalone), terms=terms, rarity=self.rarity)
        return Asked(
            self._vector(tuple(wordings)),
            further | own,
            terms,
            asked_values(standalone),
            named_months(standalone),
            tells_a_case(standalone),
            wider,
            self._titles(wanted, changes).find(standalone, terms=terms),
        )

    def _titles(self, wanted: PublicationFilter, changes: int) -> Titles:
        """Return how the publications that may be seen are called."""
        seen = self.store.passages.find(PublicationFilter(visibilities=wanted.visibilities), changes=changes)
        key = seen.moment, wanted.visibilities
        terms = self.store.lexical.terms
        return self.titles.find([key], read=lambda _: {key: index_titles(seen.editions.values(), terms=terms)})[key]

    def _widen(self, standalone: str, wanted: PublicationFilter) -> tuple[Wider, ...]:
        return widen(standalone, looking_up=LookingUp(self.store, self.rarity, wanted.visibilities))

    def _vector(self, wordings: Sequence[str]) -> NDArray[np.float32]:
        """Return the mean direction of some wordings of one question."""
        mean: NDArray[np.float32] = self.store.embedder.embed(wordings).sum(axis=0)
        return mean / np.float32(np.linalg.norm(mean))

    def _composer(self, question: str) -> Composer:
        def sentences(publication: Publication) -> Sequence[StoredSentence]:
            return self.store.record.edition_sentences(publication.id, publication.edition_id)

        return Composer(sentences, self.most_words, whole_list=asks_for_list(question))

    def _cite_all(self, chosen: Sequence[Chosen]) -> list[_Cited]:
        """Return citations that are proved, numbered in order; one that cannot be proved is a defect, and left out."""
        cited: list[_Cited] = []
        editions = {one.publication.edition_id: one.publication for one in chosen}
        sources = {identity: self._source(publication) for identity, publication in editions.items()}
        for one in chosen:
            try:
                citation = _cite(one, len(cited) + 1, sources[one.publication.edition_id])
            except UnverifiedQuotation as error:
                # Whoever asked may see the log, and can do nothing with a traceback.
                LOG.error("Publication %s: %s It was left out.", one.publication.id, error)  # noqa: TRY400
                continue
            said = state(one, text=sources[one.publication.edition_id][0])
            statement = Statement(text=said, kind="quotation", citations=(citation.id,))
            cited.append(_Cited(statement, citation, one.publication))
        return cited

    def _source(self, publication: Publication) -> Source:
        place = publication.id, publication.edition_id
        return self.store.record.text(*place) or "", self.store.record.blocks(*place)

    def _near_ones(self, runs: Sequence[Run]) -> Iterator[Nearest]:
        for one in self._cite_all([Chosen(run.publication, run.sentences) for run in runs]):
            named = one.citation.model_dump(include=set(Nearest.model_fields))
            yield Nearest.model_validate(named)

    def _close(self, question: Question, standalone: str, outcome: Outcome, **parts: object) -> Answer:
        revision = self.store.record.revision()
        return Answer.model_validate(
            {
                "answer_id": self._identify(question, revision),
                "revision": revision,
                "question": question.text,
                "standalone_question": standalone,
                "outcome": outcome,
                "searched": self._searched(question.wanted),
                **parts,
            }
        )

    def _searched(self, wanted: PublicationFilter) -> Searched:
        """Return how many publications pass a filter, and when the first and the last of them were published."""
        if wanted == PublicationFilter(visibilities=wanted.visibilities, as_of=wanted.as_of):
            held = self.store.record.coverage(wanted.visibilities, as_of=wanted.as_of)
            return Searched(publications=held.count, from_=held.earliest, to=held.latest)
        found = self.store.record.current_publications(wanted)
        days = [one.published for one in found if one.published]
        return Searched(publications=len(found), from_=min(days, default=None), to=max(days, default=None))

    def _warn_of_day(self, question: Question) -> list[AnswerWarning]:
        """Return what must be known of an answer as of a day."""
        day = question.wanted.as_of
        return warn_of_day(day, self.store.record.beginning()) if day else []

    def _identify(self, question: Question, revision: str) -> str:
        """Return a digest of question, history, filters, revision and settings: never of time, door or user."""
        history = [[turn.role, turn.content] for turn in question.history]
        wanted = repr([filter_fields(question.wanted), sorted(question.wanted.visibilities)])
        settings = [VERSION, self.store.embedder.digest, self.most_words]
        return _digest([question.text, history, wanted, revision, settings])


def _digest(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _as_query(standalone: str, asked: Asked) -> Query:
    # In "sections 17 and 47" the dull word belongs to what is named.
    words = tell_words(write_out(standalone))
    return Query(words, asked.vector, weigh_words(asked.wider), asked.weights, asked.named)


def _put_before(first: TurnedAway, answer: Answer) -> Answer:
    """Return an answer behind what must be said first; without quotations, nothing else is shown."""
    said = (*first.said, *(first.before_quotations if answer.statements else ()))
    notices = tuple(Statement(text=one, kind="notice") for one in said)
    changed = {"outcome": first.outcome, "statements": (*notices, *answer.statements), "nearest": (), "unanswered": ()}
    return answer.model_copy(update=changed)


def _cite(chosen: Chosen, number: int, source: Source) -> Citation:
    text, blocks = source
    citation = cite(chosen, number, text=text)
    verify(citation, text=text, blocks=blocks)
    return citation


def _best_of_each(runs: Sequence[Run]) -> list[Run]:
    """Return the best run of each publication, best first."""
    best: dict[str, Run] = {}
    for run in runs:
        best.setdefault(run.publication.id, run)
    return list(best.values())


def _behind(chosen: Sequence[Chosen], runs: Sequence[Run]) -> list[Run]:
    """Return the runs from which the chosen sentences come."""
    taken = {(one.publication.edition_id, s.ordinal) for one in chosen for s in one.sentences}
    return [run for run in runs if all((run.publication.edition_id, s.ordinal) in taken for s in run.sentences)]
