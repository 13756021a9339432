"""Makes a reading: from a reader's lines to blocks, sections, sentences and passages."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.documents import Reading, Section, TokenSpans
from ingest.lines import RawText
from ingest.notes import find_notes
from ingest.passages import cut_passages
from ingest.sections import find_sections
from ingest.sentences import find_sentences
from ingest.structure import find_blocks

READER_VERSION = "6"
"""Raised whenever any step from bytes to passages gives another result, so that held documents are read again."""

SPECIAL_TOKENS = 2
SENTENCE_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class Limits:
    """The embedding model's view of length: where tokens lie, and how many it takes in (special tokens counted)."""

    token_spans: TokenSpans
    most_tokens: int


def make_reading(raw: RawText, *, reader: str, limits: Limits) -> Reading:
    """Take a document apart; every citable letter lies in one sentence and every sentence in one passage."""
    most = limits.most_tokens - SPECIAL_TOKENS
    blocks = find_blocks(raw)
    sections, member = find_sections(raw, blocks)
    # A sentence must leave room for the headings in front of it.
    longest = int(most * SENTENCE_SHARE)
    sentences = find_sentences(raw, blocks, member, token_spans=limits.token_spans, most_tokens=longest)
    passages = cut_passages(sentences, sections, token_spans=limits.token_spans, most_tokens=most)
    return Reading(
        text=raw.text,
        reader=reader,
        reader_version=READER_VERSION,
        pages=raw.pages,
        blocks=blocks,
        sections=sections,
        sentences=sentences,
        passages=passages,
        labels=raw.labels,
        notes=find_notes(raw, blocks),
    )


def make_ready_passage(raw: RawText, *, limits: Limits) -> Reading:
    """Make a reading of text that is a passage already: no headings are looked for; what is too long is cut."""
    most = limits.most_tokens - SPECIAL_TOKENS
    section = (Section((), 0, len(raw.text)),)
    blocks = find_blocks(raw, plain=True)
    member = (0,) * len(blocks)
    sentences = find_sentences(raw, blocks, member, token_spans=limits.token_spans, most_tokens=most)
    passages = cut_passages(sentences, section, token_spans=limits.token_spans, most_tokens=most)
    return Reading(raw.text, "passage", READER_VERSION, (), blocks, section, sentences, passages)
