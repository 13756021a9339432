from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.comparing import (
    SHOWN,
    Comparison,
    as_comparison_json,
    as_comparison_table,
    compare_results,
    list_changes,
)
from assistant.evaluation.errors import MalformedLineError, UnfitResultsError
from assistant.evaluation.passages import ANY, MEASURES, RankedPassage, evaluate_passages
from assistant.evaluation.report import write_answers, write_passages, write_search
from assistant.evaluation.runner import Search, evaluate_answers, evaluate_search
from assistant.evaluation.search import SearchQuery
from tests.assistant.evaluation.builders import LETTER, FakeAnswers, make_answer, make_question

WORDS = "The harbour office opens at nine."


def write_found(folder: Path, found: dict[str, list[str]], *, wanted: str = "d1") -> Path:
    """Write the results of a search that found these documents for each query; one document is wanted by all."""
    search: Search = lambda text, _: [(name, -place) for place, name in enumerate(found[text])]  # noqa: E731
    queries = [SearchQuery(query, query) for query in found]
    evaluation = evaluate_search(queries, qrels={query: {wanted: 1} for query in found}, search=search)
    write_search(folder, evaluation=evaluation, settings={})
    return folder


def write_quoted(folder: Path, *quotes: str, wanted: str = WORDS, outcome: str = "answered") -> Path:
    """Write the results of one question that was answered with these quotations."""
    ask = FakeAnswers(make_answer(*quotes, outcome=outcome))
    evaluation = evaluate_answers([make_question(wanted)], ask=ask, text_of=lambda *_: WORDS)
    write_answers(folder, evaluation=evaluation, settings={})
    return folder


def write_passed(folder: Path, *texts: str, wanted: str = WORDS) -> Path:
    """Write the results of one question for which these passages were found."""
    found = [RankedPassage((LETTER,), text) for text in texts]
    evaluation = evaluate_passages([make_question(wanted)], find=lambda *_: found)
    write_passages(folder, evaluation=evaluation, settings={})
    return folder


def write_rows(folder: Path, *rows: Any) -> Path:
    """Write rows as they are given."""
    folder.mkdir()
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def of(comparisons: list[Comparison], measure: str) -> Comparison:
    """Return the comparison by one measure."""
    (one,) = (comparison for comparison in comparisons if comparison.measure == measure)
    return one


def test_searches_are_compared_query_by_query(tmp_path: Path) -> None:
    """Each measure has both means, their difference with its interval, and the queries that changed."""
    first = write_found(tmp_path / "a", {"q1": ["d1"], "q2": ["d9", "d1"], "q3": ["d9"], "q4": ["d1"]})
    second = write_found(tmp_path / "b", {"q1": ["d9"], "q2": ["d1"], "q3": ["d9", "d1"], "q4": ["d1"]})
    comparisons = compare_results(first, second)
    assert [one.measure for one in comparisons] == ["nDCG@10", "R@5", "R@10"]
    recall = of(comparisons, "R@5")
    assert (recall.first, recall.second, recall.difference["value"], recall.difference["n"]) == (0.75, 0.75, 0, 4)
    assert recall.difference["low"] < 0 < recall.difference["high"]
    assert (recall.better, recall.worse) == (("q3",), ("q1",))
    assert of(comparisons, "nDCG@10").better == ("q3", "q2")


def test_answers_are_compared_question_by_question(tmp_path: Path) -> None:
    """A question whose evidence is quoted now counts as better by what was found and by whether it was answered."""
    first = write_quoted(tmp_path / "a", outcome="not_held")
    comparisons = compare_results(first, write_quoted(tmp_path / "b", WORDS))
    assert {one.measure: (one.first, one.second, one.better) for one in comparisons} == {
        "Any span": (0, 1, ("Q1",)),
        "All spans": (0, 1, ("Q1",)),
        "Quotation precision": (None, None, ()),
        "Rightly answered or not": (0, 1, ("Q1",)),
        "Verbatim": (None, None, ()),
    }


def test_passages_are_compared_question_by_question(tmp_path: Path) -> None:
    """A question whose evidence stands further up now is better by every measure that tells these places apart."""
    comparisons = compare_results(write_passed(tmp_path / "a", "No.", WORDS), write_passed(tmp_path / "b", WORDS))
    assert [one.measure for one in comparisons] == list(MEASURES)
    better = of(comparisons, ANY[1])
    assert (better.first, better.second, better.better) == (0, 1, ("Q1",))
    assert of(comparisons, ANY[5]).difference["value"] == 0


def test_what_both_lack_is_told_as_missing(tmp_path: Path) -> None:
    """A measure that has no value on one side is a dash in the table, not a nought."""
    first = write_quoted(tmp_path / "a", outcome="not_held")
    table = as_comparison_table(compare_results(first, write_quoted(tmp_path / "b", WORDS)))
    assert ("Verbatim", "–", "–", "–", "–", "0", "0", "0") in table
    assert ("Any span", "0.000", "1.000", "+1.000", "+1.000 to +1.000", "1", "1", "0") in table


def test_a_folder_equals_itself(tmp_path: Path) -> None:
    """Compared with itself, nothing differs and no question is listed."""
    folder = write_found(tmp_path / "a", {"q1": ["d1"], "q2": ["d9", "d1"]})
    for one in compare_results(folder, folder):
        assert (one.difference["value"], one.difference["low"], one.difference["high"]) == (0, 0, 0)
        assert list_changes(one) == []


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=12))
def test_the_other_way_round_has_the_opposite_sign(
    tmp_path_factory: pytest.TempPathFactory, scores: list[tuple[float, float]]
) -> None:
    """B against A is A against B with the sign turned, better and worse changed round, and the interval turned over."""
    folder = tmp_path_factory.mktemp("ab")
    sides = [
        write_rows(
            folder / name,
            *({"id": f"q{i}", "judged": {}, "scores": {"R@5": pair[side]}} for i, pair in enumerate(scores)),
        )
        for side, name in enumerate("ab")
    ]
    (there,), (back,) = compare_results(*sides), compare_results(*reversed(sides))
    assert there.difference["value"] == pytest.approx(-back.difference["value"])
    assert there.difference["low"] == pytest.approx(-back.difference["high"])
    assert (set(there.better), set(there.worse)) == (set(back.worse), set(back.better))


def test_a_difference_that_all_queries_share_is_told_from_chance(tmp_path: Path) -> None:
    """When every query gains the same, the interval is narrow, however much the queries differ among themselves."""
    levels = [0.0, 0.2, 0.4, 0.6, 0.8] * 10
    sides = [
        write_rows(
            tmp_path / name,
            *({"id": str(i), "judged": {}, "scores": {"R@5": level + gain}} for i, level in enumerate(levels)),
        )
        for name, gain in (("a", 0.0), ("b", 0.1))
    ]
    (one,) = compare_results(*sides)
    assert one.difference["low"] == pytest.approx(0.1)
    assert one.difference["high"] == pytest.approx(0.1)


def test_a_reader_sees_the_largest_changes_first(tmp_path: Path) -> None:
    """The ids that are listed are those that changed most, and how many more there are is said; JSON has them all."""
    count = SHOWN + 5
    sides = [
        write_rows(
            tmp_path / name,
            *({"id": f"q{i}", "judged": {}, "scores": {"R@5": 0.5 + sign * i / 100}} for i in range(1, count + 1)),
        )
        for name, sign in (("a", 0), ("b", 1))
    ]
    comparisons = compare_results(*sides)
    (line,) = list_changes(comparisons[0])
    assert line.startswith(f"R@5, better: q{count}, q{count - 1}, ")
    assert line.endswith(" and 5 more")
    (told,) = json.loads(json.dumps(as_comparison_json(comparisons)))
    assert (told["measure"], len(told["better"]), told["worse"]) == ("R@5", count, [])


def test_a_folder_without_results_is_told(tmp_path: Path) -> None:
    """A folder that no evaluation wrote, or none at all, is one sentence that says what to give."""
    folder = write_found(tmp_path / "a", {"q1": ["d1"]})
    for other in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UnfitResultsError, match=r"holds no results: give a folder that .* wrote\.$"):
            compare_results(folder, other)


def test_results_of_two_kinds_are_not_compared(tmp_path: Path) -> None:
    """Answers, passages and searches are measured by other measures: two of them are refused, and both are named."""
    first, second = write_quoted(tmp_path / "a", WORDS), write_found(tmp_path / "b", {"Q1": ["d1"]})
    with pytest.raises(UnfitResultsError, match=r"a measures answers and .*b measures search: compare two of one kind"):
        compare_results(first, second)
    with pytest.raises(UnfitResultsError, match="c measures passages and"):
        compare_results(write_passed(tmp_path / "c", WORDS), first)


def test_other_questions_are_not_compared(tmp_path: Path) -> None:
    """A question that only one folder has is named, with the folder that has it."""
    first = write_found(tmp_path / "a", {"q1": ["d1"]})
    second = write_found(tmp_path / "b", {"q1": ["d1"], "q7": ["d1"]})
    for pair in ((first, second), (second, first)):
        with pytest.raises(UnfitResultsError, match=r"“q7” is in .*b alone"):
            compare_results(*pair)


def test_other_labels_are_not_compared(tmp_path: Path) -> None:
    """A question of which something else is expected is named."""
    first = write_found(tmp_path / "a", {"q1": ["d1"]})
    with pytest.raises(UnfitResultsError, match="What is expected of “q1” is not the same in"):
        compare_results(first, write_found(tmp_path / "b", {"q1": ["d1"]}, wanted="d2"))
    answered = write_quoted(tmp_path / "c", WORDS)
    with pytest.raises(UnfitResultsError, match="What is expected of “Q1” is not the same in"):
        compare_results(answered, write_quoted(tmp_path / "d", WORDS, wanted="opens at nine"))
    passed = write_passed(tmp_path / "e", WORDS)
    with pytest.raises(UnfitResultsError, match="What is expected of “Q1” is not the same in"):
        compare_results(passed, write_passed(tmp_path / "f", WORDS, wanted="opens at nine"))


def test_another_wording_may_be_compared(tmp_path: Path) -> None:
    """The same queries in other words, such as rewritten ones, can be compared: the labels are the same."""
    first = write_rows(tmp_path / "a", {"id": "q", "query": "Since when?", "judged": {}, "scores": {"R@5": 0}})
    second = write_rows(tmp_path / "b", {"id": "q", "query": "When did it open?", "judged": {}, "scores": {"R@5": 1}})
    assert compare_results(first, second)[0].difference["value"] == 1


@pytest.mark.parametrize(
    "row",
    [
        {"id": "q"},
        {"judged": {}, "scores": {"R@5": 1}},
        {"id": "q", "judged": {}, "scores": None},
        {"id": "q", "answerable": True, "gold": [1], "quotations": [], "scores": {}, "abstained": False},
    ],
)
def test_a_row_of_another_shape_is_named(tmp_path: Path, row: dict[str, Any]) -> None:
    """A line that no evaluation wrote is reported by its number."""
    folder = write_rows(tmp_path / "a", row)
    with pytest.raises(MalformedLineError, match=r"rows\.jsonl, line 1: it is not what"):
        compare_results(folder, folder)
