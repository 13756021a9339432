"""Reads plain text and Markdown as they come: letters that were typed, extracted or scanned."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from ingest.errors import UnreadableDocument
from ingest.lines import Line, RawText

MARKUP = re.compile(
    r"</?(?:sup|sub|b|i|em|strong|u)>"  # marks that text extraction leaves behind
    r"|(?<!\\)(?:\*\*|__)|(?<![\w\\])[*](?=\S)|(?<=[^\s\\])[*](?!\w)|(?<![\w\\])_(?=\w)|(?<=\w)_(?!\w)"
    r"|^[ \t]*#{1,6}[ \t]+|^[ \t]*>[ \t]+"
    r"|\\(?=[\[\]*_#().!-])",
    re.MULTILINE,
)
LINK = re.compile(r"\[(?P<words>[^\]\n]+)\]\((?P<target>[^)\n]*)\)")
BARE_LINK = re.compile(r"<(?=https?://)|(?<=\S)>(?=\s|$)", re.MULTILINE)
HEADING_MARK = re.compile(r"[ \t]*(#{1,6})[ \t]+\S")
CONTROL_SHARE = 0.02
CONTROL_CHARACTERS = frozenset(map(chr, range(ord(" ")))) - frozenset("\t\n\r\f")


def read_text(data: bytes) -> RawText:
    """Return the text of a text or Markdown file in UTF-8; ``UnreadableDocument`` when it is anything else."""
    if b"\x00" in data[:8192] and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        message = "this is not a text file although its name says so; give it the ending of its real format"
        raise UnreadableDocument(message)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1:,} is not UTF-8; save the file as UTF-8 text and add it again"
        raise UnreadableDocument(message) from error
    if not any(character.isalnum() for character in text):
        message = "there are no words in it; add the document's text, or remove it"
        raise UnreadableDocument(message)
    if sum(c in CONTROL_CHARACTERS for c in text[:8192]) > CONTROL_SHARE * len(text[:8192]):
        message = "this is not a text file although its name says so; give it the ending of its real format"
        raise UnreadableDocument(message)
    return RawText(text, tuple(_lines(text)), skips=tuple(_skips(text)))


def _lines(text: str) -> Iterator[Line]:
    """Yield the lines that hold words; ``gap`` counts line distances, so 2 follows a blank line."""
    position, blank, first = 0, 0, True
    for raw in text.splitlines(keepends=True):
        words = raw.strip()
        if words:
            start = position + raw.index(words[0])
            gap = 0.0 if first else 1.0 + blank
            mark = HEADING_MARK.match(raw)
            yield Line(start, start + len(words), gap=gap, size=float(7 - len(mark[1])) if mark else 0.0)
            blank, first = 0, False
        else:
            blank += 1
        position += len(raw)


def _skips(text: str) -> list[tuple[int, int]]:
    found = [match.span() for match in (*MARKUP.finditer(text), *BARE_LINK.finditer(text)) if match[0]]
    for match in LINK.finditer(text):
        found += [(match.start(), match.start("words")), (match.end("words"), match.end())]
    return _merged(sorted(found))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
