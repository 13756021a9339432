"""From a question to a cited answer: the steps, in order."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from assistant.answers import (
    FEWEST_WORDS,
    MOST_WORDS,
    Answer,
    AnswerWarning,
    Outcome,
    Question,
    Searched,
    Statement,
)
from assistant.choosing import Choosing, count_chosen
from assistant.conversation import ask_again, make_standalone
from assistant.counting import warn_of_counts
from assistant.errors import BadQuestion, UnverifiedQuotation
from assistant.evidence import Run, RunWeights
from assistant.fields.finding import Fields
from assistant.fields.proving import prove_all
from assistant.fields.values import Found
from assistant.filters import filter_fields
from assistant.found import Expansion
from assistant.judging import Thresholds, Verdict
from assistant.proving import Cited, Proving
from assistant.public_names import find_public_names
from assistant.readying import Readying, as_query
from assistant.recommendations.asking import Asking
from assistant.rephrased import Rephrases, reword
from assistant.screened import Screen, TurnedAway
from assistant.titles import Titles
from assistant.warning import warn, warn_of_day, warn_of_figures, warn_of_samples, warn_of_unheld
from assistant.widening import explain
from assistant.windows import Windows
from assistant.words import Rarity, is_text
from vectorstore.publications import PublicationFilter
from vectorstore.recent import Recent
from vectorstore.reranking import MOST, Reranker
from vectorstore.search import Hit, find_candidates
from vectorstore.store import PASSAGES_IN_MEMORY, Store
from vectorstore.together import MOST_TOGETHER, put_together

WORD = re.compile(r"\w")
NEAREST = 3
TITLES_IN_MEMORY = 4
"""One for each set of visibilities that is asked for."""
FEWEST = 20
"""However few are wanted, neighbours are looked for among those that come close."""
TOLD = ("statements", "citations", "unanswered", "total", "more_url", "more", "nearest")
"""What the register tells as answers have it."""
VERSION = "9"
"""Part of every answer's id: raised when the same record and question would give another answer."""


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers questions from a store, in the words of its publications."""

    store: Store
    rarity: Rarity
    most_words: int = 150
    most_characters: int = 2000
    reranker: Reranker | None = None
    requests_contact: str = ""
    model: Rephrases | None = None
    fields: Fields | None = None
    register: Asking | None = None
    weights: RunWeights = field(default_factory=RunWeights)
    thresholds: Thresholds = field(default_factory=Thresholds)
    titles: Recent[object, Titles] = field(default_factory=lambda: Recent(TITLES_IN_MEMORY), repr=False)
    windows: Recent[str, Windows] = field(default_factory=lambda: Recent(PASSAGES_IN_MEMORY), repr=False)

    def answer(self, question: Question) -> Answer:
        """Return the answer; ``BadQuestion`` when there is nothing that can be answered."""
        if question.words is not None and not FEWEST_WORDS <= question.words <= MOST_WORDS:
            raise BadQuestion(
                f"An answer cannot quote about {question.words:,} words; ask for {FEWEST_WORDS} to {MOST_WORDS}."
            )
        meant = self._understand(question)
        answer = self._answer_screened(meant)
        if meant is question or answer.question is None:
            return answer
        # What asks for more is told as it was typed; its standalone form is what it repeats.
        identity = self._identify(question, answer.revision)
        return answer.model_copy(update={"answer_id": identity, "question": question.text})

    def _understand(self, question: Question) -> Question:
        """Return what a question that only asks for more repeats, or the question; ``BadQuestion`` when it is none."""
        self._check(question)
        meant = ask_again(question, words=self.most_words)
        self._check(meant)
        return meant

    def _answer_screened(self, question: Question) -> Answer:
        standalone = make_standalone(question.text, question.history)
        first = self.screen.look(question.text, standalone)
        if first and not first.is_searched:
            # Who clearly asks for the register is in its scope, however the title of a publication sounds.
            asks = first.outcome is Outcome.OUT_OF_SCOPE and standalone == question.text
            told = self._answer_from_register(question) if asks else None
            return told or self.turn_away(question, standalone, first)
        # Words for what to do in danger are no model's, and a model counts no words: who asks for some gets quotations.
        answer = self._answer(question, standalone, model=None if first or question.words else self.model)
        return _put_before(first, answer) if first else answer

    def _answer(self, question: Question, standalone: str, *, model: Rephrases | None) -> Answer:
        # What a follow-up asks for stands in what it follows too.
        data = self._answer_from_data(question) if standalone == question.text else None
        if data:
            return data
        evidence = self.choosing.choose(question, standalone)
        if evidence.verdict.outcome is Outcome.NOT_HELD:
            return self._tell_nearest(question, standalone, evidence.runs)
        proving = Proving(self.store)
        cited = proving.cite_all(evidence.chosen)
        if not cited:
            raise UnverifiedQuotation("What was found could not be proved to be quoted rightly, so nothing is shown.")
        verdict = self._note_gap(question, evidence.verdict) if standalone == question.text else evidence.verdict
        outcome = verdict.outcome
        more = evidence.holds_more_than(count_chosen(evidence.chosen))
        told: dict[str, object] = {"unanswered": verdict.unanswered, "more": more}
        unheld = self.readying.find_unheld(question.text, evidence.asked) if standalone == question.text else ()
        further = warn_of_unheld(unheld)
        if outcome is Outcome.NEEDS_CLARIFICATION:
            told |= {"readings": tuple(one.group for one in evidence.chosen if one.group)}
        elif model:
            reworded = reword(standalone, self.choosing.offer(question, evidence), model=model, proving=proving)
            cited = list(reworded.cited) or cited
            further = [reworded.warning, *further]
            told |= {"model": reworded.use}
            if reworded.cited:
                told |= {"mode": "rephrased", "more": evidence.holds_more_than(_count_quoted(cited))}
        if "mode" not in told:
            further = [*further, *warn_of_counts(evidence.chosen)]
        told |= self._tell(question, cited, further)
        return self._close(question, standalone, outcome, **told)

    def _answer_from_data(self, question: Question) -> Answer | None:
        """Return what the record's fields answer, or else the register; None when a question asks for neither."""
        found = self.fields.find(question.text, wanted=question.wanted) if self.fields else None
        return self._tell_fields(question, found) if found else self._answer_from_register(question)

    def _answer_from_register(self, question: Question) -> Answer | None:
        """Return what the register of recommendations answers; None when a question does not clearly ask for it."""
        words = question.words or self.most_words
        told = self.register.find(question.text, wanted=question.wanted, words=words) if self.register else None
        if told is None:
            return None
        return self._close(
            question,
            question.text,
            told.outcome,
            warnings=(*self._warn_of_day(question), *warn(told.citations, told.publications)),
            **{name: getattr(told, name) for name in TOLD},
        )

    def _note_gap(self, question: Question, verdict: Verdict) -> Verdict:
        """Return a verdict that tells what was asked of the register and is not in it."""
        gap = self.register.find_gap(question.text, wanted=question.wanted) if self.register else None
        if gap is None or verdict.outcome is Outcome.NEEDS_CLARIFICATION:
            return verdict
        return Verdict(Outcome.PARTLY_ANSWERED, (gap, *verdict.unanswered))

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
                *warn(citations, publications, named=self.readying.naming(question.wanted)),
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

    @property
    def readying(self) -> Readying:
        """What makes a question ready to be compared."""
        return Readying(self.store, self.rarity, self.titles)

    @property
    def choosing(self) -> Choosing:
        """What finds the evidence for a question."""
        return Choosing(self.store, self.readying, self.most_words, self.weights, self.thresholds, self.windows)

    @property
    def screen(self) -> Screen:
        """What every question goes through before anything else is done with it."""
        names = partial(find_public_names, store=self.store)
        return Screen(self.store.embed_question, names, self.requests_contact)

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
        question = self._understand(question)
        standalone = make_standalone(question.text, question.history)
        self.screen.check(standalone)
        asked = self.readying.make_ready(question, standalone)
        most = MOST_TOGETHER * max(limit, FEWEST)
        candidates = find_candidates(as_query(standalone, asked), store=self.store, wanted=question.wanted, limit=most)
        found = put_together(candidates, store=self.store, limit=max(limit, MOST) if self.reranker else limit)
        return self.reranker.order(standalone, found)[:limit] if self.reranker else found

    def expand(self, question: Question) -> tuple[Expansion, ...]:
        """Return what is searched as well as a question's own words."""
        question = self._understand(question)
        standalone = make_standalone(question.text, question.history)
        return tuple(explain(one, standalone) for one in self.readying.widen(standalone, question.wanted))

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
        words = question.words or self.most_words
        model = self.model.settings if self.model and not question.words else ()
        settings = [VERSION, self.store.embedder.digest, words, *model]
        return _digest([question.text, history, wanted, revision, settings])


def _digest(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _put_before(first: TurnedAway, answer: Answer) -> Answer:
    """Return an answer behind what must be said first; without quotations, nothing else is shown."""
    said = (*first.said, *(first.before_quotations if answer.statements else ()))
    notices = tuple(Statement(text=one, kind="notice") for one in said)
    changed = {"outcome": first.outcome, "statements": (*notices, *answer.statements), "nearest": (), "unanswered": ()}
    return answer.model_copy(update=changed)


def _count_quoted(cited: Sequence[Cited]) -> int:
    return sum(len(citation.quote.split()) for one in cited for citation in one.citations)


def _best_of_each(runs: Sequence[Run]) -> list[Run]:
    """Return the best run of each publication, best first."""
    best: dict[str, Run] = {}
    for run in runs:
        best.setdefault(run.publication.id, run)
    return list(best.values())
