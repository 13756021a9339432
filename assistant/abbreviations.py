"""Abbreviations of the field, both ways; one with several meanings only where the question decides between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from assistant.errors import BadRequest
from assistant.words import WORD, Terms, Wider

YEAR = re.compile(r"(?<=[^\W\d])(?:19|20)\d\d$")
BETWEEN = re.compile(r"[\s,-]+")
SHOUTED = 4
"""In a question of so many words without a small letter, capitals tell nothing."""
SHORT_WORD = 3
"""A last "s" of a word of so many letters is part of it."""


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """What an abbreviation may stand for, each meaning with the words that decide for it.

    ``sure``: however it is written; ``sure_in_capitals``: when written in capitals, without any other word.
    """

    short: str
    meanings: Mapping[str, Sequence[str]]
    sure: bool = False
    sure_in_capitals: bool = False


@cache
def read_abbreviations() -> Mapping[str, Abbreviation]:
    """Read and check the table: each abbreviation once, by its small letters."""
    groups = yaml.safe_load((files("assistant") / "abbreviations.yaml").read_text(encoding="utf-8"))
    rows = [(group, short, said) for group, rows in groups.items() for short, said in rows.items()]
    found = {short.lower(): _read(group, short, said) for group, short, said in rows}
    if len(found) < len(rows):
        raise BadRequest("abbreviations.yaml has an abbreviation twice; keep one, with all its meanings.")
    return found


def _read(group: str, short: str, said: Any) -> Abbreviation:
    if group == "any_case":
        return Abbreviation(short, {said: ()}, sure=True)
    if group == "capitals":
        return Abbreviation(short, {said["long"]: said["beside"]}, sure_in_capitals=True)
    return Abbreviation(short, said)


def is_in_capitals(word: str) -> bool:
    """Say whether a word is written as an abbreviation is: with two capitals at least, as in "ToR"."""
    return sum(map(str.isupper, word)) > 1


def is_shouted(question: str) -> bool:
    """Say whether a question is in capitals throughout, which then tell nothing."""
    return question == question.upper() and len(WORD.findall(question)) >= SHOUTED


def is_abbreviation(word: str) -> bool:
    """Say whether our table has a word or its singular, however it is written."""
    return any(one.lower() in read_abbreviations() for one in (word, word.removesuffix("s")))


def find_abbreviations(question: str, *, terms: Terms) -> list[Wider]:
    """Return what the abbreviations of a question stand for, and the abbreviations of what it says in full."""
    said = {match[0].lower() for match in WORD.finditer(question)}
    longs = (one for one in _find_long(question) if one.searched.lower() not in said)
    return sorted([*_find_short(question, terms), *longs], key=lambda one: one.start)


def _find_short(question: str, terms: Terms) -> Iterator[Wider]:
    shouted = is_shouted(question)
    counts = Counter(terms(question))
    for word in WORD.finditer(question):
        bare = word[0].replace("’", "'").removesuffix("'s")
        year = YEAR.search(bare)
        known = _look_up(bare[: year.start()] if year else bare, shouted=shouted)
        long = _choose(*known, others=counts - Counter(terms(word[0])), terms=terms) if known else ""
        if long:
            whole = f"{long} {year[0]}" if year else long
            yield Wider(word.start(), word.start() + len(bare), whole, "abbreviation")


def _look_up(word: str, *, shouted: bool) -> tuple[Abbreviation, str] | None:
    """Return an abbreviation and what it surely stands for, if so; a plural counts only where it is clearly one."""
    for bare in (word, word.removesuffix("s")):
        known = read_abbreviations().get(bare.lower())
        in_capitals = is_in_capitals(bare) and not shouted
        if known and (bare == word or in_capitals or known.sure):
            sure = known.sure or (known.sure_in_capitals and in_capitals)
            return known, next(iter(known.meanings)) if sure else ""
    return None


def _choose(known: Abbreviation, sure: str, *, others: Collection[str], terms: Terms) -> str:
    """Return what an abbreviation stands for beside other words of a question; empty when they do not decide."""
    if sure:
        return sure
    fitting = [long for long, beside in known.meanings.items() if any(one in others for one in terms(" ".join(beside)))]
    return fitting[0] if len(fitting) == 1 else ""


@cache
def _longs() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return what finds the long forms of sure abbreviations, and the short one of each."""
    sure = [one for one in read_abbreviations().values() if one.sure]
    shorts = {_singular(long): one.short for one in sure for long in one.meanings}
    longest = sorted(shorts, key=lambda long: (-len(long), long))
    one_of = "|".join(BETWEEN.pattern.join(map(_any_number, long.split())) for long in longest)
    return re.compile(rf"(?<!\w)(?:{one_of})(?!\w)", re.IGNORECASE), shorts


def _any_number(word: str) -> str:
    """Return a pattern that finds a word in singular and plural."""
    if word == "child":
        return "child(?:ren)?"
    return re.escape(word) + ("s?" if len(word) >= SHORT_WORD else "")


def _singular(words: str) -> str:
    """Return words in small letters, as they are compared: without commas, hyphens and plurals."""
    plain = ("child" if word == "children" else word for word in BETWEEN.split(words.lower()))
    return " ".join(word.removesuffix("s") if len(word) > SHORT_WORD else word for word in plain)


def _find_long(question: str) -> Iterator[Wider]:
    pattern, shorts = _longs()
    for match in pattern.finditer(question.replace("’", "'")):
        yield Wider(match.start(), match.end(), shorts[_singular(match[0])], "abbreviation", in_print=True)
