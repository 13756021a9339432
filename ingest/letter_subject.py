"""Finds the subject line of a letter: what stands between the salutation and the first sentence."""

from __future__ import annotations

import re

from ingest import marks
from ingest.documents import BlockKind, Said
from ingest.letter_layout import Layout
from ingest.letter_words import Words

LABEL = re.compile(r"(?:re|subject|regarding)\s*:\s*", re.IGNORECASE)
SENTENCE_END = re.compile(r"[a-z][.!?]\s+[A-Z]")
FIRST_SECTIONS = frozenset({"introduction", "background", "summary", "overview", "purpose", "context"})


def read_subject(words: Words, layout: Layout) -> Said | None:
    """Return the subject: a labelled line above the text, or the heading right under the salutation."""
    first = layout.body[0] if layout.body else None
    for ordinal in (*layout.front, *([first] if first is not None else [])):
        for line in words.lines([ordinal]):
            if label := LABEL.match(line.text):
                return words.part(line, label.end(), len(line.text))
    return _heading(words, layout, first) if first is not None else None


def _heading(words: Words, layout: Layout, ordinal: int) -> Said | None:
    """Return a heading that is no section's: it has no number, and is no "Introduction"."""
    block, said = words.reading.blocks[ordinal], words.block(ordinal)
    if not said or block.mark or SENTENCE_END.search(said.text) or said.text.lower().strip(" :") in FIRST_SECTIONS:
        return None
    if block.kind is BlockKind.HEADING:
        return said
    short = block.kind is BlockKind.PARAGRAPH and len(said.text) <= marks.LONGEST_TITLE and len(layout.body) > 1
    return said if short and not marks.TERMINAL.search(said.text) and not said.text.endswith(",") else None
