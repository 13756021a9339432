"""Search measured on labelled questions: how far down the first passage stands that holds the evidence.

What holds a span is said in `holding`. Long passages hold more than short ones and cost more to read, so that the first
1,000 words are measured beside the first 1, 5, 10 and 20 passages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.evaluation.holding import cut_to_words, place_spans
from assistant.evaluation.intervals import measure_rate
from assistant.evaluation.runner import describe_gold
from assistant.evaluation.summary import show_interval, show_rate, tabulate_rates
from assistant.evaluation.words import split_words

if TYPE_CHECKING:
    from assistant.evaluation.questions import LabelledQuestion
    from assistant.evaluation.runner import Progress, Turns
    from assistant.evaluation.summary import Row

DEPTHS = (1, 5, 10, 20)
DEEPEST = max(DEPTHS)
READ = 1000
"""Words that are read where as much is read of all: a passage that crosses the limit counts with those before it."""
RANK = "Reciprocal rank"
ANY = {depth: f"Any span, first {depth}" for depth in DEPTHS}
ALL = {depth: f"All spans, first {depth}" for depth in DEPTHS}
ANY_READ = f"Any span, first {READ:,} words"
MEASURES = (*ANY.values(), *ALL.values(), RANK, ANY_READ)
BY_KIND = (ANY[1], ANY[5], ANY[20], ALL[20], ANY_READ)


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage that search gives: the names its source goes by, the one to show first, and its words."""

    sources: tuple[str, ...]
    text: str


Find = Callable[[str, "Turns"], Sequence[RankedPassage]]
"""Question and history in, passages out, the best first."""


@dataclass(frozen=True, slots=True)
class PassagesEvaluation:
    """The scored rows, one per question with evidence in the order asked, and what they come to; both fit for JSON."""

    rows: tuple[Row, ...]
    summary: dict[str, Any]


def evaluate_passages(
    questions: Sequence[LabelledQuestion], *, find: Find, progress: Progress | None = None
) -> PassagesEvaluation:
    """Search for every answerable question that has gold spans, and look for them in the first 20 passages."""
    scored = [question for question in questions if question.answerable and question.gold]
    rows: list[Row] = []
    for done, question in enumerate(scored, start=1):
        found = find(question.question, list(question.history))[:DEEPEST]
        rows.append(_score_row(question, found))
        if progress:
            progress(done, len(scored))
    return PassagesEvaluation(tuple(rows), summarise_passages(rows))


def score_places(places: Sequence[int | None]) -> dict[str, float]:
    """Return the measures that go by the places of a question's gold spans; the reciprocal rank is of the first."""
    known = [place or DEEPEST + 1 for place in places]
    any_span = {ANY[depth]: float(min(known) <= depth) for depth in DEPTHS}
    all_spans = {ALL[depth]: float(max(known) <= depth) for depth in DEPTHS}
    return any_span | all_spans | {RANK: 1 / min(known) if min(known) <= DEEPEST else 0.0}


def summarise_passages(rows: Sequence[Row]) -> dict[str, Any]:
    """Return ``{"questions", "words", "measures", "by_kind": {kind: {"questions", "measures"}}}``.

    Measures are ``{name: rate}``. ``words`` says how many a reader meets at each depth, on average: longer passages
    hold more, and cost more to read.
    """
    groups = {kind: [row for row in rows if row["kind"] == kind] for kind in sorted({row["kind"] for row in rows})}
    return {
        "questions": len(rows),
        "words": {str(depth): _count_words(rows, depth=depth) for depth in DEPTHS},
        "measures": _measure(rows),
        "by_kind": {kind: {"questions": len(own), "measures": _measure(own)} for kind, own in groups.items()},
    }


def as_passages_table(summary: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return rows to print, the heading first: one for each kind and one for all."""
    groups = [*summary["by_kind"].items(), ("all", summary)]
    return [("Kind", "Questions", *BY_KIND), *(_describe_group(kind, group) for kind, group in groups)]


def as_passages_totals(summary: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return rows to print, the heading first: every measure over all questions, with its interval and n."""
    return tabulate_rates(list(summary["measures"].items()))


def _describe_group(kind: str, group: Mapping[str, Any]) -> tuple[str, ...]:
    rates = [group["measures"][name] for name in BY_KIND]
    return (kind, str(group["questions"]), *(f"{show_rate(rate)} ({show_interval(rate)})" for rate in rates))


def _score_row(question: LabelledQuestion, found: Sequence[RankedPassage]) -> Row:
    read = [(passage.sources, split_words(passage.text)) for passage in found]
    places = place_spans(question.gold, passages=read)
    early = place_spans(question.gold, passages=cut_to_words(read, most=READ))
    return {
        "id": question.id,
        "question": question.question,
        "history": [dict(turn) for turn in question.history],
        "kind": question.kind,
        "user": question.user,
        "document": question.document,
        "gold": [describe_gold(span) for span in question.gold],
        "places": places,
        "scores": score_places(places) | {ANY_READ: float(any(early))},
        "passages": [{"source": passage.sources[0], "text": passage.text} for passage in found],
    }


def _count_words(rows: Sequence[Row], *, depth: int) -> int:
    words = sum(len(split_words(passage["text"])) for row in rows for passage in row["passages"][:depth])
    return round(words / len(rows)) if rows else 0


def _measure(rows: Sequence[Row]) -> dict[str, Any]:
    return {name: measure_rate([row["scores"][name] for row in rows]) for name in MEASURES}
