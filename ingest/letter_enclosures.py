"""Reads what a letter says is enclosed with it or attached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.documents import Annex, BlockKind, Enclosure, Said
from ingest.letter_annexes import TERMS_OF_REFERENCE
from ingest.letter_enclosure_marks import (
    COMES_WITH,
    COPIED,
    FRONT_WORDS,
    LABEL,
    LONGEST,
    PARTED,
    PATTERNS,
    ROW,
    SUBORDINATE,
)
from ingest.letter_layout import SILENT, Layout
from ingest.letter_words import Words


def read_enclosures(words: Words, layout: Layout, annexes: Sequence[Annex]) -> tuple[Enclosure, ...]:
    """Return what is enclosed, in the order in which the letter says so; nothing is named twice."""
    found = [*_sentences(words, layout), *_lines(words, layout)]
    named: dict[str, Enclosure] = {}
    for name, said in found:
        named.setdefault(_plain(name.text), Enclosure(name, said, _annex(name.text, annexes)))
    return tuple(named.values())


def _sentences(words: Words, layout: Layout) -> Iterator[tuple[Said, Said]]:
    body = set(layout.body)
    for sentence in words.reading.sentences:
        if sentence.block not in body or sentence.kind is BlockKind.HEADING or not COMES_WITH.search(sentence.text):
            continue
        said = words.said(sentence.segments)
        if said:
            yield from ((name, said) for name in _named(words, said))


def _named(words: Words, said: Said) -> Iterator[Said]:
    """Yield what a sentence names as enclosed, each thing apart."""
    found = next((matches for pattern in PATTERNS if (matches := list(pattern.finditer(said.text)))), [])
    for match in found:
        start, end = match.span("name")
        joint = SUBORDINATE.match(said.text[start:end])
        start += joint.end() if joint else 0
        parted = ROW.finditer(said.text, start, end) if PARTED.search(said.text, start, end) else ()
        cuts = [(start, start), *(gap.span() for gap in parted), (end, end)]
        for (_, first), (last, _) in pairwise(cuts):
            if name := words.part(said, first, last):
                yield name


def _lines(words: Words, layout: Layout) -> Iterator[tuple[Said, Said]]:
    """Yield what is named after "Enc." at the end of a letter: on that line, or in the lines under it."""
    blocks = words.reading.blocks
    listing = False
    for ordinal in layout.end(words.reading):
        block = blocks[ordinal]
        if block.kind in SILENT:
            continue
        for line in words.lines([ordinal]):
            label = LABEL.match(line.text)
            listing = bool(label) or (listing and len(line.text) <= LONGEST and not COPIED.match(line.text))
            start = label.end() if label else len(block.mark)
            name = words.part(line, start, len(line.text)) if listing else None
            if name:
                yield name, line
            # Names go on under "Enc." alone, or as items of a list.
            listing = listing and (not (label and name) or block.kind is BlockKind.LIST_ITEM)


def _annex(name: str, annexes: Sequence[Annex]) -> int | None:
    """Return which annex of the same letter something enclosed is, by words of its title; None: not just one."""
    wanted = _plain(name)
    fits = [i for i, annex in enumerate(annexes) if _shares(wanted, annex)]
    return fits[0] if len(fits) == 1 else None


def _shares(wanted: str, annex: Annex) -> bool:
    title = _plain(annex.title.text)
    return wanted in title or title in wanted or (annex.kind == TERMS_OF_REFERENCE and "terms of reference" in wanted)


def _plain(name: str) -> str:
    """Return what something is called, without "the draft" and the like."""
    words = name.lower()
    front = FRONT_WORDS.match(words)
    return words[front.end() if front else 0 :].strip()
