"""All children, schools and most places here are invented."""

from __future__ import annotations

import pytest

from assistant.personal.combining import find_combinations

CHILDREN = [
    "a 7-year-old",
    "my daughter",
    "Zog Bloggs, 9,",
    "a Year 4 pupil",
    "a toddler",
    "my patient Zog",
    "a 6 week old baby",
]
PLACES = ["at Marsh Lane Primary", "in Little Nowhere", "at our nursery", "from hackney", "at 3 High Street"]
EVENTS = ["with a bruised cheek", "last Friday", "on 4 May", "this morning", "was hit"]

ALL = [(child, place, event) for child in CHILDREN for place in PLACES for event in EVENTS]


def _found(text: str, public: tuple[str, ...] = ()) -> list[str]:
    return [text[span.start : span.end] for span in find_combinations(text, public_names=public)]


@pytest.mark.parametrize(("child", "place", "event"), ALL)
def test_who_where_and_what_or_when_identify_together(child: str, place: str, event: str) -> None:
    """Any child, any particular place and any harm or day are found, and the span holds all three."""
    text = f"We saw {child} {place} {event}. What is the learning?"
    (found,) = _found(text)
    assert place.split(maxsplit=1)[1] in found
    assert text.index(found) <= text.index(child) + 2


@pytest.mark.parametrize(("child", "place", "event"), ALL)
def test_two_of_the_three_identify_nobody(child: str, place: str, event: str) -> None:
    """Without a child, a place, or a harm or day, nothing is found."""
    assert _found(f"What is the learning when {place} {event}?") == []
    assert _found(f"What is the learning on {child} {event}?") == [] or "Street" in place
    assert _found(f"What is the offer for {child} {place}?") == []


@pytest.mark.parametrize(
    "text",
    [
        "the Nowhereshire national review 2022 on a 7-year-old who died",
        "What does the review into the death of a 16-month-old in Bradford say about bruising?",
        "What did Jo Bloggs say about child deaths in Hackney?",
        "Jo Bloggs's letter of 8 March 2021 to the East Midlands about injuries",
        "Child Q in Hackney, aged 15, and the harm of a search",
        "babies under 12 months in Leeds with bruises",
        "16 and 17 year olds in Leeds who were stabbed last year",
        "learning on bruising in a 6 week old baby in the South West",
        "a 7-year-old in hospital with burns",
        "What happens when a 16 year old in Kent dies?",
        "What if a baby in Leeds is hurt?",
        "does the annual report name Bristol when it speaks of a 17 year old stabbed?",
    ],
)
def test_general_questions_and_published_cases_are_none(text: str) -> None:
    """Publications, public people, groups, regions and kinds of places identify nobody."""
    assert _found(text) == []


STORY = "What happened to Zog Bloggs, 6, in Little Nowhere, where he died?"


def test_a_published_case_may_be_asked_about() -> None:
    """A child whose name is public, and the age beside it, are known already; the surname is enough."""
    assert _found(STORY) != []
    assert _found(STORY, ("Zog Bloggs",)) == []
    assert _found(STORY.replace("Zog Bloggs, 6", "little Bloggs"), ("Zog Bloggs",)) == []


def test_a_child_may_be_called_as_an_author_is() -> None:
    """The first name of somebody public is anybody's, unless it is given as public by itself."""
    only_first = STORY.replace("Zog Bloggs", "Zog")
    assert _found(only_first, ("Zog Bloggs",)) != []
    assert _found(only_first, ("Zog",)) == []
    assert _found("What does Zog advise? A 7-year-old started at Marsh Lane Primary and was hit", ("Start",)) != []


def test_a_name_is_known_without_its_accents() -> None:
    """People type names without the accents that publications print."""
    story = "Zoe Bloggs died in Little Nowhere, and her mother had asked for help"
    assert _found(story) != []
    assert _found(story, ("Zoë Bloggs",)) == []


def test_these_days_are_told_in_no_publication() -> None:
    """What happened this morning, or to a child of whoever asks, is found even beside the words of a publication."""
    assert _found("the report on a 7-year-old at Marsh Lane Primary who was hit this morning") != []
    assert _found("Child A, aged 7, at Marsh Lane Primary was hit last Friday") != []
    assert _found("the review on our pupil in Little Nowhere who was hit") != []
    assert _found("What should we do when a 7-year-old at Marsh Lane Primary was hit?") != []


def test_another_child_beside_a_published_case_is_found() -> None:
    """A public name does not cover a child of whoever asks, or one of another sentence."""
    assert _found("Like Zog Bloggs, my daughter in Little Nowhere was hit", ("Zog Bloggs",)) != []
    assert _found("I read of Zog Bloggs. A 7-year-old at Marsh Lane Primary was hit", ("Zog Bloggs",)) != []
    assert _found("A 7-year-old at Marsh Lane Primary was hit, what would Zog Bloggs advise?", ("Zog Bloggs",)) != []


def test_details_far_apart_are_of_several_stories() -> None:
    """What stands far apart in a long text is not put together."""
    far = " This is said in general." * 12
    assert _found(f"A 7-year-old came.{far} It was in Little Nowhere.{far} Somebody was hit.") == []
