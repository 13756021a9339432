from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from assistant.evaluation.errors import AnswersUnavailableError
from assistant.evaluation.runner import evaluate_answers, evaluate_search
from assistant.evaluation.search import SearchQuery
from tests.assistant.evaluation.builders import FakeAnswers, count_up, make_answer, make_question

TEXTS = {"pub-1": "The review is due in May. " + count_up(1, to=200)}
QUESTION = make_question("The review is due", "nothing like it", history=({"role": "user", "content": "Hello."},))


class FakeSearch:
    """Returns one ranking for everything and remembers what was searched for."""

    def __init__(self, *hits: tuple[str, float]) -> None:
        self.hits = hits
        self.searched: list[tuple[str, list[Mapping[str, str]]]] = []

    def __call__(self, query: str, history: Sequence[Mapping[str, str]]) -> Sequence[tuple[str, float]]:
        """Return the same hits for every query."""
        self.searched.append((query, list(history)))
        return self.hits


def test_each_question_is_asked_with_its_history() -> None:
    """Questions are asked in their order, each with its earlier turns, and progress is told after each."""
    ask, told = FakeAnswers(make_answer(), make_answer()), list[tuple[int, int]]()
    second = replace(QUESTION, id="Q2", question="And then?", history=())
    evaluate_answers([QUESTION, second], ask=ask, text_of=TEXTS.get, progress=lambda done, of: told.append((done, of)))
    assert ask.asked == [("Who?", [{"role": "user", "content": "Hello."}]), ("And then?", [])]
    assert told == [(1, 2), (2, 2)]


def test_a_row_keeps_what_was_quoted_and_missed() -> None:
    """A row holds scores by number of words, every quotation with its check, and the spans that were missed."""
    answer = make_answer(count_up(1, to=60), "The review is due in June.")
    [row] = evaluate_answers([QUESTION], ask=FakeAnswers(answer), text_of=TEXTS.get).rows
    assert [row["scores"][words]["any_span"] for words in ("50", "100", "150", "300")] == [False, True, True, True]
    assert [quotation["verbatim"] for quotation in row["quotations"]] == [True, False]
    assert [span["evidence"] for span in row["missed"]] == ["nothing like it"]
    assert row["history"] == [{"role": "user", "content": "Hello."}]


def test_every_quotation_shown_is_checked() -> None:
    """Nearest quotations and citations of no statement are checked as well, and a nearest without words is not one."""
    answer = make_answer("The review", outcome="not_held") | {"statements": []}
    answer["nearest"] = [{"publication_id": "pub-1", "quote": "is overdue"}, {"publication_id": "pub-1", "quote": None}]
    [row] = evaluate_answers([QUESTION], ask=FakeAnswers(answer), text_of=TEXTS.get).rows
    assert [(q["place"], q["verbatim"]) for q in row["quotations"]] == [("not cited", True), ("nearest", False)]


def test_an_outage_is_not_scored() -> None:
    """An answer that says a part is down ends the run, for it would pass for rightly not answering."""
    with pytest.raises(AnswersUnavailableError, match="Q1"):
        evaluate_answers([QUESTION], ask=FakeAnswers(make_answer(outcome="unavailable")), text_of=TEXTS.get)


def test_rows_and_summary_are_json() -> None:
    """What comes back can be written as JSON and read again unchanged."""
    evaluation = evaluate_answers([QUESTION], ask=FakeAnswers(make_answer("The review is due")), text_of=TEXTS.get)
    assert json.loads(json.dumps(evaluation.rows)) == list(evaluation.rows)
    assert evaluation.summary["total"]["any_span"]["150"]["value"] == 1


def test_judged_queries_are_searched_for() -> None:
    """Only queries with judgements are searched for, only they are counted, and history goes along."""
    turns = ({"role": "user", "content": "Before."},)
    queries = [SearchQuery("q1", "one", turns), SearchQuery("q2", "two")]
    search, told = FakeSearch(("d1", 2.0), ("d2", 1.0)), list[tuple[int, int]]()
    evaluation = evaluate_search(
        queries,
        qrels={"q1": {"d2": 1}, "q7": {"d1": 1}},
        search=search,
        progress=lambda done, of: told.append((done, of)),
    )
    assert search.searched == [("one", list(turns))]
    assert told == [(1, 1)]
    assert (evaluation.summary["queries"], evaluation.summary["measures"]["R@5"]["value"]) == (1, 1)
    assert evaluation.rows[0]["hits"] == [["d1", 2.0], ["d2", 1.0]]
    assert json.loads(json.dumps(evaluation.rows)) == list(evaluation.rows)
