"""Mends what is left of a question after words were taken out of it."""

from __future__ import annotations

import re
from functools import cache

from assistant.personal.tables import any_of, one_of, tables
from assistant.words import WORD, stop_words

GAP = "\0"
"""Stands where words were taken out, until what led to them is gone as well."""
LED = r"(?:in|at|on|from|near|outside|around|of|with|to|for|by|as|re|called|named|is|are|was|were|uses|using)"
ARTICLE = r"(?:an?|the|my|our|her|his|their|this|that)"
CONTRACTION = re.compile(r"['’](?:s|d|m|ll|ve|re|t)?$")
SPACES = (
    (re.compile(r"\(\W*(?:\)|$)"), " "),
    (re.compile(r"\s+([,;:.!?)])"), r"\1"),
    (re.compile(r"([,;:])(?:\s*[,;:.])+"), r"\1"),
    (re.compile(r"([.!?])\s*[,;:.]+"), r"\1"),
    (re.compile(r"\s{2,}"), " "),
)
STARTS = re.compile(r"(?:^|[.!?]\s+)\W*$")
EDGES = " ,;:-–/"
MANY = {"was": "were", "has": "have", "is": "are"}


def tidy(text: str) -> str:
    """Return a text that reads well again, without words that may still be names; each gap in it is closed."""
    return _agree(_mend(_without_names(text)))


def _without_names(text: str) -> str:
    """Return a text without words that may still be names: capitals that are not the field's."""
    return WORD.sub(lambda word: word[0] if _may_stay(text, word) else GAP, text)


def _may_stay(text: str, word: re.Match[str]) -> bool:
    bare = CONTRACTION.sub("", word[0].lower())
    if word[0] == word[0].lower() or word[0].isupper() or bare in tables().kept | stop_words():
        return True
    starts = STARTS.search(text[: word.start()]) is not None
    return starts and bare not in tables().first_names and (_is_known(bare) or not _does().match(text, word.end()))


def _is_known(word: str) -> bool:
    """Say whether a word that begins a sentence, and of which something is told, is surely no name."""
    table = tables()
    known = word in table.not_names | table.beside_child | table.groups | table.kin | table.generic
    return known or bool(re.fullmatch(any_of(table.harms), word))


@cache
def _does() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:who\s+)?{one_of(tables().befalls)}(?!\w)|\s*{GAP}", re.IGNORECASE)


def _mend(text: str) -> str:
    """Return a text without gaps, and without what led to them: "at", "her number is", brackets, commas."""
    shorter = _led().sub(GAP, text)
    while shorter != text:
        text, shorter = shorter, _led().sub(GAP, shorter)
    text = text.replace(GAP, " ")
    for pattern, instead in SPACES:
        text = pattern.sub(instead, text)
    return text.lstrip(EDGES + ".!?)").rstrip(EDGES + "(")


@cache
def _led() -> re.Pattern[str]:
    """Return what finds a gap with the words that led to it; an article, only where nothing follows."""
    labels = one_of(tables().labels)
    lead = rf"(?<!\w)(?:{LED}|(?:{ARTICLE}\s+)?{labels}(?:\s+(?:number|no))?)[\s:.=#-]*{GAP}"
    return re.compile(rf"{lead}|{GAP}\s*{GAP}|(?<!\w)(?:{ARTICLE}|and)\s+{GAP}(?=\s*(?:[,;:.!?)]|$))", re.IGNORECASE)


def _agree(text: str) -> str:
    """Return a text in which what one child was or has is what a band of children were or have."""
    return _band_and_verb().sub(lambda match: f"{match[1]} {MANY[match[2].lower()]}", text)


@cache
def _band_and_verb() -> re.Pattern[str]:
    bands = one_of(f"{band.who} {band.age}" for band in tables().bands)
    return re.compile(rf"({bands}),?\s+(was|has|is)(?!\w)", re.IGNORECASE)
