"""Makes documents of given passages, and keeps them with given vectors as the record keeps any other."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.documents import (
    Block,
    BlockKind,
    Description,
    Document,
    Locator,
    Passage,
    Reading,
    Section,
    Segment,
    Sentence,
)
from vectorstore.batches import in_batches
from vectorstore.digests import text_digest
from vectorstore.record import open_record
from vectorstore.store import RECORD

Vectors = Mapping[str, NDArray[np.float32]]
"""Vectors by the digest of their text."""

DOCUMENTS_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Written:
    """A passage to be: the heading it stands under, its sentences, and the text that is searched."""

    heading: str
    sentences: tuple[str, ...]
    text: str

    @classmethod
    def of(cls, heading: str, sentences: Sequence[str]) -> Written:
        """Make a passage whose text is that of its sentences."""
        return cls(heading, tuple(sentences), " ".join(sentences))


@dataclass(frozen=True, slots=True)
class Vectored:
    """A document with the vectors of all its passages and sentences."""

    document: Document
    vectors: Vectors


def name_publication(number: int) -> str:
    """Return the id of a publication."""
    return f"publication-{number}"


def make_document(number: int, description: Description, written: Sequence[Written]) -> Document:
    """Return a document with a paragraph for each passage; those under one heading, in a row, are a section."""
    reading = make_reading(written)
    return Document(
        locator=Locator("file", f"scale/{number}.txt"),
        file=f"{number}.txt",
        digest=hashlib.sha256(reading.text.encode()).hexdigest(),
        description=description,
        reading=reading,
        publication_id=name_publication(number),
    )


def make_reading(written: Sequence[Written]) -> Reading:
    """Return what reading the passages as one text would give."""
    paragraphs = [" ".join(one.sentences) for one in written]
    starts = _starts(paragraphs, gap=2)
    ends = [start + len(words) for start, words in zip(starts, paragraphs, strict=True)]
    heads = [number for number, one in enumerate(written) if not number or one.heading != written[number - 1].heading]
    section_of = [number in heads for number in range(len(written))]
    member = [one - 1 for one in itertools.accumulate(map(int, section_of))]
    lasts = [*(head - 1 for head in heads[1:]), len(written) - 1]
    firsts = [0, *itertools.accumulate(len(one.sentences) for one in written)]
    return Reading(
        text="\n\n".join(paragraphs),
        reader="scale",
        reader_version="1",
        blocks=tuple(Block(BlockKind.PARAGRAPH, (Segment(*span),)) for span in zip(starts, ends, strict=True)),
        sections=tuple(
            Section((written[head].heading,), starts[head], ends[last]) for head, last in zip(heads, lasts, strict=True)
        ),
        sentences=tuple(_sentences(written, starts, member)),
        passages=tuple(
            Passage(number, member[number], firsts[number], firsts[number + 1] - 1, one.text)
            for number, one in enumerate(written)
        ),
    )


def fill_record(folder: Path, documents: Iterable[Vectored], *, model: str) -> None:
    """Write documents and their vectors into the record of a data folder. The indexes follow when it is opened."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(open_record(f"sqlite:///{folder / RECORD}")) as record:
        for some in in_batches(documents, DOCUMENTS_AT_ONCE):
            vectors = {digest: vector for one in some for digest, vector in one.vectors.items()}
            record.keep([one.document for one in some], vectors=vectors, model=model)


def vectors_of(texts: Sequence[str], rows: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
    """Return rows by the digests of their texts."""
    return dict(zip(map(text_digest, texts), rows, strict=True))


def _starts(texts: Sequence[str], *, gap: int) -> list[int]:
    return [0, *itertools.accumulate(len(text) + gap for text in texts[:-1])]


def _sentences(written: Sequence[Written], starts: Sequence[int], member: Sequence[int]) -> Iterable[Sentence]:
    ordinals = itertools.count()
    for number, one in enumerate(written):
        for text, start in zip(one.sentences, _starts(one.sentences, gap=1), strict=True):
            place = starts[number] + start
            spans = (Segment(place, place + len(text)),)
            yield Sentence(next(ordinals), BlockKind.PARAGRAPH, text, spans, member[number], number)
