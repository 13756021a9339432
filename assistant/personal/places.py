"""Particular places: a named school or hospital, "our nursery", a town; parts of the country are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.personal.findings import Span
from assistant.personal.tables import one_of, tables
from assistant.words import stop_words

NAME = r"[A-Z][\w'’&-]*\.?"
ACRONYM = re.compile(r"(?=.{2,7}$)[A-Z]+[a-z]?[A-Z&]+[a-z]?")
AFTER = r"(?:in|at|from|near|outside|around|attends|attending|moved\s+to)"
WORD = re.compile(r"[\w'’&-]+")


def find_places(text: str) -> list[Span]:
    """Return places that are particular, each with the word before it that says where ("at", "from")."""
    return [
        *_named_settings(text),
        *_own_settings(text),
        *_saints(text),
        *_after_in(text),
        *_between_commas(text),
        *_towns(text),
    ]


def _named_settings(text: str) -> Iterator[Span]:
    for match in _setting().finditer(text):
        start, words = _named_part(match["name"])
        if words and not _generic(words):
            yield Span(match.start("name") + start, match.end())


def _named_part(name: str) -> tuple[int, list[str]]:
    """Return where the name of a setting begins and its words: after the last word of grammar, as in "at the Elm"."""
    found, start = list[str](), 0
    for match in WORD.finditer(name):
        if match[0].lower() in stop_words():
            found, start = [], match.end() + 1
        else:
            found.append(match[0])
    return start, found


def _generic(words: list[str]) -> bool:
    """Say whether words only tell what kind of place it is, or, in small letters, may be any words."""
    generic = tables().generic
    return all(word.lower().removesuffix("'s") in generic or ACRONYM.fullmatch(word) for word in words)


@cache
def _setting() -> re.Pattern[str]:
    settings = one_of(tables().settings)
    capitals = rf"(?P<name>(?:{NAME}\s+){{1,4}})"
    return re.compile(
        rf"(?<![\w'’&-]){capitals}(?i:{settings})(?:\s+(?i:school|academy|hospital))?(?![\w-])(?!\s+of\s)"
    )


def _own_settings(text: str) -> Iterator[Span]:
    for match in _own_setting().finditer(text):
        yield Span(*match.span())
    for match in _small_setting().finditer(text):
        words = WORD.findall(match["name"])
        if not any(word in stop_words() or word in tables().generic for word in words):
            yield Span(*match.span())


@cache
def _own_setting() -> re.Pattern[str]:
    own = one_of(tables().own_settings)
    return re.compile(
        rf"(?<!\w)(?:(?:in|at|from|to)\s+)?(?:my|our)\s+(?:[\w'-]+\s+){{0,2}}?{own}(?![\w-])", re.IGNORECASE
    )


@cache
def _small_setting() -> re.Pattern[str]:
    settings = one_of(tables().settings)
    return re.compile(
        rf"(?<!\w)(?:at|attends|from)\s+(?:the\s+)?(?P<name>(?:[a-z][\w'’-]+\s+){{1,2}}){settings}(?![\w-])"
    )


def _saints(text: str) -> Iterator[Span]:
    for match in SAINT.finditer(text):
        yield Span(*match.span())


SAINT = re.compile(r"(?<!\w)(?i:(?:in|at|from|to)\s+)(?:Saint|St|ST|st)\.?\s+[A-Za-z][\w'’-]{2,}")


def _after_in(text: str) -> Iterator[Span]:
    """Yield names of places that are written with a capital after "in" and the like."""
    for match in PLACE.finditer(text):
        words = WORD.findall(match["name"])
        if not (is_general(words) or ACRONYM.fullmatch(words[0])):
            yield Span(*match.span())


PLACE = re.compile(
    rf"(?<!\w)(?i:{AFTER}\s+)(?:the\s+)?(?P<name>[A-Z][\w'’&-]*(?:[\s-]+(?:(?:upon|on|in|the|under|le|by|and)[\s-]+(?:the[\s-]+)?)?[A-Z][\w'’-]+){{0,3}})"
)


def _between_commas(text: str) -> Iterator[Span]:
    """Yield names of places in notes: "boy, 5, Little Nowhere, scald"."""
    for match in NOTED.finditer(text):
        words = WORD.findall(match["name"])
        lowered = {word.lower().removesuffix("'s") for word in words}
        if not (is_general(words) or ACRONYM.fullmatch(words[0]) or lowered <= tables().not_names):
            yield Span(*match.span("name"))


NOTED = re.compile(r"(?<=[\w)]),\s(?P<name>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2})(?=[,.;])")


def is_general(words: list[str]) -> bool:
    """Say whether words with a capital name a part of the country, a month, a document: no particular place."""
    table = tables()
    lowered = [word.lower().removesuffix("'s") for word in words]
    known = table.not_places
    whole, first = " ".join(lowered), lowered[0]
    return whole in known or first in known or " ".join(lowered[:2]) in known or first in table.first_names


def _towns(text: str) -> Iterator[Span]:
    for match in _town().finditer(text):
        yield Span(*match.span())


@cache
def _town() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{AFTER}\s+)?{one_of(tables().towns)}(?![\w-])", re.IGNORECASE)
