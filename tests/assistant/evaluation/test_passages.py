from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.passages import (
    ALL,
    ANY,
    ANY_READ,
    BY_KIND,
    DEPTHS,
    MEASURES,
    RANK,
    READ,
    RankedPassage,
    as_passages_table,
    as_passages_totals,
    evaluate_passages,
    score_places,
)
from tests.assistant.evaluation.builders import LETTER, count_up, make_question

TEXT = "The harbour office opens at nine on every day of the week but Sunday."
OTHER = RankedPassage((LETTER,), "The ferry to the island leaves at ten.")


class FakeSearch:
    """Finds the same passages for everything and remembers what was searched for."""

    def __init__(self, *found: RankedPassage) -> None:
        self.found = found
        self.searched: list[tuple[str, list[Mapping[str, str]]]] = []

    def __call__(self, question: str, history: Sequence[Mapping[str, str]]) -> Sequence[RankedPassage]:
        """Return the same passages for every question."""
        self.searched.append((question, list(history)))
        return self.found


def letter(text: str) -> RankedPassage:
    """Return a passage of the invented letter."""
    return RankedPassage((LETTER, "pub-1"), text)


def test_each_depth_has_its_measures() -> None:
    """Any span goes by the first that is found, all spans by the last, and one that is not found is in no depth."""
    scores = score_places([7, 2])
    assert {depth: (scores[ANY[depth]], scores[ALL[depth]]) for depth in DEPTHS} == {
        1: (0, 0),
        5: (1, 0),
        10: (1, 1),
        20: (1, 1),
    }
    assert scores[RANK] == 0.5
    assert [score_places([None, 1])[name] for name in (ANY[1], ALL[20], RANK)] == [1, 0, 1]
    assert set(score_places([None]).values()) == {0}


@given(st.lists(st.none() | st.integers(1, 20), min_size=1, max_size=5))
def test_deeper_finds_no_less(places: list[int | None]) -> None:
    """Both measures grow with the depth, all spans never pass any span, and every measure has a value."""
    scores = score_places(places)
    assert {*scores, ANY_READ} == set(MEASURES)
    for names in (ANY, ALL):
        values = [scores[names[depth]] for depth in DEPTHS]
        assert values == sorted(values)
    assert all(scores[ALL[depth]] <= scores[ANY[depth]] for depth in DEPTHS)
    assert scores[ANY[1]] <= scores[RANK] <= scores[ANY[20]]


def test_only_questions_with_evidence_are_asked() -> None:
    """Questions are asked with their turns and in their order; those without an answer or evidence are left out."""
    search, told = FakeSearch(OTHER, letter(TEXT)), list[tuple[int, int]]()
    questions = [
        make_question("opens at nine", history=({"role": "user", "content": "Hello."},)),
        replace(make_question("opens at nine", answerable=False), id="Q2"),
        replace(make_question(), id="Q3"),
        replace(make_question("opens at ten", kind="list"), id="Q4", question="And then?"),
    ]
    evaluation = evaluate_passages(questions, find=search, progress=lambda done, of: told.append((done, of)))
    assert search.searched == [("Who?", [{"role": "user", "content": "Hello."}]), ("And then?", [])]
    assert told == [(1, 2), (2, 2)]
    assert [(row["id"], row["places"], row["scores"][RANK]) for row in evaluation.rows] == [
        ("Q1", [2], 0.5),
        ("Q4", [None], 0),
    ]
    assert evaluation.rows[0]["passages"][1] == {"source": LETTER, "text": TEXT}


def test_what_lies_deeper_than_the_twentieth_is_not_looked_at() -> None:
    """However many passages a search gives, the first 20 count."""
    search = FakeSearch(*[OTHER] * 20, letter(TEXT))
    (row,) = evaluate_passages([make_question("opens at nine")], find=search).rows
    assert (row["places"], len(row["passages"])) == ([None], 20)


def test_as_much_is_read_of_short_passages_as_of_long_ones() -> None:
    """Evidence counts within the first 1,000 words, however many passages they fill; what crosses the limit is cut."""
    (long,) = evaluate_passages(
        [make_question("office opens at nine", "but Sunday")],
        find=FakeSearch(letter(count_up(1, to=READ - 6)), letter(TEXT)),
    ).rows
    assert (long["places"], long["scores"][ANY[5]], long["scores"][ANY_READ]) == ([2, 2], 1, 1)
    (longer,) = evaluate_passages(
        [make_question("office opens at nine")], find=FakeSearch(letter(count_up(1, to=READ - 5)), letter(TEXT))
    ).rows
    assert (longer["scores"][ANY[5]], longer["scores"][ANY_READ]) == (1, 0)


def test_the_summary_is_in_total_and_by_kind() -> None:
    """Every measure is told with its interval for all questions and for each kind, with how much there is to read."""
    questions = [
        make_question("opens at nine"),
        replace(make_question("leaves at ten", kind="list"), id="Q2"),
        replace(make_question("leaves at ten", "a tide", kind="list"), id="Q3"),
    ]
    found = [letter(TEXT), *[letter(count_up(1, to=10))] * 4, OTHER]
    summary = evaluate_passages(questions, find=FakeSearch(*found)).summary
    assert summary["questions"] == 3
    assert summary["words"] == {"1": 14, "5": 54, "10": 62, "20": 62}
    assert [summary["measures"][name]["value"] for name in (ANY[1], ANY[10], ALL[10])] == pytest.approx(
        [1 / 3, 1, 2 / 3]
    )
    assert summary["measures"][ANY[1]]["low"] < 1 / 3 < summary["measures"][ANY[1]]["high"]
    assert {kind: (own["questions"], own["measures"][RANK]["value"]) for kind, own in summary["by_kind"].items()} == {
        "list": (2, pytest.approx(1 / 6)),
        "lookup": (1, 1),
    }
    table = as_passages_table(summary)
    assert [row[:2] for row in table] == [("Kind", "Questions"), ("list", "2"), ("lookup", "1"), ("all", "3")]
    assert table[2][2:] == ("1.000 (1.000 to 1.000)",) * len(BY_KIND)
    assert [row[0] for row in as_passages_totals(summary)] == ["Measure", *MEASURES]


def test_no_question_at_all_is_told_as_such() -> None:
    """Without questions there are no rates, and the tables say so."""
    summary = evaluate_passages([], find=FakeSearch()).summary
    assert (summary["questions"], summary["words"]["20"]) == (0, 0)
    assert as_passages_table(summary)[1][:3] == ("all", "0", "– (–)")
