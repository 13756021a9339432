"""Pieces of Markdown that the pages of misses share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assistant.evaluation.summary import Row


def begin_row(row: Row, *, said: str) -> Iterable[str]:
    """Return the head of a row: its id, its kind and what is said of it, the question, and the turns before it."""
    turns = [f"- {turn['role']}: {one_line(turn['content'])}" for turn in row["history"]]
    head = (f"\n### {row['id']} ({row['kind']}, {said})\n", f"Question: {one_line(row['question'])}\n")
    return (*head, *list_under("Earlier turns", turns))


def list_under(title: str, lines: Sequence[str]) -> Iterable[str]:
    """Return the lines under a title, or that there are none."""
    return (f"{title}:\n", *lines, "") if lines else (f"{title}: none\n",)


def describe_span(span: Mapping[str, Any], *, state: str) -> str:
    """Return a gold span with what became of it, and what serves as well."""
    also = "".join(f"\n  - or {each['source']}: {one_line(each['evidence'])}" for each in span["also_accept"])
    return f"- {state}, {span['source']}: {one_line(span['evidence'])}{also}"


def one_line(text: object) -> str:
    """Return a text without line breaks."""
    return " ".join(str(text).split())
