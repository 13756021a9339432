"""All people, schools and most places here are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.personal.recognising import find_personal_data
from assistant.personal.rewording import reword
from tests.assistant.personal.numbers import nhs_numbers, phones, postcodes


def _reword(text: str) -> str | None:
    return reword(text, find_personal_data(text))


@pytest.mark.parametrize(
    ("text", "reworded"),
    [
        (
            "My baby patient Jo Bloggs, dob 1/2/2026, at 3 High Street came with facial bruising, what's the learning",
            "a baby, came with facial bruising, what's the learning",
        ),
        (
            "A 7-year-old at Marsh Lane Primary came in this morning with a bruise, what does the Panel say?",
            "children aged 5 to 11 came in with a bruise, what does the Panel say?",
        ),
        (
            "Zog Testerson, 9, from Nowhereton, was excluded on 4 May after hitting a teacher",
            "children aged 5 to 11 were excluded after hitting a teacher",
        ),
        (
            "A pupil called Zog at Marsh Lane Primary has a black eye. What helps?",
            "a child has a black eye. What helps?",
        ),
        (
            "a boy aged 15 from Nowhereton was exploited by county lines",
            "a boy aged 12 to 15 was exploited by county lines",
        ),
        ("What is the learning on neglect? Ring me on 07700 900123", "What is the learning on neglect? Ring me"),
        ("learning on missed appointments (NHS no. 943 476 5919)", "learning on missed appointments"),
    ],
)
def test_a_question_is_told_without_who_and_where(text: str, reworded: str) -> None:
    """Names, places, days and numbers go, an exact age becomes a band, and what is asked stays."""
    assert _reword(text) == reworded


@pytest.mark.parametrize(
    "text",
    [
        "Ring me on 07700 900123",
        "9434765919",
        "Zog Bloggs, 7, Little Nowhere, hit",
        "MY SON ZOG BLOGGS AT MARSH LANE PRIMARY WAS HIT, EMAIL ZOG@NOWHERE.EXAMPLE",
        "learning on neglect of babies, email zog@nowhere.example" + " and so on" * 40,
    ],
)
def test_what_is_no_search_is_not_offered(text: str) -> None:
    """Too few words, too many, or capitals throughout, in which a name looks like any word, are no rewording."""
    assert _reword(text) is None


@given(
    value=st.one_of(nhs_numbers(), phones(), postcodes()),
    sentence=st.sampled_from(
        [
            "What is the learning on bruising in babies? It is about {}",
            "a 6 week old at Marsh Lane Nursery, {}, has a broken arm: what do reviews say?",
            "{} my son Zog was hit in Little Nowhere last Friday, is there guidance on smacking?",
        ]
    ),
)
def test_a_rewording_holds_nothing_personal(value: str, sentence: str) -> None:
    """Whatever stood in the question, the recogniser finds nothing in its rewording, nor do a name and a place stay."""
    reworded = _reword(sentence.format(value))
    assert reworded
    assert find_personal_data(reworded) == ()
    assert not {"Zog", "Marsh", "Nowhere"} & set(reworded.split())
