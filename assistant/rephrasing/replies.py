"""Reads what a language model replies, statement by statement, as soon as each is complete."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

BEGIN = re.compile(r'"statements"\s*:\s*\[')
BETWEEN = re.compile(r"[\s,]*")
DECODER = json.JSONDecoder()


class Quoted(BaseModel):
    """Words of one passage, copied letter by letter."""

    token: str
    words: str

    model_config = ConfigDict(extra="forbid")


class Stated(BaseModel):
    """One sentence that helps to answer the question, and the quotations that prove it."""

    text: str
    quotations: list[Quoted]

    model_config = ConfigDict(extra="forbid")


class Reply(BaseModel):
    """The statements that answer a question, the most telling one first."""

    statements: list[Stated]

    model_config = ConfigDict(extra="forbid")


def reply_schema() -> dict[str, Any]:
    """Return the JSON schema of a reply, as providers want it: with a name and a description."""
    return Reply.model_json_schema()


def read_statements(pieces: Iterable[str]) -> Iterator[Stated | None]:
    """Yield each statement of a reply that comes in pieces; None for one that is not in the agreed form.

    What stands before and after the list is not looked at, so that a fence or a preface does no harm. What is broken
    off is not yielded.
    """
    text, place = "", None
    for piece in pieces:
        text += piece
        if place is None and (begin := BEGIN.search(text)):
            place = begin.end()
        while place is not None and (found := _decode(text, place)):
            value, place = found
            yield _read(value)
        if place is not None and text[_skip(text, place) :].startswith("]"):
            return


def _decode(text: str, place: int) -> tuple[object, int] | None:
    start = _skip(text, place)
    # An object is complete once it can be read; any other value might still go on.
    if not text.startswith("{", start):
        return None
    try:
        return DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None


def _skip(text: str, place: int) -> int:
    match = BETWEEN.match(text, place)
    return match.end() if match else place


def _read(value: object) -> Stated | None:
    try:
        return Stated.model_validate(value)
    except ValidationError:
        return None
