"""Reads the figures of quoted words: each value as printed, what it counts, and the time that its sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from assistant.asking import any_of
from ingest import marks
from vectorstore.references import find_references

SENTENCE_END = re.compile(r"(?<=[.!?])(?:\[?\d{1,3}\]?)?\s+(?=[\"“‘(]?[A-Z])|(?<=[.!?][”’\"])\s+|;\s+")
DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?: (?:hundred|thousand|million|billion))?"
APART = (r"(?<![\w.,£$€/:-])", r"(?!\w|[(\0]|[/:–-]\d|[.,]\d|-[A-Za-z])")
"""What may not stand straight before and after a figure."""
FAR = 160
"""What is counted stands no further than so many characters before its figure."""
LONGEST_NUMBER = 6
"""So many number words may follow the first one, as in "two hundred and six"."""
BLANK = "\0"
NOT_COUNTED = frozenset({"one", "one or more"})
"""By themselves these count nothing for certain: "one of the reasons"."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one sentence; all words are as printed, save that one space stands between them.

    ``words`` hold the value and, where it stands beside it, what is counted (``counted``; "" where no words say it).
    ``periods`` are the times that the sentence names for it: none, one, or several where it is not clear which.
    """

    value: str
    counted: str
    words: str
    periods: tuple[str, ...]
    share: bool


@dataclass(frozen=True, slots=True)
class _Table:
    """The table of ``figures.yaml``, compiled; ``before`` and ``aside`` end where a figure begins."""

    values: re.Pattern[str]
    not_figures: re.Pattern[str]
    periods: re.Pattern[str]
    after: re.Pattern[str]
    states: re.Pattern[str]
    before: re.Pattern[str]
    tells_number: re.Pattern[str]
    aside: re.Pattern[str]
    qualifiers: re.Pattern[str]
    goes_on: re.Pattern[str]
    dangling: frozenset[str]
    numbers: Mapping[str, int]


@cache
def _table() -> _Table:
    data = _load("figures.yaml")
    numbers = [word for line in _load("slots.yaml")["numbers"][:2] for word in line.split("|")]
    filled = _Filled(data, [word for word in numbers if word != "half"])
    shares, counts = (any_of(filled.all(data[name])).pattern for name in ("shares", "counts"))
    phrase = filled.phrase
    verb, come_to = data["verbs"], any_of(data["come_to"]).pattern
    qualifiers = any_of(data["qualifiers"]).pattern
    return _Table(
        values=any_of([rf"{APART[0]}(?:(?P<share>{shares})|{counts}){APART[1]}"]),
        not_figures=any_of(filled.all(row for rows in data["not_figures"].values() for row in rows)),
        periods=any_of(rf"\b(?:{row})" for row in filled.all(data["periods"])),
        after=any_of([rf" ((?:{filled(data['of_all'])} )?{phrase})"]),
        states=any_of([rf" ({verb}(?: (?:been|being|not))*(?: {phrase}))"]),
        before=any_of([rf"(?<![\w'’-])({phrase})(?:(?P<is> is| was)| (?:{come_to})|:) (?:(?:{qualifiers}) )?$"]),
        tells_number=any_of([data["tells_number"]]),
        aside=any_of([rf"(?<![\w'’-])({phrase}) \((?:(?:{qualifiers}) )?$"]),
        qualifiers=any_of([rf"\b(?:{qualifiers}) $"]),
        goes_on=any_of([data["goes_on"]]),
        dangling=frozenset(data["dangling"]),
        numbers={word: place for place, word in enumerate(numbers[: numbers.index("twenty") + 1], start=1)},
    )


def _load(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((files("assistant") / name).read_text(encoding="utf-8"))
    return data


class _Filled:
    """Patterns of the table with the names in them filled in."""

    def __init__(self, data: Mapping[str, Any], numbers: Sequence[str]) -> None:
        word = "|".join(numbers)
        self.names = {
            "digits": DIGITS,
            "number": rf"(?:{DIGITS}|(?:an? )?(?:{word})(?:(?: and |[ -])(?:{word})){{0,{LONGEST_NUMBER}}})",
            "unit": f"(?:{'|'.join(_load('slots.yaml')['units'].values())})",
            "month": f"(?:{marks.MONTHS})",
        }
        self.names["day"] = f"(?:{self(data['day'])})"
        element = rf"(?:{self(data['ages'])}|(?!(?:{any_of(self.all(data['ends'])).pattern})\b)[A-Za-z][\w'’-]*)"
        self.phrase = rf"{element}(?: {element}){{0,{data['longest'] - 1}}}"

    def __call__(self, pattern: str) -> str:
        for name, filled in self.names.items():
            pattern = pattern.replace(f"{{{name}}}", filled)
        return pattern

    def all(self, patterns: Any) -> list[str]:
        """Return each of some patterns."""
        return [self(pattern) for pattern in patterns]


def read_figures(quotation: str) -> tuple[Figure, ...]:
    """Return the figures of quoted words, in order, each read from its own sentence."""
    sentences = SENTENCE_END.split(" ".join(quotation.split()))
    return tuple(figure for sentence in sentences for figure in _read_sentence(sentence))


def as_number(value: str) -> int | None:
    """Return the whole number that a value prints, in digits or as a word up to twenty; None when it is no such."""
    return int(value.replace(",", "")) if re.fullmatch(r"[\d,]+", value) else _table().numbers.get(value.lower())


def _read_sentence(sentence: str) -> Iterator[Figure]:
    found = list(_find_figures(sentence))
    periods = [match.span() for match in _table().periods.finditer(sentence)]
    for value, counted, (start, end), share in found:
        ends = [other for _, _, (_, other), _ in found if other != end]
        yield Figure(value, counted, sentence[start:end], _periods_of(sentence, end, ends, periods), share)


def _find_figures(sentence: str) -> Iterator[tuple[str, str, tuple[int, int], bool]]:
    """Yield each value with what it counts, where both together stand, and whether it is a share of something."""
    counted = ""
    for match in _table().values.finditer(_blank(sentence)):
        start, end, own = _find_counted(sentence, match)
        goes_on = counted and _table().goes_on.search(sentence[max(match.start() - FAR, 0) : match.start()].rstrip())
        if match[0].lower() not in NOT_COUNTED and (own or goes_on or match["share"]):
            counted = own or (counted if goes_on else "")
            yield match[0], counted, (start, end), bool(match["share"])


def _blank(sentence: str) -> str:
    """Return a sentence with a blank for each sign of what looks like a figure and is none."""
    taken = [match.span() for match in _table().not_figures.finditer(sentence)]
    taken += [(one.start, one.end) for one in find_references(sentence)]
    for start, end in taken:
        sentence = sentence[:start] + BLANK * (end - start) + sentence[end:]
    return sentence


def _find_counted(sentence: str, match: re.Match[str]) -> tuple[int, int, str]:
    """Return where a figure with what it counts begins and ends, and what it counts ("" where no words say it)."""
    table = _table()
    start, end = match.span()
    near = max(start - FAR, 0)
    qualified = table.qualifiers.search(sentence[near:start])
    first = near + qualified.start() if qualified else start
    after = table.after.match(sentence, end)
    counted = _trim(after[1]) if after else ""
    if counted:
        return first, end + 1 + len(counted), counted
    before = table.before.search(sentence[near:start])
    if before and (not before["is"] or table.tells_number.search(before[1])):
        return near + before.start(1), end, before[1]
    if (aside := table.aside.search(sentence[near:start])) and match["share"]:
        return near + aside.start(1), end + sentence.startswith(")", end), aside[1]
    states = table.states.match(sentence, end)
    counted = _trim(states[1]) if states and (match["share"] or match[0][0].isdigit()) else ""
    return first, end + (len(counted) + 1 if counted else 0), counted


def _trim(phrase: str) -> str:
    """Return what is counted without words at its end that go on to something else."""
    words = phrase.split()
    while words and words[-1].lower() in _table().dangling:
        words.pop()
    return " ".join(words)


def _periods_of(sentence: str, end: int, others: Sequence[int], periods: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Return the times named for a figure that ends at ``end``: what follows it at once, or else follows no other."""

    def follows(figure: int, start: int) -> bool:
        return start >= figure and not sentence[figure:start].strip()

    own = [span for span in periods if follows(end, span[0])]
    free = [span for span in periods if not any(follows(other, span[0]) for other in others)]
    return tuple(dict.fromkeys(sentence[start:stop] for start, stop in own or free))
