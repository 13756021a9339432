"""Two folders of results compared, question by question: what changed, and whether more than chance would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from assistant.evaluation.errors import UnfitResultsError
from assistant.evaluation.intervals import measure_rate
from assistant.evaluation.lines import malformed, read_json_lines, refuse_repeated_ids
from assistant.evaluation.scoring import WORDS
from assistant.evaluation.summary import SPAN_MEASURES

if TYPE_CHECKING:
    from pathlib import Path

Values = Mapping[str, float | None]
"""What one question scores by each measure; None where the measure has no say."""
SHOWN = 20
"""Changed questions that are listed for a reader."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure over the questions that both have a value for.

    ``difference`` is the second minus the first, ``{"value", "low", "high", "n"}``; ``better`` and ``worse`` are the
    ids of the questions that changed, the largest change first.
    """

    measure: str
    first: float | None
    second: float | None
    difference: Mapping[str, Any]
    better: tuple[str, ...]
    worse: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A question of a folder of results: what is expected of it, and what it scored."""

    kind: str
    expected: Any
    values: Values


def compare_results(first: Path, second: Path) -> list[Comparison]:
    """Compare what ``panel evaluate`` wrote into two folders; raise UnfitResultsError where they do not fit together.

    They fit when both measured answers, both search or both passages, and the same is expected of the same questions.
    The interval is the paired bootstrap: questions are drawn, each with both its values, so that what is hard for both
    cancels out.
    """
    before, after = _read_rows(first), _read_rows(second)
    _check_fit(before, after, names=(str(first), str(second)))
    measures = dict.fromkeys(name for row in before.values() for name in row.values)
    return [_compare(measure, before, after) for measure in measures]


def as_comparison_table(comparisons: Sequence[Comparison]) -> list[tuple[str, ...]]:
    """Return rows to print, the heading first; the difference is B minus A."""
    heading = ("Measure", "A", "B", "Difference", "95 % interval", "n", "Better", "Worse")
    return [heading, *map(_describe, comparisons)]


def list_changes(comparison: Comparison) -> list[str]:
    """Return a line for the questions that became better and one for those that became worse, where there are any."""
    groups = (("better", comparison.better), ("worse", comparison.worse))
    return [f"{comparison.measure}, {name}: {_list_ids(ids)}" for name, ids in groups if ids]


def as_comparison_json(comparisons: Sequence[Comparison]) -> list[dict[str, Any]]:
    """Return the comparisons, fit for JSON, with every question that changed."""
    return [asdict(one) for one in comparisons]


def _read_rows(folder: Path) -> dict[str, _Row]:
    path = folder / "rows.jsonl"
    if not path.is_file():
        raise UnfitResultsError(f"{folder} holds no results: give a folder that “panel evaluate” wrote.")
    rows: list[tuple[int, str, _Row]] = []
    for number, row in read_json_lines(path):
        try:
            rows.append((number, str(row["id"]), _read_row(row)))
        except (AttributeError, KeyError, TypeError) as error:
            mend = "it is not what “panel evaluate” writes; run the evaluation again"
            raise malformed(path, line=number, mend=mend) from error
    refuse_repeated_ids(path, numbered=((number, identity) for number, identity, _ in rows))
    return {identity: row for _, identity, row in rows}


def _read_row(row: Mapping[str, Any]) -> _Row:
    if "judged" in row:
        return _Row("search", row["judged"], _as_values(row["scores"]))
    if "places" in row:
        return _Row("passages", row["gold"], _as_values(row["scores"]))
    quoted = [float(quotation["verbatim"]) for quotation in row["quotations"]]
    values: dict[str, float | None] = dict.fromkeys(SPAN_MEASURES.values())
    if row["answerable"] and row["gold"]:
        values = {name: _as_value(row["scores"][str(WORDS)][measure]) for measure, name in SPAN_MEASURES.items()}
    values["Rightly answered or not"] = float(row["abstained"] != row["answerable"])
    values["Verbatim"] = sum(quoted) / len(quoted) if quoted else None
    return _Row("answers", [row["answerable"], row["gold"]], values)


def _as_values(scores: Mapping[str, Any]) -> Values:
    return {name: float(value) for name, value in scores.items()}


def _as_value(score: float | None) -> float | None:
    return None if score is None else float(score)


def _check_fit(before: Mapping[str, _Row], after: Mapping[str, _Row], *, names: tuple[str, str]) -> None:
    kinds = [next(iter(rows.values())).kind for rows in (before, after)]
    if kinds[0] != kinds[1]:
        raise UnfitResultsError(
            f"{names[0]} measures {kinds[0]} and {names[1]} measures {kinds[1]}: compare two of one kind."
        )
    for identity in [*before, *after]:
        if (identity in before) != (identity in after):
            there = names[identity in after]
            raise UnfitResultsError(f"“{identity}” is in {there} alone: compare results of the same questions.")
        if before[identity].expected != after[identity].expected:
            raise UnfitResultsError(
                f"What is expected of “{identity}” is not the same in {names[0]} and {names[1]}: measure both with the "
                "same labels."
            )


def _compare(measure: str, before: Mapping[str, _Row], after: Mapping[str, _Row]) -> Comparison:
    # In the order of their ids: the interval is the same whatever order the questions were asked in.
    found = ((one, before[one].values.get(measure), after[one].values.get(measure)) for one in sorted(before))
    pairs = {one: (old, new) for one, old, new in found if old is not None and new is not None}
    changes = {one: new - old for one, (old, new) in pairs.items()}
    largest = sorted((one for one in changes if changes[one]), key=lambda one: -abs(changes[one]))
    return Comparison(
        measure,
        measure_rate([old for old, _ in pairs.values()])["value"],
        measure_rate([new for _, new in pairs.values()])["value"],
        measure_rate(list(changes.values())),
        tuple(one for one in largest if changes[one] > 0),
        tuple(one for one in largest if changes[one] < 0),
    )


def _describe(one: Comparison) -> tuple[str, ...]:
    if one.first is None or one.second is None:
        return (one.measure, "–", "–", "–", "–", "0", "0", "0")
    difference = one.difference
    return (
        one.measure,
        f"{one.first:.3f}",
        f"{one.second:.3f}",
        f"{difference['value']:+.3f}",
        f"{difference['low']:+.3f} to {difference['high']:+.3f}",
        str(difference["n"]),
        str(len(one.better)),
        str(len(one.worse)),
    )


def _list_ids(ids: Sequence[str]) -> str:
    more = len(ids) - SHOWN
    return ", ".join(ids[:SHOWN]) + (f" and {more} more" if more > 0 else "")
