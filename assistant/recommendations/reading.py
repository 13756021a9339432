"""Reads from a question what it asks of the register; every word of it must be accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.fields.periods import find_periods
from assistant.fields.wanted import MOST_CHARACTERS, SEVERAL
from assistant.recommendations.accounting import account
from assistant.recommendations.asked import Ask, Asked, Left, Part
from assistant.recommendations.pointing import SIGN, Shelf
from assistant.recommendations.wordings import EDGE, wordings
from ingest.recommendations.entries import EntryKind

JOINED = re.compile(r"\s*(?:,|and|or|&)\s+(?:the\s+)?", re.IGNORECASE)
EVERY = re.compile(r"\b(?:every|each|any)\b", re.IGNORECASE)
END_OF_YEAR = re.compile(
    r"\b(?:(since|from|before|prior to)\s+(?:the\s+)?(?:start|beginning)|(until|till|after|by|to)\s+(?:the\s+)?end)"
    r"\s+of\s+",
    re.IGNORECASE,
)
"""Days by which a year itself is meant."""


def read_asked(question: str, shelf: Shelf) -> Asked | None:
    """Return what a question asks of the register; None unless it clearly asks for that, and for nothing else."""
    plain = " ".join(question.replace("’", "'").split())
    if len(plain) > MOST_CHARACTERS or SIGN.search(plain) or SEVERAL.search(plain) or not mentions_entries(plain):
        return None
    marked = shelf.mark(plain.strip(EDGE))
    asked, text = _read_number(Asked(), _without_politeness(marked.text))
    if not all(marked.ids) or wordings().besides.search(text):
        return None
    asked, text = _read_responses(asked, text)
    periods, text = find_periods(END_OF_YEAR.sub(lambda one: f"{one[1] or one[2]} ", text))
    if len(periods) > 1:
        return None
    asked = replace(asked, period=next(iter(periods), None), oldest=bool(wordings().oldest.search(text)))
    left = _read_form(asked, " ".join(wordings().oldest.sub(" ", text).split()).strip(EDGE))
    return account(left, shelf, marked) if left else None


def mentions_entries(question: str) -> bool:
    """Say whether a question has a word for entries of the register at all."""
    tables = wordings()
    return any(one.says.search(question) for one in tables.nouns) or bool(
        re.search(r"\brecommend(?:ed)?\b|\bR\d", question, re.IGNORECASE)
    )


def _without_politeness(text: str) -> str:
    bare = wordings().politeness.sub("", text)
    if bare != text:
        return _without_politeness(bare)
    return wordings().ending.sub("", text) if wordings().list.match(text) else text


def _read_number(asked: Asked, text: str) -> tuple[Asked, str]:
    found = wordings().number.search(text)
    if not found:
        return asked, text
    whole = f"{text[: found.start()]}recommendation{text[found.end() :]}"
    if said := wordings().says.search(whole.strip(EDGE)):
        return replace(asked, ask=Ask.ONE, number=found["number"]), said["what"]
    if parted := wordings().parted.search(whole.strip(EDGE)):
        return replace(asked, ask=Ask.ANSWERED, number=found["number"]), parted["what"]
    return replace(asked, ask=Ask.ONE, number=found["number"]), whole


def _read_responses(asked: Asked, text: str) -> tuple[Asked, str]:
    for says, states in wordings().responses:
        found = says.search(text)
        if found:
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            return replace(asked, ask=Ask.ANSWERED if asked.number else asked.ask, states=states), rest
    return asked, text


def _read_form(asked: Asked, text: str) -> Left | None:
    """Return what is left when the form of a question is read: what it begins with, and what it lists."""
    for form in wordings().recommended:
        if found := form.search(text):
            first, *others = _slots(text[found.end() :])
            parts = (Part("source", found["maker"]), Part("nothing", first.words), *others)
            return Left(asked, parts, needs_filter=True, needs_body="now" in found.groupdict())
    start, tail, kinds = _find_noun(text)
    if not kinds:
        return None
    head, noun = text[:start].strip(), text[start : len(text) - len(tail)]
    counts = wordings().count.match(head + " ") if not asked.number else None
    listed = counts or wordings().list.match(head + " ")
    begun = listed or wordings().question.match(head + " ")
    head = head[begun.end() :] if begun else head
    asked = replace(asked, kinds=kinds, ask=Ask.COUNT if counts else asked.ask)
    single = bool(wordings().single.search(noun)) and not asked.number and not EVERY.search(head)
    return Left(asked, (Part("head", head), *_slots(tail)), needs_named=single, needs_filter=not listed)


def _find_noun(text: str) -> tuple[int, str, frozenset[EntryKind]]:
    """Return where the first words for entries begin, what follows, and the kinds that they and joined ones name."""
    found = [(one.start(), -one.end(), noun.kinds) for noun in wordings().nouns if (one := noun.says.search(text))]
    if not found:
        return 0, text, frozenset()
    start, end, kinds = min(found, key=lambda one: one[:2])
    tail = text[-end:]
    joined = JOINED.match(tail)
    if joined:
        after = [one for noun in wordings().nouns if (one := noun.says.match(tail, joined.end()))]
        if after:
            _, tail, more = _find_noun(tail[joined.end() :])
            return start, tail, kinds | more
    return start, tail, kinds


def _slots(tail: str) -> Iterator[Part]:
    """Yield the words up to the first marker, and after each marker its slot and the words up to the next."""
    slot, marker, place = "bare", "", 0
    for found in wordings().markers.finditer(tail):
        yield Part(slot, tail[place : found.start()], marker)
        slot, marker, place = (found.lastgroup or "").partition("_")[0], found[0], found.end()
    yield Part(slot, tail[place:], marker)
