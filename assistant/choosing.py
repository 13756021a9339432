"""From a question to the evidence for it: searches, chooses what is quoted, and judges whether it answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answers import Outcome, Question
from assistant.asking import asks_for_list
from assistant.composing import Chosen, Composer, near_best
from assistant.evidence import Asked, Read, Run, RunWeights, find_runs
from assistant.judging import Thresholds, Verdict, judge
from assistant.parts import split_questions
from assistant.readying import Readying, as_query
from assistant.sides import sides_over_time
from assistant.unclear import find_readings, is_unclear
from assistant.words import coverage
from vectorstore.publications import Publication, StoredSentence
from vectorstore.search import FROM_EACH_LEG, Hit, search
from vectorstore.store import Store

PASSAGES = 2 * FROM_EACH_LEG
"""All that both legs find is looked at: were it the best few, taking one document away would let others move up."""
OFFERED = 600
"""So many words of the best evidence are offered to a language model: more than an answer quotes."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question: all runs, best first, what is quoted of them, and how the question ends."""

    asked: Asked
    runs: tuple[Run, ...]
    chosen: tuple[Chosen, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Choosing:
    """Finds evidence in a store, and quotes about ``most_words`` words of it."""

    store: Store
    readying: Readying
    most_words: int
    weights: RunWeights
    thresholds: Thresholds

    def choose(self, question: Question, standalone: str) -> Evidence:
        """Return the evidence for a question; of several in one, each has an equal share of the words."""
        parts = split_questions(question.text)
        if not parts:
            evidence = self._choose(question, standalone, self.most_words)
            # What a follow-up refers to, it is about.
            return _ask_back(evidence) if standalone == question.text and is_unclear(standalone) else evidence
        share = self.most_words // len(parts)
        return _put_together([(part, self._choose(replace(question, text=part), standalone, share)) for part in parts])

    def offer(self, question: Question, evidence: Evidence) -> tuple[Chosen, ...]:
        """Return what a language model may make its answer of."""
        return self._composer(question.text, evidence.asked, OFFERED).choose(evidence.runs)

    def _choose(self, question: Question, standalone: str, most_words: int) -> Evidence:
        asked = self.readying.make_ready(question, standalone)
        sides = self.readying.find_sides(question, standalone, asked)
        wanted = [replace(question.wanted, publications=side.publications) for side in sides] or [question.wanted]
        query = as_query(standalone, asked)
        hits = [hit for one in wanted for hit in search(query, store=self.store, wanted=one, limit=PASSAGES)]
        runs = find_runs(self._read(hits), asked, weights=self.weights)
        sides = sides or sides_over_time(question.text, (run.publication for run in near_best(runs)))
        composer = self._composer(question.text, asked, most_words)
        chosen = composer.choose_by_sides(runs, sides) if sides else composer.choose(runs)
        verdict = judge(question.text, runs, chosen, holds=self.readying.holds, thresholds=self.thresholds)
        return Evidence(asked, tuple(runs), chosen, verdict)

    def _read(self, hits: Sequence[Hit]) -> Iterator[Read]:
        texts = self.store.passage_texts(hit.passage for hit in hits)
        return ((hit, texts[hit.passage.id]) for hit in hits)

    def _composer(self, question: str, asked: Asked, most_words: int) -> Composer:
        def sentences(publication: Publication) -> Sequence[StoredSentence]:
            return self.store.edition_sentences(publication.id, publication.edition_id)

        def covers(words: str) -> float:
            return coverage(asked.weights, frozenset(asked.terms(words)))

        return Composer(sentences, most_words, asks_for_list(question), covers)


def _ask_back(evidence: Evidence) -> Evidence:
    """Return evidence for each thing that an unclear question may be about, if there are several."""
    readings = find_readings(evidence.runs) if evidence.verdict.outcome is not Outcome.NOT_HELD else ()
    verdict = Verdict(Outcome.NEEDS_CLARIFICATION)
    return replace(evidence, chosen=readings, verdict=verdict) if readings else evidence


def _put_together(parts: Sequence[tuple[str, Evidence]]) -> Evidence:
    """Return the evidence for the parts of a question as one: what is quoted of each under it, nothing twice."""
    runs = sorted((run for _, one in parts for run in one.runs), key=lambda run: (-run.score, run.key))
    taken: set[tuple[str, int]] = set()
    chosen: list[Chosen] = []
    for part, evidence in parts:
        held = evidence.chosen if evidence.verdict.outcome is not Outcome.NOT_HELD else ()
        for one in held:
            own = {(one.publication.edition_id, sentence.ordinal) for sentence in one.sentences}
            if own.isdisjoint(taken):
                taken |= own
                chosen.append(replace(one, group=one.group or part))
    return Evidence(parts[0][1].asked, tuple(runs), tuple(chosen), _judge_all(parts))


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
