"""Finds what follows a letter under titles of its own, and takes terms of reference apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest import marks
from ingest.documents import Annex, BlockKind, Said
from ingest.letter_layout import SILENT, Layout
from ingest.letter_parties import panel
from ingest.letter_terms import read_terms
from ingest.letter_words import Words

TERMS_OF_REFERENCE = "terms_of_reference"
TERMS = re.compile(r"\bterms of reference\b", re.IGNORECASE)
BARE = re.compile(r"(?:annexe?|appendix|schedule)(?:\s+[A-Z\d]{1,3})?[\s.:–-]*$", re.IGNORECASE)
NUMBERED = re.compile(r"(?:annexe?|appendix|schedule)\b", re.IGNORECASE)
PAGE_OR_DATE = (*SILENT, BlockKind.DATE_LINE)


def read_annexes(words: Words, layout: Layout) -> tuple[Annex, ...]:
    """Return the annexes of a letter; what follows the signature without a title is none."""
    found = []
    for first, last in _stretches(words, layout):
        titles = _titles(words, first, last)
        title = words.said([s for i in titles for s in words.reading.blocks[i].segments]) if titles else None
        if title and titles[-1] < last:
            found.append(_annex(words, title, first=first, last=last, begin=titles[-1] + 1))
    return tuple(found)


def _annex(words: Words, title: Said, *, first: int, last: int, begin: int) -> Annex:
    inside = [i for i in range(begin, last + 1) if words.reading.blocks[i].kind not in SILENT]
    terms = read_terms(words, inside)
    if not TERMS.search(title.text):
        # An annex may be titled by its review alone; what it holds then says what it is.
        whole = terms.questions and terms.enquiries
        if not whole:
            return Annex("annex", title, first, last)
    return Annex(TERMS_OF_REFERENCE, title, first, last, terms.questions, terms.enquiries, terms.exclusions)


def _stretches(words: Words, layout: Layout) -> Iterator[tuple[int, int]]:
    """Yield the first and last ordinal of each annex."""
    after = [i for i in layout.after if words.reading.blocks[i].kind not in SILENT]
    titled = [i for i in after if marks.ANNEX.match(words.text(i)) and _is_title(words, i)]
    under = {after[after.index(i) + 1] for i in titled if i != after[-1] and BARE.match(words.text(i))}
    starts = [i for i in titled if i not in under or NUMBERED.match(words.text(i))]
    opening = next((i for i in after if words.reading.blocks[i].kind is BlockKind.HEADING), None)
    if opening is not None and (not starts or opening < starts[0]):
        # The Panel's name above the first annex belongs to it.
        starts = [opening, *starts[int(_is_above(words, opening, starts)) :]]
    ends = [*(start - 1 for start in starts[1:]), after[-1] if after else 0]
    yield from zip(starts, ends, strict=False)


def _is_above(words: Words, opening: int, starts: Sequence[int]) -> bool:
    """Say whether nothing but the Panel's name stands between the first heading and the first titled annex."""
    above = range(opening, starts[0]) if starts else ()
    return bool(above) and all(
        words.reading.blocks[i].kind in PAGE_OR_DATE or _is_letterhead(words.text(i)) for i in above
    )


def _is_title(words: Words, ordinal: int) -> bool:
    block = words.reading.blocks[ordinal]
    return block.kind is BlockKind.HEADING or not marks.TERMINAL.search(words.text(ordinal))


def _titles(words: Words, first: int, last: int) -> list[int]:
    """Return the blocks that hold the title: the first heading that is no letterhead; two where one says "Annex A"."""
    headings = [i for i in range(first, last + 1) if words.reading.blocks[i].kind not in PAGE_OR_DATE]
    while headings and _is_letterhead(words.text(headings[0])):
        headings = headings[1:]
    if len(headings) > 1 and BARE.match(words.text(headings[0])) and _may_be_title(words, headings[1]):
        return headings[:2]
    return headings[:1]


def _may_be_title(words: Words, ordinal: int) -> bool:
    heading = words.reading.blocks[ordinal].kind is BlockKind.HEADING
    return heading or (len(words.text(ordinal)) < marks.LONGEST_TITLE and _is_title(words, ordinal))


def _is_letterhead(text: str) -> bool:
    """Say whether a line is nothing but the Panel's name."""
    found = panel().search(text)
    return bool(found and not text[found.end() :].strip() and len(text[: found.start()].split()) <= 1)
