"""Cuts blocks into sentences: the smallest things that are quoted.

syntok finds the ends of sentences and keeps offsets; what it cuts at an abbreviation is put together again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from syntok import segmenter

from ingest.cleaned import Cleaned, clean
from ingest.documents import Block, BlockKind, Sentence, TokenSpans
from ingest.lines import RawText

ABBREVIATION = re.compile(
    r"(?:\b(?:para|paras|no|nos|art|arts|sec|ch|cl|reg|regs|sch|pp?|vol|fig|cf|e\.g|i\.e|etc|St)|^\(?\w{1,3}[.)]?)\.?$",
    re.IGNORECASE,
)
WHOLE = frozenset({BlockKind.HEADING, BlockKind.DATE_LINE, BlockKind.SALUTATION, BlockKind.TABLE_ROW})
TAIL = 24
GOES_ON = (";", ",", ":")
LETTERS_PER_TOKEN = 12


def find_sentences(
    raw: RawText, blocks: Sequence[Block], sections: Sequence[int], *, token_spans: TokenSpans, most_tokens: int
) -> tuple[Sentence, ...]:
    """Return the sentences of all citable blocks; ``sections[i]`` is the section of block ``i``.

    A sentence of more than ``most_tokens`` tokens is cut at its last comma, semicolon or space before the limit.
    """
    found: list[Sentence] = []
    lead: int | None = None
    over: int | None = None
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.LIST_ITEM:
            lead = lead if lead is not None else _lead_in(found)
        elif block.kind is BlockKind.TABLE_ROW:
            lead = over
        elif block.kind not in (BlockKind.FURNITURE, BlockKind.FOOTNOTE):
            lead = None
        if not block.kind.citable:
            continue
        cleaned = clean(raw.text, block.segments, skips=raw.skips)
        for start, end in _spans(cleaned, block, token_spans=token_spans, most_tokens=most_tokens):
            words = cleaned.text[start:end].strip()
            segments = cleaned.segments(start, end)
            found.append(Sentence(len(found), block.kind, words, segments, sections[number], number, lead))
        if block.kind is BlockKind.TABLE_CAPTION or (block.kind is BlockKind.TABLE_ROW and not block.level):
            over = len(found) - 1
        elif block.kind is not BlockKind.TABLE_ROW:
            over = None
    return tuple(found)


def _lead_in(found: Sequence[Sentence]) -> int | None:
    """Return the sentence right before a list, or the heading over it."""
    for sentence in reversed(found):
        if sentence.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            return sentence.ordinal
        if sentence.kind is not BlockKind.FOOTNOTE:
            return None
    return None


def _spans(cleaned: Cleaned, block: Block, *, token_spans: TokenSpans, most_tokens: int) -> Iterator[tuple[int, int]]:
    if not _has_words(cleaned.text):
        return
    spans = [(0, len(cleaned.text))] if block.kind in WHOLE else split_sentences(cleaned.text)
    for start, end in spans:
        yield from _within_limit(cleaned.text, start, end, token_spans=token_spans, most_tokens=most_tokens)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences of a text, in order and apart; every letter lies in one."""
    starts = [s[0].offset for paragraph in segmenter.analyze(text) for s in paragraph if s]
    starts = [0, *sorted({start for start in starts if start > 0})]
    spans: list[tuple[int, int]] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        if spans and _goes_on(text, spans[-1], start, end):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _goes_on(text: str, before: tuple[int, int], start: int, end: int) -> bool:
    """Say whether what was cut off goes on with the sentence before it."""
    # The tail is longer than any abbreviation.
    tail = text[max(before[0], before[1] - TAIL) : before[1]].rstrip()
    cut_wrongly = ABBREVIATION.search(tail) is not None or tail.endswith(GOES_ON) or text[start].islower()
    return cut_wrongly or not _has_words(text[start:end]) or not _has_words(text[before[0] : before[1]])


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _within_limit(
    text: str, start: int, end: int, *, token_spans: TokenSpans, most_tokens: int
) -> Iterator[tuple[int, int]]:
    """Yield a sentence, in parts where it is too long."""
    tokens = _first_tokens(text, start, end, token_spans=token_spans, most_tokens=most_tokens)
    while len(tokens) > most_tokens:
        cut = start + _last_pause(text[start : start + tokens[most_tokens][0]])
        yield start, cut
        start = cut
        tokens = _first_tokens(text, start, end, token_spans=token_spans, most_tokens=most_tokens)
    if text[start:end].strip():
        yield start, end


def _last_pause(room: str) -> int:
    """Return the place behind the last semicolon or comma, of the last space, or the end where there is none."""
    pause = max(room.rfind("; "), room.rfind(", ") if "; " not in room else -1)
    if pause > len(room) // 3:
        return pause + 1
    return max(room.rfind(" "), 0) or max(len(room), 1)


def _first_tokens(
    text: str, start: int, end: int, *, token_spans: TokenSpans, most_tokens: int
) -> Sequence[tuple[int, int]]:
    """Return the tokens of a sentence, or more than ``most_tokens`` of its first ones: it may be a whole book."""
    width = most_tokens * LETTERS_PER_TOKEN
    while True:
        tokens = token_spans(text[start : min(start + width, end)])
        if len(tokens) > most_tokens or start + width >= end:
            return tokens
        width *= 2
