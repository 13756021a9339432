from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml

from assistant.bootstrap import Panel
from assistant.timeline.comparing import numbered_otherwise
from assistant.timeline.mentions import Following
from assistant.timeline.wordings import wordings
from vectorstore.publications import PublicationFilter

Pairs = Mapping[str, Sequence[tuple[str, str]]]
PAIRS: Pairs = yaml.safe_load((Path(__file__).parent / "mentions.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def following(sample_panel: Panel) -> Following:
    """What looks for mentions, with the real model and analyser."""
    return Following(sample_panel.answerer, PublicationFilter())


def count(following: Following, name: str, *, frozen: bool) -> tuple[int, int]:
    """Return of how many pairs of a list the second is taken for what became of the first, and how many there are."""
    pairs = [pair for place, pair in enumerate(PAIRS[name]) if (place % 3 == 2) is frozen]
    found = 0
    for promised, later in pairs:
        (vector,) = following.answerer.store.embedder.embed([later])
        found += following.tell_outcome(following.compare(promised), later, vector, own=True) is not None
    return found, len(pairs)


@pytest.mark.parametrize("frozen", [False, True], ids=["open", "frozen"])
def test_labelled_pairs_are_told_apart(following: Following, *, frozen: bool) -> None:
    """Of what was done nine in ten are found, and of ten that were found no more than one is something else."""
    (found, there), (wrong, _) = (count(following, name, frozen=frozen) for name in ("tells", "other"))
    assert found / there >= 0.9
    assert found / (found + wrong) >= 0.9


def test_every_first_sentence_is_a_commitment() -> None:
    """All that is promised in the labelled pairs is worded as a commitment."""
    promised = [one for pairs in PAIRS.values() for one, _ in pairs]
    assert [one for one in promised if wordings().find_commitment(one) is None] == []


@pytest.mark.parametrize(
    ("one", "other", "otherwise"),
    [
        ("our second annual report", "our third annual report", True),
        ("our second annual report", "our annual report", False),
        ("our second annual report", "the third national review", False),
        ("phase 1 of the work", "phase 2 of the work", True),
        ("the second annual report", "the first and the second annual report", False),
    ],
)
def test_numbers_tell_things_of_a_kind_apart(one: str, other: str, *, otherwise: bool) -> None:
    """A second report is not a third one; without a number, it may be either."""
    assert numbered_otherwise(one, other) is otherwise
