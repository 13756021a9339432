"""Finds what a government says of recommendations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.recommendations.entries import Entry, EntryKind
from ingest.recommendations.grids import read_grid
from ingest.recommendations.groups import Group, Shape
from ingest.recommendations.labels import read_label
from ingest.recommendations.printed import Span
from ingest.recommendations.signs import first_match
from ingest.recommendations.topics import Topic, Topics

NAMED = re.compile(r"\brecommendation (?P<number>\d{1,3}(?:\.\d{1,2})?[a-z]?)\b", re.IGNORECASE)
OUTLINE = re.compile(r"^[\d.]+\s+(?=\D)")
ANSWERED = re.compile(
    r"(?:(?:our|the)\s+)?(?:government(?:['’]s)?\s+)?(?:response|position|reply)\s*[:–—-]\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of a recommendation, and its number where that is told."""

    span: Span
    number: str | None


def find_responses(groups: Sequence[Group], topics: Topics) -> tuple[Entry, ...]:
    """Return the responses of a government's document, in reading order."""
    return tuple(
        Entry(
            EntryKind.RESPONSE,
            answer.span.text,
            answer.span.segments,
            number=answer.number,
            section=answer.span.piece.section,
        )
        for answer in _answers(groups, topics)
    )


def _answers(groups: Sequence[Group], topics: Topics) -> Iterator[Answer]:
    number: str | None = None
    answered: set[str | None] = set()
    section: tuple[str, ...] = ()
    for group in groups:
        if group.first.section != section:
            section = group.first.section
            number = _number_over(section, topics)
        if group.shape is Shape.TABLE:
            yield from _in_table(group, topics)
        elif group.shape is not Shape.HEADING:
            for piece in group.pieces:
                label = read_label(piece.whole, topics.setting)
                number = label.number if label and label.number else number
                span = label.rest if label else piece.whole
                if span:
                    found = list(_in_text(span, number, topics, answered=number is not None and number in answered))
                    answered |= {one.number for one in found}
                    yield from found


def _number_over(section: Sequence[str], topics: Topics) -> str | None:
    """Return the number that a heading gives the recommendation it is about."""
    for heading in reversed(topics.steps(section)):
        if match := NAMED.search(heading):
            return match["number"]
    return None


def _in_text(span: Span, number: str | None, topics: Topics, *, answered: bool) -> Iterator[Answer]:
    """Yield the answers of a paragraph; ``answered`` says that its recommendation has one: the rest is detail."""
    piece = span.piece
    if lead := ANSWERED.match(span.text):
        rest = span.part(lead.end())
        if rest.text:
            yield Answer(rest, number)
        return
    for sentence in piece.sentences():
        if sentence.end > span.start and _responds(sentence.plain, topics, plainly=answered):
            named = NAMED.search(sentence.text)
            answered = True
            yield Answer(sentence, named["number"] if named else number)


def _in_table(group: Group, topics: Topics) -> Iterator[Answer]:
    """Yield the cells under the head of a column of responses."""
    grid = read_grid(group, topics)
    for row in grid.rows:
        words = grid.cell(row, "response")
        number, about = grid.cell(row, "number"), grid.cell(row, Topic.RECOMMENDATIONS.value)
        label = read_label(about, topics.setting) if about else None
        if words and (about or number):
            yield Answer(words, number.text.rstrip(".") if number else label.number if label else None)


def _responds(plain: str, topics: Topics, *, plainly: bool) -> bool:
    marks = topics.setting.signs
    ways = marks.many["responding"] + (marks.many["answering"] if topics.answers and not plainly else ())
    if topics.setting.guides or not first_match(ways, plain):
        return False
    return not first_match(marks.many["refused_responding"], plain)
