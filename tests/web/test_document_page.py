from __future__ import annotations

from collections.abc import Sequence

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.publications import TextBlock
from assistant.web.document_page import Piece, ShownBlock, show_blocks
from ingest.documents import BlockKind, Segment
from tests.web.markup import Element
from tests.web.serving import get

TEXT = "# Moves\n\nThe **first** visit was late,\n7\nand the second was early."
HEADING, BEFORE, NUMBER, AFTER = (0, 7), (9, 38), (39, 40), (41, 66)
SPANS = some.lists(some.tuples(some.integers(0, len(TEXT)), some.integers(0, 30)), max_size=4)


def make_block(number: int, kind: BlockKind, *segments: Segment, level: int = 0) -> TextBlock:
    """Return a block of TEXT."""
    words = " ".join(TEXT[segment.start : segment.end] for segment in segments)
    page = segments[0].page
    return TextBlock(
        id=f"b{number}", kind=kind, level=level, page=page, quotable=kind.citable, text=words, segments=segments
    )


BLOCKS = (
    make_block(1, BlockKind.HEADING, Segment(*HEADING, 1), level=1),
    make_block(2, BlockKind.PARAGRAPH, Segment(*BEFORE, 1), Segment(*AFTER, 2)),
    make_block(3, BlockKind.FURNITURE, Segment(*NUMBER, 1)),
)


def test_without_a_quotation_nothing_is_marked() -> None:
    """A text that is merely read has every block, as a person reads it, with the place where each page begins."""
    heading, paragraph, number = show_blocks(BLOCKS, ())
    assert heading == ShownBlock("b1", "heading", 1, inner=False, page=1, pieces=(Piece("Moves"),))
    assert paragraph.pieces == (
        Piece("The first visit was late,"),
        Piece(" ", page=2),
        Piece("and the second was early."),
    )
    assert paragraph.page is None
    assert (number.kind, number.page, number.words) == ("furniture", None, "7")


def test_exactly_the_quoted_words_are_marked() -> None:
    """Marked are the words of the offsets, across a page and without what stands between; the first is said to be."""
    start = TEXT.index("visit")
    quoted = [Segment(start, BEFORE[1]), Segment(AFTER[0], AFTER[0] + len("and the second"))]
    assert show_blocks(BLOCKS, quoted)[1].pieces == (
        Piece("The first "),
        Piece("visit was late,", marked=True, first=True),
        Piece(" ", page=2),
        Piece("and the second", marked=True),
        Piece(" was early."),
    )


def test_a_quotation_that_begins_inside_a_mark_is_shown_without_it() -> None:
    """Signs of Markdown that a quotation cuts in two are shown on neither side."""
    start = TEXT.index("first")
    shown = show_blocks(BLOCKS, [Segment(start, start + len("first** visit"))])[1]
    assert [piece.words for piece in shown.pieces][:3] == ["The ", "first visit", " was late,"]


@given(SPANS)
def test_what_is_marked_is_what_the_offsets_name(spans: Sequence[tuple[int, int]]) -> None:
    """Whatever offsets are named, the marked letters are those of the blocks at these offsets, in order, each once."""
    quoted = sorted((Segment(start, start + length + 1) for start, length in spans), key=lambda s: (s.start, s.end))
    named = {place for segment in quoted for place in range(segment.start, segment.end)}
    shown = show_blocks(BLOCKS, quoted)
    marked = [piece for block in shown for piece in block.pieces if piece.marked]
    expected = [TEXT[i] for a, b in (HEADING, BEFORE, AFTER, NUMBER) for i in range(a, b) if i in named]
    assert _letters("".join(piece.words for piece in marked)) == _letters("".join(expected))
    assert [piece.first for piece in marked] == [number == 0 for number in range(len(marked))]
    assert _letters("".join(block.words for block in shown)) == _letters(
        "".join(TEXT[a:b] for a, b in (HEADING, BEFORE, AFTER, NUMBER))
    )


@pytest.mark.parametrize(
    ("levels", "depths"),
    [
        ([1, 2, 3], [1, 2, 3]),
        ([2, 4, 4, 2], [1, 2, 2, 1]),
        ([3, 1, 3, 2], [1, 1, 2, 2]),
        ([1, 2, 3, 4, 5], [1, 2, 3, 3, 3]),
    ],
)
def test_headings_leave_no_level_out(levels: list[int], depths: list[int]) -> None:
    """Whatever levels a document uses, a heading is at most one deeper than the one it stands under."""
    blocks = [make_block(n, BlockKind.HEADING, Segment(*HEADING), level=level) for n, level in enumerate(levels)]
    assert [block.depth for block in show_blocks(blocks, ())] == depths


def test_a_document_shows_its_text_and_what_is_known_of_it(client: httpx.Client) -> None:
    """The page of a letter says who wrote it to whom and when, and marks page numbers as no part of the text."""
    listed = get(client, "/publications?words=Whimsley").find("main").find_all("ul")[0].find("a")
    page = get(client, listed["href"])
    facts = dict(zip(_texts(page.find_all("dt")), _texts(page.find_all("dd")), strict=True))
    assert facts == {
        "Who said it": "The Panel",
        "Published": "21 November 2031",
        "From": "Imogen Testwell",
        "To": "Ms Whimsley",
        "Source": "Open at source",
    }
    text = page.find(class_="panel-text")
    assert "Why we won't release it" in [heading.text for heading in text.find_all("h2") + text.find_all("h3")]
    asides = _texts(text.find_all(class_="panel-aside"))
    assert asides
    assert all(aside.startswith("Not part of the text:") for aside in asides)
    anchors = [element["id"] for element in text.find_all() if element["id"]]
    assert len(anchors) == len(set(anchors))


def test_list_items_of_a_document_are_a_list(client: httpx.Client) -> None:
    """Items that follow each other are one list, each with its mark as printed."""
    listed = get(client, "/publications?words=first edition").find("main").find_all("ul")[0].find("a")
    lists = get(client, listed["href"]).find(class_="panel-text").find_all("ul")
    (swift,) = [one for one in lists if "gather the facts" in one.text]
    assert [item.text[:2] for item in swift.find_all("li")] == ["1.", "2.", "3.", "1."]


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _texts(elements: Sequence[Element]) -> list[str]:
    return [element.text for element in elements]
