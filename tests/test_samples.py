from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.readers import ENDINGS, find_format

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
QUESTIONS = ROOT / "tests" / "evaluation" / "sample_questions.jsonl"
MARK = "Fictional sample"
KEYS = {"title", "kind", "speaker", "published", "url", "visibility", "status", "fictional"}

DOCUMENTS = sorted(path for path in SAMPLES.iterdir() if path.suffix in ENDINGS and path.name != "README.md")
ROWS: list[dict[str, Any]] = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])


def read_text(document: Path) -> str:
    """Return the text of a sample, whatever its format."""
    if document.suffix in (".txt", ".md"):
        return document.read_text(encoding="utf-8")
    return find_format(document.name).read(document.read_bytes()).text


def squeeze(text: str) -> str:
    """Return the text with every run of white space as one space."""
    return " ".join(text.split())


def read_sidecar(document: Path) -> dict[str, Any]:
    """Return what the sidecar of a document says."""
    path = document.with_name(f"{document.name}.meta.yaml")
    described: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return described


def gold_spans(row: dict[str, Any]) -> list[tuple[str, str]]:
    """Return each (file, span) that a row says answers it, also the spans that serve as well."""
    others = [(span["source"], span["evidence"]) for span in row.get("also_accept", [])]
    return [*zip(row["sources"], row["evidence"], strict=True), *others]


def test_there_are_twelve_documents_of_every_format() -> None:
    """The folder holds twelve samples, at least three in text and in Markdown and one in every other format."""
    formats = Counter(path.suffix for path in DOCUMENTS)
    assert sum(formats.values()) == 12
    assert min(formats[".md"], formats[".txt"]) >= 3
    assert (formats[".pdf"], formats[".html"], formats[".docx"], formats[".odt"]) == (1, 1, 1, 1)


@each_document
def test_a_sample_says_that_it_is_fictional(document: Path) -> None:
    """The first lines of the document and its sidecar say that it is a fictional sample."""
    first_lines = [line for line in read_text(document).splitlines() if line.strip()][:8]
    sidecar = document.with_name(f"{document.name}.meta.yaml").read_text(encoding="utf-8")
    assert MARK in "\n".join(first_lines)
    assert MARK in sidecar
    assert read_sidecar(document)["fictional"] is True


@each_document
def test_a_sidecar_has_known_keys_and_invented_places_only(document: Path) -> None:
    """Sidecars use the agreed keys, dates of 2031 to 2034 and addresses of the invented site."""
    described = read_sidecar(document)
    assert set(described) <= KEYS
    assert described["url"].startswith("https://panel.example/")
    published = described.get("published", dt.date(2031, 1, 1))
    assert dt.date(2031, 1, 1) <= published <= dt.date(2034, 12, 31)


def test_two_letters_are_to_be_described_by_their_own_words() -> None:
    """Exactly two sidecars, both of letters, leave title and date to be read from the document."""
    bare = [described for described in map(read_sidecar, DOCUMENTS) if not {"title", "published"} & set(described)]
    assert [described["kind"] for described in bare] == ["letter", "letter"]


def test_only_the_earlier_edition_is_superseded() -> None:
    """The first edition of the guidance is marked as superseded, and nothing else is."""
    superseded = [path.name for path in DOCUMENTS if read_sidecar(path)["status"] == "superseded"]
    assert superseded == ["guidance-2031-first-edition.txt"]


def test_the_readme_lists_every_sample() -> None:
    """Each sample has its row in the table of the samples' README."""
    table = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in DOCUMENTS if f"| `{path.name}` |" not in table] == []


def test_question_ids_are_unique() -> None:
    """No two of the sixty sample questions share an id."""
    assert len(ROWS) == len({row["id"] for row in ROWS}) == 60


def test_a_third_of_the_questions_cannot_be_answered() -> None:
    """Forty questions can be answered from the samples and twenty cannot."""
    assert sum(row["answerable"] for row in ROWS) == 40


@each_row
def test_evidence_stands_in_its_source(row: dict[str, Any]) -> None:
    """Every span that is said to answer a question is found in its document, spacing aside."""
    missing = [
        (file, span) for file, span in gold_spans(row) if squeeze(span) not in squeeze(read_text(SAMPLES / file))
    ]
    assert missing == []


@each_row
def test_an_answerable_question_has_evidence(row: dict[str, Any]) -> None:
    """A question that can be answered names at least one span that answers it."""
    assert row["evidence"] or not row["answerable"]
