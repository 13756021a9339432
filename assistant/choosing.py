"""From a question to the evidence for it: searches, chooses what is quoted, and judges whether it answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answers import Outcome, Question, more_words
from assistant.asking import asks_about_dates, asks_for_learning, asks_for_list
from assistant.composing import Chosen, Composer, near_best
from assistant.evidence import Asked, Read, Run, RunWeights, find_runs
from assistant.judging import Thresholds, Verdict, judge
from assistant.parts import split_questions
from assistant.readying import Readying, as_query
from assistant.sides import sides_over_time
from assistant.unclear import find_readings, is_unclear
from assistant.windows import Windows
from assistant.words import coverage
from vectorstore.publications import Publication, StoredSentence
from vectorstore.recent import Recent
from vectorstore.search import FROM_EACH_LEG, Hit, search
from vectorstore.store import Store

PASSAGES = 2 * FROM_EACH_LEG
"""All that both legs find is looked at: were it the best few, taking one document away would let others move up."""
OFFERED = 600
"""So many words of the best evidence are offered to a language model: more than an answer quotes."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question: all runs, best first, what is quoted of them, and how the question ends.

    ``further`` is what would be quoted instead of ``chosen`` if more words were asked for.
    """

    asked: Asked
    runs: tuple[Run, ...]
    chosen: tuple[Chosen, ...]
    further: tuple[Chosen, ...]
    verdict: Verdict

    def holds_more_than(self, words: int) -> bool:
        """Say whether asking for more words would quote more than so many."""
        return count_chosen(self.further) > words


@dataclass(frozen=True, slots=True)
class Choosing:
    """Finds evidence in a store, and quotes about ``most_words`` words of it, or as many as a question asks for."""

    store: Store
    readying: Readying
    most_words: int
    weights: RunWeights
    thresholds: Thresholds
    windows: Recent[str, Windows]

    def choose(self, question: Question, standalone: str) -> Evidence:
        """Return the evidence for a question; of several in one, each has an equal share of the words."""
        parts = split_questions(question.text)
        if not parts:
            evidence = self._choose(question, standalone)
            # What a follow-up refers to, it is about.
            return _ask_back(evidence) if standalone == question.text and is_unclear(standalone) else evidence
        each = [replace(question, text=part) for part in parts]
        return _put_together([(one.text, self._choose(one, standalone, parts=len(parts))) for one in each])

    def offer(self, question: Question, evidence: Evidence) -> tuple[Chosen, ...]:
        """Return what a language model may make its answer of."""
        return self._composer(question.text, evidence.asked, OFFERED).choose(evidence.runs)

    def _choose(self, question: Question, standalone: str, *, parts: int = 1) -> Evidence:
        asked = self.readying.make_ready(question, standalone)
        sides = self.readying.find_sides(question, standalone, asked)
        wanted = [replace(question.wanted, publications=side.publications) for side in sides] or [question.wanted]
        query = as_query(standalone, asked)
        hits = [hit for one in wanted for hit in search(query, store=self.store, wanted=one, limit=PASSAGES)]
        runs = find_runs(self.read(hits), asked, weights=self.weights)
        sides = sides or sides_over_time(question.text, (run.publication for run in near_best(runs)))
        words = question.words or self.most_words
        composer = self._composer(question.text, asked, words // parts)
        larger = replace(composer, most_words=more_words(words) // parts)
        chosen, further = (
            one.choose_by_sides(runs, sides) if sides else one.choose(runs) for one in (composer, larger)
        )
        verdict = judge(question.text, runs, chosen, holds=self.readying.holds, thresholds=self.thresholds)
        return Evidence(asked, tuple(runs), chosen, further, verdict)

    def read(self, hits: Sequence[Hit]) -> Iterator[Read]:
        """Yield what was found with what it says and the runs of it, which are kept in memory."""
        held = {hit.passage.id: hit.passage for hit in hits}
        texts, terms = self.store.passage_texts(held.values()), self.store.lexical.terms
        windows = self.windows.find(
            held, read=lambda ids: {one: Windows.of(held[one], texts[one], terms=terms) for one in ids}
        )
        return ((hit, texts[hit.passage.id], windows[hit.passage.id]) for hit in hits)

    def _composer(self, question: str, asked: Asked, most_words: int) -> Composer:
        def sentences(publication: Publication) -> Sequence[StoredSentence]:
            return self.store.edition_sentences(publication.id, publication.edition_id)

        def covers(words: str) -> float:
            return coverage(asked.weights, frozenset(asked.terms(words)))

        return Composer(
            sentences,
            most_words,
            whole_list=asks_for_list(question),
            covers=covers,
            points=asks_for_learning(question),
            dates=asks_about_dates(question),
        )


def count_chosen(chosen: Iterable[Chosen]) -> int:
    """Return how many words are quoted."""
    return sum(one.words for one in chosen)


def _ask_back(evidence: Evidence) -> Evidence:
    """Return evidence for each thing that an unclear question may be about, if there are several."""
    readings = find_readings(evidence.runs) if evidence.verdict.outcome is not Outcome.NOT_HELD else ()
    verdict = Verdict(Outcome.NEEDS_CLARIFICATION)
    return replace(evidence, chosen=readings, further=(), verdict=verdict) if readings else evidence


def _put_together(parts: Sequence[tuple[str, Evidence]]) -> Evidence:
    """Return the evidence for the parts of a question as one: what is quoted of each under it, nothing twice."""
    runs = sorted((run for _, one in parts for run in one.runs), key=lambda run: (-run.score, run.key))
    held = [(part, one) for part, one in parts if one.verdict.outcome is not Outcome.NOT_HELD]
    chosen = _leave_out_repeats((part, one.chosen) for part, one in held)
    further = _leave_out_repeats((part, one.further) for part, one in held)
    return Evidence(parts[0][1].asked, tuple(runs), chosen, further, _judge_all(parts))


def _leave_out_repeats(parts: Iterable[tuple[str, Sequence[Chosen]]]) -> tuple[Chosen, ...]:
    """Return what is quoted of each part under it, nothing twice."""
    taken: set[tuple[str, int]] = set()
    chosen: list[Chosen] = []
    for part, quoted in parts:
        for one in quoted:
            own = {(one.publication.edition_id, sentence.ordinal) for sentence in one.sentences}
            if own.isdisjoint(taken):
                taken |= own
                chosen.append(replace(one, group=one.group or part))
    return tuple(chosen)


def _judge_all(parts: Sequence[tuple[str, Evidence]]) -> Verdict:
    outcomes = {one.verdict.outcome for _, one in parts}
    if len(outcomes) == 1 and not any(one.verdict.unanswered for _, one in parts):
        return Verdict(outcomes.pop())
    missing = [
        f"“{part}”: {said}" for part, one in parts for said in one.verdict.unanswered or _say_nothing(one.verdict)
    ]
    return Verdict(Outcome.PARTLY_ANSWERED, tuple(missing))


def _say_nothing(verdict: Verdict) -> tuple[str, ...]:
    return ("What is held does not answer this.",) if verdict.outcome is Outcome.NOT_HELD else ()
