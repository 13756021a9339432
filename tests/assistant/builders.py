"""Publications of a few lines, as the record holds them, and evidence found in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.evidence import Run
from ingest.documents import Block, BlockKind, Reading, Segment, Speaker, Visibility
from tests.ingest.builders import read
from vectorstore.publications import Publication, StoredSentence

LETTER = Publication(
    id="p1",
    edition_id="e1",
    file="letter.txt",
    title="A letter",
    kind="letter",
    speaker=Speaker.PANEL,
    published=dt.date(2031, 6, 9),
    url="https://panel.example/letter",
    visibility=Visibility.PUBLIC,
    status="current",
    fictional=False,
    letter=None,
    first_seen=dt.datetime(2031, 7, 1, tzinfo=dt.UTC),
    valid_from=dt.datetime(2031, 6, 9, tzinfo=dt.UTC),
)

LINKS = """
    # Regional links

    A member has been linked to each of the three regions:

    - Northmere – Oswin Mockford
    - Westhaven – Petra Makebelieve
    - Eastfold – Tobias Notional

    Link members will visit every partnership in their region once a year. They will not join
    meetings unless they are invited on the

    7

    same day. The links will be looked at again.

    Yours sincerely,

    A handwritten signature in black ink that reads "I Testwell".

    Imogen Testwell
"""
"""A heading, a list with its lead-in, a sentence cut by a page number, and what must never be quoted."""


@dataclass(frozen=True, slots=True)
class Held:
    """A publication with its verbatim text, its blocks and its sentences."""

    publication: Publication
    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[StoredSentence, ...]

    def run(self, first: int, last: int | None = None, *, score: float = 1.0, cosine: float = 0.6) -> Run:
        """Return the sentences from ``first`` to ``last`` (ordinals, inclusive) as evidence."""
        sentences = self.sentences[first : (first if last is None else last) + 1]
        return Run(self.publication, sentences, cosine, coverage=0.5, passage_coverage=0.5, score=score)

    def find(self, words: str, *, score: float = 1.0, cosine: float = 0.6) -> Run:
        """Return the one sentence that holds some words as evidence."""
        (ordinal,) = (sentence.ordinal for sentence in self.sentences if words in sentence.text)
        return self.run(ordinal, score=score, cosine=cosine)


def hold(text: str, **described: Any) -> Held:
    """Return a publication with an indented text, read as a text file is read."""
    return hold_reading(read(text), **described)


def hold_reading(reading: Reading, **described: Any) -> Held:
    """Return a publication with a reading."""
    publication = replace(LETTER, **described)
    sentences = tuple(
        StoredSentence(
            publication_id=publication.id,
            ordinal=sentence.ordinal,
            kind=sentence.kind,
            text=sentence.text,
            segments=sentence.segments,
            section_path=reading.sections[sentence.section].path,
            block=sentence.block,
            lead_in=sentence.lead_in,
        )
        for sentence in reading.sentences
    )
    return Held(publication, reading.text, reading.blocks, sentences)


def make_sentence(
    text: str, *, ordinal: int = 0, kind: BlockKind = BlockKind.PARAGRAPH, lead_in: int | None = None
) -> StoredSentence:
    """Return a sentence in a block of its own, of a publication whose text is that sentence."""
    segments = (Segment(0, len(text)),)
    return StoredSentence("p1", ordinal, kind, text, segments, ("Findings",), ordinal, lead_in)


def make_run(*texts: str, cosine: float = 0.6, **described: Any) -> Run:
    """Return evidence of some sentences in a row."""
    sentences: Sequence[StoredSentence] = [make_sentence(text, ordinal=place) for place, text in enumerate(texts)]
    return Run(replace(LETTER, **described), tuple(sentences), cosine, coverage=0.5, passage_coverage=0.5, score=1.0)
