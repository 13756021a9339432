"""Recognises what is no question to be searched for: a child in danger, a request under an Act, what is off topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.screening.by_meaning import Embed
from assistant.screening.concerns import Concern
from assistant.screening.scoring import Piece, Score, read_text, score_text

__all__ = ["Concern", "Embed", "Recognised", "explain", "recognise"]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A concern and why: the name of the pattern that was found, or the score that reached its threshold."""

    concern: Concern
    by: Literal["pattern", "words", "words and meaning"]
    pattern: str | None = None
    score: float | None = None


def recognise(text: str, *, embed: Embed | None) -> Concern | None:
    """Return what a text is, of several concerns the gravest; None when it is a question. See ``explain``."""
    recognised = explain(text, embed=embed)
    return recognised.concern if recognised else None


def explain(text: str, *, embed: Embed | None) -> Recognised | None:
    """Return what a text is and why.

    Without ``embed`` patterns and words decide alone: so it must be for a text that holds personal data, which is not
    to be embedded. Give the same function every time: what belongs to its model is looked up when it is first seen.
    """
    pieces = read_text(text)
    danger = _find_pattern(pieces, Concern.DANGER)
    if danger:  # it is said at once, without a model
        return danger
    scores = score_text(pieces, embed=embed)
    return next(filter(None, (_explain(pieces, concern, scores) for concern in Concern)), None)


def _explain(pieces: Sequence[Piece], concern: Concern, scores: Mapping[Concern, Score]) -> Recognised | None:
    return _find_pattern(pieces, concern) or _reaches(concern, scores[concern])


def _find_pattern(pieces: Sequence[Piece], concern: Concern) -> Recognised | None:
    name = next(filter(None, (piece.by_patterns[concern].pattern for piece in pieces)), None)
    return Recognised(concern, "pattern", pattern=name) if name else None


def _reaches(concern: Concern, score: Score) -> Recognised | None:
    if score.above < 0:
        return None
    return Recognised(concern, "words and meaning" if score.meaning else "words", score=round(score.score, 3))
