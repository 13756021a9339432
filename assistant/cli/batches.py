"""Batches: JSON Lines in, one line of JSON out for each; a line that cannot be used is reported by its number."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.answering import Question
from assistant.answers import Turn
from assistant.cli.printing import print_error
from assistant.errors import BadQuestion, BadRequest

Row = Mapping[str, Any]


def run_batch(path: Path, work: Callable[[Row], Row]) -> bool:
    """Print a line of JSON for each line of a file; return whether all of them could be used."""
    fine = True
    for number, line in _lines(path):
        try:
            print(json.dumps(work(_object(json.loads(line))), ensure_ascii=False), flush=True)  # noqa: T201  the output
        except json.JSONDecodeError:
            print_error(f"Line {number} is not JSON; write one object per line.")
            fine = False
        except BadQuestion as error:
            print_error(f"Line {number}: {error}")
            fine = False
    return fine


def _object(row: object) -> Row:
    if not isinstance(row, dict):
        raise BadQuestion("it is not an object; write one {…} per line.")
    return row


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield number, line.decode("utf-8", errors="replace")
    except OSError as error:
        raise BadRequest(f"{path} cannot be opened ({error.strerror}); check the path.") from error


def read_question(row: Row, **filters: Any) -> Question:
    """Return the question of a row ``{id, question, history?}``; ``BadQuestion`` when a part is missing."""
    if "id" not in row or not isinstance(row.get("question"), str):
        raise BadQuestion('it needs "id" and "question".')
    return Question(row["question"], read_history(row.get("history")), **filters)


def read_history(given: object) -> tuple[Turn, ...]:
    """Return a conversation's turns; ``BadQuestion`` when they are not in the agreed form."""
    try:
        return tuple(Turn.model_validate(turn) for turn in given or ())  # type: ignore[attr-defined]
    except (ValidationError, TypeError) as error:
        raise BadQuestion('the history must be a list of {"role": "user" or "assistant", "content": "…"}.') from error
