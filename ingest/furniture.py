"""Finds what a page carries besides its text: running headers and footers, page numbers, stray characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

from ingest import marks
from ingest.lines import Line, RawText

DIGITS = re.compile(r"\d+")
REPEATED_SHARE = 0.4
FEWEST_PAGES = 3
CONTENTS_LINE = re.compile(r"[^\d\s]\s+(\d{1,4})$")
FEWEST_ENTRIES = 5
ENTRIES_SHARE = 0.6
RISING_SHARE = 0.9


def find_furniture(raw: RawText) -> frozenset[int]:
    """Return the positions (in ``raw.lines``) of lines that are furniture."""
    words = [raw.text[line.start : line.end] for line in raw.lines]
    running = _running_lines(raw, words)
    found = {index for index, line in enumerate(raw.lines) if _is_furniture(line, words[index], running=running)}
    found |= _contents_pages(raw, words)
    if not raw.laid_out:
        found |= _strays(raw, words)
    return frozenset(found)


def _running_lines(raw: RawText, words: Sequence[str]) -> frozenset[str]:
    """Return the lines, digits made alike, that stand at the edges of many pages."""
    pages = len(raw.pages)
    if pages < FEWEST_PAGES:
        return frozenset()
    seen = {(line.page, _alike(words[i])) for i, line in enumerate(raw.lines) if line.edge}
    counts = Counter(text for _, text in seen)
    return frozenset(text for text, count in counts.items() if count >= max(FEWEST_PAGES, pages * REPEATED_SHARE))


def _contents_pages(raw: RawText, words: Sequence[str]) -> set[int]:
    """Return all lines of pages on which most lines end in a page number and the numbers rise."""
    found: set[int] = set()
    for page, members in groupby(range(len(words)), key=lambda i: raw.lines[i].page):
        positions = list(members)
        numbers = [int(m[1]) for i in positions if (m := CONTENTS_LINE.search(words[i]))]
        rising = sum(a <= b for a, b in pairwise(numbers))
        enough = len(numbers) >= max(FEWEST_ENTRIES, len(positions) * ENTRIES_SHARE)
        if page is not None and enough and rising >= (len(numbers) - 1) * RISING_SHARE:
            found.update(positions)
    return found


def _alike(text: str) -> str:
    return DIGITS.sub("#", text).strip().lower()


def _is_furniture(line: Line, words: str, *, running: frozenset[str]) -> bool:
    if line.edge and (_alike(words) in running or marks.PAGE_NUMBER.match(words)):
        return True
    return bool(marks.CONTENTS_ENTRY.search(words))


def _strays(raw: RawText, words: Sequence[str]) -> set[int]:
    """Return page numbers, page-foot links and scan fragments that stand alone between blank lines."""
    found = set()
    for index, line in enumerate(raw.lines):
        alone = line.gap != 1.0 and (index + 1 == len(raw.lines) or raw.lines[index + 1].gap != 1.0)
        before = words[index - 1] if index else ""
        if marks.BARE_URL.match(words[index]):
            introduced = before.endswith(":")
            if not introduced:
                found.add(index)
        elif alone and (marks.PAGE_NUMBER.match(words[index]) or marks.STRAY.match(words[index])):
            found.add(index)
    return found
