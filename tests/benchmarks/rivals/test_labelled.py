from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.comparing import compare_results
from assistant.evaluation.passages import ANY, ANY_READ
from tests.benchmarks.rivals.labelled import read_labelled
from tests.benchmarks.rivals.running import LONG, RIVALS, WAYS, read_results, run_program
from tests.benchmarks.rivals.systems import OURS, is_installed
from tests.functional.door import write_lines


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder of documents, a long one among them, with two files of labelled questions beside it."""
    docs = tmp_path / "documents"
    docs.mkdir()
    (docs / "harbour.txt").write_text("The harbour\n\nThe tide in the harbour turns at noon on the first of May.\n")
    (docs / "market.txt").write_text(f"The market\n\n{LONG}\n\nGulls nest on the roof of the market hall.\n")
    lookup = {"user": "clerk", "kind": "lookup", "answerable": True}
    write_lines(
        tmp_path / "sea_questions.jsonl",
        {**lookup, "id": "q1", "question": "When does the tide turn?", "sources": ["harbour.txt"]}
        | {"evidence": ["tide in the harbour turns at noon"]},
        {"id": "q2", "question": "Who is the mayor?", "kind": "unanswerable", "answerable": False},
    )
    write_lines(
        tmp_path / "birds.jsonl",
        {**lookup, "id": "q3", "question": "Where do they nest?", "sources": ["market.txt"]}
        | {"evidence": ["nest on the roof of the market hall"]}
        | {"history": [{"role": "user", "content": "Which gulls live in the town?"}]},
    )
    return docs


def name_documents(docs: Path) -> tuple[str | Path, ...]:
    """Return the arguments that have the questions asked over the documents."""
    questions = (docs.parent / "sea_questions.jsonl", docs.parent / "birds.jsonl")
    return ("--questions", questions[0], "--questions", questions[1], "--docs", docs)


def check_documents(told: Any) -> None:
    """Assert that a system found the evidence of both files of questions, and how much was read is told."""
    assert {file: asked["title"] for file, asked in told["queries"].items()} == {
        "sea_questions": "sea questions",
        "birds": "birds",
    }
    tide = told["queries"]["sea_questions"]
    assert (list(tide["per_query"]), tide["questions"]) == (["q1"], 1)
    assert tide["per_query"]["q1"][ANY[20]] == tide["per_query"]["q1"][ANY_READ] == 1
    assert told["queries"]["birds"]["per_query"]["q3"][ANY[20]] == 1
    assert 0 < tide["words"]["1"] <= tide["words"]["20"]
    assert (told["settings"]["k"], told["passages"]) == (20, 2)


def test_ours_is_measured_on_labelled_questions(documents: Path, tmp_path: Path, models: Path) -> None:
    """Documents are taken in and asked as they are; the places of the evidence are compared with those of each leg."""
    out = tmp_path / "out"
    done = run_program(out, models, *name_documents(documents), "--only", OURS)
    assert (done.returncode, done.stderr) == (0, "ours …\n")
    results = read_results(out)
    assert sorted(results["systems"]) == sorted(WAYS)
    check_documents(results["systems"][OURS])
    assert results["systems"][OURS]["queries"]["birds"]["per_query"]["q3"][ANY[1]] == 1
    assert results["ours_minus"]["ours, BM25 alone"]["birds"][ANY[5]]["n"] == 1
    assert done.stdout.startswith(f"| sea questions | {ANY[5]} | {ANY[20]} |")
    assert f"| {ANY[5]}: ours minus it | words in the first 5 |" in done.stdout
    comparisons = compare_results(out / "ours-vectors-alone" / "birds", out / "ours" / "birds")
    assert [one.measure for one in comparisons][:2] == [ANY[1], ANY[5]]


@pytest.mark.parametrize("name", RIVALS)
def test_a_rival_is_measured_on_labelled_questions(name: str, documents: Path, tmp_path: Path, models: Path) -> None:
    """A rival whose library is installed is given the text of each document and cuts it up by itself."""
    if not is_installed(name):
        pytest.skip(f"needs {name} (pip install '.[benchmark]')")
    done = run_program(tmp_path / "out", models, *name_documents(documents), "--only", name)
    assert done.returncode == 0, done.stderr
    check_documents(read_results(tmp_path / "out")["systems"][name])


def test_every_system_is_given_the_same_text(documents: Path) -> None:
    """A document is its verbatim text, without title, by the name of its file; other questions are another task."""
    asked = [documents.parent / "birds.jsonl"]
    collection = read_labelled(asked, docs=[documents])
    assert [(one.id, one.title) for one in collection.passages] == [("harbour.txt", ""), ("market.txt", "")]
    assert collection.passages[0].whole == (documents / "harbour.txt").read_text()
    assert collection.paths == (documents,)
    other = read_labelled([documents.parent / "sea_questions.jsonl"], docs=[documents])
    assert other.digest != collection.digest == read_labelled(asked, docs=[documents]).digest


def test_a_document_that_cannot_be_given_to_all_is_refused(documents: Path) -> None:
    """A damaged document, or a second one of the same name, is told by its name before anything is measured."""
    asked, other = [documents.parent / "birds.jsonl"], documents.parent / "more"
    other.mkdir()
    (other / "harbour.txt").write_text("Another harbour.")
    with pytest.raises(ValueError, match=r"2 documents are called harbour\.txt"):
        read_labelled(asked, docs=[documents, other])
    (other / "harbour.txt").rename(other / "empty.txt").write_text(" ")
    with pytest.raises(ValueError, match=r"empty\.txt: this file is empty"):
        read_labelled(asked, docs=[documents, other])
