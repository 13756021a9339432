from __future__ import annotations

import json
from math import log2
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.errors import MalformedLineError, UnreadableFileError
from assistant.evaluation.search import as_search_table, read_qrels, read_queries, score_search

DOCUMENTS = [f"d{number}" for number in range(15)]
HEADING = "query-id\tcorpus-id\tscore\n"


def write_queries(path: Path, *texts: object) -> Path:
    """Write the texts as queries q1, q2 and so on."""
    rows = [{"_id": f"q{number}", "text": text} for number, text in enumerate(texts, start=1)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def write_qrels(path: Path, text: str) -> Path:
    """Write the text of a file of judgements."""
    path.write_text(text, encoding="utf-8")
    return path


def test_the_last_turn_is_the_query(tmp_path: Path) -> None:
    """Turns before the last are history, each as the user's."""
    [query] = read_queries(write_queries(tmp_path / "q.jsonl", "|user|: Who leads\nit?\n|user|: Since when?"))
    assert (query.id, query.text) == ("q1", "Since when?")
    assert query.history == ({"role": "user", "content": "Who leads\nit?"},)


def test_a_text_without_mark_is_the_query(tmp_path: Path) -> None:
    """A plain text, or a mark amid a line, makes one turn."""
    first, second = read_queries(write_queries(tmp_path / "q.jsonl", "Since when?", "what is |user|: for"))
    assert (first.text, first.history) == ("Since when?", ())
    assert (second.text, second.history) == ("what is |user|: for", ())


@pytest.mark.parametrize("text", ["", "|user|: ", None, 7])
def test_a_query_without_words_is_named(tmp_path: Path, text: object) -> None:
    """A query that is empty or no string is reported by its line."""
    with pytest.raises(MalformedLineError, match="line 2: "):
        read_queries(write_queries(tmp_path / "q.jsonl", "Who?", text))


def test_a_repeated_query_is_refused(tmp_path: Path) -> None:
    """Two queries of one id are an error that names both lines."""
    path = tmp_path / "q.jsonl"
    path.write_text('{"_id": "q1", "text": "a"}\n{"_id": "q1", "text": "b"}\n', encoding="utf-8")
    with pytest.raises(MalformedLineError, match=r"line 2: the id .q1. is on line 1 already"):
        read_queries(path)


def test_judgements_are_grouped_by_query(tmp_path: Path) -> None:
    """The lines under the heading come out as scores by query and document."""
    path = write_qrels(tmp_path / "qrels.tsv", f"{HEADING}q1\td1\t1\nq1\td2\t2\nq2\td1\t0\n")
    assert read_qrels(path) == {"q1": {"d1": 1, "d2": 2}, "q2": {"d1": 0}}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("q1\td1\t1\n", 1),
        (f"{HEADING}q1\td1\n", 2),
        (f"{HEADING}q1\td1\t1\nq1 d1 1\n", 3),
        (f"{HEADING}q1\td1\thigh\n", 2),
    ],
)
def test_a_malformed_judgement_is_named(tmp_path: Path, text: str, line: int) -> None:
    """A missing heading, a missing field or a score in words is reported by its line."""
    with pytest.raises(MalformedLineError, match=rf"qrels\.tsv, line {line}: "):
        read_qrels(write_qrels(tmp_path / "qrels.tsv", text))


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    """A path that leads nowhere is one clear error of this package, for queries and for judgements."""
    for read in (read_queries, read_qrels):
        with pytest.raises(UnreadableFileError, match="check the path"):
            read(tmp_path / "none")


def test_measures_are_worked_by_hand() -> None:
    """With two documents judged, found at the second and the sixth place, the measures are as worked by hand."""
    run = {"q1": [(document, 1 / (place + 1)) for place, document in enumerate(["x1", "d1", "x2", "x3", "x4", "d2"])]}
    measures = score_search(run, qrels={"q1": {"d1": 1, "d2": 1}})["per_query"]["q1"]
    assert measures["R@5"] == 0.5
    assert measures["R@10"] == 1
    assert measures["nDCG@10"] == pytest.approx((1 / log2(3) + 1 / log2(7)) / (1 + 1 / log2(3)))


def test_a_query_that_finds_nothing_scores_nought() -> None:
    """Judged queries without hits, or not searched for, count as nought; searches that are not judged do not count."""
    result = score_search(
        {"q1": [("d1", 1.0)], "q2": [], "q9": [("d1", 1.0)]}, qrels={q: {"d1": 1} for q in ("q1", "q2", "q3")}
    )
    assert (result["queries"], result["without_hits"]) == (3, 2)
    assert result["measures"]["R@5"]["value"] == pytest.approx(1 / 3)
    assert result["measures"]["R@5"]["n"] == 3


def test_equal_scores_keep_their_order() -> None:
    """Documents of one score stay in the order given, whatever their ids."""
    ids = ["a", "z", "b", "y", "c", "x"]
    values = [score_search({"q": [(i, 1.0) for i in ids]}, qrels={"q": {i: 1}})["per_query"]["q"]["R@5"] for i in ids]
    assert values == [1, 1, 1, 1, 1, 0]


def test_a_document_found_twice_counts_once() -> None:
    """A document stands where its best passage does, and its further passages take up no place."""
    around = [("d1", 3.0), ("d2", 2.0), ("d1", 1.0)]
    assert score_search({"q": around}, qrels={"q": {"d1": 1}})["per_query"]["q"]["nDCG@10"] == 1
    hits = [("d1", 9.0), ("d1", 8.0), ("d1", 7.0), ("d1", 6.0), ("d1", 5.0), ("d2", 4.0)]
    assert score_search({"q": hits}, qrels={"q": {"d2": 1}})["per_query"]["q"]["nDCG@10"] == pytest.approx(1 / log2(3))


@given(st.permutations(DOCUMENTS), st.sets(st.sampled_from(DOCUMENTS), min_size=1))
def test_measures_are_shares_and_grow_with_depth(order: list[str], wanted: set[str]) -> None:
    """Every measure is between nought and one, and recall at ten is no less than at five."""
    run = {"q": [(document, -float(place)) for place, document in enumerate(order)]}
    values = score_search(run, qrels={"q": dict.fromkeys(wanted, 1)})["per_query"]["q"]
    assert all(0 <= value <= 1 + 1e-9 for value in values.values())
    assert values["R@5"] <= values["R@10"]


def test_the_table_has_a_row_for_each_measure() -> None:
    """The rows to print name the three measures under one heading."""
    table = as_search_table(score_search({"q": [("d", 1.0)]}, qrels={"q": {"d": 1}}))
    assert table[1:] == [(name, "1.000", "1.000 to 1.000", "1") for name in ("nDCG@10", "R@5", "R@10")]
