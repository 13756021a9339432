"""What becomes of an answer that a language model was to rephrase."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from assistant.composing import Chosen


class Why(StrEnum):
    """Why there is nothing rephrased, so that the extractive answer is given."""

    TIMED_OUT = "timed_out"
    PROVIDER_FAILED = "provider_failed"
    TOO_LONG = "too_long"
    NOTHING_VERIFIED = "nothing_verified"


@dataclass(frozen=True, slots=True)
class Counts:
    """Passages offered; statements returned, and what became of them; tokens, None where the provider tells none.

    ``shown`` counts all that may be shown, ``replaced`` those of them that are quotations in place of the model's
    words, ``dropped`` the returned statements of which nothing is shown.
    """

    offered: int = 0
    returned: int = 0
    shown: int = 0
    replaced: int = 0
    dropped: int = 0
    input_tokens: int | None = None
    output_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Proved:
    """A statement and what proves it, to be cited. One of kind "quotation" has one proof, and is that proof's words."""

    text: str
    kind: Literal["summary", "quotation"]
    proof: tuple[Chosen, ...]


@dataclass(frozen=True, slots=True)
class Rephrased:
    """Statements that are proved, in the model's order: at least one."""

    statements: tuple[Proved, ...]
    counts: Counts


@dataclass(frozen=True, slots=True)
class NotRephrased:
    """Why nothing is to be shown of what a model said, if anything."""

    why: Why
    counts: Counts
