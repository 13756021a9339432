from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest

from ingest.documents import Block, BlockKind, Note
from ingest.lines import RawText
from ingest.notes import find_notes
from ingest.pdf import read_pdf
from ingest.structure import find_blocks

MISSING, FRAMEWORK, SHARING, SCHOOLS = (
    "adc207bd3ded87ca67823db561dd620b82b9e1aab4171439acb2e86bc75b7fe6",
    "9b907f7c60a8cdedf148d108859cd134617ba9503c1f678f52ba1f4b76064d9f",
    "b760222a80d451a0f7f67d0d0392b3d66ce4f4bb42174c18ffcf761601f6701f",
    "299624ff1227f5c488cfd1b63066b03d40053af6f592bdd8ada92e0587292548",
)
"""The four publications, by the digests of their files; their words are never written here."""


class Expected(NamedTuple):
    """What a publication holds: counted in it by a person, or in the file's own bookmarks."""

    pages: int
    bookmarks: int
    headings: int
    notes: int
    references: int
    untied: int


class Page(NamedTuple):
    """What a person sees on a page: how many headings and list items, the marks of its notes, digests of headings."""

    headings: tuple[str, ...]
    items: int
    notes: tuple[str, ...] = ()


class Read(NamedTuple):
    """A publication as it is read."""

    data: bytes
    raw: RawText
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]

    def words(self, block: Block) -> str:
        """Return the verbatim words of a block, spaces collapsed."""
        return " ".join(" ".join(self.raw.text[s.start : s.end] for s in block.segments).split())

    def on(self, page: int) -> list[Block]:
        """Return the blocks that begin on a page."""
        return [block for block in self.blocks if block.segments[0].page == page]


EXPECTED: Mapping[str, Expected] = {
    MISSING: Expected(pages=32, bookmarks=21, headings=57, notes=30, references=33, untied=2),
    FRAMEWORK: Expected(pages=66, bookmarks=30, headings=82, notes=10, references=10, untied=0),
    SHARING: Expected(pages=28, bookmarks=41, headings=44, notes=39, references=40, untied=1),
    SCHOOLS: Expected(pages=187, bookmarks=273, headings=279, notes=177, references=170, untied=0),
}
PAGES: Mapping[tuple[str, int], Page] = {
    (MISSING, 6): Page((), 8, ("2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12")),
    (MISSING, 22): Page(("4cf8a668d5f3", "0bf720fbd152", "21839d317e92", "6e976f5754d4"), 11, ()),
    (MISSING, 30): Page(("8326d239bd54", "7326a379f3db", "024726d3d09f", "50ffa34e0a73", "57ace428db5b"), 0, ()),
    (FRAMEWORK, 13): Page(("7600d187f9a6", "34949640c286", "703585d3fd6e", "796eb4018579", "912d8e962acf"), 13, ()),
    (FRAMEWORK, 29): Page(("9dbfa12cb674", "295de9f9d679", "05554baa89ca"), 0, ("6",)),
    (SHARING, 15): Page(("0bfd7f283a24", "0d2f6d55282d"), 0, ("21",)),
    (SHARING, 16): Page(("50808c2d80da", "49f86df969b8", "3bdaa091f315", "78a44d11e5ed"), 0, ("22", "23")),
    (SHARING, 21): Page(("fe6d528bf25a", "6e879b1af9c7", "821d7a173b81", "55da932943c8"), 7, ("27", "28", "29", "30")),
    (SCHOOLS, 15): Page(("8dae8ec5b2da", "3b07e880ce96", "241ae3547f6f"), 0, ("13",)),
    (SCHOOLS, 20): Page(("167024c52fe6", "4978d85dfcaa", "aef950079ec4"), 5, ()),
    (SCHOOLS, 21): Page(("b5d75a947934", "ae11fef42696"), 6, ("18",)),
    (SCHOOLS, 73): Page(("3f1ede9be87d", "ac075b55d2fd", "51150e006936"), 0, ("80", "81")),
    (SCHOOLS, 88): Page(("cd89093b7ece",), 2, ("118", "119", "120", "121")),
    (SCHOOLS, 89): Page(("8c15800ef018", "4b1c2c4b1240"), 0, ("122", "123")),
    (SCHOOLS, 126): Page(("393f116bfde2", "9d2ca4cda510"), 0, ()),
    (SCHOOLS, 164): Page(("d3e882050379", "312ad0c333ba", "bc8cd09498f5", "29031608aa1e"), 0, ()),
}
BOXED, CALLOUTS = (SCHOOLS, 126), (SHARING, 15)
SPLIT_NOTE = (SCHOOLS, 88, "121")
CONTENTS = 3
"""As many bookmarks lead to pages of contents, whose lines are furniture."""


def digest(words: str) -> str:
    """Return the beginning of a digest of some words, spaces aside."""
    return hashlib.sha256("".join(words.split()).encode()).hexdigest()[:12]


def key(words: str) -> str:
    """Return the letters and figures of a heading, as a bookmark and a page may write them."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


@pytest.fixture(scope="module")
def read(shared: Path) -> Mapping[str, Read]:
    """The four publications, read, by the digests of their files."""
    found = {}
    for path in (shared / "corpus" / "guidance").glob("*.pdf"):
        data = path.read_bytes()
        raw = read_pdf(data)
        blocks = find_blocks(raw)
        found[hashlib.sha256(data).hexdigest()] = Read(data, raw, blocks, find_notes(raw, blocks))
    return found


@pytest.mark.shared
@pytest.mark.parametrize("name", EXPECTED, ids=lambda name: name[:8])
def test_the_whole_of_a_publication(read: Mapping[str, Read], name: str) -> None:
    """Pages, headings, notes and the marks that lead to them are as many as there are."""
    one, expected = read[name], EXPECTED[name]
    kinds = Counter(block.kind for block in one.blocks)
    marked = [block for block in one.blocks if block.kind is BlockKind.FOOTNOTE and block.mark]
    assert (len(one.raw.pages), kinds[BlockKind.HEADING], len(marked)) == (
        expected.pages,
        expected.headings,
        expected.notes,
    )
    assert len(one.raw.references) == expected.references
    assert len(one.raw.references) - len(one.notes) == expected.untied


@pytest.mark.shared
@pytest.mark.parametrize("name", EXPECTED, ids=lambda name: name[:8])
def test_the_printed_numbers_are_those_of_the_pages(read: Mapping[str, Read], name: str) -> None:
    """The four number their pages from the cover on, which has no number printed on it."""
    labels = read[name].raw.labels
    assert labels == ("", *(str(number) for number in range(2, EXPECTED[name].pages + 1)))


@pytest.mark.shared
@pytest.mark.parametrize("name", EXPECTED, ids=lambda name: name[:8])
def test_every_bookmark_is_a_heading(read: Mapping[str, Read], name: str) -> None:
    """Every bookmark but those of contents is a heading on its page, of its level."""
    one = read[name]
    found = {
        (block.segments[0].page, key(_without_marks(one, block))): block.level
        for block in one.blocks
        if block.kind is BlockKind.HEADING
    }
    with pypdfium2.PdfDocument(one.data) as document:
        items = [(item, item.get_dest()) for item in document.get_toc()]
        wanted = [(target.get_index() + 1, key(item.get_title()), item.level + 1) for item, target in items if target]
    missed = [place for *place, level in wanted if not _is_found(found, place[0], place[1], level)]
    assert len(wanted) == EXPECTED[name].bookmarks
    assert len(missed) == CONTENTS * (name == SCHOOLS)


def _without_marks(one: Read, block: Block) -> str:
    """Return the words of a block without the marks of footnotes."""
    marked = {place for start, end, _ in one.raw.references for place in range(start, end)}
    places = [place for s in block.segments for place in range(s.start, s.end)]
    return "".join(one.raw.text[place] for place in places if place not in marked)


def _is_found(found: Mapping[tuple[int | None, str], int], page: int, words: str, level: int) -> bool:
    """Say whether a heading of a page is a bookmark, behind which Word may have written what marks a footnote."""
    return any(
        on == page and own == level and words.startswith(heading) and set(words[len(heading) :]) <= set("0123456789f")
        for (on, heading), own in found.items()
    )


@pytest.mark.shared
@pytest.mark.parametrize(("name", "page"), PAGES, ids=lambda part: str(part)[:8])
def test_pages_are_read_as_a_person_reads_them(read: Mapping[str, Read], name: str, page: int) -> None:
    """On pages of different looks, headings, list items and notes are those that are seen there."""
    one = read[name]
    on = one.on(page)
    headings = tuple(digest(one.words(block)) for block in on if block.kind is BlockKind.HEADING)
    items = sum(block.kind is BlockKind.LIST_ITEM for block in on)
    notes = tuple(block.mark for block in on if block.kind is BlockKind.FOOTNOTE)
    assert Page(headings, items, notes) == PAGES[name, page]


@pytest.mark.shared
def test_a_box_is_read_where_it_stands(read: Mapping[str, Read]) -> None:
    """A case in a box at the foot of a page comes last: its heading, and its two paragraphs."""
    name, page = BOXED
    kinds = [block.kind for block in read[name].on(page) if block.kind is not BlockKind.FURNITURE]
    assert kinds[-3:] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


@pytest.mark.shared
def test_sentences_in_boxes_head_nothing(read: Mapping[str, Read]) -> None:
    """The three sentences that are printed bold in boxes of their own are paragraphs between the others."""
    name, page = CALLOUTS
    kinds = Counter(block.kind for block in read[name].on(page))
    assert (kinds[BlockKind.HEADING], kinds[BlockKind.PARAGRAPH]) == (2, 6)


@pytest.mark.shared
def test_a_note_over_two_pages_is_one(read: Mapping[str, Read]) -> None:
    """The note that goes on at the foot of the next page is one block of two runs, and its mark leads to it."""
    name, page, mark = SPLIT_NOTE
    one = read[name]
    (place,) = (i for i, block in enumerate(one.blocks) if block.mark == mark and block.kind is BlockKind.FOOTNOTE)
    assert [segment.page for segment in one.blocks[place].segments] == [page, page + 1]
    assert [one.raw.text[note.start : note.end] for note in one.notes if note.block == place] == [mark]
