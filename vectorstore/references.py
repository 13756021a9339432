"""Numbered things and years, written in one way: "s.47", "s47" and "Section 47" are the same to a search.

A number by itself says little: "47" stands in many passages that are not about section 47. So the word and its number
are also written as one word, which only a text about that thing has.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

DIGITS = re.compile(r"\d{1,4}(?:\.\d{1,3})*[A-Za-z]{0,2}?(?=s?(?!\w))")
"""As in 47, 16C and 3.12; the last letter of "s47s" is no part of it."""
YEARS = re.compile(r"((?:19|20)\d\d)(?<![\w–/-]\d\d\d\d)\s?[–/-]\s?(\d\d)(?![\w–/-])")
FURTHER = re.compile(r"s?\s*(?:/|,|&|–|-|\band\b|\bor\b|\bto\b)\s*(?=\d)")
NOT_IN_DIGITS = re.compile(r"[a-z]+(?!\w)")
ENDS = ("\n", ". ", ": ", "; ", "? ", "! ")
PARAGRAPH = re.compile(r"\.? (?=[A-Z])")
"""The number of a paragraph stands after one of these ends, and before a capital."""
SHORT_FORM = 3
"""A number in words stands only after a longer form: "s one" is a slip of the pen."""


class Reference(NamedTuple):
    """A numbered thing in a text: where it stands, and how it is written in full."""

    start: int
    end: int
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """The table of ``references.yaml``: the kind of thing by its forms, and what else than digits is a number."""

    kinds: Mapping[str, str]
    capitals: Mapping[str, str]
    lettered: Collection[str]
    values: Mapping[str, str]


@cache
def _table() -> _Table:
    data = yaml.safe_load((files("vectorstore") / "references.yaml").read_text(encoding="utf-8"))
    kinds = {form: kind for kind, forms in data["kinds"].items() for form in (kind, *forms)}
    values = {word: str(value) for value, word in enumerate(data["numbers"], start=1)}
    return _Table(kinds, data["capitals"], data["lettered"], values)


def write_out(text: str) -> str:
    """Return a text for the lexical index: numbered things in one way and once more as one word each, years in full."""
    text = YEARS.sub(_both_years, text)
    written, end = [], 0
    for found in _find(text, paragraphs=True):
        joined = (one.replace(" ", "").replace(".", "p") for one in found.written)
        written += [text[end : found.start], " ".join((*found.written, *joined))]
        end = found.end
    return "".join((*written, text[end:]))


def find_references(text: str) -> Iterator[Reference]:
    """Yield the numbered things that a text names, in order."""
    return _find(text, paragraphs=False)


def _find(text: str, *, paragraphs: bool) -> Iterator[Reference]:
    # From the numbers back to the words before them: most of a text is far from any number.
    end = 0
    for start, stop in _find_numbers(text):
        if start < end:
            continue
        place, form_end = _place_of_word(text, end, start)
        kind = _kind_of(text[place:form_end], text[start:stop], apart=form_end < start)
        if kind:
            end, numbers = _read_numbers(text, start, stop, several=_is_plural(text[place:form_end]))
            yield Reference(place, end, tuple(f"{kind} {number}" for number in numbers))
        elif paragraphs and _begins_paragraph(text, start, stop):
            end = stop
            yield Reference(start, end, (f"paragraph {text[start:stop].lower()}",))


def _begins_paragraph(text: str, start: int, stop: int) -> bool:
    return (not start or text.endswith(ENDS, 0, start)) and bool(PARAGRAPH.match(text, stop))


def _find_numbers(text: str) -> list[tuple[int, int]]:
    """Return where numbers begin and end, in digits, in words and, after "annex", as letters."""
    found = [match.span() for match in DIGITS.finditer(text)]
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ" has two small letters: such a text is not in English
        return found
    # Quicker than any pattern: most texts have none of these words.
    words = [place for word in _table().values for place in _places_of(f" {word}", lowered)]
    letters = [place + len(word) for word in _table().lettered for place in _places_of(f"{word} ", lowered)]
    further = (NOT_IN_DIGITS.match(lowered, place + 1) for place in (*words, *letters))
    return sorted([*found, *(match.span() for match in further if match)])


def _places_of(word: str, text: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def _place_of_word(text: str, least: int, start: int) -> tuple[int, int]:
    """Return where the word before a number begins and ends: "s", "s.", "s. " or "s-"; nowhere when there is none."""
    end = start - (start > least and (text[start - 1].isspace() or text[start - 1] == "-"))
    end -= end > least and text[end - 1] == "."
    place = end
    while place > least and text[place - 1].isalpha():
        place -= 1
    whole = not place or not (text[place - 1].isalnum() or text[place - 1] in "'’_")
    return (place, end) if whole else (start, start)


def _kind_of(form: str, number: str, *, apart: bool) -> str:
    """Return which kind of thing a form and a number name; empty when none."""
    if not apart and form in _table().capitals:
        return _table().capitals[form]
    kind = _table().kinds.get(form.lower(), "")
    if number[0].isdigit():
        return kind
    if not apart or len(form) < SHORT_FORM:
        return ""
    return kind if number.lower() in _table().values or (len(number) == 1 and kind in _table().lettered) else ""


def _is_plural(form: str) -> bool:
    return len(form) > 1 and form.lower().endswith("s")


def _read_numbers(text: str, start: int, stop: int, *, several: bool) -> tuple[int, list[str]]:
    """Return the end and the numbers of what begins with a number: one, or all of "17, 20 and 47"."""
    numbers = [_table().values.get(text[start:stop].lower(), text[start:stop].lower())]
    while further := FURTHER.match(text, stop):
        after = DIGITS.match(text, further.end())
        if not after or not (several or "/" in further[0]):
            break
        numbers.append(after[0].lower())
        stop = after.end()
    return stop + text.startswith(("s", "S"), stop), numbers


def _both_years(match: re.Match[str]) -> str:
    first, last = match.groups()
    return f"{first} {first[:2]}{last} {last}" if int(last) == int(first[2:]) + 1 else match[0]
