"""What each mechanism of an answer brings: labelled questions answered with each of them switched off in turn.

    python -m tests.benchmarks.answers --data FOLDER QUESTIONS.jsonl [QUESTIONS.jsonl ...]

FOLDER is a data folder that holds the documents. Questions whose id's SHA-256 is a multiple of three are reported
apart: no weight, threshold or rule was chosen on them. The baseline quotes the windows of one or two sentences that
come nearest to the question by cosine alone, from the same passages.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from statistics import mean

from assistant.answering import Answerer
from assistant.answers import Question, Turn
from assistant.bootstrap import open_panel
from assistant.composing import Chosen
from assistant.conversation import make_standalone
from assistant.evaluation.questions import LabelledQuestion, read_questions
from assistant.evaluation.scoring import BUDGETS, Score, score_answer
from assistant.evidence import Run, RunWeights, find_runs
from assistant.proving import Proving
from assistant.readying import Readying, as_query
from assistant.settings import read_settings
from tests.benchmarks.scale.machine import print_table
from vectorstore.search import search

PARTS = 3
WEIGHTS = ("coverage", "passage_coverage", "passage", "passage_sentence", "value", "named", "repeated")
PASSAGES = 120
WINDOW = 2
USUAL = 150
HEADING = ("answers", "questions", *(f"any, {words} words" for words in BUDGETS), "all, 150 words", "abstention F1")
Ask = Callable[[Question], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Plain(Readying):
    """Makes questions ready, and sets nothing side by side."""

    def find_sides(self, *_: object) -> tuple[()]:
        """Return no sides."""
        return ()


class WithoutSides(Answerer):
    """Answers a comparison as any other question."""

    @property
    def readying(self) -> Readying:
        """What makes a question ready."""
        return Plain(self.store, self.rarity, self.titles)


def main() -> None:
    """Answer all questions in every way, and print what came of each."""
    wanted = _read_arguments()
    questions = [one for path in wanted.questions for one in read_questions(path)]
    settings = read_settings().model_copy(update={"data_dir": wanted.data})
    with open_panel(settings, purpose="benchmark") as panel:
        for name, ask in _ways(panel.answerer):
            print_table(HEADING, list(_rows(name, questions, ask)))
            sys.stdout.flush()


def _ways(answerer: Answerer) -> Iterator[tuple[str, Ask]]:
    yield "as they are", _asking(answerer)
    yield "baseline: cosine windows", lambda question: _nearest_windows(answerer, question)
    yield "without the record's fields", _asking(replace(answerer, fields=None))
    own = {one.name: getattr(answerer, one.name) for one in fields(answerer)}
    yield "without sides", _asking(WithoutSides(**own))
    for name in WEIGHTS:
        yield f"without {name}", _asking(replace(answerer, weights=RunWeights(**{name: 0.0})))


def _asking(answerer: Answerer) -> Ask:
    return lambda question: answerer.answer(question).model_dump(mode="json")


def _nearest_windows(answerer: Answerer, question: Question) -> Mapping[str, object]:
    standalone = make_standalone(question.text, question.history)
    asked = answerer.readying.make_ready(question, standalone)
    found = search(as_query(standalone, asked), store=answerer.store, wanted=question.wanted, limit=PASSAGES)
    nothing = RunWeights(**{weight.name: 0.0 for weight in fields(RunWeights)})
    runs = find_runs(answerer.choosing.read(found), asked, weights=nothing)
    cited = Proving(answerer.store).cite_all(_take([run for run in runs if len(run.sentences) <= WINDOW]))
    return {
        "outcome": "answered",
        "statements": [one.statement.model_dump() for one in cited],
        "citations": [citation.model_dump(mode="json") for one in cited for citation in one.citations],
    }


def _take(runs: Sequence[Run]) -> list[Chosen]:
    """Return the first runs that share no sentence, until the largest budget is spent."""
    taken: set[tuple[str, int]] = set()
    chosen: list[Chosen] = []
    for run in runs:
        own = {(run.publication.edition_id, sentence.ordinal) for sentence in run.sentences}
        if own.isdisjoint(taken) and sum(one.words for one in chosen) < max(BUDGETS):
            taken |= own
            chosen.append(Chosen(run.publication, run.sentences))
    return chosen


def _rows(name: str, questions: Sequence[LabelledQuestion], ask: Ask) -> Iterator[list[object]]:
    answers = [(one, ask(_as_question(one))) for one in questions]
    parts: dict[str, Callable[[LabelledQuestion], bool]] = {
        "letters": lambda one: not one.document,
        "guidance, looked at": lambda one: bool(one.document) and not is_frozen(one),
        "guidance, frozen": lambda one: bool(one.document) and is_frozen(one),
    }
    for part, belongs in parts.items():
        own = [(one, answer) for one, answer in answers if belongs(one)]
        if own:
            yield [f"{name}: {part}", len(own), *_figures(own)]


def is_frozen(question: LabelledQuestion) -> bool:
    """Say whether a question is of the third that nothing was chosen on."""
    return int(hashlib.sha256(question.id.encode()).hexdigest(), 16) % PARTS == 0


def _figures(own: Sequence[tuple[LabelledQuestion, Mapping[str, object]]]) -> Iterator[float]:
    answerable = [(one, answer) for one, answer in own if one.answerable]
    for words in BUDGETS:
        yield round(mean(score_answer(answer, question=one, words=words).any_span for one, answer in answerable), 3)
    yield round(mean(score_answer(answer, question=one, words=USUAL).all_spans for one, answer in answerable), 3)
    yield _abstention([(score_answer(answer, question=one), not one.answerable) for one, answer in own])


def _abstention(scores: Sequence[tuple[Score, bool]]) -> float:
    right = sum(score.abstained and due for score, due in scores)
    wrong = sum(score.abstained != due for score, due in scores)
    return round(2 * right / (2 * right + wrong), 3) if right else 0.0


def _as_question(one: LabelledQuestion) -> Question:
    return Question(one.question, tuple(Turn.model_validate(dict(turn)) for turn in one.history))


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", nargs="+", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
