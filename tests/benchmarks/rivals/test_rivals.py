from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.comparing import compare_results
from assistant.evaluation.intervals import measure_rate
from tests.benchmarks.rivals.collection import Passage
from tests.benchmarks.rivals.results import as_markdown, gather, write_results
from tests.benchmarks.rivals.running import LONG, RIVALS, WAYS, read_results, run_program
from tests.benchmarks.rivals.systems import OURS, SYSTEMS, is_installed
from tests.conftest import ROOT
from tests.functional.door import write_lines

DIGEST = "this collection"
SCORED = ("nDCG@10", "R@5", "R@10")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small collection: a few passages, one of them long, and queries with and without the turns before them."""
    folder = tmp_path / "collection"
    folder.mkdir()
    write_lines(
        folder / "corpus.jsonl",
        {"_id": "d1", "title": "Tides", "text": "The tide in the harbour turns at noon."},
        {"_id": "d2", "title": "Ferry", "text": "The ferry to the island leaves at nine."},
        {"_id": "d3", "title": "Gulls", "text": "Gulls nest on the roof of the office."},
        {"_id": "d4", "title": "Market", "text": LONG},
    )
    write_lines(folder / "lastturn.jsonl", {"_id": "q1", "text": "When does the tide turn?"})
    turns = "|user|: Which gulls live in the town?\n|user|: Where do they nest?"
    write_lines(
        folder / "questions.jsonl", {"_id": "q1", "text": "When does the tide turn?"}, {"_id": "q2", "text": turns}
    )
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td3\t1\n")
    return folder


def write_measured(out: Path, name: str, *, score: float, collection: str = DIGEST) -> None:
    """Write what measuring a system wrote, with one score for all measures of both queries."""
    scores = dict.fromkeys(SCORED, score)
    asked = {
        "title": "last turn",
        "measures": dict.fromkeys(SCORED, measure_rate([score, score])),
        "per_query": {"q1": scores, "q2": scores},
        "p50_ms": 1.0,
        "p95_ms": 2.0,
        "processor_ms": 1.5,
    }
    told = {"system": name, "part_of": name, "collection": collection, "queries": {"lastturn": asked}}
    (out / f"{name}.json").write_text(json.dumps(told), encoding="utf-8")


def check_system(told: Any, files: Sequence[str]) -> None:
    """Assert that a system was measured on every file of queries, found the tide, and says what it cost."""
    assert list(told["queries"]) == list(files)
    assert told["queries"]["lastturn"]["per_query"]["q1"]["nDCG@10"] == 1
    times = ("p50_ms", "p95_ms", "processor_ms")
    assert all(asked[time] > 0 for asked in told["queries"].values() for time in times)
    assert told["settings"]["k"] == 30
    assert all(told["libraries"].values())
    assert all(told[cost] > 0 for cost in ("build_seconds", "build_processor_seconds", "memory_mb", "peak_mb", "held"))


def test_ours_is_measured(folder: Path, tmp_path: Path, models: Path) -> None:
    """Ours and its two legs are built, asked and scored; the table, the settings and the rows of each are written."""
    out = tmp_path / "out"
    done = run_program(out, models, "--collection", folder, "--only", OURS)
    assert (done.returncode, done.stderr) == (0, "ours …\n")
    results = read_results(out)
    assert sorted(results["systems"]) == sorted(WAYS)
    check_system(results["systems"][OURS], ["lastturn", "questions"])
    assert results["systems"][OURS]["queries"]["questions"]["per_query"]["q2"]["R@5"] == 1
    assert results["ours_minus"]["ours, BM25 alone"]["lastturn"]["R@10"]["n"] == 1
    assert done.stdout == as_markdown(results) + "\n"
    assert "| ours, vectors alone | 1.000 (1.000–1.000) |" in done.stdout
    assert not list(out.glob(".ours-*"))
    (one, *_) = compare_results(out / "ours-BM25-alone" / "questions", out / "ours" / "questions")
    assert (one.measure, one.difference["n"]) == ("nDCG@10", 2)


@pytest.mark.parametrize("name", RIVALS)
def test_a_rival_is_measured(name: str, folder: Path, tmp_path: Path, models: Path) -> None:
    """A rival whose library is installed is built, asked and scored in the same way."""
    if not is_installed(name):
        pytest.skip(f"needs {name} (pip install '.[benchmark]')")
    done = run_program(tmp_path / "out", models, "--collection", folder, "--only", name)
    assert done.returncode == 0, done.stderr
    check_system(read_results(tmp_path / "out")["systems"][name], ["lastturn", "questions"])


def test_the_chart_is_drawn(tmp_path: Path) -> None:
    """The chart names every system, as a drawing and as a picture, and drawn again it is the same."""
    pytest.importorskip("matplotlib", reason="needs matplotlib (pip install '.[benchmark]')")
    for name in (OURS, *RIVALS):
        write_measured(tmp_path, name, score=0.5)
    write_results(tmp_path, gather(tmp_path, collection=DIGEST))
    drawn = []
    for out in (tmp_path / "one", tmp_path / "two"):
        command = [sys.executable, "-m", "tests.benchmarks.rivals.chart", str(tmp_path), str(out)]
        subprocess.run(command, cwd=ROOT, check=True)
        drawn.append([(out / f"rivals.{ending}").read_bytes() for ending in ("svg", "png")])
    assert drawn[0] == drawn[1]
    assert all(f">{name}<" in drawn[0][0].decode() for name in SYSTEMS)
    assert drawn[0][1].startswith(b"\x89PNG")


def test_what_was_measured_before_stays(tmp_path: Path) -> None:
    """Whatever was measured on a collection is compared with ours, query by query; another collection's is left out."""
    write_measured(tmp_path, "langchain", score=0.25)
    write_measured(tmp_path, "txtai", score=1.0, collection="another")
    write_measured(tmp_path, OURS, score=0.5)
    results = gather(tmp_path, collection=DIGEST)
    assert list(results["systems"]) == [OURS, "langchain"]
    assert results["ours_minus"]["langchain"]["lastturn"]["nDCG@10"] == {
        "value": 0.25,
        "low": 0.25,
        "high": 0.25,
        "n": 2,
    }
    rate = "0.250 (0.250–0.250)"
    table = as_markdown(results)
    assert f"| langchain | {rate} | {rate} | {rate} | +0.250 (+0.250 to +0.250) |\n" in table
    assert "| langchain | 1.0 / 2.0 (1.5) |" in table


def test_an_unknown_system_is_refused(folder: Path, tmp_path: Path, models: Path) -> None:
    """A name that stands for no system ends the program before anything is measured, and the names are listed."""
    done = run_program(tmp_path / "out", models, "--collection", folder, "--only", "ours,theirs")
    assert done.returncode == 2
    assert "there is no theirs: choose from ours, langchain, llamaindex, haystack, txtai" in done.stderr


@pytest.mark.parametrize(
    "given", [(), ("--questions", "q.jsonl"), ("--docs", "d"), ("--collection", "c", "--docs", "d")]
)
def test_one_task_is_asked_for(given: tuple[str, ...], tmp_path: Path, models: Path) -> None:
    """Without a collection or questions with documents, or with both, the program ends and says what to give."""
    done = run_program(tmp_path / "out", models, *given)
    assert done.returncode == 2
    assert "give --collection, or else --questions and --docs" in done.stderr


def test_a_title_stands_once_in_what_is_searched() -> None:
    """A text that begins with its title is given as it is; another gets its title in front."""
    assert Passage("d", "Tides", "Tides turn at noon.").whole == "Tides turn at noon."
    assert Passage("d", "Tides", "They turn at noon.").whole == "Tides\nThey turn at noon."
    assert Passage("d", "", "They turn at noon.").whole == "They turn at noon."
