"""Scores a text piece by piece: by its words and, where it may be embedded, by its meaning as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from assistant.screening.by_meaning import Embed, find_neighbours
from assistant.screening.by_words import score_words
from assistant.screening.concerns import Concern, read_table, read_thresholds
from assistant.screening.marks import find_marks
from assistant.screening.patterns import Reading
from assistant.screening.reading import read_pieces, read_sentences

MOST_EMBEDDED = 4
"""Of a long text so many pieces are embedded, those whose words are the gravest."""
LONGEST = 2000
"""How many characters of a piece are embedded; ninety words are about 500."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text or a part of a long one, and for each concern what patterns read in it and how its words score."""

    text: str
    by_patterns: Mapping[Concern, Reading]
    by_words: Mapping[Concern, float]


@dataclass(frozen=True, slots=True)
class Score:
    """A score for a concern, by how much it is above the threshold, and whether the meaning counts in it."""

    above: float
    score: float
    meaning: bool


def read_text(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text, in its order."""
    return tuple(map(_read_piece, read_pieces(text)))


def _read_piece(text: str) -> Piece:
    sentences = read_sentences(text)
    marks = find_marks(sentences)
    return Piece(
        text,
        {concern: read_table(concern).read(sentences) for concern in Concern},
        {concern: score_words(marks, concern=concern) for concern in Concern},
    )


def score_text(pieces: Sequence[Piece], *, embed: Embed | None) -> Mapping[Concern, Score]:
    """Return the score of a text for each concern: its highest piece's; out of scope is only what is so throughout."""
    meanings = _meanings(pieces, embed) if embed else {}
    scores = {
        concern: [_score(piece, concern, meanings.get(place, {}).get(concern)) for place, piece in enumerate(pieces)]
        for concern in Concern
    }
    choose = {concern: min if concern == Concern.OUT_OF_SCOPE else max for concern in Concern}
    return {concern: choose[concern](own, key=attrgetter("above")) for concern, own in scores.items()}


def _meanings(pieces: Sequence[Piece], embed: Embed) -> Mapping[int, Mapping[Concern, float]]:
    """Return the scores of what pieces mean, by their places."""
    gravest = sorted(range(len(pieces)), key=lambda place: -max(pieces[place].by_words.values()))[:MOST_EMBEDDED]
    vectors, neighbours = embed([pieces[place].text[:LONGEST] for place in gravest]), find_neighbours(embed)
    return {place: neighbours.score(vector) for place, vector in zip(gravest, vectors, strict=True)}


def _score(piece: Piece, concern: Concern, meaning: float | None) -> Score:
    thresholds, words = read_thresholds()[concern], piece.by_words[concern]
    more = thresholds.held_back if piece.by_patterns[concern].held_back else 0.0
    if meaning is None:
        return Score(words - thresholds.words - more, words, meaning=False)
    both = (words + meaning) / 2
    return Score(both - thresholds.together - more, both, meaning=True)
