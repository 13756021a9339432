from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from vectorstore.fusion import Legs, Weights, fuse, rank

names = st.text("abc", min_size=1, max_size=3)
cosines = st.floats(-1, 1, width=32)
shares = st.floats(0, 1, width=32)
legs = st.builds(Legs, cosines, cosines, st.floats(0, 40, width=32), shares, st.integers(0, 2000))
found = st.dictionaries(names, legs, max_size=12)
weights = st.builds(Weights, *(st.floats(0, 2, width=32) for _ in range(4)))


def order(scored: list[tuple[str, float]]) -> list[str]:
    """Return the ids, best first."""
    return [key for key, _ in scored]


@given(found, weights, st.randoms())
def test_the_order_of_what_is_found_does_not_matter(found: dict[str, Legs], weights: Weights, random: object) -> None:
    """However the legs' finds are shuffled, ids, scores and order are the same."""
    items = list(found.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    assert fuse(dict(items), weights=weights) == fuse(found, weights=weights)


@given(found, weights)
def test_every_find_is_fused_once(found: dict[str, Legs], weights: Weights) -> None:
    """What was found comes out, all of it, each once, sorted by falling score."""
    fused = fuse(found, weights=weights)
    assert sorted(order(fused)) == sorted(found)
    scores = [score for _, score in fused]
    assert scores == sorted(scores, reverse=True)


@given(found, weights)
def test_equal_scores_have_one_order(found: dict[str, Legs], weights: Weights) -> None:
    """Passages of which all legs say the same are ordered by their ids."""
    same = dict.fromkeys(found, Legs(0.5, 0.5, 3.0))
    assert order(fuse(same, weights=weights)) == sorted(found)


@given(st.data(), found.filter(bool), weights, st.floats(0, 5, width=32))
def test_a_better_leg_never_costs_a_place(
    data: st.DataObject, found: dict[str, Legs], weights: Weights, more: float
) -> None:
    """When any one leg says more for a passage and all else stays, no other passage overtakes it."""
    key = data.draw(st.sampled_from(sorted(found)))
    leg = data.draw(st.sampled_from(["semantic", "sentence", "lexical", "coverage"]))
    raised = found | {key: replace(found[key], **{leg: getattr(found[key], leg) + more})}
    before, after = fuse(found, weights=weights), fuse(raised, weights=weights)
    # Rounding may part what was equal by a hair, so passages are compared by clear distances.
    ahead = {other for other, score in after if score > dict(after)[key] + 1e-6}
    assert all(score >= dict(before)[key] for other, score in before if other in ahead)


@given(found, weights)
def test_the_lexical_leg_counts_by_its_share_of_the_best(found: dict[str, Legs], weights: Weights) -> None:
    """BM25 has no scale of its own: ten times as much everywhere changes nothing."""
    more = {key: replace(one, lexical=one.lexical * 8) for key, one in found.items()}
    assert fuse(more, weights=weights) == fuse(found, weights=weights)


@given(st.lists(st.tuples(names, cosines)))
def test_places_count_from_one_without_gaps(scores: list[tuple[str, float]]) -> None:
    """Each id has the place at which it comes first, counted from 1 over different ids."""
    places = rank(scores)
    assert list(places) == list(dict.fromkeys(key for key, _ in scores))
    assert list(places.values()) == list(range(1, len(places) + 1))
