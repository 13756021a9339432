from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.evaluation.errors import UnwritableResultsError
from assistant.evaluation.missing import SHOWN, describe_missing
from assistant.evaluation.passages import RankedPassage, evaluate_passages
from assistant.evaluation.report import describe_misses, write_answers, write_passages, write_search
from assistant.evaluation.runner import AnswersEvaluation, evaluate_answers, evaluate_search
from assistant.evaluation.search import SearchQuery
from tests.assistant.evaluation.builders import LETTER, FakeAnswers, make_answer, make_gold, make_question

TEXTS = {"pub-1": "The review is due in May. The board meets in June."}


@pytest.fixture
def evaluation() -> AnswersEvaluation:
    """Return four rows: found, missed, half found, and answered though not held with invented words."""
    gold = (make_gold("The review is due"), make_gold("quite another matter", "something else"))
    questions = [
        make_question("The review is due"),
        replace(make_question("an audit\nfollows"), id="Q2", history=({"role": "user", "content": "Well?"},)),
        replace(make_question(), id="Q3", gold=gold),
        replace(make_question(kind="unanswerable", answerable=False), id="Q4"),
    ]
    quotes = ["The review is due in May.", "The board meets in June.", "The review is due", "The moon is cheese."]
    return evaluate_answers(questions, ask=FakeAnswers(*map(make_answer, quotes)), text_of=TEXTS.get)


def test_a_results_folder_holds_four_files(tmp_path: Path, evaluation: AnswersEvaluation) -> None:
    """Summary, rows, settings and misses are written into a folder that is made for them."""
    folder = tmp_path / "results" / "today"
    write_answers(folder, evaluation=evaluation, settings={"words": 150, "data": tmp_path})
    assert sorted(path.name for path in folder.iterdir()) == [
        "misses.md",
        "rows.jsonl",
        "settings.json",
        "summary.json",
    ]
    assert json.loads((folder / "summary.json").read_text(encoding="utf-8")) == evaluation.summary
    rows = (folder / "rows.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(row) for row in rows] == list(evaluation.rows)
    assert json.loads((folder / "settings.json").read_text(encoding="utf-8")) == {"words": 150, "data": str(tmp_path)}


def test_writing_again_replaces_the_files(tmp_path: Path, evaluation: AnswersEvaluation) -> None:
    """A second run into the same folder leaves its own results there and nothing of the first."""
    write_answers(tmp_path, evaluation=evaluation, settings={})
    write_answers(tmp_path, evaluation=replace(evaluation, rows=evaluation.rows[:1]), settings={})
    assert len((tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    assert "Q2" not in (tmp_path / "misses.md").read_text(encoding="utf-8")


def test_misses_are_grouped(evaluation: AnswersEvaluation) -> None:
    """Each row that went wrong stands under what went wrong, with gold and quoted words, and the good one does not."""
    text = describe_misses(evaluation.rows)
    titles = [line for line in text.splitlines() if line.startswith("#")]
    assert titles == [
        "# Misses",
        "## No gold span quoted (1)",
        "### Q2 (lookup, answered)",
        "## Some gold spans not quoted (1)",
        "### Q3 (lookup, answered)",
        "## Answered, though the answer is not held (1)",
        "### Q4 (unanswerable, answered)",
        "## Quotations that are not verbatim (1)",
        "### Q4 (unanswerable, answered)",
    ]
    assert "- missed, letter.txt: an audit follows" in text
    assert "- found, letter.txt: The review is due" in text
    assert "  - or letter.txt: something else" in text
    assert "- cited, letter.txt, page 2: The board meets in June." in text
    assert "- cited, letter.txt, page 2, not verbatim: The moon is cheese." in text
    assert "- user: Well?" in text


def test_search_results_have_no_misses_to_read(tmp_path: Path) -> None:
    """A search is written as summary, rows and settings."""
    evaluation = evaluate_search([SearchQuery("q", "one")], qrels={"q": {"d": 1}}, search=lambda *_: [("d", 1.0)])
    write_search(tmp_path, evaluation=evaluation, settings={"limit": 10})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rows.jsonl", "settings.json", "summary.json"]


def test_evidence_that_search_misses_is_grouped(tmp_path: Path) -> None:
    """A question stands under how its evidence was missed, with where each span is and the first passages found."""
    gold = (make_gold("an audit follows", "audit is due"), make_gold("The board meets"))
    questions = [
        make_question("The board meets"),
        replace(make_question("quite another\nmatter"), id="Q2", history=({"role": "user", "content": "Well?"},)),
        replace(make_question("The moon is cheese"), id="Q3"),
        replace(make_question(), id="Q4", gold=gold),
    ]
    texts = ["The board\nmeets in June.", *["long " * SHOWN] * 5, "The moon is cheese."]
    evaluation = evaluate_passages(questions, find=lambda *_: [RankedPassage((LETTER,), text) for text in texts])
    write_passages(tmp_path, evaluation=evaluation, settings={"limit": 20})
    assert {path.name for path in tmp_path.iterdir()} == {"misses.md", "rows.jsonl", "settings.json", "summary.json"}
    text = (tmp_path / "misses.md").read_text(encoding="utf-8")
    assert text == describe_missing(evaluation.rows)
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Misses",
        "## No evidence in the first 20 (1)",
        "### Q2 (lookup, not found)",
        "## No evidence in the first 5 (1)",
        "### Q3 (lookup, place 7)",
        "## Some evidence not in the first 20 (1)",
        "### Q4 (lookup, place 1)",
    ]
    assert "- user: Well?" in text
    assert "- missed, letter.txt: quite another matter" in text
    assert "- missed, letter.txt: an audit follows\n  - or letter.txt: audit is due" in text
    assert "- place 7, letter.txt: The moon is cheese" in text
    assert "- letter.txt: The board meets in June." in text
    assert max(map(len, text.splitlines())) == len("- letter.txt: ") + SHOWN + 1


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path, evaluation: AnswersEvaluation) -> None:
    """A results folder in the place of a file is one clear error of this package."""
    blocked = tmp_path / "file"
    blocked.write_text("here already", encoding="utf-8")
    with pytest.raises(UnwritableResultsError, match="choose a folder"):
        write_answers(blocked / "results", evaluation=evaluation, settings={})
    with pytest.raises(UnwritableResultsError, match="choose a folder"):
        write_answers(blocked, evaluation=evaluation, settings={})
