from __future__ import annotations

import pytest

from tests.fused import Said, fuse_by_name
from vectorstore.fusion import SHORT, Weights

WEIGHTS = Weights(sentence=0.5, lexical=0.25, coverage=0.8, short=0.4, named=0.2)


def test_all_legs_count_with_their_weights() -> None:
    """A score is the cosine, plus the best sentence's, plus the share of the best BM25."""
    said = {"a": Said(0.4, 0.6, 5.0), "b": Said(0.5, 0.5, 10.0)}
    assert fuse_by_name(said, weights=WEIGHTS) == pytest.approx({"a": 0.825, "b": 1.0})


def test_telling_words_length_and_standing_count() -> None:
    """More of the telling words and a better standing score more, and a fragment scores less the shorter it is."""
    said = {
        "plain": Said(0.4, 0.6),
        "covered": Said(0.4, 0.6, coverage=0.5),
        "half": Said(0.4, 0.6, letters=SHORT // 2),
        "long": Said(0.4, 0.6, letters=9 * SHORT),
        "standing": Said(0.4, 0.6, standing=0.1),
        "named": Said(0.4, 0.6, named=1.0),
    }
    expected = {"plain": 0.7, "covered": 1.1, "half": 0.5, "long": 0.7, "standing": 0.8, "named": 0.9}
    assert fuse_by_name(said, weights=WEIGHTS) == pytest.approx(expected)


def test_a_find_of_one_leg_is_fused_as_well() -> None:
    """What only the words found, or only the meaning, takes its place among the others."""
    said = {"meaning": Said(0.6, 0.6), "words": Said(0.3, 0.3, 8.0), "both": Said(0.55, 0.6, 4.0)}
    scores = fuse_by_name(said, weights=WEIGHTS)
    assert scores["both"] > scores["meaning"] > scores["words"] > 0


def test_without_words_the_lexical_leg_says_nothing() -> None:
    """When no passage holds a word of the question, meaning alone decides."""
    assert fuse_by_name({"a": Said(0.4, 0.6)}, weights=WEIGHTS) == pytest.approx({"a": 0.7})


def test_nothing_found_is_nothing_fused() -> None:
    """Of no finds there are no scores."""
    assert fuse_by_name({}, weights=WEIGHTS) == {}
