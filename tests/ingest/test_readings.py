from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ingest.documents import BlockKind, Document, Reading, Segment
from ingest.readings import READER_VERSION, Limits, make_reading, make_ready_passage
from ingest.text import read_text
from tests.conftest import ROOT
from tests.ingest.builders import limits, read, read_pages, texts
from vectorstore.embedding import Embedder

PAGES = {
    "Children_missing_education_guidance_-_August_2024.pdf": 32,
    "Childrens_Social_Care_National_Framework__Dec_2023.pdf": 66,
    "Info_sharing_advice_content_May_2024.pdf": 28,
    "Keeping_children_safe_in_education_2025.pdf": 187,
}
SAMPLES = sorted(path for path in (ROOT / "samples").glob("*-20*") if path.suffix in (".txt", ".md"))

needs_real_documents = pytest.mark.usefixtures("shared")


def ready(text: str, *, most_tokens: int = 256) -> Reading:
    """Return the reading of a text that is a passage already."""
    return make_ready_passage(read_text(text.encode()), limits=limits(most_tokens))


def test_a_reading_says_who_made_it() -> None:
    """Reader, version and pages are kept, so that a better reader can read again."""
    reading = read_pages(["One page."], ["Another."])
    assert (reading.reader, reading.reader_version) == ("pdf", READER_VERSION)
    assert reading.pages == (0, reading.text.index("Another."))
    assert read("No pages.").pages == ()


def test_the_quotation_of_a_sentence_is_verbatim() -> None:
    """Each segment is quoted as it stands in the source, and segments are joined by a space."""
    reading = Reading("one 7 two", "text", "1")
    assert reading.quote([Segment(0, 3), Segment(6, 9)]) == "one two"
    assert reading.quote([]) == ""


def test_a_ready_passage_is_taken_as_it_is() -> None:
    """Nothing in a ready passage is a heading, a list or furniture, and its sentences make one passage."""
    reading = ready("Opening hours\n\n1. Monday\n7\nDear all,\n")
    assert [sentence.kind for sentence in reading.sentences] == [BlockKind.PARAGRAPH] * 4
    assert [passage.text for passage in reading.passages] == ["Opening hours 1. Monday 7 Dear all,"]
    assert [section.path for section in reading.sections] == [()]


def test_a_ready_passage_that_is_too_long_is_cut() -> None:
    """A passage beyond the model's limit becomes several, each as long as allowed."""
    reading = ready("word " * 100, most_tokens=42)
    assert [len(passage.text.split()) for passage in reading.passages] == [40, 40, 20]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_is_read_without_its_damage(sample: Path) -> None:
    """In no sample does a sentence hold a page number, a fragment of the scan, a caption or a page's web address."""
    reading = make_reading(read_text(sample.read_bytes()), reader="text", limits=limits())
    furniture = [reading.quote(b.segments) for b in reading.blocks if b.kind is BlockKind.FURNITURE]
    assert furniture
    told = texts(reading)
    assert not set(told) & set(furniture)
    assert not [text for text in told if "handwritten signature" in text or text.startswith("https://")]
    # A heading that ends in a small word would be a sentence cut in two.
    assert not [text for text in texts(reading, BlockKind.HEADING) if text.endswith((" the", " all", " The", " in"))]
    assert not [s.text for s in reading.sentences if s.kind is BlockKind.PARAGRAPH and s.text[0].islower()]


def test_the_model_takes_in_every_passage(real_embedder: Embedder) -> None:
    """Counted by the real model's own tokens, no passage of the samples is longer than it takes in."""
    within = Limits(real_embedder.token_spans, real_embedder.most_tokens)
    lengths = [
        len(real_embedder.token_spans(passage.text)) + 2
        for sample in SAMPLES
        for passage in make_reading(read_text(sample.read_bytes()), reader="text", limits=within).passages
    ]
    assert len(lengths) > len(SAMPLES)
    assert max(lengths) <= real_embedder.most_tokens


@needs_real_documents
def test_real_files_are_read_with_all_their_pages(real_documents: Mapping[str, Document]) -> None:
    """All nine real documents are read, and the four publications have the pages that a PDF reader shows."""
    assert len(real_documents) == 9
    assert {file: len(d.reading.pages) for file, d in real_documents.items() if d.reading.pages} == PAGES


@needs_real_documents
def test_no_real_furniture_caption_or_signature_is_quoted(real_documents: Mapping[str, Document]) -> None:
    """In the real documents no sentence shares a character with what must not be quoted."""
    for document in real_documents.values():
        forbidden = places(s for b in document.reading.blocks if not b.kind.citable for s in b.segments)
        assert forbidden
        assert not forbidden & places(s for sentence in document.reading.sentences for s in sentence.segments)


@needs_real_documents
def test_every_real_letter_lies_in_a_sentence(real_documents: Mapping[str, Document]) -> None:
    """In the real documents each citable letter is in a sentence, and each sentence in a passage within the limit."""
    for document in real_documents.values():
        reading = document.reading
        citable = places(s for block in reading.blocks if block.kind.citable for s in block.segments)
        told = places(s for sentence in reading.sentences for s in sentence.segments)
        assert not [place for place in citable - told if reading.text[place].isalnum()]
        assert [i for p in reading.passages for i in range(p.first, p.last + 1)] == list(range(len(reading.sentences)))
        assert max(len(limits().token_spans(passage.text)) for passage in reading.passages) <= 254


@needs_real_documents
def test_real_evidence_is_found_on_its_page(real_documents: Mapping[str, Document], shared: Path) -> None:
    """Of the labelled spans 97 in 100 stand in the sentences of their document, and 95 in 100 on the right page."""
    told = {file: Told.of(document.reading) for file, document in real_documents.items()}
    spans = list(evidence(shared / "evaluation"))
    assert len(spans) > 300
    found = [told[span.source].pages_of(span.words) for span in spans]
    assert sum(bool(pages) for pages in found) / len(spans) >= 0.97
    paged = [span.page in pages for span, pages in zip(spans, found, strict=True) if span.page is not None]
    assert sum(paged) / len(paged) >= 0.95


def places(segments: Iterator[Segment]) -> set[int]:
    """Return the place of every character of some segments."""
    return {place for segment in segments for place in range(segment.start, segment.end)}


@dataclass(frozen=True, slots=True)
class Told:
    """The verbatim letters of all sentences without spaces, and the page that each one's sentence begins on."""

    letters: str
    pages: list[int | None]

    @classmethod
    def of(cls, reading: Reading) -> Told:
        """Put the sentences of a reading together."""
        quoted = [("".join(reading.quote(s.segments).split()), s.segments[0].page) for s in reading.sentences]
        return cls("".join(letters for letters, _ in quoted), [page for letters, page in quoted for _ in letters])

    def pages_of(self, words: str) -> set[int | None]:
        """Return the pages on which words are found."""
        wanted, found, start = "".join(words.split()), set(), -1
        while (start := self.letters.find(wanted, start + 1)) >= 0:
            found.add(self.pages[start])
        return found


@dataclass(frozen=True, slots=True)
class Span:
    """Words that answer a question, with their document and its page (None: it has none)."""

    source: str
    words: str
    page: int | None


def evidence(folder: Path) -> Iterator[Span]:
    """Yield the evidence of all questions and points that can be answered."""
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row: dict[str, Any] = json.loads(line)
            for asked in row.get("points", [row]):
                if asked["answerable"]:
                    pages = asked.get("page") or [None] * len(asked["sources"])
                    yield from map(Span, asked["sources"], asked["evidence"], pages)
