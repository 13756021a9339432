from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.evaluation.summary import as_table, as_totals, summarise
from tests.assistant.evaluation.builders import LETTER


def make_row(found: str = "", *, kind: str = "lookup", answerable: bool = True, **more: Any) -> dict[str, Any]:
    """Return a row; ``found`` is "", "any" or "all", the same within every number of words."""
    score = {"any_span": bool(found), "all_spans": found == "all", "precision": 0.5 if found else None}
    return {
        "id": "Q1",
        "kind": kind,
        "answerable": answerable,
        "outcome": "not_held",
        "abstained": False,
        "scores": {str(words): score for words in (50, 100, 150, 300)},
        "quotations": [],
        "gold": [{"source": LETTER, "evidence": "words", "also_accept": []}],
        **more,
    }


def test_recall_is_over_answerable_rows_with_gold() -> None:
    """Rows that cannot be answered, or have no gold span, are no part of evidence recall."""
    rows = [make_row("all"), make_row("any"), make_row(), make_row("all", answerable=False), make_row(gold=[])]
    total = summarise(rows)["total"]
    assert (total["any_span"]["150"]["value"], total["any_span"]["150"]["n"]) == (pytest.approx(2 / 3), 3)
    assert total["all_spans"]["150"]["value"] == pytest.approx(1 / 3)
    assert (total["questions"], total["answerable"]) == (5, 4)


def test_precision_is_the_mean_of_what_quotes() -> None:
    """An answer that quotes nothing has no say in precision."""
    rate = summarise([make_row("all"), make_row("any"), make_row()])["total"]["precision"]["150"]
    assert (rate["value"], rate["n"]) == (0.5, 2)


def test_each_number_of_words_has_its_own_figures() -> None:
    """Recall is reported within 50, 100, 150 and 300 words."""
    row = make_row("all")
    row["scores"]["50"] = {"any_span": False, "all_spans": False, "precision": None}
    any_span = summarise([row])["total"]["any_span"]
    assert {words: rate["value"] for words, rate in any_span.items()} == {"50": 0, "100": 1, "150": 1, "300": 1}


def test_abstention_is_measured_both_ways() -> None:
    """With three not answered, two of them rightly, of four that should not be: 2/3, 2/4 and 4/7."""
    rows = [make_row(abstained=True)]
    rows += [make_row(answerable=False, abstained=abstained) for abstained in (True, True, False, False)]
    abstention = summarise(rows)["total"]["abstention"]
    assert abstention["precision"]["value"] == pytest.approx(2 / 3)
    assert abstention["recall"]["value"] == pytest.approx(2 / 4)
    assert abstention["f1"]["value"] == pytest.approx(4 / 7)
    assert [abstention[name]["n"] for name in ("precision", "recall", "f1")] == [3, 4, 5]


def test_verbatim_is_the_share_of_quotations() -> None:
    """Every quotation shown counts once, whichever answer it is in."""
    rows = [make_row(quotations=[{"verbatim": True}] * 3), make_row(quotations=[{"verbatim": False}]), make_row()]
    total = summarise(rows)["total"]
    assert (total["verbatim"]["value"], total["verbatim"]["n"], total["quotations"]) == (0.75, 2, 4)


def test_kinds_are_told_apart() -> None:
    """Each kind has figures of its own, and outcomes are counted."""
    summary = summarise([make_row("all"), make_row(kind="list"), make_row(kind="list", outcome="answered")])
    assert list(summary["by_kind"]) == ["list", "lookup"]
    assert summary["by_kind"]["lookup"]["any_span"]["150"]["value"] == 1
    assert summary["by_kind"]["list"]["outcomes"] == {"answered": 1, "not_held": 1}


def test_a_summary_is_json() -> None:
    """A summary, an empty one too, survives JSON unchanged."""
    for rows in ([make_row("any"), make_row(answerable=False)], []):
        summary = summarise(rows)
        assert json.loads(json.dumps(summary, allow_nan=False)) == summary


def test_tables_have_a_heading_and_even_rows() -> None:
    """Both tables are rows of strings as long as their heading, with a dash where nothing was measured."""
    summary = summarise([make_row("all"), make_row(kind="unanswerable", answerable=False, abstained=True)])
    for table in (as_table(summary), as_totals(summary)):
        assert {len(row) for row in table} == {len(table[0])}
    assert as_table(summary)[1:] == [
        ("lookup", "1", "1.000", "1.000", "0.500", "–", "–"),
        ("unanswerable", "1", "–", "–", "–", "1.000", "–"),
        ("all", "2", "1.000", "1.000", "0.500", "1.000", "–"),
    ]
    assert ("Any span, 150 words", "1.000", "1.000 to 1.000", "1") in as_totals(summary)
    assert as_totals(summary)[-1] == ("Verbatim", "–", "–", "0")
