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
    """Return the positions (in ``raw.lines``) of lines that are furniture, of those that do not say what they are."""
    if raw.marked_up:
        return frozenset()
    words = [raw.text[line.start : line.end] for line in raw.lines]
    running = find_running(_edges(raw, words))
    found = {index for index, line in enumerate(raw.lines) if _is_furniture(line, words[index], running=running)}
    found |= _contents_pages(raw, words)
    if not raw.laid_out:
        found |= _strays(raw, words)
    return frozenset(index for index in found if raw.lines[index].kind is None)


def find_running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the lines, digits made alike, that stand at the edges of many pages; ``pages`` are those of each."""
    seen = [{_alike(words) for words in lines} for lines in pages]
    found: set[str] = set()
    # Left and right pages may carry different headers.
    for some in (seen, seen[::2], seen[1::2]):
        counts = Counter(words for lines in some for words in lines)
        fewest = max(FEWEST_PAGES, len(some) * REPEATED_SHARE)
        found.update(words for words, count in counts.items() if count >= fewest)
    return frozenset(found)


def is_running(words: str, running: frozenset[str]) -> bool:
    """Say whether a line at the edge of a page is one of those that run through the pages, or a page number."""
    return _alike(words) in running or marks.PAGE_NUMBER.match(words) is not None


def _edges(raw: RawText, words: Sequence[str]) -> list[list[str]]:
    """Return the lines at the edges of each page."""
    edges: list[list[str]] = [[] for _ in raw.pages]
    for index, line in enumerate(raw.lines):
        if line.edge and line.page:
            edges[line.page - 1].append(words[index])
    return edges


def _contents_pages(raw: RawText, words: Sequence[str]) -> set[int]:
    """Return all lines of pages of contents."""
    found: set[int] = set()
    for page, members in groupby(range(len(words)), key=lambda i: raw.lines[i].page):
        positions = list(members)
        if page is not None and is_contents([words[i] for i in positions]):
            found.update(positions)
    return found


def is_contents(words: Sequence[str]) -> bool:
    """Say whether most lines of a page end in a page number and the numbers rise."""
    numbers = [int(m[1]) for line in words if (m := CONTENTS_LINE.search(line))]
    rising = sum(a <= b for a, b in pairwise(numbers))
    enough = len(numbers) >= max(FEWEST_ENTRIES, len(words) * ENTRIES_SHARE)
    return enough and rising >= (len(numbers) - 1) * RISING_SHARE


def _alike(text: str) -> str:
    return DIGITS.sub("#", text).strip().lower()


def _is_furniture(line: Line, words: str, *, running: frozenset[str]) -> bool:
    if line.edge and is_running(words, running):
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
