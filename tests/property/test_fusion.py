from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fused import Said, fuse_by_name
from vectorstore.fusion import Weights

names = st.text("abc", min_size=1, max_size=3)
cosines = st.floats(-1, 1, width=32)
shares = st.floats(0, 1, width=32)
said = st.builds(Said, cosines, cosines, st.floats(0, 40, width=32), shares, st.integers(0, 2000), shares, shares)
found = st.dictionaries(names, said, max_size=12)
weights = st.builds(Weights, *(st.floats(0, 2, width=32) for _ in range(5)))


@given(found, weights, st.randoms())
def test_the_order_of_what_is_found_does_not_matter(found: dict[str, Said], weights: Weights, random: object) -> None:
    """However what was found is shuffled, each passage has the same score."""
    items = list(found.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    assert fuse_by_name(dict(items), weights=weights) == fuse_by_name(found, weights=weights)


@given(st.data(), found.filter(bool), weights, st.floats(0, 5, width=32))
def test_a_better_leg_never_costs_a_place(
    data: st.DataObject, found: dict[str, Said], weights: Weights, more: float
) -> None:
    """When any one leg says more for a passage and all else stays, no other passage overtakes it."""
    key = data.draw(st.sampled_from(sorted(found)))
    leg = data.draw(st.sampled_from(["semantic", "sentence", "lexical", "coverage", "letters", "standing", "named"]))
    raised = found | {key: found[key]._replace(**{leg: getattr(found[key], leg) + more})}
    before, after = fuse_by_name(found, weights=weights), fuse_by_name(raised, weights=weights)
    # Rounding may part what was equal by a hair, so passages are compared by clear distances.
    ahead = {other for other, score in after.items() if score > after[key] + 1e-6}
    assert all(before[other] >= before[key] for other in ahead)


@given(found, weights)
def test_the_lexical_leg_counts_by_its_share_of_the_best(found: dict[str, Said], weights: Weights) -> None:
    """BM25 has no scale of its own: eight times as much everywhere changes nothing."""
    more = {key: one._replace(lexical=one.lexical * 8) for key, one in found.items()}
    assert fuse_by_name(more, weights=weights) == pytest.approx(fuse_by_name(found, weights=weights))
