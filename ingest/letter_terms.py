"""Takes terms of reference apart: what is asked, which lines are followed, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest import marks
from ingest.documents import Block, BlockKind, Said
from ingest.letter_words import Words

LABEL_LENGTH = 90
EXCLUSIONS = (
    r"exclu(?:sions?|ded)|(?:out of|not in|not within|outside) (?:the )?scope|limits(?: of (?:the|this) review)?"
    r"|(?:what|matters?|areas?|subjects?|topics?|issues?)[\w\s]*?(?:will|does|do|is|are) not\b[\w\s]*"
    r"|(?:what|matters?)[\w\s]*?(?:leave|left|leaves) out|the review will not[\w\s]*"
    r"|(?:matters?|areas?|issues?)\s+(?:excluded|outside)[\w\s]*"
)
ENQUIRIES = (
    r"(?:the |our )?(?:(?:key|main|proposed) )?(?:lines? of (?:en|in)quiry|areas? of (?:focus|(?:en|in)quiry)"
    r"|themes(?: to explore)?)"
)
QUESTIONS = (
    r"(?:the |our )?(?:(?:key|main|central|overarching|national|overall|principal) )*(?:review |research )?"
    r"questions?(?: for (?:the|this) review)?"
)
LABELS = tuple(
    (name, re.compile(rf"(?:[\divx.)(]+\s+)?(?:{says})\s*(?P<end>:\s*|[–-]\s|$)", re.IGNORECASE))
    for name, says in (("exclusions", EXCLUSIONS), ("enquiries", ENQUIRIES), ("questions", QUESTIONS))
)
"""Which part a line begins, by its words; ``end`` is what parts the label from words on the same line."""

LEADING = re.compile(r"[^.?!]{0,120}\blines? of (?:en|in)quiry\b[^.?!]{0,60}:$", re.IGNORECASE)
LEFT_OUT = re.compile(
    r"\b(?:not|nor|exclud\w+|outside|beyond|out of scope|leaves? out|left out|no part of)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Terms:
    """The parts of terms of reference, each thing apart."""

    questions: tuple[Said, ...] = ()
    enquiries: tuple[Said, ...] = ()
    exclusions: tuple[Said, ...] = ()


def read_terms(words: Words, ordinals: Sequence[int]) -> Terms:
    """Return the parts of terms of reference that stand in some blocks."""
    labelled = list(_labelled(words, ordinals))
    found: dict[str, tuple[Said, ...]] = {}
    for name, run in groupby(labelled, key=lambda one: one[0]):
        if name:
            found.setdefault(name, tuple(_things(words, name, [(i, said) for _, i, said in run])))
    return Terms(**found)


def _labelled(words: Words, ordinals: Sequence[int]) -> Iterator[tuple[str, int, Said]]:
    """Yield the blocks of each part, without labels; another heading ends a part."""
    name = ""
    for ordinal in ordinals:
        block, said = words.reading.blocks[ordinal], words.block(ordinal)
        label = _label(said.text) if said and block.kind is not BlockKind.LIST_ITEM else None
        if label:
            name = label[0]
        elif said and _heads(block, said):
            name = ""
        rest = words.part(said, label[1] if label else len(block.mark), len(said.text)) if said else None
        if name and rest:
            yield name, ordinal, rest


def _heads(block: Block, said: Said) -> bool:
    """Say whether a block is a heading: by its kind, or as a short numbered line that does not end like a sentence."""
    short = bool(block.mark) and len(said.text) <= LABEL_LENGTH and not marks.TERMINAL.search(said.text)
    return block.kind is BlockKind.HEADING or (short and block.kind is BlockKind.PARAGRAPH)


def _label(text: str) -> tuple[str, int] | None:
    """Return which part a line begins, and where its own words start."""
    if LEADING.match(text):
        return "enquiries", len(text)
    for name, says in LABELS:
        found = says.match(text)
        if found and len(found[0]) <= LABEL_LENGTH:
            return name, found.end()
    return None


def _things(words: Words, name: str, run: Sequence[tuple[int, Said]]) -> list[Said]:
    """Return each thing of a part: its list items, or its paragraphs where there is no list."""
    items = [said for i, said in run if _is_item(words, i)]
    told = [said for _, said in run if not said.text.endswith(":")]
    if name == "exclusions":
        left_out = [said for i, one in run for said in ([one] if _is_item(words, i) else _left_out(words, i))]
        return left_out or told
    return items or [said for said in told if "?" in said.text] or told


def _is_item(words: Words, ordinal: int) -> bool:
    block = words.reading.blocks[ordinal]
    return block.kind is BlockKind.LIST_ITEM or bool(block.mark)


def _left_out(words: Words, ordinal: int) -> Iterator[Said]:
    """Yield the sentences of a paragraph that leave something out; the rest of it gives reasons."""
    for sentence in words.reading.sentences:
        said = words.said(sentence.segments) if sentence.block == ordinal else None
        if said and LEFT_OUT.search(said.text) and not said.text.endswith(":"):
            yield said
