"""Reads what an abbreviation stands for where a text says so: "family group decision-making (FGDM)".

By the algorithm of A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text", Pacific Symposium on Biocomputing 8 (2003), 451-462: from right to left, each letter of the short form
is found in the words before it, the first letter at the beginning of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SENTENCE_END = re.compile(r"[.!?;:(\[] ")
LETTERS = range(2, 11)
"""How many characters a short form has."""


def find_long_form(short: str, text: str) -> str | None:
    """Return what a text says that a short form stands for; None where it does not say so."""
    plain = " ".join(text.split())
    return next(_long_forms(short, plain), None) if _may_be_short(short) else None


def _may_be_short(short: str) -> bool:
    return len(short) in LETTERS and short[0].isalnum() and any(map(str.isalpha, short))


def _long_forms(short: str, text: str) -> Iterator[str]:
    # Two capitals at least: "(send)" is no abbreviation.
    for match in re.finditer(rf"(?i:(?<!\w){re.escape(short)}s?(?!\w))", text):
        if sum(map(str.isupper, match[0])) > 1:
            candidates = (_before(text, match, short), _after(text, match, short))
            yield from filter(None, (_match(short, candidate) for candidate in candidates if candidate))


def _most_words(short: str) -> int:
    return min(len(short) + 5, len(short) * 2)


def _before(text: str, match: re.Match[str], short: str) -> str:
    """Return the words before a short form in brackets, of the same sentence."""
    opened = re.search(r"\s?\([“‘\"']?$", text[: match.start()])
    if not opened or not re.match(r"[”’\"']?[),;]", text[match.end() :]):
        return ""
    return " ".join(SENTENCE_END.split(text[: opened.start()])[-1].split()[-_most_words(short) :])


def _after(text: str, match: re.Match[str], short: str) -> str:
    """Return the words in brackets after a short form."""
    inside = re.match(r"\s?\(([^()]+)\)", text[match.end() :])
    return " ".join(inside[1].split()[: _most_words(short)]) if inside else ""


def _match(short: str, words: str) -> str | None:
    """Return the fewest last words that hold the letters of a short form in order; None where they do not."""
    place = len(words)
    for index in range(len(short) - 1, -1, -1):
        if not short[index].isalnum():
            continue
        place = _place_before(words, place, short[index].lower(), begins_word=index == 0)
        if place < 0:
            return None
    found = words[place:].strip("“”‘’\"' ")
    return found if len(found) > len(short) and short.lower() not in found.lower().split() else None


def _place_before(words: str, place: int, letter: str, *, begins_word: bool) -> int:
    """Return where a letter stands last before a place, at the beginning of a word if it must; -1 where it does not."""
    place -= 1
    while place >= 0:
        begins = place == 0 or not words[place - 1].isalnum()
        if words[place].lower() == letter and (begins or not begins_word):
            return place
        place -= 1
    return -1
