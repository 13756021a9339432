"""Finds the number printed on each page: as the file states it, or else as the edges of the pages show it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.numerals import print_number

NUMBER = re.compile(r"(?<![\w.])\d{1,4}(?![\w.])")
ROMAN = {print_number(number, "lowerRoman"): number for number in range(1, 100)}
FEWEST_PAGES = 3
SHARE = 0.5

Numbers = dict[str, int]


def find_labels(stated: Sequence[str], edges: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the printed number of each page ("": none).

    ``stated`` are the labels in the file, ``edges`` the words of the lines at the edges of each page. Numbers count
    when they rise with the pages: on half of all pages, or in Roman numerals on three.
    """
    if any(stated):
        return tuple(stated)
    arabic = _rising([_arabic(lines) for lines in edges], fewest=max(FEWEST_PAGES, len(edges) * SHARE))
    roman = _rising([_roman(lines) for lines in edges], fewest=FEWEST_PAGES)
    return tuple(one or other for one, other in zip(arabic, roman, strict=True))


def _arabic(lines: Sequence[str]) -> Numbers:
    return {number: int(number) for words in lines for number in NUMBER.findall(words)}


def _roman(lines: Sequence[str]) -> Numbers:
    return {words: ROMAN[words.lower()] for words in lines if words.lower() in ROMAN}


def _rising(pages: Sequence[Numbers], *, fewest: float) -> list[str]:
    """Return the numbers that are as far from the count of pages as most are; none if those are too few."""
    steps = Counter(step for page, found in enumerate(pages) for step in {n - page for n in found.values()})
    step, count = max(steps.items(), key=lambda one: one[1], default=(0, 0))
    if count < fewest:
        return [""] * len(pages)
    return [next((words for words, n in found.items() if n - page == step), "") for page, found in enumerate(pages)]
