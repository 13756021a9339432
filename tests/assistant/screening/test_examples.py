from __future__ import annotations

import json
from importlib.resources import files

import numpy as np
import pytest

from assistant.screening.by_meaning import read_kept
from assistant.screening.by_words import WEIGHTS
from assistant.screening.concerns import Concern
from assistant.screening.examples import NONE, digest_examples, list_examples
from assistant.screening.reading import read_sentences
from tests.conftest import ROOT

LABELLED = ROOT / "tests" / "evaluation" / "screening"
FEWEST = 300


@pytest.mark.parametrize("concern", Concern)
def test_every_concern_has_examples_of_both_sides(concern: Concern) -> None:
    """There are several hundred sentences of each concern, and more that are of none."""
    sides = [side for _, side in list_examples()]
    assert sides.count(concern) >= FEWEST
    assert sides.count(NONE) > sides.count(concern)


def test_what_is_kept_was_made_of_these_examples() -> None:
    """Weights and vectors belong to the examples as they are; if not, run ``python -m assistant.screening.making``."""
    weights = json.loads((files("assistant.screening") / WEIGHTS).read_text(encoding="utf-8"))
    assert weights["examples"] == digest_examples()
    _, kept = read_kept()
    assert kept.sides.tolist() == [side for _, side in list_examples()]
    assert np.allclose(np.linalg.norm(kept.rows, axis=1), 1, atol=1e-3)


@pytest.mark.parametrize("concern", Concern)
def test_no_example_is_a_labelled_question(concern: Concern) -> None:
    """What screening is tuned on is not among what it is fitted on, however it is typed."""
    rows = map(json.loads, (LABELLED / f"{concern}.jsonl").read_text(encoding="utf-8").splitlines())
    tuned = {read_sentences(row["text"]) for row in rows if row["set"] == "tune"}
    assert tuned.isdisjoint(read_sentences(text) for text, _ in list_examples())
