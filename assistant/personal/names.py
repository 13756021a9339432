"""Names of people as they are written in a question; whether a name is a child's is told by what stands beside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from assistant.personal.findings import Span, keep_apart
from assistant.personal.tables import one_of, tables

CAPITAL = r"(?:[A-ZÀ-Þ][a-zß-ÿ]+(?:['’-][A-ZÀ-Þ]?[a-zß-ÿ]+)*|[A-Z]['’][A-Z][a-z]+)"
NAMES = rf"{CAPITAL}(?:\s+{CAPITAL}){{0,2}}"
PAIR = re.compile(rf"(?<![\w'’-]){CAPITAL}\s+(?:(?:de|van|al|el|bin|Mc|Mac)\s+)?{CAPITAL}(?:\s+{CAPITAL})?(?![\w-])")
CALLED = re.compile(rf"(?<!\w)(?i:called|named|known\s+as|names?(?:['’]?s|\s+is|\s+are|:))\s+(?P<name>{NAMES})")
UNIT = r"(?:yrs?|yo|y|years?|months?|mths?|weeks?|wks?|days?)"
WITH_AGE = re.compile(
    rf"(?<![\w'’-])(?P<name>{NAMES})(?:\s?\((?:aged?\s+)?\d{{1,2}}(?:\s?{UNIT}(?:\s+old)?)?\)"
    rf"|,\s?(?:aged?\s+)?\d{{1,2}}\s?(?:,|{UNIT}\b)|\s+(?:is\s+)?aged\s+\d{{1,2}}\b)"
)
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Name:
    """A name, where it stands, and whether what stands beside it says that it is a child's."""

    words: tuple[str, ...]
    span: Span
    child: bool


def find_names(text: str, *, places: Collection[Span]) -> list[Name]:
    """Return names of people, each once: those told as a child's first; nothing that is part of a place."""
    found: list[Name] = []
    sure = [*_named(CALLED, text), *_named(WITH_AGE, text), *_named(_related(), text)]
    for child, spans in ((True, sure), (False, [*_named(PAIR, text), *_first_names(text)])):
        for span in keep_apart(sorted(spans, key=lambda span: (span.start, -span.end)), taken=places):
            if not keep_apart([span], taken=[name.span for name in found]):
                continue
            found += _read(text, span, child=child)
    return found


def _named(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    group = "name" if "name" in pattern.groupindex else 0
    yield from (Span(*match.span(group)) for match in pattern.finditer(text))


@cache
def _related() -> re.Pattern[str]:
    """Return what finds a name after the word that says who the child is."""
    kin = one_of(tables().kin | {"sibling"})
    return re.compile(rf"(?<!\w)(?:(?i:{kin})|little|young)(?:['’]s)?,?\s+(?P<name>{NAMES})")


def _first_names(text: str) -> Iterator[Span]:
    """Yield first names, written with a capital or, where they are no word, without."""
    table = tables()
    for word in WORD.finditer(text):
        name = bare(word[0])
        if name in table.first_names and (word[0][0].isupper() or name not in table.names_in_capitals):
            yield Span(*word.span())


def _read(text: str, span: Span, *, child: bool) -> Iterator[Name]:
    """Yield a name without words of grammar and of the field around it; none when nothing is left, or it is public."""
    kept = _inner(list(WORD.finditer(text, span.start, span.end)))
    if not kept or not (child or len(kept) > 1 or bare(kept[0][0]) in tables().first_names):
        return
    inner = Span(kept[0].start(), kept[-1].end())
    if is_public(text, inner):
        return
    yield Name(tuple(bare(match[0]) for match in kept), inner, child)


def _inner(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the words between those that no name is made of; nothing when one of these stands in the middle."""
    known = tables().not_names - tables().first_names
    while words and bare(words[0][0]) in known:
        words = words[1:]
    while words and bare(words[-1][0]) in known:
        words = words[:-1]
    return [] if any(bare(word[0]) in known for word in words) else words


def bare(word: str) -> str:
    """Return a word of a name in small letters, without accents and without a possessive."""
    letters = unicodedata.normalize("NFKD", re.sub(r"['’]s?$", "", word.lower()))
    return letters if letters.isascii() else "".join(one for one in letters if not unicodedata.combining(one))


def is_public(text: str, span: Span) -> bool:
    """Say whether a name is told as that of somebody who speaks, writes or decides in public."""
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 60]
    return bool(_public_before().search(before) or _public_after().match(after))


@cache
def _public_before() -> re.Pattern[str]:
    table = tables()
    return re.compile(
        rf"\b{one_of(table.public_titles)}\.?\s+$|\b{one_of(table.public_work)}\s+(?:by|from|to)\s+(?:\w+\s+)?$",
        re.IGNORECASE,
    )


@cache
def _public_after() -> re.Pattern[str]:
    table = tables()
    speaks = (
        r"(?:say|write|lead|chair|link|recommend|conclude|find|reply|promise|publish|announce|ask|think|sign|appear)"
    )
    return re.compile(
        rf"(?:['’]s?)?\s+(?:[\w-]+\s+){{0,3}}?{one_of(table.public_work)}\b|\s+(?:{speaks}\b|wrote\b|chairs\b|leads\b|writes\b|led\b)",
        re.IGNORECASE,
    )
