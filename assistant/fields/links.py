"""Reads lists that say who is linked with which place, such as "Northmere – Oswin Mockford", by their form alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.fields.phrases import phrases
from ingest.documents import BlockKind, Segment
from ingest.letter_marks import PERSON, TITLED
from ingest.marks import BULLET, NUMBER
from vectorstore.publications import Publication, StoredSentence

FEWEST = 2
"""A list has so many entries at least."""
APART = re.compile(r"\s+[–—-]+\s+|\s*:\s+|\t+")
"""What stands between a place and a person."""
AND = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")
LONGEST = 90
ROW = re.compile(rf"^[^\S\n]*\S[^\n]{{1,{LONGEST}}}?(?:\s[–—-]+\s|:\s|\t)[^\n]*[A-Z]", re.MULTILINE)
ENTRY_KINDS = (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.PARAGRAPH)


@dataclass(frozen=True, slots=True)
class Link:
    """One entry: a place, who is linked with it, and where that stands."""

    place: str
    people: tuple[str, ...]
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class LinkList:
    """A list of links: the publication and the headings it stands under, the line above it, its entries in order."""

    publication: Publication
    section: tuple[str, ...]
    lead: tuple[Segment, ...]
    links: tuple[Link, ...]


def may_hold_links(text: str) -> bool:
    """Say whether a verbatim text has lines in the form of entries: a quick look, which may only say so too often."""
    return len(ROW.findall(text)) >= FEWEST


def read_links(
    publication: Publication, sentences: Sequence[StoredSentence], *, text: str = ""
) -> tuple[LinkList, ...]:
    """Return the lists of links in a publication: under a heading or a line that speaks of links or regions.

    ``text`` is its verbatim text: the cells of a table are parted there alone.
    """
    sentences = [_with_cells(one, text) for one in sentences]
    found = []
    for _, rows in groupby(sentences, key=lambda one: (one.kind, one.section_path, one.lead_in)):
        own = list(rows)
        if own[0].kind not in ENTRY_KINDS or not _is_headed(own[0], sentences):
            continue
        links = _read_rows(own)
        if links:
            above = own[0].lead_in if own[0].lead_in is not None else links[0][0].ordinal - 1
            lead = sentences[above].segments if 0 <= above < len(sentences) else ()
            told = tuple(link for _, link in links)
            found.append(LinkList(publication, own[0].section_path, lead, told))
    return tuple(found)


def _with_cells(row: StoredSentence, text: str) -> StoredSentence:
    """Return a row of a table with its cells parted by tabs, and anything else as it is."""
    if row.kind is not BlockKind.TABLE_ROW or len(row.segments) != 1:
        return row
    cells = text[row.segments[0].start : row.segments[0].end].split("\t")
    return replace(row, text="\t".join(" ".join(cell.split()) for cell in cells)) if len(cells) > 1 else row


def _is_headed(row: StoredSentence, sentences: Sequence[StoredSentence]) -> bool:
    lead = sentences[row.lead_in].text if row.lead_in is not None else ""
    return bool(phrases().links.headed.search(" ".join((*row.section_path, lead))))


def _read_rows(rows: Sequence[StoredSentence]) -> list[tuple[StoredSentence, Link]]:
    """Return the links of the longest run of rows that all have the form of an entry."""
    runs = [list(some) for fits, some in groupby(rows, key=lambda row: _halves(row) is not None) if fits]
    best = max(runs, key=len, default=[])
    if len(best) < FEWEST:
        return []
    pairs = [half for half in map(_halves, best) if half]
    turned = _is_turned(pairs)
    if turned is None:
        return []
    return [(row, _link(row, pair[::-1] if turned else pair)) for row, pair in zip(best, pairs, strict=True)]


def _halves(row: StoredSentence) -> tuple[str, str] | None:
    """Return both sides of an entry; None when a row is no entry."""
    text = _without_mark(row.text)
    sides = APART.split(text)
    if len(sides) != 2 or len(text) > LONGEST:  # noqa: PLR2004  two sides
        return None
    one, other = (BRACKETS.sub("", side).strip(" .,;*") for side in sides)
    return (one, other) if one and other and (_are_people(one) or _are_people(other)) else None


def _without_mark(text: str) -> str:
    mark = BULLET.match(text) or NUMBER.match(text)
    return text[mark.end() :] if mark else text


def _are_people(side: str) -> bool:
    return all(PERSON.fullmatch(one) for one in AND.split(side))


def _is_turned(pairs: Sequence[tuple[str, str]]) -> bool | None:
    """Say whether people come first; None when it cannot be told on which side they are."""
    places = phrases().links.places
    weights = [0, 0]
    for pair in pairs:
        for side, words in enumerate(pair):
            weights[side] += bool(places.search(words)) + (not _are_people(words)) - bool(TITLED.match(words))
    if weights[0] == weights[1]:
        return None
    return weights[1] > weights[0]


def _link(row: StoredSentence, pair: tuple[str, str]) -> Link:
    place, people = pair
    return Link(place, tuple(AND.split(people)), _unmarked(row))


def _unmarked(row: StoredSentence) -> tuple[Segment, ...]:
    """Return the segments of a row without its bullet, which is no part of what it says."""
    mark = BULLET.match(row.text) or NUMBER.match(row.text)
    first, *rest = row.segments
    # A mark of the cleaned text is as long in the verbatim one, or the citation would not be proved.
    start = first.start + mark.end() if mark else first.start
    return (Segment(start, first.end, first.page), *rest) if start < first.end else row.segments


def people_of(links: Sequence[Link]) -> Iterator[str]:
    """Yield everybody in a list of links, each once, in its order."""
    yield from dict.fromkeys(person for link in links for person in link.people)
