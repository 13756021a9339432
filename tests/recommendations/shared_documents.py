"""The labelled samples and real documents: each with reading, description and labels in the shape of the others.

The labels of the real documents are offsets; their texts are cut out of the reading when a test runs, and kept nowhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ingest.collection import list_collection
from ingest.documents import Description, Document, Reading
from tests.conftest import ROOT
from tests.ingest.builders import limits
from tests.recommendations import documents
from tests.recommendations.documents import squeeze

SAMPLES = ROOT / "samples"
SAMPLE_LABELS = Path(__file__).with_name("labelled_samples.yaml")
SHARED_LABELS = Path(__file__).with_name("labelled_shared.yaml")
DIGITS = 16
"""So many hexadecimal digits of a digest are kept."""

Row = dict[str, Any]
Span = Sequence[int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document as it is read, with its labels: ``labels`` can be measured, ``row`` is what the file of labels says.

    ``digest`` is that of the document's bytes.
    """

    name: str
    digest: str
    reading: Reading
    description: Description
    labels: documents.Document
    row: Row


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a file of labels, one for each document."""
    rows: list[Row] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return rows


def read_samples() -> Iterator[Labelled]:
    """Yield each labelled sample."""
    found = _read(SAMPLES)
    for row in read_rows(SAMPLE_LABELS):
        yield _label(found[row["file"]], row, row)


def read_shared(shared: Path) -> Iterator[Labelled]:
    """Yield each labelled document of the folder of real ones, in the order of their labels."""
    found = _read(shared / "corpus" / "letters") | _read(shared / "corpus" / "guidance")
    for row in read_rows(SHARED_LABELS):
        document = found[row["file"]]
        yield _label(document, row, _cut_labels(document.reading.text, row))


def cut(text: str, runs: Sequence[Span]) -> str:
    """Return the words of some runs of a text, joined by single spaces."""
    return " ".join(squeeze(text[start:end]) for start, end in runs)


def digest(words: str) -> str:
    """Return the beginning of the digest of some words."""
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:DIGITS]


def list_spans(row: Row) -> Iterator[Span]:
    """Yield every run that a row of offsets names: of texts, addressees, sections, and whose a count is."""
    for label in (*row["entries"], *row["counts"], *row["near_misses"], *row["responses"]):
        yield from label["at"]
        yield from label.get("addressees", ())
        yield from (label[key] for key in ("section", "also_at", "of") if label.get(key))


def _read(folder: Path) -> dict[str, Document]:
    found = list_collection([folder]).read(limits())
    return {document.file: document for document in found if isinstance(document, Document)}


def _label(document: Document, row: Row, labels: Row) -> Labelled:
    described = document.description
    facts = {"title": described.title, "kind": described.kind, "published": described.published}
    known = facts | {"speaker": described.speaker.value, "fictional": described.fictional}
    kept = {key: labels[key] for key in ("entries", "counts", "near_misses", "responses")}
    return Labelled(document.file, document.digest, document.reading, described, known | kept, row)


def _cut_labels(text: str, row: Row) -> Row:
    """Return the labels of a row with words where it has runs, as the labelled documents have them."""
    return {
        "entries": [_cut_entry(text, entry) for entry in row["entries"]],
        "counts": [
            {"number": one["number"], "words": cut(text, one["at"]), "of": cut(text, [one["of"]])}
            for one in row["counts"]
        ],
        "near_misses": [{"text": cut(text, one["at"]), "why": one["why"]} for one in row["near_misses"]],
        "responses": [_cut_response(text, one) for one in row["responses"]],
    }


def _cut_entry(text: str, entry: Row) -> Row:
    places = {key: cut(text, [entry[key]]) if entry[key] else None for key in ("section", "also_at")}
    named = [cut(text, [span]) for span in entry["addressees"]]
    return {
        "text": cut(text, entry["at"]),
        **{key: entry[key] for key in ("kind", "number", "title")},
        "addressees_named": named,
        **places,
    }


def _cut_response(text: str, one: Row) -> Row:
    """Return what is said of a recommendation; the documents that hold those recommendations are not held."""
    said, of_text = cut(text, one["at"]), cut(text, [one["of"]])
    nothing = {"of_document": None, "of_entry": None}
    return {"of_text": of_text, **nothing, "of_number": one["number"], "said": said, "state": one["state"]}
