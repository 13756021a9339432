"""Finds numbers of recommendations that a document tells of without printing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.recommendations.entries import RECOMMENDATIONS, Count, Entry, EntryKind
from ingest.recommendations.printed import Piece, Span
from ingest.recommendations.setting import Setting
from ingest.recommendations.signs import first_match

WRITTEN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
NUMBERS = {word: number for number, word in enumerate(WRITTEN)} | {"thirty": 30, "forty": 40, "fifty": 50}
DOZEN = 12


def find_counts(pieces: Sequence[Piece], entries: Sequence[Entry], setting: Setting) -> tuple[Count, ...]:
    """Return the counts of recommendations whose wording is not held."""
    made = RECOMMENDATIONS - {EntryKind.TO_PANEL} if setting.is_panel else RECOMMENDATIONS
    held = sum(entry.kind in made for entry in entries)
    answered = sum(entry.kind is EntryKind.RESPONSE for entry in entries)
    found = []
    for piece in pieces:
        if piece.is_heading:
            continue
        found += [
            count for count, plain in _told(piece, setting) if not _is_held(count, plain, held, answered, setting)
        ]
    return tuple(found)


def _told(piece: Piece, setting: Setting) -> Iterator[tuple[Count, str]]:
    marks = setting.signs
    if not marks.one["count"].search(piece.text):
        return
    for sentence in piece.sentences():
        plain = sentence.text
        for match in marks.one["count"].finditer(plain):
            if first_match(marks.many["refused_count"], plain[: match.start()] or " "):
                continue
            span: Span = sentence.part(*match.span())
            yield Count(read_number(match["number"]), match[0], span.segments), plain


def read_number(word: str) -> int:
    """Return the number that digits or a word say."""
    word = word.lower().replace(",", "")
    if "dozen" in word:
        return DOZEN // 2 if "half" in word else DOZEN
    return int(word) if word.isdigit() else NUMBERS[word]


def _is_held(count: Count, plain: str, held: int, answered: int, setting: Setting) -> bool:
    """Say whether the document prints what it counts: its own recommendations, or those that it answers one by one."""
    if answered and setting.kind == "government_response":
        return count.number == answered
    return bool(held) and setting.signs.one["own"].search(plain) is not None
