"""Hard slots: what an answer must hold to be one, as a number of days, a percentage, "paragraph 620" or Scotland.

Words of a question that mean the same as others may be missing from an answer. These may not: a text that tells no
number of years does not answer "how many years", however near it comes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from assistant.abbreviations import is_in_capitals, is_shouted
from assistant.asking import asked_values
from assistant.words import WORD
from vectorstore.references import find_references, write_out

Holds = Callable[[str], bool]
"""Whether any passage has a word."""
OF_VALUES = frozenset({"number", "length of time"})
"""Types of value for which a question may ask more exactly: "how many days"."""
FEWEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Slot:
    """A value that is asked for: how it is called, and what it looks like in a text."""

    name: str
    looks: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Table:
    """The table of ``slots.yaml``, compiled; ``counts`` finds what is counted in a question."""

    counts: re.Pattern[str]
    number: str
    come_to: str
    units: dict[str, str]
    anything: frozenset[str]
    places: dict[str, re.Pattern[str]]
    unnumbered: frozenset[str]


@cache
def _table() -> _Table:
    data = yaml.safe_load((files("assistant") / "slots.yaml").read_text(encoding="utf-8"))
    ends = "|".join(data["ends"])
    counts = (
        rf"\b(?:{'|'.join(data['counted'])})\s+((?:[\w'’-]+\s+){{0,4}}?[\w'’-]+)(?=\s+(?:{ends})\b|\s*[?.,;:!–-]|\s*$)"
    )
    return _Table(
        re.compile(counts, re.IGNORECASE),
        rf"\b(?:\d[\d,.]*|{'|'.join(data['numbers'])})\b",
        "|".join(data["come_to"]),
        data["units"],
        frozenset(data["anything"]),
        {name: re.compile(rf"\b(?:{looks})\b", re.IGNORECASE) for name, looks in data["places"].items()},
        frozenset(data["unnumbered"]),
    )


def asked_slots(question: str) -> tuple[Slot, ...]:
    """Return the values without which nothing answers a question."""
    counts = tuple(_count(match[1].split()) for match in _table().counts.finditer(question))
    types = (value for value in asked_values(question) if value.needed)
    return (*counts, *(Slot(one.name, one.looks) for one in types if not (counts and one.name in OF_VALUES)))


def _count(counted: list[str]) -> Slot:
    """Return a number beside what is counted, in any of its forms and on either side."""
    table = _table()
    unit = next((name for word in counted for name, looks in table.units.items() if _is(word, looks)), None)
    if unit:
        between = r"[\s-]+(?:\(?\w+\)?[\s-]+){0,2}"
        return Slot(
            f"number of {unit}s", re.compile(f"{table.number}{between}(?:{table.units[unit]})\\b", re.IGNORECASE)
        )
    if counted[-1].lower() in table.anything:
        return Slot("number", re.compile(table.number, re.IGNORECASE))
    noun = rf"\b{re.escape(_singular(counted[-1].lower()))}\w{{0,3}}\b"
    after = rf"{noun}(?:\W+\w+){{0,2}}?\W+(?:{table.come_to})\W+(?:\w+\W+){{0,2}}?{table.number}"
    looks = rf"{table.number}(?:\W+\w+){{0,5}}?\W+{noun}|{after}"
    return Slot(f"number of {' '.join(counted)}", re.compile(looks, re.IGNORECASE))


def unmentioned(question: str, about: str, *, holds: Holds) -> Iterator[str]:
    """Yield what a question names and ``about`` (words found, headings, titles) does not.

    That is a numbered thing, a part of the United Kingdom, and a name in capitals that no passage has.
    """
    written = write_out(about).lower()
    for reference in find_references(question):
        for one in reference.written:
            if one.split()[0] not in _table().unnumbered and not re.search(rf"\b{re.escape(one.lower())}\b", written):
                yield one
    for name, looks in _table().places.items():
        if looks.search(question) and not looks.search(about):
            yield name
    if not is_shouted(question):
        named = (match[0] for match in WORD.finditer(question) if len(match[0].removesuffix("s")) >= FEWEST_LETTERS)
        yield from dict.fromkeys(word for word in named if word.isalpha() and is_in_capitals(word) and not holds(word))


def _is(word: str, looks: str) -> bool:
    return bool(re.fullmatch(looks, word, re.IGNORECASE))


def _singular(word: str) -> str:
    for ending, instead in (("ies", "y"), ("ss", "ss"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + instead
    return word
