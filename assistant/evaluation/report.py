"""A folder of results: `summary.json`, `rows.jsonl`, `settings.json` and, but for a search, `misses.md` to read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from assistant.evaluation.errors import UnwritableResultsError
from assistant.evaluation.markdown import begin_row, describe_span, list_under, one_line
from assistant.evaluation.missing import describe_missing
from assistant.evaluation.scoring import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from assistant.evaluation.passages import PassagesEvaluation
    from assistant.evaluation.runner import AnswersEvaluation, SearchEvaluation
    from assistant.evaluation.summary import Row


def write_answers(folder: Path, *, evaluation: AnswersEvaluation, settings: Mapping[str, Any]) -> None:
    """Write the four files, making the folder and replacing files of the same names; raise UnwritableResultsError."""
    _write_files(folder, {**_list_files(evaluation, settings=settings), "misses.md": describe_misses(evaluation.rows)})


def write_search(folder: Path, *, evaluation: SearchEvaluation, settings: Mapping[str, Any]) -> None:
    """Write all but `misses.md`, as `write_answers` does."""
    _write_files(folder, _list_files(evaluation, settings=settings))


def write_passages(folder: Path, *, evaluation: PassagesEvaluation, settings: Mapping[str, Any]) -> None:
    """Write the four files, as `write_answers` does."""
    _write_files(folder, {**_list_files(evaluation, settings=settings), "misses.md": describe_missing(evaluation.rows)})


def describe_misses(rows: Sequence[Row]) -> str:
    """Return Markdown of the rows that went wrong, in four groups: each with what was expected and what was quoted."""
    groups = {
        "No gold span quoted": [row for row in rows if _is_scored(row) and not _usual(row)["any_span"]],
        "Some gold spans not quoted": [row for row in rows if _is_scored(row) and _is_half_found(row)],
        "Answered, though the answer is not held": [r for r in rows if not r["answerable"] and not r["abstained"]],
        "Quotations that are not verbatim": [r for r in rows if not all(q["verbatim"] for q in r["quotations"])],
    }
    parts = [f"# Misses\n\nWithin the first {WORDS} quoted words of each answer.\n"]
    for title, missed in groups.items():
        parts.append(f"\n## {title} ({len(missed)})\n")
        parts.extend(_describe_row(row) for row in missed)
    return "".join(parts)


def _is_scored(row: Row) -> bool:
    return bool(row["answerable"] and row["gold"])


def _is_half_found(row: Row) -> bool:
    return bool(_usual(row)["any_span"] and not _usual(row)["all_spans"])


def _usual(row: Row) -> Mapping[str, Any]:
    scores: Mapping[str, Any] = row["scores"][str(WORDS)]
    return scores


def _describe_row(row: Row) -> str:
    gold = [describe_span(span, state="missed" if span in row["missed"] else "found") for span in row["gold"]]
    lines = [
        *begin_row(row, said=row["outcome"]),
        *list_under("Gold", gold),
        *list_under("Quoted", [_describe_quotation(quotation) for quotation in row["quotations"]]),
    ]
    return "\n".join(lines)


def _describe_quotation(quotation: Mapping[str, Any]) -> str:
    source = quotation["file"] or quotation["publication_id"]
    page = "" if quotation["page"] is None else f", page {quotation['page']}"
    mark = "" if quotation["verbatim"] else ", not verbatim"
    return f"- {quotation['place']}, {source}{page}{mark}: {one_line(quotation['quote'])}"


def _list_files(
    evaluation: AnswersEvaluation | PassagesEvaluation | SearchEvaluation, *, settings: Mapping[str, Any]
) -> dict[str, str]:
    rows = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in evaluation.rows)
    return {"summary.json": _as_json(evaluation.summary), "rows.jsonl": rows, "settings.json": _as_json(settings)}


def _as_json(value: Mapping[str, Any]) -> str:
    # Settings hold paths and dates, which JSON lacks.
    return json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"


def _write_files(folder: Path, files: Mapping[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        message = f"Results cannot be written to {folder} ({error.strerror}): choose a folder that can be written to."
        raise UnwritableResultsError(message) from error
