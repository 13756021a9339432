"""Tells headings from other lines, and how high they stand."""

from __future__ import annotations

from collections.abc import Sequence

from ingest import marks
from ingest.grouping import SHORT_LINE, Group, Look, is_fully_bold, text_after

HEADING_WORDS = 18
HEADING_RATIO = 1.04
TITLE_RATIO = 1.2
SIZES_OF_MARKDOWN = 7


def is_heading(groups: Sequence[Group], index: int, *, look: Look, opening: int) -> bool:
    """Say whether a group is a heading: by its letters, by Markdown's signs, or by how it reads.

    ``opening`` is the position of what no unmarked heading stands before: a letter's salutation, a text's first line.
    """
    group = groups[index]
    plain = group.words.strip("*_# ")
    if group.bullet or not any(c.isalpha() for c in plain) or len(plain.split()) > HEADING_WORDS * 2:
        return False
    if look.size:
        stands_out = min(line.size for line in group.lines) >= look.size * HEADING_RATIO
        return stands_out and (not plain.endswith((".", ";", ",")) or group.first.size > look.size * TITLE_RATIO)
    if group.first.size or is_fully_bold(group.words):
        return True
    return index > opening and text_after(groups, index) is not None and _reads_like_heading(groups, index, plain)


def heading_level(group: Group, look: Look) -> int:
    """Return the depth of a heading; 1 is the top."""
    if look.size:
        # Bigger letters stand higher; steps of a tenth of the body's size are apart enough to tell.
        return max(1, 9 - round((group.first.size / look.size - 1) * 10))
    if group.first.size:
        return int(SIZES_OF_MARKDOWN - group.first.size)
    return 2 + group.mark.strip(".()").count(".") if group.mark else 1


def _reads_like_heading(groups: Sequence[Group], index: int, plain: str) -> bool:
    """Say whether words are short, begin like a heading and do not end like a sentence."""
    mark = groups[index].mark
    if len(plain) > SHORT_LINE or len(plain.split()) > HEADING_WORDS:
        return False
    if marks.TERMINAL.search(plain) or plain.endswith(",") or "@" in plain or marks.BARE_URL.match(plain):
        return False
    if mark and _numbers_run_on(groups, index):
        return False
    body = plain[len(mark) :].strip()
    return body[:1].isupper() or body[:1].isdigit()


def _numbers_run_on(groups: Sequence[Group], index: int) -> bool:
    """Say whether short numbered lines stand directly under each other: a list, not headings."""
    neighbours = [*groups[index - 1 : index], *groups[index + 1 : index + 2]]
    return any(g.mark and not g.bullet and not g.furniture and len(g.words) < SHORT_LINE for g in neighbours)
