"""Finds tables whose columns are not ruled: words in columns between lines across, or under a caption."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

from ingest.pdf_table_captions import is_caption
from ingest.pdf_table_grids import make_draft, merge_rules
from ingest.pdf_table_gutters import part_columns
from ingest.pdf_table_shapes import Box, Draft, Sheet, Word, make_lines, surround

GAP = 0.7
"""Words this far apart, in heights of a letter, on every line stand in different columns."""
SAME = 3.0
FEWEST_RULES, FEWEST_LINES = 3, 3
APART = 1.25
FAR = 2.5
LIST_MARK = re.compile(r"[•●▪◦○·–—*o-]|\(?\w{1,4}[.)]|\d{1,3}(\.\d{1,3})*")

Band = list[list[Word]]
Gap = tuple[float, float]
Span = tuple[float, float, float]
"""A line across: where it begins, where it ends, and how far from the top it is."""


def find_partly_ruled(sheet: Sheet, taken: Sequence[Box]) -> list[Draft]:
    """Return the tables that have lines across only, outside of the boxes that are taken."""
    words = [word for word in sheet.words if not any(box.holds(word.box) for box in taken)]
    drafts = []
    for stack in _stacks(sheet, taken):
        places = _with_ends(stack, words)
        boxes = [Box(left, top, right, bottom) for (left, right, top), (_, _, bottom) in pairwise(places)]
        bands = [(box, make_lines([word for word in words if box.holds(word.box)])) for box in boxes]
        drafts += [draft for run in _runs(bands) if (draft := _draft_bands(*run)) is not None]
    return drafts


def find_captioned(sheet: Sheet, taken: Sequence[Box]) -> list[Draft]:
    """Return the tables that have no lines and stand under a caption."""
    words = [word for word in sheet.words if not any(box.holds(word.box) for box in taken)]
    parts = [make_lines(part) for part in part_columns(words, height=sheet.height)]
    return [draft for lines in parts for below in _under_captions(lines) if (draft := _draft_bands([below], []))]


def _under_captions(lines: Sequence[list[Word]]) -> Iterable[Band]:
    heads = [place for place, line in enumerate(lines) if is_caption(line)]
    for head, following in pairwise([*heads, len(lines)]):
        below = _below(lines[head:following])
        if len(below) >= FEWEST_LINES:
            yield below


def _stacks(sheet: Sheet, taken: Sequence[Box]) -> Iterable[list[Span]]:
    """Return lines across that begin and end at the same places: (left, right, height) of each, from the top."""
    edges = [edge for edge in merge_rules(sheet.rules) if edge["orientation"] == "h"]
    spans = [(edge["x0"], edge["x1"], edge["top"]) for edge in edges]
    spans += [
        (shade.box.left, shade.box.right, height)
        for shade in sheet.shades
        for height in (shade.box.top, shade.box.bottom)
    ]
    free = [span for span in spans if not any(box.holds(Box(span[0], span[2], span[1], span[2])) for box in taken)]
    for _, alike in groupby(sorted(free, key=_ends), key=_ends):
        stack: list[Span] = []
        for span in sorted(alike, key=lambda span: span[2]):
            if not stack or span[2] - stack[-1][2] > SAME:
                stack.append(span)
        if len(stack) >= FEWEST_RULES:
            yield stack


def _with_ends(stack: list[Span], words: Sequence[Word]) -> list[Span]:
    """Return the lines with one more above and below, where a row in columns stands outside the first or the last."""
    inside = [word for word in words if Box(stack[0][0], stack[0][2], stack[0][1], stack[-1][2]).holds(word.box)]
    deep = max(below[2] - above[2] for above, below in pairwise(stack))
    gaps = _gaps([inside])
    for end, step in ((0, -deep), (-1, deep)):
        left, right, height = stack[end]
        outside = Box(left, min(height, height + step), right, max(height, height + step))
        lines = make_lines([word for word in words if outside.holds(word.box)])
        together = gaps and lines and len(_gaps([inside, *lines])) == len(gaps)
        if together and all(len(_parts(line, gaps)) > 1 for line in lines):
            stack = [(left, right, height + step), *stack] if end == 0 else [*stack, (left, right, height + step)]
    return stack


def _ends(span: Span) -> tuple[int, int]:
    return round(span[0] / SAME), round(span[1] / SAME)


def _runs(bands: Sequence[tuple[Box, Band]]) -> Iterable[tuple[list[Band], list[Box]]]:
    """Return neighbouring bands that have words and no caption, and between which lines they stand."""
    for good, run in groupby(bands, key=lambda band: bool(band[1]) and not any(map(is_caption, band[1]))):
        if good:
            boxes, found = zip(*run, strict=True)
            yield list(found), list(boxes)


def _below(lines: Sequence[list[Word]]) -> Band:
    """Return the lines under a caption, as far as they leave room between columns and stand close together."""
    found: Band = []
    pitches: list[float] = []
    for above, line in pairwise(lines):
        pitch = line[0].box.middle[1] - above[0].box.middle[1]
        if len(found) > 1 and pitch > FAR * median(pitches):
            break
        if found and not _gaps([*found, line]):
            if len(found) == 1 and not _gaps(found):
                found.clear()  # the caption goes on in a second line
            else:
                break
        found.append(line)
        pitches.append(pitch)
    while found and len(_parts(found[-1], _gaps(found))) == 1:
        found.pop()
    return found


def _draft_bands(bands: Sequence[Band], boxes: Sequence[Box]) -> Draft | None:
    """Return a table of bands of words (and between which rules they stand); None where there are no columns."""
    body = bands[1:] if len(bands) > 1 else bands
    gaps = _gaps([line for band in body for line in band])
    if not gaps:
        return None
    rows = [row for place, band in enumerate(bands) for row in _split(band, gaps, own=_is_row(bands, place, gaps))]
    around = surround([*boxes, *(word.box for row in rows for line in row for word in line)])
    filled: dict[tuple[int, int], list[Word]] = {}
    for number, row in enumerate(rows):
        for line in row:
            for column, words in _parts(line, gaps).items():
                filled.setdefault((number, column), []).extend(words)
    tops = [min(word.box.top for line in row for word in line) for row in rows]
    columns = [around.left, *((start + end) / 2 for start, end in gaps), around.right]
    draft = make_draft(around, ([*tops, around.bottom], columns), filled)
    if draft is None or len(rows) < 2 or _is_list(draft):  # noqa: PLR2004  one row is a line with tabs
        return None
    return replace(draft, headed=1 < len(bands) < len(rows))


def _is_row(bands: Sequence[Band], place: int, gaps: Sequence[Gap]) -> bool:
    """Return whether a band between two rules is one row: a head is, and every band where there are many."""
    if len(bands) == 1 or (len(bands) < FEWEST_RULES and place == 1):
        return False
    starting = sum(0 in _parts(line, gaps) for line in bands[place])
    body = len(bands) == FEWEST_RULES and place == 1 and starting >= FEWEST_LINES and 2 * starting > len(bands[place])
    return not body


def _is_list(draft: Draft) -> bool:
    """Return whether the first of two columns holds nothing but bullets or numbers of a list."""
    first = [row[0] for row in draft.rows if row[0]]
    return len(draft.rows[0]) == 2 and all(LIST_MARK.fullmatch(text) for text in first)  # noqa: PLR2004


def _gaps(lines: Band) -> list[Gap]:
    """Return where no line has words, between those that have: wide enough to part columns."""
    words = [word for line in lines for word in line]
    if not words:
        return []
    width = GAP * median(word.box.bottom - word.box.top for word in words)
    gaps, reached = [], min(word.box.left for word in words)
    for word in sorted(words, key=lambda word: word.box.left):
        if word.box.left - reached >= width:
            gaps.append((reached, word.box.left))
        reached = max(reached, word.box.right)
    return gaps


def _parts(line: Sequence[Word], gaps: Sequence[Gap]) -> dict[int, list[Word]]:
    """Return the words of a line by column; words that run on over a gap stay in the column where they begin."""
    parts: dict[int, list[Word]] = {}
    column, reached = 0, float("-inf")
    for word in line:
        if word.box.left - reached > 0.5 * (word.box.bottom - word.box.top):
            column = sum(word.box.middle[0] > (start + end) / 2 for start, end in gaps)
        parts.setdefault(column, []).append(word)
        reached = word.box.right
    return parts


def _split(band: Band, gaps: Sequence[Gap], *, own: bool) -> list[Band]:
    """Return the rows of a band of lines, which can be one row of its ``own``."""
    parts = [_parts(line, gaps) for line in band]
    if own or len(band) < 2:  # noqa: PLR2004
        return [band]
    if all(len(part) == len(gaps) + 1 for part in parts):
        return [[line] for line in band]
    pitches = [b[0].box.middle[1] - a[0].box.middle[1] for a, b in pairwise(band)]
    apart = [pitch > APART * min(pitches) for pitch in pitches]
    if not any(apart):
        apart = [0 in part for part in parts[1:]]
    rows: list[Band] = [[band[0]]]
    for line, starts in zip(band[1:], apart, strict=True):
        if starts:
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows
