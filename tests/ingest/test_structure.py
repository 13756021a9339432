from __future__ import annotations

from textwrap import dedent

import pytest

from ingest.documents import BlockKind
from ingest.structure import find_blocks
from ingest.text import read_text
from tests.ingest.builders import blocks, read


def test_a_paragraph_broken_by_blank_lines_is_one_block() -> None:
    """Lines that go on after blank lines are one paragraph."""
    lines = [
        "The council of Westhaven wrote to every family in the spring and asked whether anybody",
        "had been told about the move, and in most of the replies the answer was that nobody",
        "had been.",
    ]
    broken = "\n\n        ".join(lines)
    assert blocks(f"""
        {broken}

        A second letter went out in June, and by then the health visitor had found the family.
    """) == [
        ("paragraph", " ".join(lines)),
        ("paragraph", "A second letter went out in June, and by then the health visitor had found the family."),
    ]


def test_a_sentence_cut_by_a_page_break_is_one_paragraph_in_two_parts() -> None:
    """A page number and a web address in the middle of a sentence are furniture and leave it whole."""
    reading = read("""
        The reviewers met the family in May and found that the record had not reached the



        4

        https://panel.example/reviews



        new area.

        Nobody had asked for it.
    """)
    paragraph, number, address, _ = reading.blocks
    assert [reading.text[s.start : s.end] for s in paragraph.segments] == [
        "The reviewers met the family in May and found that the record had not reached the",
        "new area.",
    ]
    assert [number.kind, address.kind] == [BlockKind.FURNITURE, BlockKind.FURNITURE]
    assert number.segments[0].start > paragraph.segments[0].end


def test_numbers_that_restart_are_list_items() -> None:
    """A list whose numbers begin again in the middle is still a list, with the marks as they are printed."""
    raw = read_text(b"We ask for three things:\n\n1. a date,\n\n2. a name,\n\n1. an answer.\n")
    found = find_blocks(raw)
    assert [(block.kind, block.mark) for block in found] == [
        (BlockKind.PARAGRAPH, ""),
        (BlockKind.LIST_ITEM, "1."),
        (BlockKind.LIST_ITEM, "2."),
        (BlockKind.LIST_ITEM, "1."),
    ]


def test_stray_characters_of_a_scan_are_furniture() -> None:
    """A digit or a piece of a word that stands alone between blank lines is furniture."""
    found = blocks("""
        The work was finished in March.

        0

        It will be published in May.

        gion

        We thank everyone who took part.
    """)
    assert [words for kind, words in found if kind == "furniture"] == ["0", "gion"]
    assert [kind for kind, _ in found].count("paragraph") == 3


def test_rules_and_other_signs_without_letters_are_furniture() -> None:
    """A line of dashes, or of any signs, holds no words and cannot be quoted."""
    found = blocks("""
        One sentence stands here.

        ---

        Another sentence stands there.

        * * *
    """)
    assert [kind for kind, _ in found] == ["paragraph", "furniture", "paragraph", "furniture"]


def test_captions_are_no_text() -> None:
    """What describes a picture is a caption, in words or in Markdown."""
    found = blocks("""
        The report is enclosed.

        A handwritten signature in black ink that reads "I. Testwell". It leans to the right.

        The crest of the Panel

        ![A lighthouse](lighthouse.png)

        A picture of family life emerged from the interviews, and it was not the one we expected to see.
    """)
    assert [kind for kind, _ in found][1:4] == ["caption", "caption", "caption"]


def test_bullets_make_list_items_of_two_depths() -> None:
    """Bullets of every shape begin list items, and inner bullets are one deeper."""
    raw = read_text("We saw:\n\n• homes,\no one in Eastfold,\n- schools,\n➢ clinics.\n".encode())
    found = find_blocks(raw)
    assert [(b.kind.value, b.level, b.mark) for b in found[1:]] == [
        ("list_item", 0, "•"),
        ("list_item", 1, "o"),
        ("list_item", 0, "-"),
        ("list_item", 0, "➢"),
    ]


def test_a_numbered_list_is_told_from_numbered_headings_and_paragraphs() -> None:
    """Short numbered lines in a row are a list, with text under each headings, and long ones paragraphs."""
    long = " ".join(["The partners should look at how families were told about the move."] * 10)
    text = f"""
The review asks three things.

1. What was known?

2. Who was told?

Some answers follow here.

1. Who knew

The health visitor knew, and wrote it down.

2. Who was told

Nobody in the new area was told.

11. {long}

12. {long}
"""
    found = [(block.kind.value, block.mark) for block in read(text).blocks]
    assert found == [
        ("paragraph", ""),
        ("list_item", "1."),
        ("list_item", "2."),
        ("paragraph", ""),
        ("heading", "1."),
        ("paragraph", ""),
        ("heading", "2."),
        ("paragraph", ""),
        ("paragraph", "11."),
        ("paragraph", "12."),
    ]


def test_text_known_to_be_paragraphs_is_not_interpreted() -> None:
    """In plain text each line is a paragraph, whatever it looks like."""
    raw = read_text(b"# Heading\n\n- item\nDear Sir,\n7\n")
    assert [block.kind for block in find_blocks(raw, plain=True)] == [BlockKind.PARAGRAPH] * 4


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_every_kind_of_line_end_is_known(end: str) -> None:
    """Files of any system have the same blocks."""
    text = end.join(["A review", "", "- one", "- two", "", "It was published."])
    found = find_blocks(read_text(dedent(text).encode()))
    assert [block.kind.value for block in found] == ["paragraph", "list_item", "list_item", "paragraph"]
