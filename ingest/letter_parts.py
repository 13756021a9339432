"""Types the parts of a letter: its date, salutation, captions, and what follows the closing."""

from __future__ import annotations

from collections.abc import Sequence

from ingest import marks
from ingest.documents import BlockKind
from ingest.grouping import SHORT_LINE, Group, text_after
from ingest.letter_marks import OFFICE
from ingest.lines import LONG_LINE


def find_salutation(groups: Sequence[Group]) -> int | None:
    """Return the position of the group that greets somebody; None: this is no letter."""
    return next((index for index, group in enumerate(groups) if marks.SALUTATION.match(group.plain)), None)


def find_letter_parts(groups: Sequence[Group]) -> dict[int, BlockKind]:
    """Return the kinds of those groups that make a letter (by their positions), and of furniture and captions."""
    kinds = _trailing_signature(groups)
    body = closing = False
    for index, group in enumerate(groups):
        kind = _own_kind(group)
        if kind is not None:
            kinds[index] = kind
            body = body or kind is BlockKind.SALUTATION
            closing = closing or kind is BlockKind.SIGNATURE
        elif closing and _ends_signature(group):
            closing = False
        elif closing or (body and _signs(groups, index)) or _stands_by_signature(groups, index):
            kinds[index] = BlockKind.SIGNATURE
        elif kinds.get(index - 1) is BlockKind.SIGNATURE and _is_office(group):
            # The office stands under a name that no closing phrase stands above.
            kinds[index] = BlockKind.SIGNATURE
    return kinds


def _ends_signature(group: Group) -> bool:
    """Say whether a group after the closing is no name or office: a long one, an item, a heading, an annex's title."""
    return len(group.plain) > SHORT_LINE or bool(group.mark or group.first.size or marks.ANNEX.match(group.plain))


def _own_kind(group: Group) -> BlockKind | None:
    """Return the kind that a group has by its own words."""
    if group.furniture or not any(character.isalnum() for character in group.words):
        return BlockKind.FURNITURE
    if marks.CAPTION.match(group.plain) and not group.first.bold:
        return BlockKind.CAPTION
    signs = (
        (marks.DATE_LINE, BlockKind.DATE_LINE),
        (marks.SALUTATION, BlockKind.SALUTATION),
        (marks.CLOSING, BlockKind.SIGNATURE),
    )
    if marks.CLOSED_BY_NAME.match(group.plain) and len(group.plain) <= SHORT_LINE:
        return BlockKind.SIGNATURE
    return next((kind for pattern, kind in signs if pattern.match(group.plain)), None)


def _trailing_signature(groups: Sequence[Group]) -> dict[int, BlockKind]:
    """Type the name and office at the very end of a letter."""
    kinds: dict[int, BlockKind] = {}
    if find_salutation(groups) is None:
        return kinds
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if group.furniture:
            continue
        if group.mark or marks.ANNEX.match(group.plain) or not _names_person_or_office(group.words.strip("*_ ,")):
            return kinds
        kinds[index] = BlockKind.SIGNATURE
    return kinds


def _names_person_or_office(words: str) -> bool:
    return not marks.TERMINAL.search(words) and bool(marks.ROLE.search(words) or marks.PERSON_LINE.match(words))


def _stands_by_signature(groups: Sequence[Group], index: int) -> bool:
    """Say whether a name, with an office or without, stands next to the picture of a signature."""
    name = groups[index].plain.split(",")[0]
    if len(groups[index].plain) > LONG_LINE or not marks.PERSON_LINE.match(name):
        return False
    beside = (groups[i] for i in (index - 1, index + 1) if 0 <= i < len(groups))
    return any(marks.CAPTION.match(group.plain) and "signature" in group.words.lower() for group in beside)


def _is_office(group: Group) -> bool:
    """Say whether a line under a name begins with an office, and so belongs to the signature."""
    plain = not (group.mark or group.first.size or marks.TERMINAL.search(group.plain))
    return plain and len(group.plain) <= SHORT_LINE and OFFICE.match(group.plain) is not None


def _signs(groups: Sequence[Group], index: int) -> bool:
    """Say whether a name stands over a line that says an office: a signature without a closing phrase."""
    words = groups[index].words.strip("*_ ,")
    if not marks.PERSON_LINE.match(words) or marks.ROLE.search(words):
        return False
    following = text_after(groups, index)
    return following is not None and len(following.words) < LONG_LINE and bool(marks.ROLE.search(following.words))
