"""What many scored answers come to: in total and by kind of question, with intervals; made from rows of `runner`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from assistant.evaluation.intervals import measure_rate
from assistant.evaluation.scoring import BUDGETS, WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Row = dict[str, Any]
SPAN_MEASURES = {"any_span": "Any span", "all_spans": "All spans", "precision": "Quotation precision"}
ABSTENTION_MEASURES = {"precision": "precision", "recall": "recall", "f1": "F1"}


def summarise(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return ``{"total": figures, "by_kind": {kind: figures}}``, all of it fit for JSON.

    Recall is over the answerable rows that have gold spans. Precision is the mean over those of them that quote
    anything, so that a long list weighs no more than a short answer. Every rate is ``{"value", "low", "high", "n"}``.
    """
    kinds = sorted({row["kind"] for row in rows})
    by_kind = {kind: _summarise_group([row for row in rows if row["kind"] == kind]) for kind in kinds}
    return {"total": _summarise_group(rows), "by_kind": by_kind}


def _summarise_group(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    found = [quotation["verbatim"] for row in rows for quotation in row["quotations"]]
    return {
        "questions": len(rows),
        "answerable": sum(row["answerable"] for row in rows),
        "outcomes": dict(sorted(Counter(row["outcome"] for row in rows).items())),
        **_summarise_spans([row for row in rows if row["answerable"] and row["gold"]]),
        "abstention": _summarise_abstention(rows),
        "quotations": len(found),
        "verbatim": measure_rate(
            [sum(quotation["verbatim"] for quotation in row["quotations"]) for row in rows],
            wholes=[len(row["quotations"]) for row in rows],
        ),
    }


def _summarise_spans(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return each measure by budget; a score of None (nothing was quoted) has no say."""
    return {
        measure: {
            str(words): measure_rate([s for row in rows if (s := row["scores"][str(words)][measure]) is not None])
            for words in BUDGETS
        }
        for measure in SPAN_MEASURES
    }


def _summarise_abstention(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Precision: of the rows not answered, how many should not have been. Recall: the other way round."""
    abstained = [int(row["abstained"]) for row in rows]
    due = [int(not row["answerable"]) for row in rows]
    both = [one * other for one, other in zip(abstained, due, strict=True)]
    return {
        "precision": measure_rate(both, wholes=abstained),
        "recall": measure_rate(both, wholes=due),
        "f1": measure_rate([2 * each for each in both], wholes=[a + d for a, d in zip(abstained, due, strict=True)]),
    }


def as_table(summary: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return rows to print, the heading first: one for each kind and one for all, at the usual number of words."""
    heading = ("Kind", "Questions", *SPAN_MEASURES.values(), "Rightly not answered", "Verbatim")
    groups = [*summary["by_kind"].items(), ("all", summary["total"])]
    return [heading, *(_describe_group(kind, group) for kind, group in groups)]


def as_totals(summary: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return rows to print, the heading first: every measure over all questions, with its interval and n."""
    total = summary["total"]
    spans = [
        (f"{name}, {words} words", total[measure][str(words)])
        for measure, name in SPAN_MEASURES.items()
        for words in BUDGETS
    ]
    abstention = [(f"Abstention {name}", total["abstention"][measure]) for measure, name in ABSTENTION_MEASURES.items()]
    return tabulate_rates([*spans, *abstention, ("Verbatim", total["verbatim"])])


def tabulate_rates(rates: Sequence[tuple[str, Mapping[str, Any]]]) -> list[tuple[str, ...]]:
    """Return rows to print, the heading first: name, value, interval and n of each rate."""
    heading = ("Measure", "Value", "95 % interval", "n")
    return [heading, *((name, show_rate(rate), show_interval(rate), str(rate["n"])) for name, rate in rates)]


def _describe_group(kind: str, group: Mapping[str, Any]) -> tuple[str, ...]:
    spans = (show_rate(group[measure][str(WORDS)]) for measure in SPAN_MEASURES)
    return (
        kind,
        str(group["questions"]),
        *spans,
        show_rate(group["abstention"]["recall"]),
        show_rate(group["verbatim"]),
    )


def show_rate(rate: Mapping[str, Any]) -> str:
    """Return a rate's value as tables print it."""
    return "–" if rate["value"] is None else f"{rate['value']:.3f}"


def show_interval(rate: Mapping[str, Any]) -> str:
    """Return a rate's interval as tables print it."""
    return "–" if rate["value"] is None else f"{rate['low']:.3f} to {rate['high']:.3f}"
