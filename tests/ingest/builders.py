"""What the tests of reading start from: a limit counted in words, and readings of short texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import dedent

from ingest.documents import Block, BlockKind, Reading
from ingest.pdf import read_pdf
from ingest.readings import Limits, make_reading
from ingest.structure import find_blocks
from ingest.text import read_text
from tests.ingest.pdfs import Words, write_pdf

WORD = re.compile(r"\w+|[^\w\s]")


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return where each word and each sign lies: tokens that anybody can count."""
    return [match.span() for match in WORD.finditer(text)]


def limits(most_tokens: int = 256) -> Limits:
    """Return a limit in words and signs, two of them kept for special tokens."""
    return Limits(word_spans, most_tokens)


def read(text: str, *, most_tokens: int = 256) -> Reading:
    """Return the reading of an indented text."""
    return make_reading(read_text(dedent(text).encode()), reader="text", limits=limits(most_tokens))


def read_pages(*pages: Sequence[Words | str]) -> Reading:
    """Return the reading of a PDF file with these lines on its pages."""
    return make_reading(read_pdf(write_pdf(*pages)), reader="pdf", limits=limits())


def blocks(text: str) -> list[tuple[str, str]]:
    """Return kind and verbatim words (spaces collapsed) of each block of an indented text."""
    raw = read_text(dedent(text).encode())
    return [(block.kind.value, words(raw.text, block)) for block in find_blocks(raw)]


def words(text: str, block: Block) -> str:
    """Return the verbatim words of a block, spaces collapsed."""
    return " ".join(" ".join(text[s.start : s.end] for s in block.segments).split())


def texts(reading: Reading, *kinds: BlockKind) -> list[str]:
    """Return the cleaned sentences of some kinds, or all."""
    return [sentence.text for sentence in reading.sentences if not kinds or sentence.kind in kinds]


def quotes(reading: Reading) -> list[str]:
    """Return the verbatim words of each sentence, spaces collapsed."""
    return [" ".join(reading.quote(sentence.segments).split()) for sentence in reading.sentences]
