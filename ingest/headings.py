"""Tells headings from other lines, and how high they stand."""

from __future__ import annotations

from collections.abc import Sequence

from ingest import marks
from ingest.grouping import PARAGRAPH_GAP, SHORT_LINE, Group, is_fully_bold, text_after
from ingest.looks import Look

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
        if not stands_out:
            return _stands_out_by_weight(groups, index, look)
        return not plain.endswith((".", ";", ",")) or group.first.size > look.size * TITLE_RATIO
    if group.first.size or is_fully_bold(group.words):
        return True
    return index > opening and text_after(groups, index) is not None and _reads_like_heading(groups, index, plain)


def heading_level(group: Group, look: Look) -> int:
    """Return the depth of a heading; 1 is the top."""
    if look.levels:
        return _level_among(group, look)
    if look.size:
        # Bigger letters stand higher; steps of a tenth of the body's size are apart enough to tell.
        return max(1, 9 - round((group.first.size / look.size - 1) * 10))
    if group.first.size:
        return int(SIZES_OF_MARKDOWN - group.first.size)
    return 2 + group.mark.strip(".()").count(".") if group.mark else 1


def _level_among(group: Group, look: Look) -> int:
    """Return the level of the headings that look the same and say it, or one under those that stand out more."""
    own = (group.first.size, group.first.bold)
    same = [level for size, bold, level in look.levels if (size, bold) == own]
    more = [level for size, bold, level in look.levels if (size, bold) > own]
    return same[0] if same else max(more, default=0) + 1


def _stands_out_by_weight(groups: Sequence[Group], index: int, look: Look) -> bool:
    """Say whether a group is bold, stands apart from the text before it, and heads text that is not bold."""
    group = groups[index]
    after = text_after(groups, index)
    if after is None or look.is_small(group.first) or not all(line.bold for line in group.lines):
        return False
    if group.plain.endswith((".", ";", ",", ":")) or all(line.bold for line in after.lines):
        return False
    before = next((other for other in reversed(groups[:index]) if not other.furniture), None)
    same_page = before is not None and before.lines[-1].page == group.first.page
    return not same_page or group.first.gap > PARAGRAPH_GAP


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
