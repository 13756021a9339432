from __future__ import annotations

import json
import re
from pathlib import Path

from tests.conftest import ROOT
from tests.functional.conftest import count_vectors
from tests.functional.door import Door, write_lines

QUESTIONS = ROOT / "tests" / "evaluation" / "sample_questions.jsonl"


def test_answers_are_measured(own_samples: Door, tmp_path: Path) -> None:
    """The labelled questions about the samples are answered and scored, every quotation is verbatim, all is written."""
    results, before = tmp_path / "results", count_vectors(own_samples.data)
    ended = own_samples.run(
        "evaluate", "answers", QUESTIONS, "--docs", ROOT / "samples", "--data", own_samples.data, "--out", results
    )
    assert (ended.code, ended.err) == (0, "")
    assert {path.name for path in results.iterdir()} == {"summary.json", "rows.jsonl", "settings.json", "misses.md"}
    rows = [json.loads(line) for line in (results / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == [json.loads(line)["id"] for line in QUESTIONS.read_text().splitlines()]
    quotations = [quotation for row in rows for quotation in row["quotations"]]
    assert len(quotations) > 100
    assert all(quotation["verbatim"] for quotation in quotations)
    (verbatim,) = (line for line in ended.out.splitlines() if re.search("│ .*verbatim", line.lower()))
    assert "1.000" in verbatim
    assert json.loads((results / "settings.json").read_text())["docs"] == [str(ROOT / "samples")]
    assert count_vectors(own_samples.data) == before


def test_passages_are_measured(own_samples: Door, tmp_path: Path) -> None:
    """The evidence of the labelled questions about the samples is looked for in what search gives, and all is told."""
    results, before = tmp_path / "results", count_vectors(own_samples.data)
    given = (QUESTIONS, "--docs", ROOT / "samples", "--data", own_samples.data)
    ended = own_samples.run("evaluate", "passages", *given, "--out", results)
    assert (ended.code, ended.err) == (0, "")
    assert {path.name for path in results.iterdir()} == {"summary.json", "rows.jsonl", "settings.json", "misses.md"}
    rows = [json.loads(line) for line in (results / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    labelled = [json.loads(line) for line in QUESTIONS.read_text().splitlines()]
    assert [row["id"] for row in rows] == [one["id"] for one in labelled if one["answerable"] and one["evidence"]]
    summary = json.loads((results / "summary.json").read_text())
    assert summary["questions"] == len(rows)
    assert summary["measures"]["Any span, first 20"]["value"] > summary["measures"]["Any span, first 1"]["value"] > 0.3
    assert "Any span, first 20" in ended.out
    assert "Words to read, on average: " in ended.out
    assert count_vectors(own_samples.data) == before
    # The same search as that of the command: its first passages are those that were scored.
    alone = next(row for row in rows if not row["history"])
    hits = own_samples.run("search", alone["question"], "--limit", "5", "--json").json
    assert [hit["text"] for hit in hits] == [one["text"] for one in alone["passages"][:5]]
    again = own_samples.run("evaluate", "compare", results, results, "--json").json
    assert [one["difference"]["value"] for one in again] == [0] * 10


def test_search_is_measured(door: Door, tmp_path: Path) -> None:
    """A collection in BEIR's form is taken in and searched, and the measures are printed and written."""
    corpus = write_lines(
        tmp_path / "corpus.jsonl",
        {"_id": "d1", "title": "Tides", "text": "The tide in the harbour turns at noon."},
        {"_id": "d2", "title": "Ferry", "text": "The ferry to the island leaves at nine."},
        {"_id": "d3", "title": "Gulls", "text": "Gulls nest on the roof of the office."},
    )
    queries = write_lines(
        tmp_path / "queries.jsonl",
        {"_id": "q1", "text": "When does the tide turn?"},
        {"_id": "q2", "text": "Where do gulls nest?"},
    )
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td3\t1\n")
    files = ("--corpus", corpus, "--queries", queries, "--qrels", tmp_path / "qrels.tsv")
    ended = door.run("evaluate", "search", *files, "--out", tmp_path / "results")
    assert (ended.code, ended.err) == (0, "")
    summary = json.loads((tmp_path / "results" / "summary.json").read_text())
    assert (summary["queries"], summary["measures"]["R@5"]["value"], summary["measures"]["nDCG@10"]["value"]) == (
        2,
        1,
        1,
    )
    assert "nDCG@10" in ended.out
    assert door.run("status", "--json").json["publications"] == 0


def test_a_labelled_line_that_cannot_be_used_is_told(door: Door, tmp_path: Path) -> None:
    """A file of questions that is missing or malformed is one line with its number, before anything is read."""
    bad = write_lines(tmp_path / "bad.jsonl", json.loads(QUESTIONS.read_text().splitlines()[0]), {"id": "x"})
    results = ("--docs", ROOT / "samples", "--out", tmp_path / "results")
    malformed = door.run("evaluate", "answers", bad, *results)
    missing = door.run("evaluate", "answers", tmp_path / "nowhere.jsonl", *results)
    assert (malformed.code, missing.code) == (1, 1)
    assert "line 2: mend" in malformed.only_error()
    assert "nowhere.jsonl cannot be read" in missing.only_error()
    assert not (tmp_path / "results").exists()


def test_two_measurements_are_compared(door: Door, tmp_path: Path) -> None:
    """What two evaluations wrote is compared as a table and as JSON, and the query that changed is named."""
    queries = write_lines(
        tmp_path / "queries.jsonl",
        {"_id": "q1", "text": "When does the tide turn?"},
        {"_id": "q2", "text": "Where do gulls nest?"},
    )
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td3\t1\n")
    tide = {"_id": "d1", "text": "The tide in the harbour turns at noon."}
    gulls = {"_id": "d3", "text": "Gulls nest on the roof of the office."}
    for name, passages in (("before", [tide]), ("after", [tide, gulls])):
        corpus = write_lines(tmp_path / f"{name}.jsonl", *passages)
        files = ("--corpus", corpus, "--queries", queries, "--qrels", tmp_path / "qrels.tsv")
        assert door.run("evaluate", "search", *files, "--out", tmp_path / name).code == 0
    ended = door.run("evaluate", "compare", tmp_path / "before", tmp_path / "after")
    assert (ended.code, ended.err) == (0, "")
    (row,) = (line for line in ended.out.splitlines() if "│ R@5" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")][1:4] == ["0.500", "1.000", "+0.500"]
    assert "R@5, better: q2\n" in ended.out
    told = door.run("evaluate", "compare", tmp_path / "before", tmp_path / "after", "--json").json
    assert [(one["measure"], one["better"], one["worse"]) for one in told] == [
        (measure, ["q2"], []) for measure in ("nDCG@10", "R@5", "R@10")
    ]


def test_folders_that_do_not_fit_are_told(door: Door, tmp_path: Path) -> None:
    """A folder without results is one sentence, and nothing is printed beside it."""
    ended = door.run("evaluate", "compare", tmp_path, tmp_path / "nowhere")
    assert ended.code == 1
    assert "holds no results: give a folder that" in ended.only_error()
