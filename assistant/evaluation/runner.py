"""Ask every labelled question, or search for every query, and score what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from assistant.evaluation.errors import AnswersUnavailableError
from assistant.evaluation.scoring import BUDGETS, WORDS, list_citations, score_answer
from assistant.evaluation.search import Qrels, Ranking, SearchQuery, score_search
from assistant.evaluation.summary import Row, summarise
from assistant.evaluation.verbatim import TextOf, citation_found

if TYPE_CHECKING:
    from assistant.evaluation.questions import GoldSpan, LabelledQuestion
    from assistant.evaluation.scoring import Score

Turns = Sequence[Mapping[str, str]]
Ask = Callable[[str, Turns], Mapping[str, Any]]
"""Question and history in, an answer in the JSON of every door out."""
Search = Callable[[str, Turns], Ranking]
"""Query and history in, documents with scores out, the best first."""
Progress = Callable[[int, int], None]
"""Told how many are done, of how many."""


@dataclass(frozen=True, slots=True)
class AnswersEvaluation:
    """The scored rows, one per question in the order asked, and what they come to; both fit for JSON."""

    rows: tuple[Row, ...]
    summary: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SearchEvaluation:
    """The scored rows, one per judged query, and what they come to; both fit for JSON."""

    rows: tuple[Row, ...]
    summary: dict[str, Any]


def evaluate_answers(
    questions: Sequence[LabelledQuestion],
    *,
    ask: Ask,
    text_of: TextOf,
    progress: Progress | None = None,
) -> AnswersEvaluation:
    """Ask and score each question; an answer that is ``unavailable`` raises AnswersUnavailableError at once."""
    rows: list[Row] = []
    for done, question in enumerate(questions, start=1):
        answer = ask(question.question, list(question.history))
        rows.append(score_row(answer, question=question, text_of=text_of))
        if progress:
            progress(done, len(questions))
    return AnswersEvaluation(tuple(rows), summarise(rows))


def evaluate_search(
    queries: Sequence[SearchQuery],
    *,
    qrels: Qrels,
    search: Search,
    progress: Progress | None = None,
) -> SearchEvaluation:
    """Search for each query that is judged, and score those alone."""
    judged = [query for query in queries if query.id in qrels]
    run: dict[str, Ranking] = {}
    for done, query in enumerate(judged, start=1):
        run[query.id] = search(query.text, list(query.history))
        if progress:
            progress(done, len(judged))
    result = score_search(run, qrels={query.id: qrels[query.id] for query in judged})
    rows = tuple(_describe_search(query, run=run, qrels=qrels, values=result["per_query"]) for query in judged)
    return SearchEvaluation(rows, {key: value for key, value in result.items() if key != "per_query"})


def score_row(answer: Mapping[str, Any], *, question: LabelledQuestion, text_of: TextOf) -> Row:
    """Return all that is kept of one question and its answer: what was asked, expected, quoted and missed."""
    scores = {words: score_answer(answer, question=question, words=words) for words in sorted({*BUDGETS, WORDS})}
    usual = scores[WORDS]
    if usual.outcome == "unavailable":
        message = f"Question {question.id} got no answer because the service is down: mend that, then run again."
        raise AnswersUnavailableError(message)
    return {
        "id": question.id,
        "question": question.question,
        "history": [dict(turn) for turn in question.history],
        "kind": question.kind,
        "user": question.user,
        "document": question.document,
        "answerable": question.answerable,
        "outcome": usual.outcome,
        "abstained": usual.abstained,
        "quoted_words": usual.quoted_words,
        "scores": {str(words): _describe_score(score) for words, score in scores.items()},
        "quotations": _describe_quotations(answer, text_of=text_of),
        "gold": [describe_gold(span) for span in question.gold],
        "missed": [describe_gold(s) for s, found in zip(question.gold, usual.spans_found, strict=True) if not found],
    }


def describe_gold(span: GoldSpan) -> dict[str, Any]:
    """Return a gold span with its alternatives, fit for JSON."""
    return {
        "source": span.source,
        "evidence": span.evidence,
        "also_accept": [asdict(each) for each in span.also_accept],
    }


def _describe_score(score: Score) -> dict[str, Any]:
    return {"any_span": score.any_span, "all_spans": score.all_spans, "precision": score.precision}


def _describe_quotations(answer: Mapping[str, Any], *, text_of: TextOf) -> list[dict[str, Any]]:
    """Return every quotation shown, also those of no statement and the nearest held: all must be verbatim."""
    made = list_citations(answer)
    others = [citation for citation in answer["citations"] if citation not in made]
    shown = [("cited", each) for each in made] + [("not cited", each) for each in others]
    shown += [("nearest", each) for each in answer.get("nearest") or [] if each.get("quote")]
    return [
        {
            "place": place,
            "file": each.get("file"),
            "publication_id": each.get("publication_id"),
            "page": each.get("page"),
            "quote": each.get("quote"),
            "verbatim": citation_found(each, text_of=text_of),
        }
        for place, each in shown
    ]


def _describe_search(
    query: SearchQuery,
    *,
    run: Mapping[str, Ranking],
    qrels: Qrels,
    values: Mapping[str, Mapping[str, float]],
) -> Row:
    return {
        "id": query.id,
        "query": query.text,
        "history": [dict(turn) for turn in query.history],
        "scores": dict(values[query.id]),
        "judged": dict(qrels[query.id]),
        "hits": [[document, score] for document, score in run[query.id]],
    }
