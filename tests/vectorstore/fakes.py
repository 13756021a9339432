"""Stand-ins for what the store is given: an embedding model that remembers, and documents made from a few words."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

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
    Visibility,
)

MODEL = hashlib.sha256(b"a model").hexdigest()


@dataclass
class HashingEmbedder:
    """Gives every text a direction of its own, and remembers the texts."""

    digest: str = MODEL
    dimension: int = 32
    embedded: list[str] = field(default_factory=list)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row for each text."""
        self.embedded += texts
        rows = np.array([self._direction(text) for text in texts], dtype=np.float32).reshape(len(texts), self.dimension)
        normalised: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return normalised

    def _direction(self, text: str) -> NDArray[np.float64]:
        seed = hashlib.sha256(f"{self.digest} {text}".encode()).digest()
        return np.random.default_rng(int.from_bytes(seed[:8], "big")).normal(size=self.dimension)


def make_description(
    title: str = "A letter", *, status: str = "current", visibility: Visibility = Visibility.PUBLIC
) -> Description:
    """Return the description of a letter."""
    return Description(title, "letter", published=dt.date(2031, 2, 3), status=status, visibility=visibility)


def make_reading(sentences: Sequence[str], *, version: str = "1") -> Reading:
    """Return a reading with one paragraph for each sentence and a passage for each two."""
    text = "\n\n".join(sentences)
    starts = [sum(len(one) + 2 for one in sentences[:position]) for position in range(len(sentences))]
    spans = [(Segment(start, start + len(one), 1),) for start, one in zip(starts, sentences, strict=True)]
    firsts = range(0, len(sentences), 2)
    return Reading(
        text=text,
        reader="plain",
        reader_version=version,
        pages=(0,),
        blocks=tuple(Block(BlockKind.PARAGRAPH, span) for span in spans),
        sections=(Section(("Part one", "Findings"), 0, len(text)),),
        sentences=tuple(
            Sentence(ordinal, BlockKind.PARAGRAPH, one, span, section=0, block=ordinal)
            for ordinal, (one, span) in enumerate(zip(sentences, spans, strict=True))
        ),
        passages=tuple(
            Passage(ordinal, 0, first, min(first + 1, len(sentences) - 1), " ".join(sentences[first : first + 2]))
            for ordinal, first in enumerate(firsts)
        ),
    )


def make_document(
    place: str,
    sentences: Sequence[str],
    *,
    description: Description | None = None,
    version: str = "1",
    identity: str | None = None,
) -> Document:
    """Return a document from a place; its bytes are its sentences."""
    reading = make_reading(sentences, version=version)
    return Document(
        locator=Locator("jsonl" if identity else "file", place),
        file=place.rsplit("/", 1)[-1],
        digest=hashlib.sha256(reading.text.encode(errors="surrogatepass")).hexdigest(),
        description=description or make_description(),
        reading=reading,
        publication_id=identity,
    )


def make_sentences(place: str, *, edition: int = 0, count: int = 6) -> list[str]:
    """Return sentences whose last word no other place and no other edition of this one has."""
    mark = "".join(filter(str.isalnum, place))
    return [f"Finding {number} of {place} in edition {edition} is {mark}{edition}x{number}." for number in range(count)]
