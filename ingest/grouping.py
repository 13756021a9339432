"""Groups lines that belong together: those of one paragraph, one list item, one footnote.

A paragraph may be broken by blank lines, page breaks and furniture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest import marks
from ingest.documents import BlockKind
from ingest.furniture import find_furniture
from ingest.lines import LONG_LINE, Line, RawText
from ingest.looks import Look

PARAGRAPH_GAP = 1.35
SHORT_LINE = 120
SAME_SIZE_RATIO = 1.06
HANGING = 2.0
NEXT_COLUMN = -1.0
BOLD_SIGNS = len("****")


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together, with the words they hold (spaces collapsed)."""

    lines: tuple[Line, ...]
    words: str
    furniture: bool = False
    mark: str = ""
    bullet: bool = False

    @property
    def kind(self) -> BlockKind | None:
        """The kind that the source gives it; None: it says nothing."""
        return self.lines[0].kind

    @property
    def first(self) -> Line:
        """The line that the group begins with."""
        return self.lines[0]

    @property
    def plain(self) -> str:
        """The words without the signs of bold and italic text around them."""
        return self.words.strip("*_ ")


def group_lines(raw: RawText, look: Look) -> list[Group]:
    """Join lines into groups; furniture and notes between two halves of a sentence come after its group."""
    furniture = find_furniture(raw)
    groups: list[Group] = []
    current: Group | None = None
    waiting: list[Group] = []
    for index, line in enumerate(raw.lines):
        words = " ".join(raw.text[line.start : line.end].split())
        if _is_aside(line, words, raw=raw, look=look) or index in furniture:
            before = raw.lines[index - 1] if index else None
            off = index in furniture or line.kind is BlockKind.FURNITURE
            aside = Group((line,), words, furniture=off, mark=line.mark)
            _add_aside(waiting, aside, before=before, laid_out=raw.laid_out)
        elif current and _continues(current, line, words, raw=raw, look=look):
            current = replace(current, lines=(*current.lines, line), words=f"{current.words} {words}")
        else:
            groups += [current, *waiting] if current else waiting
            waiting = []
            mark, bullet = (line.mark, False) if line.kind else _read_mark(words)
            current = Group((line,), words, mark=mark, bullet=bullet)
    return [*groups, *([current] if current else []), *waiting]


def text_after(groups: Sequence[Group], index: int) -> Group | None:
    """Return the next group that is no furniture."""
    return next((group for group in groups[index + 1 :] if not group.furniture), None)


def is_fully_bold(words: str) -> bool:
    """Say whether Markdown's signs of bold text stand around all the words."""
    return len(words) > BOLD_SIGNS and words.startswith("**") and words.endswith("**") and "**" not in words[2:-2]


def _is_aside(line: Line, words: str, *, raw: RawText, look: Look) -> bool:
    """Say whether a line stands beside the text: furniture, or a note that may interrupt a sentence."""
    if line.kind or raw.marked_up:
        return line.kind in (BlockKind.FURNITURE, BlockKind.FOOTNOTE)
    return raw.laid_out and look.is_small(line) and not _stands_alone(words)


def _add_aside(waiting: list[Group], aside: Group, *, before: Line | None, laid_out: bool) -> None:
    """Keep furniture and footnotes; the lines of one footnote, right under each other, are one group."""
    if laid_out and aside.kind is BlockKind.FOOTNOTE and not aside.mark:
        _go_on(waiting, aside)
        return
    follows = bool(waiting) and not waiting[-1].furniture and waiting[-1].lines[-1] is before and not aside.kind
    if follows and not aside.furniture and not aside.words[0].isdigit():
        last = waiting.pop()
        waiting.append(replace(last, lines=(*last.lines, *aside.lines), words=f"{last.words} {aside.words}"))
    else:
        waiting.append(aside)


def _go_on(waiting: list[Group], aside: Group) -> None:
    """Keep the rest of a footnote, which has no mark, with its beginning on the page before."""
    place = next((i for i in reversed(range(len(waiting))) if not waiting[i].furniture), None)
    if place is None or waiting[place].kind is not BlockKind.FOOTNOTE:
        waiting.append(aside)
        return
    begun = waiting[place]
    waiting[place] = replace(begun, lines=(*begun.lines, *aside.lines), words=f"{begun.words} {aside.words}")


def _read_mark(words: str) -> tuple[str, bool]:
    """Return the bullet or number that words begin with, and whether it is a bullet."""
    plain = words.lstrip("*_ ") if words.startswith("**") else words
    if bullet := marks.BULLET.match(plain):
        return bullet["mark"], True
    number = marks.NUMBER.match(plain)
    return (number["mark"], False) if number else ("", False)


def _continues(group: Group, line: Line, words: str, *, raw: RawText, look: Look) -> bool:
    """Say whether a line goes on with the paragraph before it."""
    if raw.marked_up or line.kind or group.kind or _begins_anew(group, line, words, look=look):
        return False
    if not raw.laid_out:
        return _runs_on(group, line, words, look=look)
    if group.lines[-1].page == line.page and line.gap > NEXT_COLUMN:
        return line.gap <= PARAGRAPH_GAP * (max(1.0, line.size / look.size) if look.size else 1.0)
    return not _has_ended(group)


def _begins_anew(group: Group, line: Line, words: str, *, look: Look) -> bool:
    """Say whether a line cannot go on with the lines before it, however close it stands."""
    before = group.lines[-1]
    if _read_mark(words)[0] and not _refers_to_number(group):
        return True
    if not _same_size(before, line) or (before.bold and not line.bold and not look.is_full(before)):
        return True
    if group.bullet and line.left < group.first.left - HANGING and not words[0].islower():
        return True
    return _stands_alone(group.words) or _stands_alone(words)


def _runs_on(group: Group, line: Line, words: str, *, look: Look) -> bool:
    """Say whether a line of plain text goes on with the paragraph before it, also over blank lines."""
    if is_fully_bold(group.words) or is_fully_bold(words) or group.words.isupper() != words.isupper():
        return False
    if group.bullet and line.gap > 1.0 and words[:1].isupper():
        return False
    full = look.is_full(group.lines[-1])
    goes_on = words[:1].islower() or full or _is_unfinished(group)
    return goes_on and (not _has_ended(group) or (line.gap == 1.0 and full))


def _is_unfinished(group: Group) -> bool:
    """Say whether words must follow: a bracket is open, or a line that is too long for a heading ends in "of the"."""
    if group.words.count("(") > group.words.count(")"):
        return True
    last = group.words[-LONG_LINE:]
    return len(last) == LONG_LINE and marks.UNFINISHED.search(last) is not None


def _has_ended(group: Group) -> bool:
    """Say whether a group ends like a sentence; a paragraph may be a whole book, so only its end is looked at."""
    return bool(marks.TERMINAL.search(group.words, max(0, len(group.words) - LONG_LINE)))


def _same_size(before: Line, line: Line) -> bool:
    """Say whether two lines are set alike; the bold cut of a font is a little taller than its plain cut."""
    return max(before.size, line.size) <= min(before.size, line.size) * SAME_SIZE_RATIO


def _refers_to_number(group: Group) -> bool:
    """Say whether the number after a group belongs to its sentence, as in "section" / "47. This"."""
    return group.words.rsplit(" ", maxsplit=1)[-1].lower() in marks.NUMBERED_THINGS


def _stands_alone(words: str) -> bool:
    """Say whether a line is a salutation, a closing, a date or a caption."""
    plain = words.strip("*_ ")
    found = (marks.SALUTATION, marks.CLOSING, marks.DATE_LINE, marks.CAPTION)
    return len(plain) < SHORT_LINE and any(pattern.match(plain) for pattern in found)
