"""From a question to a cited answer: the steps, in order."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from assistant.answers import Answer, AnswerWarning, Outcome, Question, Searched, Statement
from assistant.asking import asks_for_list
from assistant.composing import Chosen, Composer, near_best
from assistant.conversation import make_standalone
from assistant.errors import BadQuestion, UnverifiedQuotation
from assistant.evidence import Asked, Read, Run, RunWeights, find_runs
from assistant.fields.finding import Fields
from assistant.fields.proving import prove_all
from assistant.fields.values import Found
from assistant.filters import filter_fields
from assistant.found import Expansion
from assistant.judging import Thresholds, judge
from assistant.proving import Cited, Proving
from assistant.public_names import find_public_names
from assistant.readying import Readying, as_query
from assistant.rephrased import Rephrases, reword
from assistant.screened import Screen, TurnedAway
from assistant.sides import sides_over_time
from assistant.warning import warn, warn_of_day, warn_of_figures, warn_of_samples, warn_of_unheld
from assistant.widening import explain
from assistant.words import coverage, is_text
from vectorstore.publications import Publication, PublicationFilter, StoredSentence
from vectorstore.reranking import MOST, Reranker
from vectorstore.search import FROM_EACH_LEG, Hit, find_candidates, search
from vectorstore.store import Store
from vectorstore.together import MOST_TOGETHER, put_together

WORD = re.compile(r"\w")
PASSAGES = 2 * FROM_EACH_LEG
"""All that both legs find is looked at: were it the best few, taking one document away would let others move up."""
NEAREST = 3
OFFERED = 600
"""So many words of the best evidence are offered to a language model: more than an answer quotes."""
FEWEST = 20
"""However few are wanted, neighbours are looked for among those that come close."""
VERSION = "6"
"""Part of every answer's id: raised when the same record and question would give another answer."""


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers questions from a store, in the words of its publications."""

    store: Store
    readying: Readying
    most_words: int = 150
    most_characters: int = 2000
    reranker: Reranker | None = None
    requests_contact: str = ""
    model: Rephrases | None = None
    fields: Fields | None = None
    weights: RunWeights = field(default_factory=RunWeights)
    thresholds: Thresholds = field(default_factory=Thresholds)

    def answer(self, question: Question) -> Answer:
        """Return the answer; ``BadQuestion`` when there is nothing that can be answered."""
        self._check(question)
        standalone = make_standalone(question.text, question.history)
        first = self.screen.look(question.text, standalone)
        if first and not first.is_searched:
            return self.turn_away(question, standalone, first)
        # Words for what to do in danger are no model's.
        answer = self._answer(question, standalone, model=None if first else self.model)
        return _put_before(first, answer) if first else answer

    def _answer(self, question: Question, standalone: str, *, model: Rephrases | None) -> Answer:
        # What a follow-up asks for stands in what it follows too.
        alone = self.fields if standalone == question.text else None
        found = alone.find(question.text, wanted=question.wanted) if alone else None
        if found:
            return self._tell_fields(question, found)
        asked = self.readying.make_ready(question, standalone)
        runs, chosen = self._choose(question, standalone, asked)
        verdict = judge(question.text, runs, chosen, holds=self.readying.holds, thresholds=self.thresholds)
        if verdict.outcome is Outcome.NOT_HELD:
            return self._tell_nearest(question, standalone, runs)
        proving = Proving(self.store)
        cited = proving.cite_all(chosen)
        if not cited:
            raise UnverifiedQuotation("What was found could not be proved to be quoted rightly, so nothing is shown.")
        told: dict[str, object] = {"unanswered": verdict.unanswered}
        if model:
            offered = self._composer(question.text, asked, most_words=OFFERED).choose(runs)
            reworded = reword(standalone, offered, model=model, proving=proving)
            cited = list(reworded.cited) or cited
            told |= {"model": reworded.use, "mode": "rephrased" if reworded.cited else "extractive"}
        further = (
            *((reworded.warning,) if model else ()),
            *warn_of_unheld(self.readying.find_unheld(question.text, asked) if standalone == question.text else ()),
        )
        return self._close(question, standalone, verdict.outcome, **self._tell(question, cited, further), **told)

    def _tell(
        self, question: Question, cited: Sequence[Cited], further: Sequence[AnswerWarning] = ()
    ) -> dict[str, object]:
        """Return what is said with what proves it, and what must be known of it."""
        citations = tuple(citation for one in cited for citation in one.citations)
        publications = [publication for one in cited for publication in one.publications]
        return {
            "statements": tuple(one.statement for one in cited),
            "citations": citations,
            "warnings": (
                *self._warn_of_day(question),
                *further,
                *warn_of_figures(question.text, citations),
                *warn(citations, publications, named=lambda words: self.readying.find_named(words, question.wanted)),
            ),
        }

    def _tell_fields(self, question: Question, found: Found) -> Answer:
        """Return what the record's own fields answer."""
        proved = prove_all(found, sources=Proving(self.store).source)
        return self._close(
            question,
            question.text,
            found.outcome,
            statements=proved.statements,
            citations=proved.citations,
            warnings=(
                *self._warn_of_day(question),
                *warn(proved.citations, proved.publications),
                *proved.warnings,
            ),
            unanswered=found.unanswered,
            total=found.total,
        )

    def _tell_nearest(self, question: Question, standalone: str, runs: Sequence[Run]) -> Answer:
        """Return the answer to a question that what is held does not answer."""
        near = _best_of_each(runs)[:NEAREST]
        return self._close(
            question,
            standalone,
            Outcome.NOT_HELD,
            nearest=tuple(Proving(self.store).near_ones(near)),
            warnings=(*self._warn_of_day(question), *warn_of_samples(run.publication for run in near)),
        )

    def _choose(self, question: Question, standalone: str, asked: Asked) -> tuple[list[Run], tuple[Chosen, ...]]:
        """Return the evidence, best first, and what is quoted of it."""
        composer = self._composer(question.text, asked)
        sides = self.readying.find_sides(question, standalone, asked)
        wanted = [replace(question.wanted, publications=side.publications) for side in sides] or [question.wanted]
        query = as_query(standalone, asked)
        hits = [hit for one in wanted for hit in search(query, store=self.store, wanted=one, limit=PASSAGES)]
        runs = find_runs(self._read(hits), asked, weights=self.weights)
        sides = sides or sides_over_time(question.text, (run.publication for run in near_best(runs)))
        return runs, composer.choose_by_sides(runs, sides) if sides else composer.choose(runs)

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
        asked = self.readying.make_ready(question, standalone)
        most = MOST_TOGETHER * max(limit, FEWEST)
        candidates = find_candidates(as_query(standalone, asked), store=self.store, wanted=question.wanted, limit=most)
        found = put_together(candidates, record=self.store.record, limit=max(limit, MOST) if self.reranker else limit)
        return self.reranker.order(standalone, found)[:limit] if self.reranker else found

    def expand(self, question: Question) -> tuple[Expansion, ...]:
        """Return what is searched as well as a question's own words."""
        standalone = make_standalone(question.text, question.history)
        return tuple(explain(one, standalone) for one in self.readying.widen(standalone, question.wanted))

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

    def _composer(self, question: str, asked: Asked, *, most_words: int | None = None) -> Composer:
        def sentences(publication: Publication) -> Sequence[StoredSentence]:
            return self.store.edition_sentences(publication.id, publication.edition_id)

        def covers(words: str) -> float:
            return coverage(asked.weights, frozenset(asked.terms(words)))

        return Composer(sentences, most_words or self.most_words, asks_for_list(question), covers)

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
        settings = [VERSION, self.store.embedder.digest, self.most_words, *(self.model.settings if self.model else ())]
        return _digest([question.text, history, wanted, revision, settings])


def _digest(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _put_before(first: TurnedAway, answer: Answer) -> Answer:
    """Return an answer behind what must be said first; without quotations, nothing else is shown."""
    said = (*first.said, *(first.before_quotations if answer.statements else ()))
    notices = tuple(Statement(text=one, kind="notice") for one in said)
    changed = {"outcome": first.outcome, "statements": (*notices, *answer.statements), "nearest": (), "unanswered": ()}
    return answer.model_copy(update=changed)


def _best_of_each(runs: Sequence[Run]) -> list[Run]:
    """Return the best run of each publication, best first."""
    best: dict[str, Run] = {}
    for run in runs:
        best.setdefault(run.publication.id, run)
    return list(best.values())
