from __future__ import annotations

from ingest.documents import Block, BlockKind, Note, Segment
from ingest.lines import RawText
from ingest.notes import find_notes

TEXT = "One1 two2 three1\n1 first\n2 second\n\fFour1 five9\n1 third\n[3] fourth\n"
PAGES = (0, TEXT.index("Four"))


def note(words: str, mark: str = "") -> Block:
    """Return the footnote with these words."""
    start = TEXT.index(words)
    return Block(BlockKind.FOOTNOTE, (Segment(start, start + len(words)),), mark=mark)


def reference(before: str, mark: str) -> tuple[int, int, str]:
    """Return the reference after a word."""
    start = TEXT.index(before + mark) + len(before)
    return start, start + len(mark), mark


BLOCKS = (note("1 first", "1"), note("2 second"), note("1 third", "1"), note("[3] fourth", "[3]"))


def found(*references: tuple[int, int, str], pages: tuple[int, ...] = PAGES) -> list[int]:
    """Return the ordinals of the notes that some references lead to."""
    return [one.block for one in find_notes(RawText(TEXT, (), pages, references=references), BLOCKS)]


def test_a_mark_leads_to_the_note_of_its_page() -> None:
    """The same number on two pages leads to two notes, and a note may be marked twice."""
    assert found(reference("One", "1"), reference("three", "1"), reference("Four", "1")) == [0, 0, 2]


def test_a_note_without_a_mark_of_its_own_begins_with_it() -> None:
    """Where the reader gives no mark, the number that a note begins with is its mark."""
    assert found(reference("two", "2")) == [1]


def test_without_pages_the_next_note_counts() -> None:
    """In a source without pages a mark leads to the first note after it that has it."""
    assert found(reference("One", "1"), reference("Four", "1"), pages=()) == [0, 2]


def test_a_mark_without_a_note_is_left_out() -> None:
    """A number that no note has leads nowhere."""
    assert found(reference("five", "9")) == []


def test_notes_know_where_their_mark_stands() -> None:
    """What leads to a note keeps its place in the text."""
    start, end, mark = reference("Four", "1")
    assert find_notes(RawText(TEXT, (), PAGES, references=((start, end, mark),)), BLOCKS) == (Note(start, end, 2),)
