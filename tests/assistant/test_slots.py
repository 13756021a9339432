from __future__ import annotations

import pytest

from assistant.slots import asked_slots, unmentioned


@pytest.mark.parametrize(
    ("question", "name", "there", "elsewhere"),
    [
        ("How many working days do we have?", "number of days", "within 15 working days", "in two weeks"),
        ("how many yrs do we keep it", "number of years", "kept for six years", "kept for six months"),
        ("how many weeks til the first review", "number of weeks", "after a fortnight: two weeks", "on day 14"),
        ("How many visits were made in 2031?", "number of visits", "made 40 home visits", "there were visits"),
        ("How many visits were made?", "number of visits", "the visits came to 40", "40 parents were glad"),
        ("What is the number of reviews?", "number of reviews", "three serious reviews", "a review of three days"),
        ("How many of them were there?", "number", "there were six", "there were some"),
        ("What percentage were babies?", "percentage", "35 per cent", "35 babies"),
        ("What proportion were babies?", "percentage", "one in five", "five"),
        ("How much does a visit cost?", "amount of money", "about £38", "about 38"),
        ("How long does a visit take?", "length of time", "it takes three hours", "it takes three people"),
    ],
)
def test_a_value_is_known_by_what_stands_beside_it(question: str, name: str, there: str, elsewhere: str) -> None:
    """What is asked for has a name; it is seen where it stands, and not in a number of something else."""
    (slot,) = asked_slots(question)
    assert slot.name == name
    assert slot.looks.search(there)
    assert not slot.looks.search(elsewhere)


@pytest.mark.parametrize("question", ["What does the review say?", "Who leads the review?", "Why was it begun?"])
def test_a_question_for_no_value_needs_none(question: str) -> None:
    """People and reasons have no look that could be missed, and other questions ask for no value."""
    assert asked_slots(question) == ()


@pytest.mark.parametrize(
    ("question", "about", "missing"),
    [
        ("What does paragraph 620 say?", "Paragraph 62 says much. 62. It does.", ["paragraph 620"]),
        ("What does para 62 say?", "See paragraph 62.", []),
        ("Is s.47 met?", "Section 47 of the Act", []),
        ("What happens in a year 9 class?", "A class", []),
        ("what about welsh schools", "English schools", ["Wales"]),
        ("what about welsh schools", "Schools in Wales", []),
        ("Do we need XQZR for this?", "We need this.", ["XQZR"]),
        ("Do we need HELD for this?", "We need this.", []),
        ("Do LAs need this?", "We need this.", []),
        ("DO WE NEED XQZR FOR THIS", "We need this.", []),
    ],
)
def test_what_is_named_and_not_mentioned_is_told(question: str, about: str, missing: list[str]) -> None:
    """Numbered things, parts of the United Kingdom and unknown names in capitals are missed; no other word is."""
    assert list(unmentioned(question, about, holds=lambda word: word == "HELD")) == missing
