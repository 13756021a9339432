"""Numbers the footnotes and endnotes of a Word document in the order in which its text refers to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.composing import Reference, Written
from ingest.docx_styles import W
from ingest.docx_words import count_from
from ingest.numerals import print_number

DEFAULTS: Mapping[str, tuple[str, int]] = {"footnote": ("decimal", 1), "endnote": ("lowerRoman", 1)}
"""How Word numbers each kind of note, and from what, unless the document says otherwise."""


@dataclass(slots=True)
class Notes:
    """The notes of a document by kind and id, and how far each kind is counted."""

    elements: Mapping[tuple[str, str], Any]
    counting: Mapping[str, tuple[str, int]]
    read_blocks: Callable[[Any], Iterator[Written]]
    counts: dict[str, int] = field(default_factory=dict)
    told: set[tuple[str, str]] = field(default_factory=set)

    def read(self, kind: str, name: str) -> Reference:
        """Return the mark of the next note and its blocks; each note is read once, also one that refers to itself."""
        style, start = self.counting[kind]
        number = self.counts[kind] = self.counts.get(kind, start - 1) + 1
        mark = print_number(number, style) or str(number)
        key = (kind, name)
        if key not in self.elements or key in self.told:
            return Reference(mark)
        self.told.add(key)
        blocks = [block for block in self.read_blocks(self.elements[key]) if block.text]
        return Reference(mark, tuple(block.as_note("" if index else mark) for index, block in enumerate(blocks)))


def read_notes(parts: Mapping[str, Any], settings: Any, read_blocks: Callable[[Any], Iterator[Written]]) -> Notes:
    """Return the notes of the parts that hold footnotes and endnotes; lines that part them from the text are none."""
    elements = {
        (kind, note.get(f"{W}id", "")): note
        for kind, root in parts.items()
        for note in root.iterchildren(f"{W}{kind}")
        if note.get(f"{W}type", "normal") == "normal"
    }
    counting = {
        kind: count_from(None if settings is None else settings.find(f"{W}{kind}Pr"), default=default)
        for kind, default in DEFAULTS.items()
    }
    return Notes(elements, counting, read_blocks)
