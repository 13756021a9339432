"""Lines of a text file, each with its number, and JSON Lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from assistant.evaluation.errors import MalformedLineError, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def read_lines(path: Path) -> list[tuple[int, str]]:
    """Return the lines that are not blank, numbered from 1; raise UnreadableFileError where there are none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        message = f"{path} cannot be read ({error.strerror}): check the path and its permissions."
        raise UnreadableFileError(message) from error
    except UnicodeDecodeError as error:
        raise UnreadableFileError(f"{path} is not UTF-8 text (byte {error.start}): save it as UTF-8.") from error
    # Not splitlines: JSON may hold U+2028 and its like unescaped.
    lines = [(number, line.strip("\r")) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if not lines:
        raise UnreadableFileError(f"{path} is empty: give a file with at least one line.")
    return lines


def read_json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each JSON object with the number of its line."""
    for number, line in read_lines(path):
        try:
            value = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            detail = getattr(error, "msg", "nested too deeply")
            raise malformed(path, line=number, mend=f"it is not JSON ({detail}); write one object per line") from error
        if not isinstance(value, dict):
            raise malformed(path, line=number, mend='it is not a JSON object; write {"name": "value"} on one line')
        yield number, value


def refuse_repeated_ids(path: Path, *, numbered: Iterable[tuple[int, str]]) -> None:
    """Raise MalformedLineError for the first id that an earlier line has already."""
    seen: dict[str, int] = {}
    for number, identity in numbered:
        if identity in seen:
            mend = f'the id "{identity}" is on line {seen[identity]} already; give each line an id of its own'
            raise malformed(path, line=number, mend=mend)
        seen[identity] = number


def malformed(path: Path, *, line: int, mend: str) -> MalformedLineError:
    """Return the error that names the file, the line and what to change."""
    return MalformedLineError(f"{path}, line {line}: {mend}.")
