"""Batches: JSON Lines in, one line of JSON out for each; a line that cannot be used is reported by its number."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.answers import Question, Turn
from assistant.cli.printing import print_error
from assistant.errors import AssistantError, BadQuestion, BadRequest

Row = Mapping[str, Any]


def run_batch(path: Path, work: Callable[[Row], Row]) -> bool:
    """Print a line of JSON for each line of a file; return whether all of them could be used."""
    fine = True
    for number, line in _lines(path):
        try:
            # All in ASCII: an id may hold what cannot be written in UTF-8.
            print(json.dumps(work(_read_row(line))), flush=True)  # noqa: T201  the output
        except AssistantError as error:
            print_error(f"Line {number}: {error}")
            fine = False
    return fine


def _read_row(line: bytes) -> Row:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadQuestion("it is not text in UTF-8; save the file as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise BadQuestion("it is not JSON; write one object per line.") from error
    if not isinstance(row, dict):
        raise BadQuestion("it is not an object; write one {…} per line.")
    return row


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield number, line
    except OSError as error:
        raise BadRequest(f"{path} cannot be opened ({error.strerror}); check the path.") from error


def read_question(row: Row, **given: Any) -> Question:
    """Return the question of a row ``{id, question, history?}``; ``BadQuestion`` when a part is missing.

    ``given`` are the filters and the words of all rows.
    """
    if "id" not in row or not isinstance(row.get("question"), str):
        raise BadQuestion('it needs "id" and "question".')
    return Question(row["question"], read_history(row.get("history")), **given)


def read_history(given: object) -> tuple[Turn, ...]:
    """Return a conversation's turns; ``BadQuestion`` when they are not in the agreed form."""
    try:
        return tuple(Turn.model_validate(turn) for turn in given or ())  # type: ignore[attr-defined]
    except (ValidationError, TypeError) as error:
        raise BadQuestion('the history must be a list of {"role": "user" or "assistant", "content": "…"}.') from error
