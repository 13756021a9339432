from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.evaluation.questions import LabelledQuestion
from tests.benchmarks.answers import is_frozen
from tests.benchmarks.thresholds import COSINES, Judged, choose, draw, gather, measure

ASKED = LabelledQuestion(id="", question="How many visits?", kind="lookup", answerable=True)


def make(cosine: float, *, answerable: bool, vetoed: bool = False, number: int = 0, document: str = "a") -> Judged:
    """Return a question for which the best run came so near."""
    question = replace(ASKED, id=f"Q{number}", answerable=answerable, document=document)
    return Judged(question, cosine, vetoed)


JUDGED = [
    make(0.3, answerable=False),
    make(0.5, answerable=False),
    make(0.6, answerable=False, vetoed=True),
    make(0.45, answerable=True),
    make(0.65, answerable=True),
]


def test_what_each_threshold_does_is_measured() -> None:
    """What is under a threshold is turned away or lost, what the words veto is told in part whatever the cosine."""
    assert measure(JUDGED, held=0.4, answered=0.55) == {
        "turned_away": [1.0, 0.0, 0.0],
        "not_fully": [1.0, 1.0, 1.0],
        "lost": [0.0, 0.0],
        "answerable_not_fully": [1.0, 0.0],
    }


def test_thresholds_are_chosen_that_lose_few_answers() -> None:
    """``held`` is the highest that loses no answer here; ``answered`` holds back what has no answer and little else."""
    held, answered = choose(JUDGED)
    assert held == 0.45
    assert 0.5 < answered <= 0.65


def test_a_document_is_left_out_of_what_is_chosen_for_it() -> None:
    """What is chosen for a document does not depend on its own questions, and no frozen question is chosen on."""
    judged = [
        make(cosine / 100, answerable=cosine % 2 == 0, number=cosine, document="ab"[cosine % 3 == 0])
        for cosine in range(20, 70)
    ]
    results = gather(judged, asked=60)
    others = [one for one in judged if one.question.document == "a" and not is_frozen(one.question)]
    assert (results["left_out"]["b"]["held"], results["left_out"]["b"]["answered"]) == choose(others)
    assert (results["asked"], results["searched"], len(results["questions"])) == (60, 50, 50)
    parts = results["parts"]
    assert sum(part["answerable"] + part["unanswerable"] for part in parts.values()) == 50
    assert [row["cosine"] for row in parts["frozen"]["curve"]] == list(COSINES)


def test_the_chart_is_the_same_for_the_same_results(tmp_path: Path) -> None:
    """Results that went through their file give a chart, and the same bytes each time."""
    pytest.importorskip("matplotlib", reason="needs matplotlib (pip install '.[benchmark]')")
    judged = [make(cosine / 100, answerable=cosine % 2 == 0, number=cosine) for cosine in range(20, 70)]
    results = json.loads(json.dumps(gather(judged, asked=50)))
    for name in ("one.png", "two.png"):
        draw(results, file=tmp_path / name)
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()
