"""Turns lines into blocks: headings, paragraphs, list items and the parts of a letter.

A paragraph may be broken by blank lines, page breaks and furniture; its block holds one segment per unbroken run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median, multimode, quantiles

from ingest import marks
from ingest.documents import Block, BlockKind, Segment
from ingest.furniture import find_furniture
from ingest.lines import Line, RawText

PARAGRAPH_GAP = 1.35
LONG_LINE = 60
FULL_LINE_SHARE = 0.72
UNWRAPPED_LINE = 160
HEADING_WORDS = 18
HEADING_LETTERS = 120
HEADING_RATIO = 1.04
SAME_SIZE_RATIO = 1.06
SMALL_RATIO = 0.93
LIST_ITEM_WORDS = 90


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together, with the words they hold (spaces collapsed)."""

    lines: tuple[Line, ...]
    words: str
    furniture: bool = False
    mark: str = ""
    bullet: bool = False

    @property
    def first(self) -> Line:
        return self.lines[0]


@dataclass(frozen=True, slots=True)
class Look:
    """What is usual in a document: letter size (0: no layout), width of full lines in characters."""

    size: float
    width: float

    @classmethod
    def of(cls, raw: RawText) -> Look:
        """Measure a document, giving long lines more weight than short ones."""
        sizes = [line.size for line in raw.lines if line.end - line.start > LONG_LINE] or [0.0]
        lengths = [line.end - line.start for line in raw.lines]
        width = quantiles(lengths, n=10)[8] if len(lengths) > 1 else 0.0
        return cls(max(multimode(sizes)) if raw.laid_out else 0.0, width)


def find_blocks(raw: RawText, *, plain: bool = False) -> tuple[Block, ...]:
    """Return the blocks of a document in reading order; furniture keeps its place.

    ``plain`` text is known to be nothing but paragraphs: one for each line.
    """
    if plain:
        return tuple(Block(BlockKind.PARAGRAPH, (Segment(line.start, line.end, line.page),)) for line in raw.lines)
    look = Look.of(raw)
    groups = _grouped(raw, look)
    kinds = _letter_parts(groups)
    return tuple(_block(raw, groups, index, kinds.get(index), look=look) for index in range(len(groups)))


def _grouped(raw: RawText, look: Look) -> list[Group]:
    """Join lines into groups; furniture between two halves of a sentence comes before their group."""
    furniture = find_furniture(raw)
    groups: list[Group] = []
    current: Group | None = None
    waiting: list[Group] = []
    for index, line in enumerate(raw.lines):
        words = " ".join(raw.text[line.start : line.end].split())
        aside = index in furniture or (raw.laid_out and line.size < look.size * SMALL_RATIO)
        if aside:
            _add_aside(waiting, Group((line,), words, furniture=index in furniture), raw)
            continue
        if current and _continues(current, line, words, raw=raw, look=look):
            current = replace(current, lines=(*current.lines, line), words=f"{current.words} {words}")
            continue
        groups += [current, *waiting] if current else waiting
        waiting = []
        mark, bullet = _mark(words)
        current = Group((line,), words, mark=mark, bullet=bullet)
    return [*groups, *([current] if current else []), *waiting]


def _add_aside(waiting: list[Group], aside: Group, raw: RawText) -> None:
    """Keep furniture and footnotes; the lines of one footnote are one group."""
    starts_note = bool(aside.words[:1].isdigit())
    if waiting and not aside.furniture and not waiting[-1].furniture and raw.laid_out and not starts_note:
        last = waiting.pop()
        waiting.append(replace(last, lines=(*last.lines, *aside.lines), words=f"{last.words} {aside.words}"))
    else:
        waiting.append(aside)


def _mark(words: str) -> tuple[str, bool]:
    plain = words.lstrip("*_ ") if words.startswith("**") else words
    if bullet := marks.BULLET.match(plain):
        return bullet["mark"], True
    number = marks.NUMBER.match(plain)
    return (number["mark"], False) if number else ("", False)


def _continues(group: Group, line: Line, words: str, *, raw: RawText, look: Look) -> bool:
    """Say whether a line goes on with the paragraph before it."""
    before = group.lines[-1]
    if _mark(words)[0] and not _wrapped_number(group, words):
        return False
    if not _same_size(before, line) or (before.bold and not line.bold and not _is_full(before, look)):
        return False
    if _stands_alone(group.words) or _stands_alone(words):
        return False
    page_break = before.page != line.page
    if raw.laid_out and not page_break:
        return line.gap <= PARAGRAPH_GAP * max(1.0, line.size / look.size)
    ended = bool(marks.TERMINAL.search(group.words))
    if raw.laid_out:
        return not ended
    if _is_fully_bold(group.words) or _is_fully_bold(words) or group.words.isupper() != words.isupper():
        return False
    if group.bullet and line.gap > 1.0 and words[:1].isupper():
        return False
    goes_on = words[:1].islower() or _is_full(before, look) or group.words.count("(") > group.words.count(")")
    return goes_on and (not ended or (line.gap == 1.0 and _is_full(before, look)))


def _same_size(before: Line, line: Line) -> bool:
    """Say whether two lines are set alike; the bold cut of a font is a little taller than its plain cut."""
    return max(before.size, line.size) <= min(before.size, line.size) * SAME_SIZE_RATIO


def _wrapped_number(group: Group, words: str) -> bool:
    """A line that only happens to begin with a number, as in "section" / "47. This"."""
    return bool(group.words) and group.words.split()[-1].lower() in {"section", "sections", "part", "chapter", "article", "annex"}


def _stands_alone(words: str) -> bool:
    plain = words.strip("*_ ")
    found = (marks.SALUTATION, marks.CLOSING, marks.DATE_LINE, marks.CAPTION)
    return len(plain) < HEADING_LETTERS and any(pattern.match(plain) for pattern in found)


def _is_full(line: Line, look: Look) -> bool:
    """Say whether a line is as long as the lines around it; where paragraphs are one line each, whether it is long."""
    return line.end - line.start >= min(look.width, UNWRAPPED_LINE) * FULL_LINE_SHARE


def _is_fully_bold(words: str) -> bool:
    return len(words) > 4 and words.startswith("**") and words.endswith("**") and "**" not in words[2:-2]


def _letter_parts(groups: Sequence[Group]) -> dict[int, BlockKind]:
    """Type the groups that make a letter: its date, salutation, captions and what follows the closing."""
    kinds = _trailing_signature(groups)
    body = closing = False
    for index, group in enumerate(groups):
        plain = group.words.strip("*_ ")
        if group.furniture:
            kinds[index] = BlockKind.FURNITURE
        elif marks.CAPTION.match(plain) and not group.first.bold:
            kinds[index] = BlockKind.CAPTION
        elif marks.DATE_LINE.match(plain):
            kinds[index] = BlockKind.DATE_LINE
        elif marks.SALUTATION.match(plain):
            kinds[index], body = BlockKind.SALUTATION, True
        elif marks.CLOSING.match(plain):
            kinds[index], closing = BlockKind.SIGNATURE, True
        elif closing and (len(plain) > HEADING_LETTERS or group.mark or group.first.size):
            closing = False
        elif closing or (body and _signs(groups, index)):
            kinds[index] = BlockKind.SIGNATURE
    return kinds


def _trailing_signature(groups: Sequence[Group]) -> dict[int, BlockKind]:
    """Type the name and office at the very end of a letter."""
    kinds: dict[int, BlockKind] = {}
    if not _is_letter(groups):
        return kinds
    for index in range(len(groups) - 1, -1, -1):
        plain = groups[index].words.strip("*_ ,")
        if groups[index].furniture:
            continue
        if groups[index].mark or marks.TERMINAL.search(plain) or not (marks.ROLE.search(plain) or marks.PERSON_LINE.match(plain)):
            return kinds
        kinds[index] = BlockKind.SIGNATURE
    return kinds


def _signs(groups: Sequence[Group], index: int) -> bool:
    """A name on its own line, over a line that says an office: a signature without a closing phrase."""
    plain = groups[index].words.strip("*_ ,")
    following = next((g for g in groups[index + 1 :] if not g.furniture), None)
    is_name = bool(marks.PERSON_LINE.match(plain)) and not marks.ROLE.search(plain)
    return is_name and following is not None and len(following.words) < LONG_LINE and bool(marks.ROLE.search(following.words))


def _block(raw: RawText, groups: Sequence[Group], index: int, kind: BlockKind | None, *, look: Look) -> Block:
    group = groups[index]
    segments = tuple(_segments(raw.text, group.lines, [g for g in groups if g.furniture]))
    if kind is not None:
        return Block(kind, segments)
    if look.size and group.first.size < look.size * SMALL_RATIO:
        return Block(BlockKind.FOOTNOTE, segments, mark=group.mark)
    if _is_heading(groups, index, look):
        return Block(BlockKind.HEADING, segments, level=_level(group, look), mark=group.mark)
    if group.bullet or _is_list_number(groups, index):
        return Block(BlockKind.LIST_ITEM, segments, level=int(group.mark in marks.INNER_BULLETS), mark=group.mark)
    return Block(BlockKind.PARAGRAPH, segments, mark=group.mark)


def _segments(text: str, lines: Sequence[Line], furniture: Sequence[Group]) -> Iterator[Segment]:
    """Join lines with nothing but space between them, page by page."""
    start, end, page = lines[0].start, lines[0].end, lines[0].page
    for line in lines[1:]:
        if line.page == page and not text[end : line.start].strip():
            end = line.end
            continue
        yield Segment(start, end, page)
        start, end, page = line.start, line.end, line.page
    yield Segment(start, end, page)


def _is_heading(groups: Sequence[Group], index: int, look: Look) -> bool:
    group = groups[index]
    plain = group.words.strip("*_# ")
    count = len(plain.split())
    if group.bullet or not any(c.isalpha() for c in plain) or count > HEADING_WORDS * 2:
        return False
    if look.size:
        stands_out = min(line.size for line in group.lines) >= look.size * HEADING_RATIO
        return stands_out and (not plain.endswith((".", ";", ",")) or group.first.size > look.size * 1.2)
    if group.first.size or _is_fully_bold(group.words):
        return True
    return _reads_like_heading(groups, index, plain)


def _reads_like_heading(groups: Sequence[Group], index: int, plain: str) -> bool:
    """A short line without a full stop, after the beginning of a text and with something under it."""
    group = groups[index]
    following = next((g for g in groups[index + 1 :] if not g.furniture), None)
    if following is None or index == 0 or len(plain) > HEADING_LETTERS or len(plain.split()) > HEADING_WORDS:
        return False
    if marks.TERMINAL.search(plain) or plain.endswith(",") or "@" in plain or marks.BARE_URL.match(plain):
        return False
    if not any(marks.SALUTATION.match(g.words.strip("*_ ")) for g in groups[:index]) and _is_letter(groups):
        return False
    if group.mark and _numbers_run_on(groups, index):
        return False
    body = plain[len(group.mark) :].strip() if group.mark else plain
    return body[:1].isupper() or body[:1].isdigit()


def _is_letter(groups: Sequence[Group]) -> bool:
    return any(marks.SALUTATION.match(g.words.strip("*_ ")) for g in groups)


def _numbers_run_on(groups: Sequence[Group], index: int) -> bool:
    """Short numbered lines directly under each other are a list, not headings."""
    neighbours = [g for g in (groups[index - 1 : index] + list(groups[index + 1 : index + 2])) if not g.furniture]
    return any(g.mark and not g.bullet and len(g.words) < HEADING_LETTERS for g in neighbours)


def _level(group: Group, look: Look) -> int:
    if look.size:
        # Bigger letters stand higher; steps of a tenth of the body's size are apart enough to tell.
        return max(1, 9 - round((group.first.size / look.size - 1) * 10))
    if group.first.size:
        return int(7 - group.first.size)
    return 2 + group.mark.strip(".()").count(".") if group.mark else 1


def _is_list_number(groups: Sequence[Group], index: int) -> bool:
    """A numbered line belongs to a list when the run it stands in begins at the beginning and its items are short."""
    if not groups[index].mark:
        return False
    run = _run(groups, index)
    starts = run[0].mark.strip("().").lower() in {"1", "a", "i"}
    return starts and len(run) > 1 and median(len(g.words.split()) for g in run) <= LIST_ITEM_WORDS / 2 and all(
        len(g.words.split()) <= LIST_ITEM_WORDS for g in run
    )


def _run(groups: Sequence[Group], index: int) -> list[Group]:
    """Return the numbered groups around one, looking over furniture and bullets."""
    first = last = index
    while first > 0 and (groups[first - 1].mark or groups[first - 1].furniture):
        first -= 1
    while last + 1 < len(groups) and (groups[last + 1].mark or groups[last + 1].furniture):
        last += 1
    return [g for g in groups[first : last + 1] if g.mark and not g.bullet]
