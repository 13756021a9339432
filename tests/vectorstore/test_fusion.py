from __future__ import annotations

import pytest

from vectorstore.fusion import SHORT, Legs, Weights, fuse, fuse_one, rank

WEIGHTS = Weights(sentence=0.5, lexical=0.25, coverage=0.8, short=0.4)


def test_all_legs_count_with_their_weights() -> None:
    """A score is the cosine, plus the best sentence's, plus the share of the best BM25."""
    found = {"a": Legs(0.4, 0.6, 5.0), "b": Legs(0.5, 0.5, 10.0)}
    assert fuse(found, weights=WEIGHTS) == [("b", 1.0), ("a", pytest.approx(0.825))]


def test_telling_words_and_length_count() -> None:
    """What holds more of the telling words scores more, and a fragment scores less the shorter it is."""
    known = {
        "plain": Legs(0.4, 0.6),
        "covered": Legs(0.4, 0.6, coverage=0.5),
        "half": Legs(0.4, 0.6, letters=SHORT // 2),
    }
    assert dict(fuse(known, weights=WEIGHTS)) == pytest.approx({"plain": 0.7, "covered": 1.1, "half": 0.5})


def test_a_find_of_one_leg_is_fused_as_well() -> None:
    """What only the words found, or only the meaning, takes its place among the others."""
    found = {"meaning": Legs(0.6, 0.6), "words": Legs(0.3, 0.3, 8.0), "both": Legs(0.55, 0.6, 4.0)}
    assert [key for key, _ in fuse(found, weights=WEIGHTS)] == ["both", "meaning", "words"]


def test_without_words_the_lexical_leg_says_nothing() -> None:
    """When no passage holds a word of the question, meaning alone decides."""
    assert fuse_one(Legs(0.4, 0.6), best_lexical=0.0, weights=WEIGHTS) == pytest.approx(0.7)


def test_equal_scores_are_ordered_by_id() -> None:
    """A repeat gives the same order, whatever the legs' orders were."""
    found = {"b": Legs(0.5, 0.5), "a": Legs(0.5, 0.5), "c": Legs(0.6, 0.5)}
    assert [key for key, _ in fuse(found, weights=WEIGHTS)] == ["c", "a", "b"]


def test_nothing_found_is_nothing_fused() -> None:
    """Of no finds there is no order."""
    assert fuse({}, weights=WEIGHTS) == []
    assert rank([]) == {}


def test_places_count_from_one() -> None:
    """A place is where an id stands first, counted from 1."""
    assert rank([("b", 0.9), ("a", 0.9), ("b", 0.1), ("c", 0.0)]) == {"b": 1, "a": 2, "c": 3}
