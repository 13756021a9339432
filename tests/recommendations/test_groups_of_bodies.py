from __future__ import annotations

import pytest

from ingest.recommendations.bodies import bodies
from ingest.recommendations.groups_of_bodies import all_names, as_key, groups, resolve


def test_every_group_holds_bodies_of_the_table() -> None:
    """Each group has several bodies, all of which the table knows."""
    assert {"health", "police", "education", "inspectorates", "government"} <= set(groups())
    assert all(len(group.bodies) > 1 and group.bodies <= set(bodies()) for group in groups().values())


@pytest.mark.parametrize("body", bodies())
def test_every_name_leads_to_its_body(body: str) -> None:
    """Each id and name of a body resolves to it, or to the group of that name."""
    known = bodies()[body]
    grouped = {as_key(name) for group in groups().values() for name in (group.id, *group.names)}
    for name in (known.id, *known.names):
        found = resolve(name)
        assert found == frozenset({known.id}) or as_key(name) in grouped


def test_every_name_that_is_offered_can_be_resolved() -> None:
    """Whatever name is listed for an unknown one is known itself."""
    assert all(resolve(name) for name in all_names().values())
