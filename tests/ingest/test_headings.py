from __future__ import annotations

import pytest

from ingest.documents import BlockKind
from tests.ingest.builders import read, read_pages
from tests.ingest.pdfs import Words

BODY = "The review was opened in May, and it was closed in the June of the year after that."


def headings(text: str) -> list[tuple[int, str]]:
    """Return depth and cleaned words of each heading of an indented text."""
    reading = read(text)
    levels = {number: block.level for number, block in enumerate(reading.blocks)}
    return [(levels[s.block], s.text) for s in reading.sentences if s.kind is BlockKind.HEADING]


def test_headings_with_numbers_and_without() -> None:
    """Short lines over text are headings, and numbers make them deeper."""
    assert headings(f"""
        Harbour review

        Background

        {BODY}

        1. What we did

        {BODY}

        1.2 Whom we met

        {BODY}
    """) == [(1, "Background"), (2, "1. What we did"), (3, "1.2 Whom we met")]


def test_headings_of_markdown() -> None:
    """The signs of Markdown say that a line is a heading and how deep it is, whatever its words are."""
    assert headings(f"# **Harbour** review.\n\n## 1. Why?\n{BODY}\n###### Last words\n") == [
        (1, "Harbour review."),
        (2, "1. Why?"),
        (6, "Last words"),
    ]


def test_a_line_in_bold_letters_is_a_heading() -> None:
    """A line that is bold from end to end is a heading, also with a full stop."""
    assert headings(f"{BODY}\n\n**Children who had moved.**\n\n{BODY}\n") == [(1, "Children who had moved.")]


@pytest.mark.parametrize(
    "line",
    [
        "It was closed in May.",
        "The reviewers asked:",
        "write to us",
        "Imogen Testwell,",
        "Write to questions@panel.example",
        "https://panel.example/review",
        "• Westhaven",
        "7",
        "A line of more words than any heading has, which goes on until it has a dozen and a half of them or more",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    """Sentences, introductions, addresses, bullets, numbers and long lines are no headings."""
    assert headings(f"{BODY}\n\n{line}\n\n{BODY}\n") == []


def test_nothing_before_the_salutation_is_a_heading() -> None:
    """The address over a letter is no heading, and a subject line under the salutation is one."""
    assert headings(f"""
        Example Safeguarding Review Panel

        1 Invention Square

        Dear Ms Whimsley,

        Your request for a paper

        {BODY}
    """) == [(1, "Your request for a paper")]


def test_the_last_line_is_no_heading() -> None:
    """A short line with nothing under it is no heading."""
    assert headings(f"{BODY}\n\nCapital Harbour\n\n7\n") == []


def test_headings_of_a_layout() -> None:
    """Lines set bigger than the body are headings, the bigger the higher; a bigger line with a full stop is text."""
    reading = read_pages(
        [
            Words("Harbour review.", 24),
            Words(BODY, above=40),
            Words("What we did", 18, above=40),
            Words(BODY, above=30),
            Words("Whom we met", 15, above=40),
            Words(BODY, above=30),
            Words("A little bigger, but it is a sentence.", 13, above=40),
            Words("Nothing stands out here", above=40),
            Words(BODY, above=40),
        ]
    )
    found = [
        (block.level, reading.quote(block.segments)) for block in reading.blocks if block.kind is BlockKind.HEADING
    ]
    assert [words for _, words in found] == ["Harbour review.", "What we did", "Whom we met"]
    assert [level for level, _ in found] == sorted({level for level, _ in found})
