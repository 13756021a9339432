from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.bootstrap import Panel
from assistant.recommendations.entries import ResponseState
from assistant.recommendations.wanted import Review, Wanted, resolve_body
from assistant.telling_wanted import name_bodies, tell_wanted
from ingest.documents import Visibility
from ingest.recommendations.bodies import bodies
from ingest.recommendations.entries import EntryKind
from ingest.recommendations.groups_of_bodies import groups, resolve


def test_what_asks_nothing_says_nothing() -> None:
    """A filter that lets all pass has no words."""
    assert tell_wanted(Wanted()) == ()


def test_every_filter_is_told() -> None:
    """Each field has its name and its value in words, dates in the British form."""
    wanted = Wanted(
        bodies=groups()["police"].bodies,
        kinds=frozenset({EntryKind.NATIONAL, EntryKind.LOCAL}),
        topics=frozenset({"domestic_abuse"}),
        agencies=frozenset({"local_authority", "health"}),
        publications=frozenset({"abc"}),
        published_from=dt.date(2031, 3, 7),
        published_to=dt.date(2032, 3, 7),
        statuses=frozenset({ResponseState.PARTLY}),
        text=" the door ",
        review=Review.WAITING,
        changed_since=dt.date(2033, 3, 7),
        visibilities=frozenset(Visibility),
    )
    assert tell_wanted(wanted) == (
        ("Kind", "local recommendation or national recommendation"),
        ("Addressed to", "police"),
        ("Topic", "domestic abuse"),
        ("Agency", "health or local authority"),
        ("Publication", "abc"),
        ("Published on or after", "7 March 2031"),
        ("Published on or before", "7 March 2032"),
        ("Response", "partly accepted"),
        ("Words", "“the door”"),
        ("Review", "needs a look"),
        ("Changed on or after", "7 March 2033"),
        ("Includes", "what only staff may see"),
    )


@pytest.mark.parametrize("seen", [frozenset({Visibility.PUBLIC}), frozenset({Visibility.STAFF})])
def test_a_publication_is_named_to_those_who_may_see_it(sample_panel: Panel, seen: frozenset[Visibility]) -> None:
    """The title of a publication is told where it may be seen, and else the id that was typed; so is any other text."""
    record = sample_panel.store.record
    (one, *_) = record.current_publications()
    told = dict(tell_wanted(Wanted(publications=frozenset({one.id, "a\0b"}), visibilities=seen), record))
    title = f"“{one.title}”" if Visibility.PUBLIC in seen else one.id
    assert sorted(told["Publication"].split(" or ")) == sorted(["a\0b", title])


# “Government” is a body, and a group of bodies when it is asked for.
ALONE = sorted(one for one in bodies() if resolve(one) == frozenset({one}))


@given(some.frozensets(some.sampled_from(ALONE)))
def test_names_of_bodies_name_those_bodies(ids: frozenset[str]) -> None:
    """What the names stand for is exactly what was asked for."""
    named = [resolve_body(name) for name in name_bodies(ids)]
    assert frozenset().union(*named) == ids


@pytest.mark.parametrize("group", sorted(groups()))
def test_a_whole_group_has_one_name(group: str) -> None:
    """Who asks for a group reads its name, not those of all its bodies."""
    assert name_bodies(groups()[group].bodies) == [groups()[group].name]
