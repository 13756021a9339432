from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from assistant.errors import BadRequest
from assistant.recommendations.entries import ResponseState
from assistant.recommendations.wanted import Review, Wanted, make_wanted, plain, resolve_body
from ingest.documents import Visibility
from ingest.recommendations.entries import EntryKind


@pytest.mark.parametrize(
    ("words", "some"),
    [
        ("dfe", {"dfe"}),
        ("DfE", {"dfe"}),
        ("the Department for Education", {"dfe"}),
        ("Department for Constitutional Affairs", {"moj"}),
        ("National Police Chiefs’ Council", {"npcc"}),
        ("Association of Chief Police Officers", {"npcc"}),
        ("hm government", {"government"}),
        ("nhs_england", {"nhs_england"}),
        ("Schools", {"schools"}),
    ],
)
def test_a_body_is_known_by_any_of_its_names(words: str, some: set[str]) -> None:
    """A body is meant by its id, its present or a former name, however capitals and apostrophes are typed."""
    assert resolve_body(words) == some


@pytest.mark.parametrize(
    ("words", "some", "none"),
    [
        ("police", {"police_forces", "npcc", "college_of_policing"}, {"hmicfrs", "home_office"}),
        ("health", {"nhs_england", "dhsc", "icbs"}, {"dfe"}),
        ("the NHS", {"nhs_england", "icbs"}, {"ofsted"}),
        ("education", {"dfe", "schools", "ofsted"}, {"police_forces"}),
        ("inspectorates", {"ofsted", "cqc", "hmicfrs", "hmi_probation"}, {"dfe"}),
        ("Government", {"government", "dfe", "home_office"}, {"nhs_england", "panel"}),
    ],
)
def test_a_group_means_all_its_bodies(words: str, some: set[str], none: set[str]) -> None:
    """A group of bodies is asked for by one word, also where a body has that name as well."""
    found = resolve_body(words)
    assert some <= found
    assert found.isdisjoint(none)


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("polise", "police"),
        ("Ministry of Justise", "Ministry of Justice"),
        ("Royal College", "Royal College of Nursing"),
    ],
)
def test_an_unknown_body_is_refused_with_names_near_it(words: str, near: str) -> None:
    """A name that no body has is refused in one sentence, which lists names that come near."""
    with pytest.raises(BadRequest, match=near) as caught:
        resolve_body(words)
    assert repr(words) in str(caught.value)


@pytest.mark.parametrize("words", ["zzz", "", "?"])
def test_nothing_near_lists_the_groups(words: str) -> None:
    """Where no name comes near, the sentence names the groups that can be asked for."""
    with pytest.raises(BadRequest, match="inspectorates"):
        resolve_body(words)


def test_words_that_are_typed_make_a_filter() -> None:
    """Kinds, topics, agencies and states are taken with hyphens, underscores or spaces; days as written."""
    wanted = make_wanted(
        to=["dfe", "Ofsted"],
        kind=["national-recommendation", "Learning_point"],
        topic=["domestic abuse", "exploitation"],
        agency=["local_authority"],
        status=["no-response-held"],
        publication=["p1"],
        text="two words",
        review="waiting",
        days={"published_from": "2031-02-03", "changed_since": dt.date(2032, 1, 1)},
        visibilities=frozenset(Visibility),
    )
    assert wanted == Wanted(
        bodies=frozenset({"dfe", "ofsted"}),
        kinds=frozenset({EntryKind.NATIONAL, EntryKind.LEARNING}),
        topics=frozenset({"domestic_abuse", "criminal_exploitation", "sexual_exploitation"}),
        agencies=frozenset({"local_authority"}),
        statuses=frozenset({ResponseState.NONE}),
        publications=frozenset({"p1"}),
        text="two words",
        review=Review.WAITING,
        published_from=dt.date(2031, 2, 3),
        changed_since=dt.date(2032, 1, 1),
        visibilities=frozenset(Visibility),
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": ["advice"]}, "There is no kind 'advice'; use one of national recommendation"),
        ({"topic": ["weather"]}, "There is no topic 'weather'; use one of babies_under_one"),
        ({"topic": [""]}, "There is no topic ''"),
        ({"agency": ["navy"]}, "There is no agency 'navy'; use one of local_authority"),
        ({"status": ["done"]}, "There is no status 'done'; use one of accepted"),
        ({"review": "soon"}, "There is no review 'soon'; use one of waiting"),
        ({"days": {"published_to": "May"}}, "'May' is not a date; write it as YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_used_is_refused(given: dict[str, Any], said: str) -> None:
    """A word or day that nothing is known of is refused in a sentence that says what can be used."""
    with pytest.raises(BadRequest, match=said):
        make_wanted(**given)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("school", True),
        ("SCHOOLS tell", True),
        ("police’s", True),
        ("chool", False),
        ("schools fire", False),
        ("a.b", False),
    ],
)
def test_every_word_begins_a_word(text: str, *, found: bool) -> None:
    """A text is found where each of its words begins one of the entry's, in any order; signs mean themselves."""
    assert Wanted(text=text).is_in(plain("Tell the schools of the police's\nview, acb")) is found
