"""Numbers as people write them, in digits or words, each in one form: "1,200" and "twelve hundred" are both "1200"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.rephrasing.tables import read_table

TEN, TWENTY = 10, 20
LARGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
DIGITS = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")


def is_number(word: str) -> bool:
    """Say whether a word, in small letters, is a number or a part of one."""
    return word in read_table().small or word in LARGE or DIGITS.fullmatch(word) is not None


def take_number(words: Sequence[str]) -> tuple[str, int]:
    """Return the number that words begin with, and how many of them it takes; the first one is a number.

    "two", "hundred", "and", "five" is ("205", 4). Digits with no word behind them stay as they are, zeros and all.
    """
    total, part, taken = Decimal(0), Decimal(0), 0
    while taken < len(words) and (taken == 0 or words[taken] in LARGE or _goes_on(words, taken)):
        word = words[taken]
        if word not in LARGE:
            part += _value(word)
        elif LARGE[word] == LARGE["hundred"]:
            part = (part or Decimal(1)) * LARGE[word]
        else:
            total, part = total + (part or Decimal(1)) * LARGE[word], Decimal(0)
        taken += 1
    if taken == 1 and words[0][0].isdigit():
        return words[0].replace(",", ""), 1
    return f"{(total + part).normalize():f}", taken


def _value(word: str) -> Decimal:
    return Decimal(0) if word == "and" else Decimal(read_table().small.get(word, word.replace(",", "")))


def _goes_on(words: Sequence[str], place: int) -> bool:
    """Say whether the word at a place goes on with the number before it: "twenty" "four", "hundred" "and" "five"."""
    small, before, word = read_table().small, words[place - 1], words[place]
    if word == "and":
        return before in LARGE and place + 1 < len(words) and words[place + 1] in small
    is_ten = small.get(before, 0) >= TWENTY
    return word in small and (before in (*LARGE, "and") or (is_ten and 0 < small[word] < TEN))
