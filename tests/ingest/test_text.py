from __future__ import annotations

import pytest

from ingest.errors import UnreadableDocument
from ingest.lines import RawText
from ingest.text import read_text


def read(text: str) -> RawText:
    """Return what is read from the bytes of a text."""
    return read_text(text.encode())


def lines(text: str) -> list[tuple[str, float, float]]:
    """Return words, gap and size of each line."""
    raw = read(text)
    return [(raw.text[line.start : line.end], line.gap, line.size) for line in raw.lines]


def skipped(text: str) -> list[str]:
    """Return what is left out of the text that is searched."""
    raw = read(text)
    return [raw.text[start:end] for start, end in raw.skips]


def test_the_text_is_kept_as_it_is() -> None:
    """The verbatim text is the file's, with spaces, line ends and markup, without the mark at its beginning."""
    text = "\n\n  **One**  \r\nand <sup>two</sup>\t\x0c"
    assert read_text(b"\xef\xbb\xbf" + text.encode()).text == text


def test_lines_count_the_line_breaks_above_them() -> None:
    """A line knows how many line breaks stand above it, and a heading of Markdown how big it is."""
    assert lines("\n\n  First  \nSecond\n \n\n## Third\n####### Fourth\n#Fifth") == [
        ("First", 0.0, 0.0),
        ("Second", 1.0, 0.0),
        ("## Third", 3.0, 5.0),
        ("####### Fourth", 1.0, 0.0),
        ("#Fifth", 1.0, 0.0),
    ]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("a **bold** word", ["**", "**"]),
        ("__bold__, *slanted*, _slanted_", ["__", "__", "*", "*", "_", "_"]),
        ("## Heading", ["## "]),
        ("> quoted", ["> "]),
        ("on 14<sup>th</sup> May", ["<sup>", "</sup>"]),
        ("the [report](#) and [annex](https://panel.example/a)", ["[", "](#)", "[", "](https://panel.example/a)"]),
        ("<https://panel.example/a> is new", ["<", ">"]),
        ("\\[sic\\] \\*", ["\\", "\\", "\\"]),
        ("2 * 3 * 4, snake_case, a < b > c, 5 [6]", []),
        ("**[link](#)**", ["**[", "](#)**"]),
    ],
)
def test_markup_is_left_out(text: str, marks: list[str]) -> None:
    """The signs of Markdown and of text extraction are no words, and the same signs elsewhere are."""
    assert skipped(text) == marks


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.4\n\x00\x01\x02", "this is not a text file although its name says so; give it the"),
        (b"ab\x01\x02cd" * 50, "this is not a text file although its name says so; give it the"),
        ("The Panel met.".encode("utf-16"), "byte 1 is not UTF-8; save the file as UTF-8 text and add it again"),
        ("£5 for caf\u00e9s".encode("latin-1"), "byte 1 is not UTF-8; save the file as UTF-8 text and add it again"),
        (b"The caf\xe9 is open.", "byte 8 is not UTF-8; save the file as UTF-8 text and add it again"),
        (b"", "there are no words in it; add the document's text, or remove it"),
        (b" \n --- \n", "there are no words in it; add the document's text, or remove it"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    """Bytes that are no UTF-8 text, and text without words, are refused with one sentence on what to do."""
    with pytest.raises(UnreadableDocument) as refused:
        read_text(data)
    assert str(refused.value).startswith(reason)


def test_one_control_character_makes_no_binary_file() -> None:
    """A stray control character, as scans leave behind, is read as part of the text."""
    assert read("The Panel met in May.\x0b It met again in the June of that year.").text.count("\x0b") == 1
