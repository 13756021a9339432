"""Tells children who are known from what is published from those who must not become known."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from assistant.personal.dates import is_recent
from assistant.personal.findings import Span
from assistant.personal.names import WORD, bare
from assistant.personal.story import Story
from assistant.personal.tables import one_of, tables

PSEUDONYM = re.compile(
    r"\b(?:[Cc]hild(?:ren)?|[Bb]aby|[Ff]amily|[Ss]ibling|[Yy]oung [Pp]erson|[Yy]outh|[Aa]dult)\s+[A-Z]{1,2}\d?\b"
)
OWN = re.compile(r"(?<!\w)(?:my|our)\s", re.IGNORECASE)
BESIDE = 30
"""So many characters from a name, an age is that of the child who is named."""
SUPPOSED = re.compile(r"\b(?:when|if|whenever|unless)\s+an?(?:\s+\S*)?$", re.IGNORECASE)
DONE = re.compile(r"\b(?:was|were|had|came|did|told|went|said|got|died|fell|\w{3,}ed)\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.?!]\s")


def find_unknown_children(story: Story, *, public_names: Collection[str]) -> list[Span]:
    """Return where a child is told of who is not already known from what is published."""
    # A letter for a name is a publication's way, and of whoever tells of a child these days.
    live = any(is_recent(story.text, day) for day in story.days)
    letters = () if live else (Span(*match.span()) for match in PSEUDONYM.finditer(story.text))
    known = [*_find_public(story, public_names), *letters]
    return [span for span in story.children if not _is_known(story.text, span, known)]


def _find_public(story: Story, public_names: Collection[str]) -> list[Span]:
    """Return where names are that are public: whole, or by the surname.

    A first name is public only where it is given by itself: a child may be called as the author of a report is.
    """
    whole = [tuple(map(bare, WORD.findall(name))) for name in public_names]
    allowed = {*whole, *((words[-1],) for words in whole if words)}
    known = [name.span for name in story.names if name.words in allowed]
    lowered = story.text.lower()
    named = [name for name in public_names if name and name.lower() in lowered]
    patterns = (re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE) for name in named)
    return known + [Span(*match.span()) for pattern in patterns for match in pattern.finditer(story.text)]


def _is_known(text: str, span: Span, known: Collection[Span]) -> bool:
    """Say whether a span names a child that is known, or stands beside its name; "my daughter" never does."""
    if any(span.meets(other) for other in known):
        return True
    return not OWN.match(text, span.start) and any(_is_beside(text, span, other) for other in known)


def _is_beside(text: str, one: Span, other: Span) -> bool:
    start, end = min(one.end, other.end), max(one.start, other.start)
    return end - start <= BESIDE and not SENTENCE_END.search(text, start, end)


def is_supposed(text: str, span: Span) -> bool:
    """Say whether any child whatever is meant: "what if a baby in Leeds dies"; what was done was done to one child."""
    before, after = text[max(0, span.start - 12) : span.start + 2], text[span.end : span.end + 80]
    return bool(SUPPOSED.search(before)) and not DONE.search(SENTENCE_END.split(after)[0])


def is_of_publication(text: str, span: Span) -> bool:
    """Say whether a place or child belongs to a publication: "the Bradford review", "the report on a boy in Leeds"."""
    before, after = text[max(0, span.start - 80) : span.start], text[span.end : span.end + 60]
    return bool(_publication_after().match(after) or _publication_before().search(before))


@cache
def _publication_after() -> re.Pattern[str]:
    return re.compile(
        rf"(?:['’]s)?\s+(?:(?!and\b|or\b|with\b)[\w'’-]+\s+){{0,3}}?(?:{one_of(tables().publications)}|partnership|council|lscp|scp)s?\b",
        re.IGNORECASE,
    )


@cache
def _publication_before() -> re.Pattern[str]:
    work = one_of(tables().publications)
    about = r"(?:into|about|on|of|concerning|involving|regarding|following|from|in|for|where|that|which)"
    tells = r"(?:mention|name|speak|describe|discuss|cover|include|feature)s?"
    return re.compile(
        rf"\b(?:the|that|this|a)\s+(?:[\w'’-]+\s+){{0,4}}?{work}\s+(?:{about}|{tells})\b[^.?!;]{{0,60}}$", re.IGNORECASE
    )
